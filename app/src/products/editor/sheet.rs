//! The editor's form as the document holds it: read whole, and written into one control at a time. Knows no server.

use crate::products::form::TypedProduct;
use leptos::ev::Event;
use leptos::form::FromFormData;
use leptos::html::Form;
use leptos::prelude::*;
use serde::Deserialize;
use stoflow_wire::ids::ProductId;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlInputElement};

/// The whole form with what stands beside its controls.
#[derive(Deserialize)]
pub(super) struct Sheet {
    pub(super) product: ProductId,
    pub(super) version: i64,
    #[serde(default)]
    pub(super) item: TypedProduct,
}

/// What the form holds now.
pub(super) fn read(form: NodeRef<Form>) -> Option<Sheet> {
    let form = form.get_untracked()?;
    let data = FormData::new_with_form(&form).ok()?;
    Sheet::from_form_data(&data).ok()
}

/// Puts a text into the one-line control of a field.
pub(super) fn write(field: &str, text: &str) {
    let found = document().query_selector(&format!("#field-{field}"));
    let control = found.ok().flatten();
    let control = control.and_then(|control| control.dyn_into::<HtmlInputElement>().ok());
    if let Some(control) = control {
        control.set_value(text);
    }
}

/// The field whose control an event comes from: `item[title]` is the field `title`.
pub(super) fn field_of(event: &Event) -> Option<String> {
    let control = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let name = control.get_attribute("name")?;
    let inner = name.strip_prefix("item[")?.trim_end_matches(']');
    let names: Vec<&str> = inner.split("][").collect();
    Some(names.join(".").trim_end_matches('.').to_owned())
}
