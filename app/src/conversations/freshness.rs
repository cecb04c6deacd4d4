//! How fresh the messages are, and the button that reads them again.

use super::server_fns::READ;
use crate::act::{ActForm, Done};
use crate::channels::health;
use crate::jobs::sentences::{step, trouble, waiting};
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::ui::outer::Back;
use crate::words::{Locale, dates, locale};
use leptos::prelude::*;
use stoflow_wire::conversations::InboxReading;
use stoflow_wire::jobs::{JobState, JobView};
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::socket::VintedConnection;

/// The newest reading that was told of, where it is not over, or ended badly since the last good one.
#[derive(Clone, Debug, PartialEq)]
enum Now {
    Resting,
    /// `None` where nothing was told of it yet.
    Running(Option<Box<JobView>>),
    Failed(Box<JobView>),
}

impl Now {
    fn of(reading: InboxReading, jobs: &[JobView]) -> Self {
        let message = JobKind::Vinted(VintedAction::Message);
        match jobs.iter().find(|job| job.kind == message) {
            Some(job) if !job.state.is_final() => Self::Running(Some(Box::new(job.clone()))),
            Some(job) if ended_badly(job) && job.finished_at > reading.completed_at => {
                Self::Failed(Box::new(job.clone()))
            }
            None if reading.running.is_some() => Self::Running(None),
            _ => Self::Resting,
        }
    }
}

fn ended_badly(job: &JobView) -> bool {
    matches!(job.state, JobState::Failed | JobState::Expired)
}

#[component]
pub fn Freshness(
    reading: InboxReading,
    connection: VintedConnection,
    done: Callback<Done>,
) -> AnyView {
    let l = locale();
    let live = Live::here();
    let now = ArcMemo::new(move |_| live.jobs.with(|jobs| Now::of(reading, jobs)));
    let obstacle = move || {
        let connection = live.connection.get().unwrap_or_else(|| connection.clone());
        health::obstacle(l, &connection)
    };
    let obstacle = ArcMemo::new(move |_| obstacle());
    let read = move || match reading.completed_at {
        Some(at) => {
            let ago = dates::ago(l, at, live.now.get());
            say!(l, conversations.read_ago, ago = ago)
        }
        None => say!(l, conversations.never_read).to_owned(),
    };
    let exact = reading.completed_at.map(|at| dates::exact(l, at));
    let (told, busy, blocked) = (now.clone(), now, obstacle.clone());
    let running = move || matches!(busy.get(), Now::Running(_));
    view! {
        <div class="freshness">
            <p title=exact><Icon sign=Sign::Clock/>{read}</p>
            <ActForm action=READ done=done>
                <Back/>
                <button
                    aria-describedby="reading-obstacle"
                    disabled=move || running() || blocked.with(Option::is_some)
                >
                    {say!(l, conversations.read_now)}
                </button>
            </ActForm>
            <p class="told" role="status">{move || told.with(|now| telling(l, now))}</p>
            <p id="reading-obstacle" class="told">
                {move || obstacle.get().map(|why| {
                    view! { {why} " " <a href=paths::VINTED>{say!(l, conversations.mend)}</a> }
                })}
            </p>
        </div>
    }
    .into_any()
}

/// What the reading is at, what keeps it, or why the last one failed.
fn telling(l: Locale, now: &Now) -> Option<String> {
    match now {
        Now::Resting => None,
        Now::Running(None) => Some(say!(l, conversations.reading).to_owned()),
        Now::Running(Some(job)) => Some(match (&job.trouble, &job.progress) {
            (Some(why), _) => trouble(l, why),
            (None, Some(progress)) => match &progress.wait {
                Some(wait) => format!("{} · {}", step(l, &progress.step), waiting(l, wait)),
                None => step(l, &progress.step),
            },
            (None, None) => say!(l, conversations.reading).to_owned(),
        }),
        Now::Failed(job) => {
            let why = job.trouble.as_ref().map(|why| trouble(l, why));
            let why = why.unwrap_or_default();
            Some(say!(l, conversations.not_read, why = why))
        }
    }
}
