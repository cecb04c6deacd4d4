//! Moving the keyboard's focus, and pressing for it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{MouseEvent, MouseEventInit};

/// Puts the focus on `element`, where it can have it.
pub fn on(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _focused = element.focus();
    }
}

/// Puts the focus on the first element that matches `selector`.
pub fn on_first(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        on(&element);
    }
}

/// Presses the first element that matches `selector`, as a click does.
pub fn press(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector)
        && let Some(element) = element.dyn_ref::<web_sys::HtmlElement>()
    {
        element.click();
    }
}

/// As [`press`], with the shift key held: to where a range goes.
pub fn press_with_shift(selector: &str) {
    let Ok(Some(element)) = document().query_selector(selector) else {
        return;
    };
    let click = MouseEventInit::new();
    click.set_bubbles(true);
    click.set_cancelable(true);
    click.set_shift_key(true);
    if let Ok(click) = MouseEvent::new_with_mouse_event_init_dict("click", &click) {
        let _taken = element.dispatch_event(&click);
    }
}

/// Moves the focus among the elements that match `selector`, `by` so many, and stops at the ends.
pub fn step(selector: &str, by: i32) {
    let Ok(stops) = document().query_selector_all(selector) else {
        return;
    };
    let focused = document().active_element();
    let last = i32::try_from(stops.length()).unwrap_or(i32::MAX) - 1;
    let current = (0..=last).find(|index| {
        let stop = u32::try_from(*index)
            .ok()
            .and_then(|index| stops.item(index));
        stop.as_ref() == focused.as_ref().map(AsRef::as_ref)
    });
    let next = current.map_or(0, |index| (index + by).clamp(0, last.max(0)));
    let element = u32::try_from(next)
        .ok()
        .and_then(|index| stops.item(index))
        .and_then(|node| node.dyn_into::<web_sys::Element>().ok());
    if let Some(element) = element {
        on(&element);
    }
}
