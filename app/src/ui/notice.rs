//! A sentence in a box: something the person should know before they go on.

use super::badge::Tone;
use leptos::prelude::*;

/// Read out at once where it is bad, politely otherwise.
#[component]
pub fn NoticeBox(tone: Tone, children: Children) -> impl IntoView {
    let role = match tone {
        Tone::Bad => "alert",
        _ => "status",
    };
    view! { <div class=format!("notice {}", tone.class()) role=role>{children()}</div> }
}
