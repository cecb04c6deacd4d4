//! `/jobs`: all jobs, filtered and page by page, and what can be done with all of them. Its whole state is in the address.

use super::news;
use super::place::{KINDS, Place, SHOWS};
use super::row::{CANCEL, JobRow};
use super::sentences::kind;
use super::server_fns::{Standing, list_jobs};
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::batches::card::BatchCard;
use crate::error::page::Failed;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::empty::Empty;
use crate::ui::icon::{Icon, Sign};
use crate::ui::notice::NoticeBox;
use crate::ui::outer::Back;
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::Toasts;
use crate::words::{Locale, locale, money};
use leptos::ev::Event;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Form;
use leptos_router::hooks::use_query_map;
use stoflow_wire::batches::BatchView;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{JobCounts, JobShow};
use wasm_bindgen::JsCast;

const FORM: &str = "page-job-acts";
const PAUSE_ALL: &str = "/fn/pause_all_jobs";
const RESUME_ALL: &str = "/fn/resume_all_jobs";
const RETRY_BROKEN: &str = "/fn/retry_broken_jobs";

#[component]
pub fn JobsPage() -> AnyView {
    let l = locale();
    let live = Live::here();
    let toasts = Toasts::here();
    let query = use_query_map();
    let place = Memo::new(move |_| query.with(Place::read));
    let acts = RwSignal::new(0_u32);
    let moves = news::moves(live);
    let read = asked(
        move || (place.get().filter, moves.get(), acts.get()),
        |(filter, ..)| list_jobs(filter),
    );
    let done = Callback::new(move |done: Done| {
        acts.update(|acts| *acts += 1);
        if let Some(text) = told(l, &done) {
            toasts.say(Tone::Good, text);
        }
    });
    view! {
        <Title text=say!(l, jobs.title)/>
        <div class="page middling">
            <ActForm id=FORM action=CANCEL done=done>
                <Back/>
            </ActForm>
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    let place = place.get();
                    match read.await {
                        Ok(standing) => view! { <Everything place=place standing=standing/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

/// What was done to all of them; what is done to one shows in its row.
fn told(l: Locale, done: &Done) -> Option<&'static str> {
    match done.action.as_str() {
        PAUSE_ALL => Some(say!(l, frame.all_paused)),
        RESUME_ALL => Some(say!(l, frame.lane_resumed)),
        RETRY_BROKEN => Some(say!(l, frame.trying_again)),
        _ => None,
    }
}

#[component]
fn Everything(place: Place, standing: Standing) -> AnyView {
    let l = locale();
    let live = Live::here();
    let Standing { list, paused } = standing;
    let (jobs, counts) = (list.jobs, list.counts);
    let form = (place.filter.show != JobShow::Archived).then_some(FORM);
    let rows = if jobs.is_empty() {
        view! { <Nothing place=place.clone()/> }.into_any()
    } else {
        let rows = move || {
            let jobs = news::newest(live, &jobs).into_iter();
            jobs.map(|job| view! { <JobRow job=job form=form/> })
                .collect_view()
        };
        view! { <ul class="jobs">{rows}</ul> }.into_any()
    };
    view! {
        <header class="page-head">
            <h1>{say!(l, jobs.title)}</h1>
            <Helm paused=paused counts=counts/>
        </header>
        {paused.then(|| view! { <NoticeBox tone=Tone::Warn>{say!(l, jobs.all_paused)}</NoticeBox> })}
        <Batches batches=list.batches/>
        <Tabs place=place.clone() counts=counts/>
        <Question place=place.clone()/>
        {rows}
        <Pages place=place next=list.next/>
    }
    .into_any()
}

/// What can be done with all jobs.
#[component]
fn Helm(paused: bool, counts: JobCounts) -> impl IntoView {
    let l = locale();
    let retry = (counts.broken > 0).then(|| {
        let count = money::count(l, counts.broken);
        view! {
            <button form=FORM formaction=RETRY_BROKEN>{say!(l, jobs.retry_broken, count = count)}</button>
        }
    });
    let lane = if paused {
        view! { <button class="primary" form=FORM formaction=RESUME_ALL>{say!(l, jobs.resume_all)}</button> }
            .into_any()
    } else {
        view! { <button form=FORM formaction=PAUSE_ALL>{say!(l, jobs.pause_all)}</button> }
            .into_any()
    };
    view! { <div class="row">{retry} {lane}</div> }
}

#[component]
fn Batches(batches: Vec<BatchView>) -> impl IntoView {
    let l = locale();
    (!batches.is_empty()).then(|| {
        let cards = batches
            .into_iter()
            .map(|batch| view! { <BatchCard batch=batch form=FORM/> })
            .collect_view();
        view! {
            <section class="batches" aria-label=say!(l, batches.title)>
                <ul class="jobs">{cards}</ul>
            </section>
        }
    })
}

#[component]
fn Tabs(place: Place, counts: JobCounts) -> impl IntoView {
    let l = locale();
    let tabs = SHOWS.map(|(show, _)| {
        let (name, count) = match show {
            JobShow::All => (say!(l, jobs.show_all), None),
            JobShow::Open => (say!(l, jobs.show_open), Some(counts.open)),
            JobShow::Broken => (say!(l, jobs.show_broken), Some(counts.broken)),
            JobShow::Completed => (say!(l, jobs.show_done), None),
            JobShow::Archived => (say!(l, jobs.show_archived), None),
        };
        let chosen = place.filter.show == show;
        let count = count.map(|count| {
            view! { <span class="count">{money::count(l, count)}</span> }
        });
        view! {
            <a class="chip" href=place.showing(show).path() aria-current=chosen.then_some("page")>
                {name} " " {count}
            </a>
        }
    });
    view! { <nav class="chips" aria-label=say!(l, jobs.filter)>{tabs.collect_view()}</nav> }
}

/// Kind and words. A form without scripts; with them the list follows the choice.
#[component]
fn Question(place: Place) -> AnyView {
    let l = locale();
    let chosen = place.filter.kind;
    let kinds = KINDS.map(|own| {
        view! { <option value=own.action() selected=chosen == Some(own)>{kind(l, own)}</option> }
    });
    let batch = place.filter.batch.map(|batch| {
        view! { <input type="hidden" name="batch" value=batch.to_string()/> }
    });
    view! {
        <Form action=paths::JOBS attr:class="question" attr:role="search">
            <input type="hidden" name="show" value=place.show_name()/>
            {batch}
            <select name="kind" aria-label=say!(l, jobs.kind) on:change=send_form>
                <option value="" selected=chosen.is_none()>{say!(l, jobs.any_kind)}</option>
                {kinds.collect_view()}
            </select>
            <input
                type="search"
                name="search"
                autocomplete="off"
                aria-label=say!(l, jobs.search)
                placeholder=say!(l, jobs.search)
                value=place.filter.search
            />
            <button>{say!(l, jobs.look)}</button>
        </Form>
    }
    .into_any()
}

fn send_form(event: Event) {
    let form = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|control| control.closest("form").ok().flatten())
        .and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok());
    if let Some(form) = form {
        let _sent = form.request_submit();
    }
}

#[component]
fn Nothing(place: Place) -> AnyView {
    let l = locale();
    if place.is_whole() {
        return view! {
            <Empty sign=Sign::Activity title=say!(l, jobs.none_title) text=say!(l, jobs.none_text)>""</Empty>
        }
        .into_any();
    }
    view! {
        <Empty sign=Sign::Search title=say!(l, jobs.no_match_title) text=say!(l, jobs.no_match_text)>
            <a class="button" href=paths::JOBS>{say!(l, jobs.no_match_button)}</a>
        </Empty>
    }
    .into_any()
}

#[component]
fn Pages(place: Place, next: Option<JobId>) -> impl IntoView {
    let l = locale();
    let previous = place.previous().map(|page| {
        view! {
            <a class="button" rel="prev" href=page.path()>
                <Icon sign=Sign::Left/>
                {say!(l, products.previous)}
            </a>
        }
    });
    let next = next.map(|start| {
        view! {
            <a class="button" rel="next" href=place.next(start).path()>
                {say!(l, products.next)}
                <Icon sign=Sign::Right/>
            </a>
        }
    });
    view! { <nav class="pages" aria-label=say!(l, products.pages)>{previous} {next}</nav> }
}
