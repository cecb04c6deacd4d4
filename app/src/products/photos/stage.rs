//! The photo under the scissors: whole with the frame on it, and what is left of it by itself. Knows no server.

use super::hold::{Hold, drawn};
use crate::paths;
use crate::say;
use crate::words::locale;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use stoflow_wire::crop::{Crop, WHOLE, percentage};
use stoflow_wire::photos::PhotoView;

/// How far a key goes: one percent.
const STEP: i32 = 100;

/// What a hand took, and where.
#[derive(Clone, Copy)]
struct Grip {
    hold: Hold,
    at: (i32, i32),
    crop: Crop,
}

/// The photo with the frame on it.
#[component]
pub fn Stage(photo: PhotoView, crop: RwSignal<Crop>) -> AnyView {
    let l = locale();
    let size = (photo.width, photo.height);
    let stage = NodeRef::<html::Div>::new();
    let frame = NodeRef::<html::Div>::new();
    let grip = StoredValue::new(None::<Grip>);
    let take = move |event: &PointerEvent, hold: Hold| {
        event.stop_propagation();
        event.prevent_default();
        if let Some(frame) = frame.get_untracked() {
            let _captured = frame.set_pointer_capture(event.pointer_id());
            let _focused = frame.focus();
        }
        grip.set_value(Some(Grip {
            hold,
            at: (event.client_x(), event.client_y()),
            crop: crop.get_untracked(),
        }));
    };
    let on_move = move |event: PointerEvent| {
        let (Some(grip), Some(stage)) = (grip.get_value(), stage.get_untracked()) else {
            return;
        };
        let share = |now: i32, then: i32, side: i32| (now - then) * i32::from(WHOLE) / side.max(1);
        let across = share(event.client_x(), grip.at.0, stage.client_width());
        let down = share(event.client_y(), grip.at.1, stage.client_height());
        crop.set(drawn(grip.crop, grip.hold, (across, down), size));
    };
    let on_keydown = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" => (-STEP, 0),
            "ArrowRight" => (STEP, 0),
            "ArrowUp" => (0, -STEP),
            "ArrowDown" => (0, STEP),
            _ => return,
        };
        event.prevent_default();
        let hold = if event.shift_key() {
            Hold::BottomRight
        } else {
            Hold::Whole
        };
        crop.update(|crop| *crop = drawn(*crop, hold, by, size));
    };
    let edge = move |side: fn(Crop) -> u16| move || format!("{}%", percentage(side(crop.get())));
    let corners = Hold::CORNERS.map(|corner| {
        view! { <span class=corner.class() on:pointerdown=move |event| take(&event, corner)></span> }
    });
    view! {
        <div class="crop-stage" node_ref=stage>
            <img
                src=paths::full(photo.id)
                alt=""
                width=photo.width.to_string()
                height=photo.height.to_string()
                draggable="false"
            />
            <div
                class="crop-frame"
                role="group"
                tabindex="0"
                aria-label=say!(l, photos.frame)
                node_ref=frame
                style:left=edge(|crop| crop.left)
                style:top=edge(|crop| crop.top)
                style:right=edge(|crop| crop.right)
                style:bottom=edge(|crop| crop.bottom)
                on:pointerdown=move |event| take(&event, Hold::Whole)
                on:pointermove=on_move
                on:pointerup=move |_| grip.set_value(None)
                on:pointercancel=move |_| grip.set_value(None)
                on:keydown=on_keydown
            >
                {corners}
            </div>
        </div>
    }
    .into_any()
}

/// What is left, by itself and small.
#[component]
pub fn Remainder(photo: PhotoView, crop: RwSignal<Crop>) -> AnyView {
    let whole = u32::from(WHOLE);
    let share = move |before: u16, after: u16| {
        whole
            .saturating_sub(u32::from(before) + u32::from(after))
            .max(1)
    };
    let (width, height) = (photo.width, photo.height);
    let ratio = move || {
        let crop = crop.get();
        let across = share(crop.left, crop.right) * width;
        let down = share(crop.top, crop.bottom) * height;
        format!("{across} / {down}")
    };
    // So many times as wide as what is left, and as much to the left.
    let stretch = move |part: u32, share: u32| format!("{}%", part * 100 / share);
    view! {
        <div class="remainder" style:aspect-ratio=ratio aria-hidden="true">
            <img
                src=paths::thumb(photo.id)
                alt=""
                style:width=move || { let crop = crop.get(); stretch(whole, share(crop.left, crop.right)) }
                style:height=move || { let crop = crop.get(); stretch(whole, share(crop.top, crop.bottom)) }
                style:left=move || { let crop = crop.get(); format!("-{}", stretch(crop.left.into(), share(crop.left, crop.right))) }
                style:top=move || { let crop = crop.get(); format!("-{}", stretch(crop.top.into(), share(crop.top, crop.bottom))) }
            />
        </div>
    }
    .into_any()
}
