//! Grey bars of the height of what is coming, so that nothing jumps when it comes.

use leptos::prelude::*;

#[component]
pub fn Skeleton(rows: u8) -> impl IntoView {
    view! {
        <div class="skeleton" aria-hidden="true">
            {(0..rows).map(|_| view! { <div></div> }).collect_view()}
        </div>
    }
}
