//! What was measured of the item, and the parcel it is sent in. Only the lengths a garment of its category has are on
//! show; the others stay in the form, so that a change of mind loses nothing.

use super::attributes::chosen_category;
use super::fields::wrong;
use super::lists::options;
use super::size::SuggestedBy;
use crate::products::catalogue::{Catalogue, Measure, Word};
use crate::products::editor::desk::Desk;
use crate::say;
use crate::ui::field::{Kind, SelectField, Spec, TextField, Wrong};
use crate::words::{Locale, locale};
use leptos::prelude::*;
use stoflow_wire::products::ProductForm;

#[component]
pub fn Measurements(form: ProductForm, catalogue: Catalogue) -> AnyView {
    let l = locale();
    let category = chosen_category(form.category.clone());
    let undecided = move || category.with(String::is_empty);
    let lengths = catalogue
        .measures
        .iter()
        .map(|measure| {
            let typed = form.measurements.get(&measure.word.key);
            let typed = decimal_sign(l, typed.map_or("", String::as_str));
            view! { <Length measure=measure.clone() typed=typed category=category/> }
        })
        .collect_view();
    let weight = Spec::new(
        "weight",
        "item[weight]",
        say!(l, editor.weight),
        say!(l, editor.weight_hint),
    );
    let parcel = Spec::new(
        "parcel",
        "item[parcel]",
        say!(l, editor.parcel),
        say!(l, editor.parcel_hint),
    );
    let parcels = options(parcels(l), &form.parcel, say!(l, editor.parcel_auto));
    view! {
        <section class="card">
            <h2>{say!(l, editor.section_measurements)}</h2>
            <p class="hint" hidden=undecided>{say!(l, editor.measurements_hint)}</p>
            <p class="hint" hidden=move || !undecided()>{say!(l, editor.measurements_later)}</p>
            <div class="lengths">{lengths}</div>
            {Desk::here().map(|desk| view! { <SuggestedBy desk=desk measures=catalogue.measures/> })}
            <div class="pair">
                <TextField kind=Kind::WHOLE wrong=wrong("weight") spec=weight.holding(form.weight)/>
                <SelectField wrong=wrong("parcel") spec=parcel>
                    {parcels}
                </SelectField>
            </div>
        </section>
    }
    .into_any()
}

/// One length. What is wrong with it is on show, whatever the category.
#[component]
fn Length(measure: Measure, typed: String, category: Signal<String>) -> AnyView {
    let Measure { word, categories } = measure;
    let wrong: Wrong = wrong(format!("measurements.{}", word.key));
    let is_wrong = move || wrong.with(Option::is_some);
    let fits = move || category.with(|category| categories.contains(category));
    let (control, error) = (
        format!("field-measurements-{}", word.key),
        format!("error-measurements-{}", word.key),
    );
    view! {
        <div class="field" class:wrong=is_wrong hidden=move || !fits() && !is_wrong()>
            <label for=control.clone()>{word.label}</label>
            <input
                id=control
                name=format!("item[measurements][{}]", word.key)
                type="text"
                value=typed
                autocomplete="off"
                inputmode=Kind::DECIMAL.inputmode
                aria-describedby=error.clone()
                aria-invalid=move || is_wrong().then_some("true")
            />
            <p class="error" id=error>{move || wrong.get()}</p>
        </div>
    }
    .into_any()
}

fn parcels(l: Locale) -> Vec<Word> {
    let words = [
        ("small", say!(l, editor.parcel_small)),
        ("medium", say!(l, editor.parcel_medium)),
        ("large", say!(l, editor.parcel_large)),
    ];
    words
        .map(|(key, label)| Word {
            key: key.to_owned(),
            label: label.to_owned(),
        })
        .into()
}

/// A stored length with the reader's own decimal sign; what was typed stays as it was.
fn decimal_sign(l: Locale, length: &str) -> String {
    match l {
        Locale::fr if length.bytes().all(|b| b.is_ascii_digit() || b == b'.') => {
            length.replace('.', ",")
        }
        _ => length.to_owned(),
    }
}
