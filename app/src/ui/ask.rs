//! A button that asks before its act, without scripts: it opens a question with the real button in it.

use leptos::prelude::*;

/// `label` opens `question`; the children are the button that does it.
#[component]
pub fn Ask(
    #[prop(into)] label: String,
    #[prop(into)] question: String,
    children: Children,
) -> AnyView {
    view! {
        <details class="ask">
            <summary class="button quiet">{label}</summary>
            <div class="card floating">
                <p>{question}</p>
                {children()}
            </div>
        </details>
    }
    .into_any()
}
