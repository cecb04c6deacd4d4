//! The words that may stand between braces, each with what it means and what it says of the sample item.

use super::sentences::meaning;
use crate::say;
use crate::words::locale;
use leptos::prelude::*;
use stoflow_wire::wording::PlaceholderView;

/// Folded: whoever knows them needs the room.
#[component]
pub fn Placeholders(placeholders: Vec<PlaceholderView>) -> AnyView {
    let l = locale();
    let rows = placeholders.into_iter().map(|placeholder| {
        let PlaceholderView {
            placeholder,
            word,
            value,
        } = placeholder;
        view! {
            <div>
                <dt><code>{format!("{{{word}}}")}</code></dt>
                <dd>
                    {meaning(l, placeholder)}
                    <span class="muted" dir="auto">{say!(l, wording.example, value = value)}</span>
                </dd>
            </div>
        }
    });
    let rows = rows.collect_view();
    view! {
        <details class="placeholders fold">
            <summary>{say!(l, wording.placeholders)}</summary>
            <p class="hint">{say!(l, wording.placeholders_hint)}</p>
            <dl>{rows}</dl>
        </details>
    }
    .into_any()
}
