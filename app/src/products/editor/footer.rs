//! The editor's last line, always in sight: how safe the typing is, and the two buttons that act on all of it.

use super::FORM;
use super::desk::Desk;
use super::safety::Safety;
use crate::bridge::Bridge;
use crate::jobs::drawer::Drawer;
use crate::products::readiness::publish;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::words::{Locale, locale};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use stoflow_wire::listings::Readiness;

#[component]
pub fn Footer(desk: Desk) -> AnyView {
    let l = locale();
    let saving = move || desk.safety.get() == Safety::Saving;
    let publishable = Memo::new(move |_| {
        desk.readiness
            .with(|channels| channels.iter().all(Readiness::is_free))
    });
    let (drawer, bridge) = (Drawer::here(), Bridge::here());
    let on_publish = move |event: MouseEvent| {
        event.prevent_default();
        publish(desk, drawer, bridge);
    };
    view! {
        <footer class="editor-foot">
            <p class="safety" role="status">
                {move || {
                    let safe = !matches!(desk.safety.get(), Safety::Typing | Safety::NotKept);
                    view! { <Icon sign=if safe { Sign::Check } else { Sign::Clock }/> }
                }}
                <span>{move || safety(l, &desk.safety.get())}</span>
            </p>
            <button form=FORM disabled=saving>{say!(l, editor.save)}</button>
            {move || publishable.get().then(|| view! {
                <button class="primary" form=FORM formaction="/fn/save_and_publish" disabled=saving on:click=on_publish>
                    {say!(l, editor.publish_vinted)}
                </button>
            })}
        </footer>
    }
    .into_any()
}

fn safety(l: Locale, safety: &Safety) -> String {
    match safety {
        Safety::Saved => say!(l, editor.safe_saved).to_owned(),
        Safety::Draft => say!(l, editor.safe_draft).to_owned(),
        Safety::Typing => say!(l, editor.safe_typing).to_owned(),
        Safety::Keeping => say!(l, editor.safe_keeping).to_owned(),
        Safety::KeptAt(time) => say!(l, editor.safe_kept_at, time = time),
        Safety::SavedAt(time) => say!(l, editor.safe_saved_at, time = time),
        Safety::Saving => say!(l, editor.safe_saving).to_owned(),
        Safety::NotKept => say!(l, editor.safe_not_kept).to_owned(),
    }
}
