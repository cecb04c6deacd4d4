//! The lists of the form, ready for its controls: what is chosen now is marked in them.

use crate::products::catalogue::{Catalogue, ColourWord, Group, Word};
use crate::ui::choice::{Choice, Swatch};
use leptos::prelude::*;
use stoflow_wire::own_words::is_own;

/// Options with the chosen one marked; the first, empty one says that nothing is chosen.
pub fn options(words: Vec<Word>, chosen: &str, none: &'static str) -> AnyView {
    let options = words
        .into_iter()
        .map(|word| option(word, chosen))
        .collect_view();
    view! {
        <option value="">{none}</option>
        {options}
    }
    .into_any()
}

/// The same, in groups.
pub fn grouped(groups: Vec<Group>, chosen: &str, none: &'static str) -> AnyView {
    let groups = groups
        .into_iter()
        .map(|group| {
            let options = group
                .words
                .into_iter()
                .map(|word| option(word, chosen))
                .collect_view();
            view! { <optgroup label=group.label>{options}</optgroup> }
        })
        .collect_view();
    view! {
        <option value="">{none}</option>
        {groups}
    }
    .into_any()
}

fn option(word: Word, chosen: &str) -> impl IntoView + use<> {
    let selected = word.key == chosen;
    view! { <option value=word.key selected=selected>{word.label}</option> }
}

/// The colours as boxes with swatches.
pub fn colours(catalogue: &Catalogue, chosen: &str) -> Vec<Choice> {
    let swatch = |colour: &ColourWord| match &colour.hex {
        Some(hex) => Some(Swatch::Plain(hex.clone())),
        None if is_own(&colour.word.key) => None,
        None => Some(Swatch::Multicolour),
    };
    catalogue
        .colours
        .iter()
        .map(|colour| Choice {
            key: colour.word.key.clone(),
            label: colour.word.label.clone(),
            swatch: swatch(colour),
            ticked: chosen.split(',').any(|key| key == colour.word.key),
        })
        .collect()
}

/// A colour that was added just now.
pub fn coined(word: Word) -> Choice {
    Choice {
        key: word.key,
        label: word.label,
        swatch: None,
        ticked: false,
    }
}

/// Texts to pick from while typing.
#[component]
pub fn Suggested(id: &'static str, #[prop(into)] texts: Signal<Vec<String>>) -> AnyView {
    view! {
        <datalist id=id>
            {move || texts.get().into_iter().map(|text| view! { <option value=text></option> }).collect_view()}
        </datalist>
    }
    .into_any()
}
