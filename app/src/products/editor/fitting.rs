//! What is known about the item's size while its form is typed: asked of the server whenever something changes that it
//! depends on. Knows no size and no table.

use super::sheet;
use crate::products::server_fns::read_fit;
use leptos::ev::Event;
use leptos::html::Form;
use leptos::prelude::*;
use leptos::task::spawn_local;
use stoflow_wire::fit::Fit;
use stoflow_wire::products::ProductForm;

#[derive(Clone, Copy)]
pub struct Fitting {
    /// As it is typed.
    pub size: RwSignal<String>,
    pub fit: RwSignal<Fit>,
    /// Rises with each question: an answer that was overtaken by a later one is none.
    turn: StoredValue<u32>,
}

impl Fitting {
    /// `fit` is what is known of the form as it is opened.
    pub(super) fn begin(form: &ProductForm, fit: Fit) -> Self {
        Self {
            size: RwSignal::new(form.size.clone()),
            fit: RwSignal::new(fit),
            turn: StoredValue::new(0),
        }
    }

    /// A control of `field` changed.
    pub(super) fn hear(self, field: &str, event: &Event, form: NodeRef<Form>) {
        if field == "size" {
            self.size.set(event_target_value(event));
        }
        if matches!(field, "category" | "gender" | "size") || field.starts_with("measurements.") {
            self.ask(form);
        }
    }

    fn ask(self, form: NodeRef<Form>) {
        let Some(sheet) = sheet::read(form) else {
            return;
        };
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        let asked = question(sheet.item.into_form());
        spawn_local(async move {
            let told = read_fit(asked).await;
            if self.turn.try_get_value() == Some(turn)
                && let Ok(fit) = told
            {
                self.fit.try_set(fit);
            }
        });
    }
}

/// Of the form what the answer depends on.
fn question(form: ProductForm) -> ProductForm {
    ProductForm {
        category: form.category,
        gender: form.gender,
        size: form.size,
        measurements: form.measurements,
        ..ProductForm::default()
    }
}
