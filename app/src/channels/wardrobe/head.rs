//! How fresh the wardrobe is, and the button that reads it again.

use super::server_fns::SYNC;
use crate::act::{ActForm, Done};
use crate::channels::health::obstacle;
use crate::jobs::sentences::{step, trouble, waiting};
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::icon::{Icon, Sign};
use crate::ui::notice::NoticeBox;
use crate::ui::outer::Back;
use crate::words::{Locale, dates, locale, money};
use leptos::prelude::*;
use stoflow_wire::jobs::{JobState, JobView, Progress, Step, Trouble};
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::socket::VintedConnection;
use stoflow_wire::wardrobe::SyncView;
use time::{Duration, OffsetDateTime};

/// Beyond this what is shown is called old.
const FRESH: Duration = Duration::hours(24);

/// What is known of the readings of the wardrobe: what the rows were read with, and what was told since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    completed_at: Option<OffsetDateTime>,
    now: Now,
    /// Details are read beside it, by a job of their own.
    details: Option<Details>,
}

/// The reading of what the wardrobe's pages do not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Details {
    /// How many listings lacked them when the rows were read.
    left: i64,
    /// The job, where something was told of it since.
    job: Option<Box<JobView>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Now {
    Resting,
    /// Under way; `None` where nothing was told of it yet.
    Running(Option<Box<JobView>>),
    /// The last one ended badly.
    Failed(Option<Trouble>),
}

impl Reading {
    /// `jobs` are those that were told of, the newest first.
    pub fn of(sync: SyncView, jobs: &[JobView]) -> Self {
        let is_details = |job: &&JobView| Some(job.id) == sync.details;
        let newest = jobs.iter().find(|job| is_sync(job) && !is_details(job));
        let now = match newest {
            Some(job) if !job.state.is_final() => Now::Running(Some(Box::new(job.clone()))),
            Some(job) if ended_badly(job) && job.finished_at > sync.completed_at => {
                Now::Failed(job.trouble.clone())
            }
            None if sync.running.is_some() => Now::Running(None),
            _ => Now::Resting,
        };
        let job = jobs.iter().find(is_details).cloned().map(Box::new);
        let over = job.as_ref().is_some_and(|job| job.state.is_final());
        let details = (sync.details.is_some() && !over).then_some(Details {
            left: sync.without_details,
            job,
        });
        Self {
            completed_at: sync.completed_at,
            now,
            details,
        }
    }

    /// The wardrobe was never read and is not being read.
    pub fn is_first(&self) -> bool {
        self.completed_at.is_none() && !self.is_running()
    }

    pub fn is_running(&self) -> bool {
        matches!(self.now, Now::Running(_))
    }

    fn is_stale(&self, at: OffsetDateTime) -> bool {
        !self.is_running() && self.completed_at.is_some_and(|read| at - read > FRESH)
    }
}

fn is_sync(job: &JobView) -> bool {
    job.kind == JobKind::Vinted(VintedAction::Sync)
}

fn ended_badly(job: &JobView) -> bool {
    matches!(job.state, JobState::Failed | JobState::Expired)
}

/// How many pages the reading under way has brought: with each there is more to show.
pub fn pages_read(jobs: &[JobView]) -> u32 {
    let progress = jobs
        .iter()
        .find(|job| is_sync(job))
        .and_then(|job| job.progress.as_ref());
    match progress.map(|progress| &progress.step) {
        Some(Step::ReadWardrobe { page, .. }) => *page,
        _ => 0,
    }
}

