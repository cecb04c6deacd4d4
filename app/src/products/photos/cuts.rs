//! What is cut off each edge of a photo, as four numbers: all there is without scripts, and exact beside the frame.

use crate::say;
use crate::words::locale;
use leptos::ev::Event;
use leptos::prelude::*;
use stoflow_wire::crop::{Crop, percentage};

#[component]
pub fn Cuts(crop: RwSignal<Crop>) -> AnyView {
    let l = locale();
    view! {
        <fieldset class="cuts">
            <legend class="hint">{say!(l, photos.cuts)}</legend>
            <Cut crop=crop name="left" label=say!(l, photos.cut_left) side=|crop| &mut crop.left/>
            <Cut crop=crop name="top" label=say!(l, photos.cut_top) side=|crop| &mut crop.top/>
            <Cut crop=crop name="right" label=say!(l, photos.cut_right) side=|crop| &mut crop.right/>
            <Cut crop=crop name="bottom" label=say!(l, photos.cut_bottom) side=|crop| &mut crop.bottom/>
        </fieldset>
    }
    .into_any()
}

#[component]
fn Cut(
    crop: RwSignal<Crop>,
    name: &'static str,
    label: &'static str,
    side: fn(&mut Crop) -> &mut u16,
) -> AnyView {
    let text = move || {
        let mut crop = crop.get();
        percentage(*side(&mut crop))
    };
    // When it is typed to its end: what is reckoned from half a number would be put over it.
    let on_change = move |event: Event| {
        let typed = event_target_value(&event);
        if let Some(read) = Crop::read([&typed, "0", "0", "0"]) {
            crop.update(|crop| *side(crop) = read.left);
        }
    };
    view! {
        <label>
            {label}
            <input
                type="number"
                name=name
                min="0"
                max="99"
                step="any"
                required
                value=text
                prop:value=text
                on:change=on_change
            />
        </label>
    }
    .into_any()
}
