//! How fresh the sales are, and the button that reads them again.

use super::server_fns::READ;
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
use crate::words::{Locale, dates, locale};
use leptos::prelude::*;
use stoflow_wire::jobs::{JobView, Progress, Step};
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::sales::SalesReading;
use stoflow_wire::socket::VintedConnection;
use time::{Duration, OffsetDateTime};

/// Beyond this what is shown is called old: a sale has to be sent within days.
const FRESH: Duration = Duration::hours(3);

/// The reading that is under way, as far as it was told of.
pub fn at_work(reading: SalesReading, jobs: &[JobView]) -> Option<JobView> {
    let job = jobs.iter().find(|job| Some(job.id) == reading.running)?;
    (!job.state.is_final()).then(|| job.clone())
}

/// How many jobs about sales came to their end: with each there may be more to show.
pub fn ended(jobs: &[JobView]) -> usize {
    let about_sales = |job: &&JobView| job.kind == JobKind::Vinted(VintedAction::Orders);
    let over = jobs.iter().filter(about_sales);
    over.filter(|job| job.state.is_final()).count()
}

/// How far the reading under way is: with each page there is more to show.
pub fn pages_read(jobs: &[JobView]) -> u32 {
    let steps = jobs.iter().filter_map(|job| job.progress.as_ref());
    let pages = steps.filter_map(|progress| match progress.step {
        Step::ReadSales { page, .. } => Some(page),
        Step::ReadTransactions { position, .. } => Some(1_000 + position / 10),
        _ => None,
    });
    pages.max().unwrap_or_default()
}

fn is_stale(reading: SalesReading, now: OffsetDateTime) -> bool {
    reading.running.is_none() && reading.completed_at.is_some_and(|read| now - read > FRESH)
}

#[component]
pub fn Head(
    reading: SalesReading,
    connection: ArcMemo<VintedConnection>,
    done: Callback<Done>,
) -> AnyView {
    let l = locale();
    let live = Live::here();
    let now = live.now;
    let freshness = move || match reading.completed_at {
        Some(at) => {
            let ago = dates::ago(l, at, now.get());
            say!(l, sales.read_ago, ago = ago)
        }
        None => say!(l, sales.never_read).to_owned(),
    };
    let exact = reading.completed_at.map(|at| dates::exact(l, at));
    let job = Memo::new(move |_| live.jobs.with(|jobs| at_work(reading, jobs)));
    view! {
        <section class="card sync">
            <div class="freshness">
                <p title=exact><Icon sign=Sign::Clock/>{freshness}</p>
                <div role="status">{move || under_way(l, reading, job.get().as_ref())}</div>
            </div>
            <ReadButton reading=reading connection=connection done=done/>
        </section>
        {move || is_stale(reading, now.get()).then(|| {
            view! { <NoticeBox tone=Tone::Warn>{say!(l, sales.stale)}</NoticeBox> }
        })}
    }
    .into_any()
}

/// What the reading is at, or what keeps it.
fn under_way(l: Locale, reading: SalesReading, job: Option<&JobView>) -> Option<AnyView> {
    reading.running?;
    let view = match job.map(|job| (&job.trouble, &job.progress)) {
        Some((Some(why), _)) => view! { <p>{trouble(l, why)}</p> }.into_any(),
        Some((None, Some(progress))) => bar(l, progress),
        _ => view! {
            <p>{say!(l, sales.reading)} " · " <a href=paths::JOBS>{say!(l, sales.follow)}</a></p>
        }
        .into_any(),
    };
    Some(view)
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

/// The button that has the sales read; where that cannot be, it says why and leads to what mends it.
#[component]
pub fn ReadButton(
    reading: SalesReading,
    connection: ArcMemo<VintedConnection>,
    done: Callback<Done>,
) -> AnyView {
    let l = locale();
    let obstacle = ArcMemo::new(move |_| connection.with(|connection| obstacle(l, connection)));
    let running = reading.running.is_some();
    // Later on there is something more important on the page.
    let first = reading.completed_at.is_none();
    let (blocked, free) = (obstacle.clone(), obstacle.clone());
    let named = if running {
        say!(l, sales.reading_now)
    } else {
        say!(l, sales.read_now)
    };
    view! {
        <div class="sync-act">
            <ActForm action=READ done=done>
                <Back/>
                <button
                    class:primary=move || first && free.with(Option::is_none)
                    aria-describedby="reading-obstacle"
                    disabled=move || running || blocked.with(Option::is_some)
                >
                    {named}
                </button>
            </ActForm>
            <p id="reading-obstacle" class="obstacle">
                {move || obstacle.get().filter(|_| !running).map(|why| {
                    view! { {why} " " <a href=paths::VINTED>{say!(l, sales.mend)}</a> }
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

    #[test]
    fn old_is_called_old_unless_it_is_being_read() {
        let read = datetime!(2026-11-24 09:00 UTC);
        let reading = SalesReading {
            running: None,
            completed_at: Some(read),
        };
        assert!(!is_stale(reading, read + FRESH));
        assert!(is_stale(reading, read + FRESH + Duration::SECOND));
        let running = Some(JobId(7));
        let busy = SalesReading { running, ..reading };
        assert!(!is_stale(busy, read + Duration::DAY));
        assert!(!is_stale(SalesReading::default(), read));
    }
}
