//! The editor's form as the document holds it: read whole. Knows no server.

use crate::products::form::TypedProduct;
use leptos::ev::Event;
use leptos::form::FromFormData;
use leptos::html::Form;
use leptos::prelude::*;
use serde::Deserialize;
use stoflow_wire::ids::ProductId;
use wasm_bindgen::JsCast;
use web_sys::FormData;

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

/// The field whose control an event comes from: `item[title]` is the field `title`.
pub(super) fn field_of(event: &Event) -> Option<String> {
    let control = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let name = control.get_attribute("name")?;
    let inner = name.strip_prefix("item[")?.trim_end_matches(']');
    let names: Vec<&str> = inner.split("][").collect();
    Some(names.join(".").trim_end_matches('.').to_owned())
}