#[component]
pub fn Head(
    connection: ArcMemo<VintedConnection>,
    reading: ArcMemo<Reading>,
    done: Callback<Done>,
) -> AnyView {
    let l = locale();
    let now = Live::here().now;
    let (read, at) = (reading.clone(), reading.clone());
    let freshness = move || {
        read.with(|reading| match reading.completed_at {
            Some(at) => {
                let ago = dates::ago(l, at, now.get());
                say!(l, wardrobe.read_ago, ago = ago)
            }
            None => say!(l, wardrobe.never_read).to_owned(),
        })
    };
    let exact = move || at.with(|reading| reading.completed_at.map(|at| dates::exact(l, at)));
    let (at_work, ended, old) = (reading.clone(), reading.clone(), reading.clone());
    let beside = reading.clone();
    view! {
        <section class="card sync">
            <div class="freshness">
                <p title=exact><Icon sign=Sign::Clock/>{freshness}</p>
                <div role="status">{move || at_work.with(|reading| under_way(l, reading))}</div>
                {move || beside.with(|reading| reading.details.as_ref().map(|details| completing(l, details)))}
            </div>
            <SyncButton connection=connection reading=reading done=done/>
        </section>
        {move || ended.with(|reading| mishap(l, reading))}
        {move || old.with(|reading| reading.is_stale(now.get())).then(|| {
            view! { <NoticeBox tone=Tone::Warn>{say!(l, wardrobe.stale)}</NoticeBox> }
        })}
    }
    .into_any()
}

/// What the reading is at, or what keeps it.
fn under_way(l: Locale, reading: &Reading) -> Option<AnyView> {
    let Now::Running(job) = &reading.now else {
        return None;
    };
    let view = match job.as_deref() {
        Some(job) => match (&job.trouble, &job.progress) {
            (Some(why), _) => view! { <p>{trouble(l, why)}</p> }.into_any(),
            (None, Some(progress)) => bar(l, progress),
            (None, None) => view! { <p>{say!(l, wardrobe.reading)}</p> }.into_any(),
        },
        None => view! {
            <p>{say!(l, wardrobe.reading)} " · " <a href=paths::JOBS>{say!(l, wardrobe.follow)}</a></p>
        }
        .into_any(),
    };
    Some(view)
}

/// What is still to be read of the listings, and how far that is.
fn completing(l: Locale, details: &Details) -> AnyView {
    let told = match details.left {
        1 => say!(l, wardrobe.details_left_one).to_owned(),
        left => say!(l, wardrobe.details_left_many, count = money::count(l, left)),
    };
    let at = details
        .job
        .as_deref()
        .and_then(|job| match (&job.trouble, &job.progress) {
            (Some(why), _) => Some(view! { <p>{trouble(l, why)}</p> }.into_any()),
            (None, Some(progress)) => Some(bar(l, progress)),
            (None, None) => None,
        });
    view! { <p class="muted">{told}</p> {at} }.into_any()
}

fn bar(l: Locale, progress: &Progress) -> AnyView {
    let name = step(l, &progress.step);
    let wait = progress.wait.as_ref().map(|wait| waiting(l, wait));
    view! {
        <p>{name.clone()}</p>
        <progress value=progress.done.to_string() max=progress.of.max(1).to_string() aria-label=name></progress>
        {wait.map(|wait| view! { <p class="muted">{wait}</p> })}
    }
    .into_any()
}

fn mishap(l: Locale, reading: &Reading) -> Option<AnyView> {
    let Now::Failed(why) = &reading.now else {
        return None;
    };
    let why = why.as_ref().map(|why| trouble(l, why)).unwrap_or_default();
    Some(
        view! { <NoticeBox tone=Tone::Bad>{say!(l, wardrobe.not_finished, why = why)}</NoticeBox> }
            .into_any(),
    )
}

