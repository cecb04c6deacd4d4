//! The drawer of jobs at the right of every page. It stays open while pages change.

use super::page::Jobs;
use super::row::CANCEL;
use crate::act::{ActForm, Done};
use crate::live::{Line, Live};
use crate::say;
use crate::ui::focus;
use crate::ui::icon::{Icon, Sign};
use crate::words::locale;
use leptos::ev;
use leptos::prelude::*;

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
