//! `/jobs`: the same as the drawer, as a page.

use super::row::{CANCEL, JobRow};
use super::server_fns::recent_jobs;
use crate::act::{ActForm, Done};
use crate::error::page::Failed;
use crate::live::Live;
use crate::say;
use crate::ui::empty::Empty;
use crate::ui::icon::Sign;
use crate::ui::skeleton::Skeleton;
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;
use stoflow_wire::jobs::JobView;

const FORM: &str = "page-job-acts";

#[component]
pub fn JobsPage() -> AnyView {
    let l = locale();
    let live = Live::here();
    let read = Resource::new(|| (), |()| recent_jobs());
    view! {
        <Title text=say!(l, jobs.title)/>
        <div class="page narrow">
            <header class="page-head"><h1>{say!(l, jobs.title)}</h1></header>
            <ActForm id=FORM action=CANCEL done=Callback::new(|_: Done| ())>""</ActForm>
            <Suspense fallback=|| view! { <Skeleton rows=4/> }>
                {move || Suspend::new(async move {
                    match read.await {
                        Ok(read) => {
                            view! {
                                {move || {
                                    let told = live.jobs.get();
                                    let jobs = if told.is_empty() { read.clone() } else { told };
                                    view! { <Jobs jobs=jobs form=FORM/> }
                                }}
                            }
                            .into_any()
                        }
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

/// Open jobs first, then those that are over.
#[component]
pub fn Jobs(jobs: Vec<JobView>, form: &'static str) -> impl IntoView {
    let l = locale();
    if jobs.is_empty() {
        return view! {
            <Empty sign=Sign::Activity title=say!(l, jobs.none_title) text=say!(l, jobs.none_text)>""</Empty>
        }
        .into_any();
    }
    let (over, open): (Vec<JobView>, Vec<JobView>) =
        jobs.into_iter().partition(|job| job.state.is_final());
    let rows = move |jobs: Vec<JobView>| {
        jobs.into_iter()
            .map(|job| view! { <JobRow job=job form=form/> })
            .collect_view()
    };
    let count = over.len();
    let summary = say!(l, jobs.over, count = count);
    let folded = (count > 0).then(|| {
        view! {
            <details class="over" open=open.is_empty()>
                <summary>{summary}</summary>
                <ul class="jobs">{rows(over)}</ul>
            </details>
        }
    });
    view! {
        <ul class="jobs">{rows(open)}</ul>
        {folded}
    }
    .into_any()
}