/// The button that has the wardrobe read; where that cannot be, it says why and leads to what mends it.
#[component]
pub fn SyncButton(
    connection: ArcMemo<VintedConnection>,
    reading: ArcMemo<Reading>,
    done: Callback<Done>,
) -> AnyView {
    let l = locale();
    let obstacle = ArcMemo::new(move |_| connection.with(|connection| obstacle(l, connection)));
    let running = ArcMemo::new(move |_| reading.with(Reading::is_running));
    let (blocked, busy, named) = (obstacle.clone(), running.clone(), running.clone());
    let disabled = move || busy.get() || blocked.with(Option::is_some);
    let free = obstacle.clone();
    view! {
        <div class="sync-act">
            <ActForm action=SYNC done=done>
                <Back/>
                <button
                    class:primary=move || free.with(Option::is_none)
                    aria-describedby="sync-obstacle"
                    disabled=disabled
                >
                    {move || if named.get() { say!(l, wardrobe.syncing) } else { say!(l, wardrobe.sync) }}
                </button>
            </ActForm>
            <p id="sync-obstacle">
                {move || obstacle.get().filter(|_| !running.get()).map(|why| {
                    view! { {why} " " <a href=paths::VINTED>{say!(l, wardrobe.mend)}</a> }
                })}
            </p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::ids::JobId;
    use time::macros::datetime;

    const READ: OffsetDateTime = datetime!(2026-11-23 14:30 UTC);
    const LATER: OffsetDateTime = datetime!(2026-11-23 15:00 UTC);

    fn sync(running: Option<i64>, completed_at: Option<OffsetDateTime>) -> SyncView {
        SyncView {
            running: running.map(JobId),
            completed_at,
            ..SyncView::default()
        }
    }

    fn job(state: JobState, step: Option<Step>) -> JobView {
        JobView {
            id: JobId(7),
            kind: JobKind::Vinted(VintedAction::Sync),
            state,
            product: None,
            product_title: String::new(),
            listing: None,
            progress: step.map(|step| Progress {
                step,
                done: 1,
                of: 6,
                wait: None,
            }),
            trouble: (state == JobState::Failed).then_some(Trouble::Challenged),
            attempt: 1,
            url: None,
            created_at: READ,
            finished_at: state.is_final().then_some(LATER),
        }
    }

    #[test]
    fn news_beat_what_was_read() {
        let told = |state| Reading::of(sync(Some(7), None), &[job(state, None)]);
        assert!(told(JobState::AwaitingExecutor).is_running());
        assert!(!told(JobState::Completed).is_running());
        assert!(Reading::of(sync(Some(7), None), &[]).is_running());
        assert!(Reading::of(sync(None, None), &[]).is_first());
    }

    #[test]
    fn details_are_read_beside_it() {
        let told = |state| {
            let reading = SyncView {
                details: Some(JobId(7)),
                without_details: 40,
                ..sync(None, Some(READ))
            };
            Reading::of(reading, &[job(state, None)])
        };
        let going = told(JobState::AwaitingExecutor);
        assert!(!going.is_running(), "the wardrobe itself was read");
        assert_eq!(going.details.unwrap().left, 40);
        assert_eq!(told(JobState::Completed).details, None);
        assert_eq!(told(JobState::Failed).now, Now::Resting);
    }

    #[test]
    fn a_failure_is_told_until_a_reading_succeeds() {
        let failed = [job(JobState::Failed, None)];
        let after = |completed_at| Reading::of(sync(None, completed_at), &failed).now;
        assert_eq!(after(Some(READ)), Now::Failed(Some(Trouble::Challenged)));
        assert_eq!(after(None), Now::Failed(Some(Trouble::Challenged)));
        assert_eq!(after(Some(LATER)), Now::Resting);
    }

    #[test]
    fn old_is_called_old() {
        let reading = Reading::of(sync(None, Some(READ)), &[]);
        assert!(!reading.is_stale(READ + FRESH));
        assert!(reading.is_stale(READ + FRESH + Duration::SECOND));
        assert!(!Reading::of(sync(Some(7), Some(READ)), &[]).is_stale(LATER + FRESH));
    }

    #[test]
    fn each_page_that_was_read_counts() {
        let at = |step| pages_read(&[job(JobState::AwaitingExecutor, Some(step))]);
        assert_eq!(at(Step::ReadWardrobe { page: 3, of: 6 }), 3);
        assert_eq!(at(Step::Handover), 0);
        assert_eq!(pages_read(&[]), 0);
    }
}
