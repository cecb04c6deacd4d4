//! `/jobs/{id}`: one job with all that is known of it: where it stands, its steps, its whole history.

use super::moment::Moment;
use super::news;
use super::row::{CANCEL, Standing};
use super::sentences::{
    actor, event, kind, state, step, step_result, step_state, subject, trouble,
};
use super::server_fns::open_job;
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::error::page::Failed;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::badge::Badge;
use crate::ui::icon::{Icon, Sign};
use crate::ui::outer::Back;
use crate::ui::skeleton::Skeleton;
use crate::words::{dates, locale};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{JobDetail, JobEventView, JobView, StepView};
use stoflow_wire::platform::{JobKind, VintedAction};

const FORM: &str = "own-job-acts";

#[component]
pub fn JobPage() -> AnyView {
    let live = Live::here();
    let params = use_params_map();
    // No job has the id 0: an address without a number leads nowhere, like one with a wrong number.
    let job = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")?.parse().ok());
        id.unwrap_or(JobId(0))
    });
    let acts = RwSignal::new(0_u32);
    let moved = news::steps(live, job);
    let read = asked(
        move || (job.get(), moved.get(), acts.get()),
        |(job, ..)| open_job(job),
    );
    let done = Callback::new(move |_: Done| acts.update(|acts| *acts += 1));
    view! {
        <div class="page narrow">
            <ActForm id=FORM action=CANCEL done=done>
                <Back/>
            </ActForm>
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    match read.await {
                        Ok(detail) => view! { <Detail detail=detail/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Detail(detail: JobDetail) -> AnyView {
    let l = locale();
    let live = Live::here();
    let read = detail.job;
    let title = subject(l, &read);
    let archived = detail.archived;
    let form = (!archived).then_some(FORM);
    let about = view! { <About job=read.clone()/> };
    let now = Memo::new(move |_| news::newest(live, std::slice::from_ref(&read)));
    let badge = move || {
        now.get()
            .into_iter()
            .map(|job| {
                let (tone, name) = state(l, job.state);
                view! { <Badge tone=tone text=name/> }
            })
            .collect_view()
    };
    let standing = move || {
        let jobs = now.get().into_iter();
        jobs.map(|job| view! { <Standing job=job form=form/> })
            .collect_view()
    };
    let past = if detail.history.is_empty() {
        view! { <p class="muted">{say!(l, jobs.archived_bare)}</p> }.into_any()
    } else {
        view! {
            <Steps steps=detail.steps/>
            <History history=detail.history/>
        }
        .into_any()
    };
    view! {
        <Title text=title.clone()/>
        <header class="page-head led">
            <a class="button quiet" href=paths::JOBS aria-label=say!(l, jobs.see_all)><Icon sign=Sign::Left/></a>
            <h1>{title}</h1>
            {badge}
        </header>
        <section class="card job-now">
            {standing}
            {archived.then(|| view! { <p class="muted">{say!(l, jobs.archived)}</p> })}
            {about}
        </section>
        {past}
    }
    .into_any()
}

/// What the job is about, when, and how often it was tried.
#[component]
fn About(job: JobView) -> AnyView {
    let l = locale();
    let item = match job.kind {
        JobKind::Vinted(VintedAction::Sync) => Some(paths::WARDROBE.to_owned()),
        JobKind::Vinted(VintedAction::Orders) => Some(paths::SALES.to_owned()),
        JobKind::Vinted(VintedAction::Message | VintedAction::Reply) => {
            Some(paths::MESSAGES.to_owned())
        }
        JobKind::Vinted(_) => job.product.map(paths::product),
    };
    let item = item.map(|page| {
        view! { <dt>{say!(l, jobs.fact_item)}</dt> <dd><a href=page>{subject(l, &job)}</a></dd> }
    });
    let ended = job.finished_at.map(|at| {
        let took = dates::wait(l, seconds(at - job.created_at));
        view! {
            <dt>{say!(l, jobs.fact_ended)}</dt>
            <dd><Moment at=at/></dd>
            <dt>{say!(l, jobs.fact_took)}</dt>
            <dd>{took}</dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{say!(l, jobs.fact_kind)}</dt>
            <dd>{kind(l, job.kind)}</dd>
            {item}
            <dt>{say!(l, jobs.fact_asked)}</dt>
            <dd><Moment at=job.created_at/></dd>
            {ended}
            <dt>{say!(l, jobs.fact_attempts)}</dt>
            <dd>{job.attempt}</dd>
        </dl>
    }
    .into_any()
}

#[component]
fn Steps(steps: Vec<StepView>) -> AnyView {
    let l = locale();
    let list = if steps.is_empty() {
        view! { <p class="muted">{say!(l, jobs.no_steps)}</p> }.into_any()
    } else {
        let tries = tries(&steps);
        let rows = steps
            .into_iter()
            .zip(tries)
            .map(|(step, number)| view! { <StepRow step=step number=number/> })
            .collect_view();
        view! { <ol class="timeline">{rows}</ol> }.into_any()
    };
    view! {
        <section class="card">
            <h2>{say!(l, jobs.steps)}</h2>
            {list}
        </section>
    }
    .into_any()
}

/// For each step, which try of it this is.
fn tries(steps: &[StepView]) -> Vec<usize> {
    let before = |at: usize| steps.iter().take(at + 1);
    steps
        .iter()
        .enumerate()
        .map(|(at, step)| before(at).filter(|other| other.step == step.step).count())
        .collect()
}

#[component]
fn StepRow(step: StepView, number: usize) -> AnyView {
    let l = locale();
    let again = (number > 1).then(|| say!(l, jobs.step_try, number = number));
    let again = again.map(|words| view! { <span class="muted">" · " {words}</span> });
    let left = step.result.map(|result| step_result(l, result));
    let left = left.map(|words| view! { <span class="why muted">{words}</span> });
    let why = step.trouble.as_ref().map(|why| trouble(l, why));
    let why = why.map(|words| view! { <span class="why">{words}</span> });
    let (tone, ended) = step_state(l, step.state);
    let took = step
        .finished_at
        .map(|at| dates::wait(l, seconds(at - step.started_at)));
    view! {
        <li class=tone.class()>
            <span class="dot"></span>
            <span>{self::step(l, &step.step)} {again} {left} {why}</span>
            <span class="unseen">{ended}</span>
            <span class="muted when">{took.unwrap_or_else(|| ended.to_owned())}</span>
        </li>
    }
    .into_any()
}

#[component]
fn History(history: Vec<JobEventView>) -> AnyView {
    let l = locale();
    let rows = history
        .into_iter()
        .map(|entry| view! { <Entry entry=entry/> })
        .collect_view();
    view! {
        <section class="card">
            <h2>{say!(l, jobs.history)}</h2>
            <ol class="timeline history">{rows}</ol>
        </section>
    }
    .into_any()
}

#[component]
fn Entry(entry: JobEventView) -> AnyView {
    let l = locale();
    let why = entry
        .trouble
        .as_ref()
        .map(|why| view! { <span class="why">{trouble(l, why)}</span> });
    let at = entry.step.as_ref().map(|at| step(l, at));
    let at = at.map(|words| view! { <span class="muted">" · " {words}</span> });
    view! {
        <li>
            <span class="dot"></span>
            <span>
                <strong>{event(l, &entry)}</strong>
                <span class="muted">" · " {actor(l, entry.actor)}</span>
                {at}
                {why}
            </span>
            <span class="muted when"><Moment at=entry.at/></span>
        </li>
    }
    .into_any()
}

fn seconds(span: time::Duration) -> u32 {
    u32::try_from(span.whole_seconds().max(0)).unwrap_or(u32::MAX)
}
