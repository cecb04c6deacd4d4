//! What stands in a text control, and writing into one as a person does: whoever listens to the form hears of it.
//!
//! Knows controls by their selectors; knows nothing of what they mean.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, EventInit, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
};

/// What stands in the first control that `place` selects, of one line or of several.
pub fn read(place: &str) -> Option<String> {
    let control = control(place)?;
    let line = control.dyn_ref::<HtmlInputElement>();
    let lines = control.dyn_ref::<HtmlTextAreaElement>();
    line.map(HtmlInputElement::value)
        .or_else(|| lines.map(HtmlTextAreaElement::value))
}

/// Puts `text` in the place of what stands there; in a list it is the choice of this key.
pub fn write(place: &str, text: &str) {
    let Some(control) = control(place) else {
        return;
    };
    if let Some(line) = control.dyn_ref::<HtmlInputElement>() {
        line.set_value(text);
    }
    if let Some(lines) = control.dyn_ref::<HtmlTextAreaElement>() {
        lines.set_value(text);
    }
    let mut heard = vec!["input"];
    if let Some(list) = control.dyn_ref::<HtmlSelectElement>() {
        list.set_value(text);
        heard.push("change");
    }
    let bubbling = EventInit::new();
    bubbling.set_bubbles(true);
    for kind in heard {
        if let Ok(event) = Event::new_with_event_init_dict(kind, &bubbling) {
            let _heard = control.dispatch_event(&event);
        }
    }
}

fn control(place: &str) -> Option<Element> {
    document().query_selector(place).ok().flatten()
}
