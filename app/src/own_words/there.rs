//! The line on a channel's card: where the marketplace files the item, and the way to change that and all else it becomes
//! there.

use crate::paths;
use crate::say;
use crate::words::locale;
use leptos::prelude::*;
use stoflow_wire::ids::ProductId;

#[component]
pub fn There(product: ProductId, place: String) -> AnyView {
    let l = locale();
    let told = if place.is_empty() {
        say!(l, own_words.on_vinted).to_owned()
    } else {
        say!(l, own_words.on_vinted_place, place = place)
    };
    view! {
        <p class="muted">
            {told} " · "
            <a href=paths::understood(product) aria-label=say!(l, own_words.there_title)>{say!(l, own_words.change)}</a>
        </p>
    }
    .into_any()
}
