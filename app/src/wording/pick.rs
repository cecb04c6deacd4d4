//! One of a list, for the way a text is written. It has no name, so no form sends it.

use leptos::prelude::*;

/// What a list offers: its value, and what a person reads.
pub type Offer = (String, String);

/// `picked` is called with the value.
#[component]
pub fn Pick(
    id: &'static str,
    label: &'static str,
    offers: Vec<Offer>,
    chosen: String,
    picked: Callback<String>,
) -> AnyView {
    let offers = offers.into_iter().map(|(value, text)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{text}</option> }
    });
    let offers = offers.collect_view();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id autocomplete="off" on:change=move |event| picked.run(event_target_value(&event))>
                {offers}
            </select>
        </div>
    }
    .into_any()
}
