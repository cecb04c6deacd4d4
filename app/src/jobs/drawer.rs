//! The drawer of jobs at the right of every page. It stays open while pages change.

use super::row::{CANCEL, JobRow};
use crate::act::{ActForm, Done};
use crate::live::{Line, Live};
use crate::paths;
use crate::say;
use crate::ui::empty::Empty;
use crate::ui::focus;
use crate::ui::icon::{Icon, Sign};
use crate::words::locale;
use leptos::ev;
use leptos::prelude::*;
use stoflow_wire::jobs::JobView;

const FORM: &str = "drawer-job-acts";

/// Kept in context by the frame around the pages.
#[derive(Clone, Copy)]
pub struct Drawer(RwSignal<bool>);

impl Default for Drawer {
    fn default() -> Self {
        Self(RwSignal::new(false))
    }
}

impl Drawer {
    /// The drawer of the frame around this page.
    pub fn here() -> Self {
        use_context().unwrap_or_default()
    }

    pub fn is_open(self) -> bool {
        self.0.get()
    }

    pub fn open(self) {
        self.0.try_set(true);
    }

    /// Opens it with the focus in it, or closes it and gives the focus back.
    pub fn toggle(self) {
        if self.0.get_untracked() {
            self.close();
        } else {
            self.open();
            request_animation_frame(|| focus::on_first("#jobs-drawer"));
        }
    }

    fn close(self) {
        self.0.set(false);
        focus::on_first("#jobs-button");
    }
}

#[component]
pub fn JobsDrawer() -> impl IntoView {
    let l = locale();
    let drawer = Drawer::here();
    let live = Live::here();
    let on_escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            drawer.close();
        }
    };
    move || {
        drawer.is_open().then(|| {
            view! {
                <aside
                    class="drawer"
                    id="jobs-drawer"
                    tabindex="-1"
                    aria-label=say!(l, jobs.title)
                    on:keydown=on_escape
                >
                    <header>
                        <h2>{say!(l, jobs.title)}</h2>
                        <a class="button quiet" href=paths::JOBS>{say!(l, jobs.see_all)}</a>
                        <button class="quiet" aria-label=say!(l, frame.dismiss) on:click=move |_| drawer.close()>
                            <Icon sign=Sign::Close/>
                        </button>
                    </header>
                    <ActForm id=FORM action=CANCEL done=Callback::new(|_: Done| ())>""</ActForm>
                    {move || (live.line.get() == Line::Lost).then(|| view! { <p class="muted">{say!(l, frame.offline)}</p> })}
                    {move || view! { <Jobs jobs=live.jobs.get() form=FORM/> }}
                </aside>
            }
        })
    }
}

/// Open jobs first, then those that are over.
#[component]
fn Jobs(jobs: Vec<JobView>, form: &'static str) -> impl IntoView {
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
