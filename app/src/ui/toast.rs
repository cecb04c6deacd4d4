//! Short news at the edge of the screen. Good news leaves by itself; bad news stays until it is dismissed.

use super::badge::Tone;
use super::icon::{Icon, Sign};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// What can be done about a piece of news.
#[derive(Clone)]
pub enum Step {
    /// Calls the act, once. Shared and not owned: what offered it, such as a row, may be gone by then.
    Act {
        label: String,
        act: Arc<dyn Fn() + Send + Sync>,
    },
    Open {
        label: String,
        path: String,
    },
}

#[derive(Clone)]
pub struct Toast {
    pub tone: Tone,
    pub text: String,
    pub step: Option<Step>,
}

/// The toasts on the screen. Kept in context by the frame around the pages.
#[derive(Clone, Copy)]
pub struct Toasts {
    /// With a picture's address, where there is one.
    shown: RwSignal<Vec<(u32, Toast, Option<String>)>>,
    next: StoredValue<u32>,
}

/// Long enough to read a sentence and to reach an undo.
pub const PATIENCE: Duration = Duration::from_secs(10);

impl Default for Toasts {
    fn default() -> Self {
        Self {
            shown: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        }
    }
}

impl Toasts {
    /// The toasts of the frame around this page.
    pub fn here() -> Self {
        use_context().unwrap_or_default()
    }

    pub fn show(self, toast: Toast) {
        self.put(toast, None);
    }

    /// As [`Toasts::show`], with a picture of what it is about.
    pub fn show_with(self, toast: Toast, picture: Option<String>) {
        self.put(toast, picture);
    }

    fn put(self, toast: Toast, picture: Option<String>) {
        let id = self.next.try_update_value(|next| {
            *next += 1;
            *next
        });
        let Some(id) = id else {
            return;
        };
        let stays = toast.tone == Tone::Bad;
        self.shown.update(|shown| shown.push((id, toast, picture)));
        if !stays {
            set_timeout(move || self.dismiss(id), PATIENCE);
        }
    }

    pub fn say(self, tone: Tone, text: impl Into<String>) {
        self.show(Toast {
            tone,
            text: text.into(),
            step: None,
        });
    }

    fn dismiss(self, id: u32) {
        self.shown
            .try_update(|shown| shown.retain(|(other, ..)| *other != id));
    }
}

/// Where the toasts appear. One per page, in the frame.
#[component]
pub fn ToastShelf(toasts: Toasts, #[prop(into)] dismiss_label: String) -> AnyView {
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|(id, ..)| *id let((id, toast, picture))>
                <div class=format!("toast {}", toast.tone.class())>
                    {picture.map(|address| view! { <img src=address width="40" height="40" alt=""/> })}
                    <p>{toast.text}</p>
                    {toast.step.map(|step| view! { <NextStep step=step dismiss=Callback::new(move |()| toasts.dismiss(id))/> })}
                    <button class="quiet" aria-label=dismiss_label.clone() on:click=move |_| toasts.dismiss(id)>
                        <Icon sign=Sign::Close/>
                    </button>
                </div>
            </For>
        </div>
    }
    .into_any()
}

#[component]
fn NextStep(step: Step, dismiss: Callback<()>) -> AnyView {
    match step {
        Step::Open { label, path } => view! { <a class="button" href=path>{label}</a> }.into_any(),
        Step::Act { label, act } => {
            let on_click = move |_| {
                act();
                dismiss.run(());
            };
            view! { <button on:click=on_click>{label}</button> }.into_any()
        }
    }
}
