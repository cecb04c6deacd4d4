//! One job: what it is at, how far, what stands against it, and what can be done.

use super::sentences::{is_about_connection, kind, state, step, subject, trouble, waiting};
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::badge::Badge;
use crate::ui::icon::{Icon, Sign};
use crate::words::{Locale, dates, locale};
use leptos::prelude::*;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{JobState, JobView, Progress, Step};

/// The form that the buttons of rows belong to, and where they send it.
pub const CANCEL: &str = "/fn/cancel_job";
const RETRY: &str = "/fn/retry_job";
const PAUSE: &str = "/fn/pause_job";
const RESUME: &str = "/fn/resume_job";

/// `form` is the id of the form that the buttons belong to; without one, nothing can be done any more.
#[component]
pub fn JobRow(job: JobView, #[prop(into)] form: Option<&'static str>) -> AnyView {
    let l = locale();
    let live = Live::here();
    let (tone, state_name) = state(l, job.state);
    let at = job.finished_at.unwrap_or(job.created_at);
    view! {
        <li class="job">
            <p class="job-head">
                <strong><a href=paths::job(job.id)>{subject(l, &job)}</a></strong>
                <Badge tone=tone text=state_name/>
            </p>
            <p class="muted">
                {kind(l, job.kind)} " · "
                <time title=dates::exact(l, at)>{move || dates::ago(l, at, live.now.get())}</time>
            </p>
            <Standing job=job form=form/>
        </li>
    }
    .into_any()
}

/// What the job is at and what can be done about it: the same in a row and on the job's own page.
#[component]
pub fn Standing(job: JobView, #[prop(into)] form: Option<&'static str>) -> AnyView {
    let l = locale();
    let shows_progress = !job.state.is_final();
    let with = Holder::of(&job);
    view! {
        {job.progress.filter(|_| shows_progress).map(|progress| view! { <Bar progress=progress/> })}
        {job.trouble.map(|why| {
            let mend = is_about_connection(&why)
                .then(|| view! { " " <a href=paths::VINTED>{say!(l, jobs.mend)}</a> });
            view! { <p class="trouble"><Icon sign=Sign::Alert/><span>{trouble(l, &why)} {mend}</span></p> }
        })}
        <Acts job=job.id state=job.state with=with url=job.url form=form/>
    }
    .into_any()
}

#[component]
fn Bar(progress: Progress) -> AnyView {
    let l = locale();
    let name = step(l, &progress.step);
    view! {
        <p class="step">
            <progress value=progress.done.to_string() max=progress.of.max(1).to_string() aria-label=name.clone()></progress>
            <span>{name}</span>
        </p>
        {progress.wait.map(|wait| view! { <p class="muted wait"><Icon sign=Sign::Clock/>{waiting(l, &wait)}</p> })}
    }
    .into_any()
}

#[component]
fn Acts(
    job: JobId,
    state: JobState,
    with: Holder,
    url: Option<String>,
    form: Option<&'static str>,
) -> impl IntoView {
    let l = locale();
    let buttons = form.map(|form| {
        acts(l, state, with)
            .iter()
            .map(|(action, label)| {
                view! { <button form=form formaction=*action name="job" value=job.to_string()>{*label}</button> }
            })
            .collect_view()
    });
    let page = url.filter(|_| state == JobState::Completed).map(|url| {
        view! {
            <a class="button" href=url target="_blank" rel="noopener">
                {say!(l, jobs.see_it)}
                <Icon sign=Sign::External/>
            </a>
        }
    });
    view! { <div class="row job-acts">{buttons} {page}</div> }
}

/// Who has a job that was prepared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holder {
    /// It waits for a browser, and can wait longer.
    Nobody,
    Browser,
}

impl Holder {
    fn of(job: &JobView) -> Self {
        match job.progress.as_ref().map(|progress| &progress.step) {
            Some(Step::Handover) | None => Self::Nobody,
            Some(_) => Self::Browser,
        }
    }
}

fn acts(l: Locale, state: JobState, with: Holder) -> Vec<(&'static str, &'static str)> {
    match state {
        JobState::Pending => vec![(PAUSE, say!(l, jobs.pause)), (CANCEL, say!(l, jobs.cancel))],
        JobState::AwaitingExecutor if with == Holder::Nobody => {
            vec![(PAUSE, say!(l, jobs.pause)), (CANCEL, say!(l, jobs.cancel))]
        }
        JobState::Running | JobState::AwaitingExecutor => vec![(CANCEL, say!(l, jobs.cancel))],
        JobState::Retryable => vec![
            (RETRY, say!(l, jobs.retry_now)),
            (PAUSE, say!(l, jobs.pause)),
            (CANCEL, say!(l, jobs.cancel)),
        ],
        JobState::Paused => vec![
            (RESUME, say!(l, jobs.resume)),
            (CANCEL, say!(l, jobs.cancel)),
        ],
        JobState::Failed | JobState::Expired => vec![(RETRY, say!(l, jobs.retry))],
        JobState::Completed | JobState::Cancelled => Vec::new(),
    }
}
