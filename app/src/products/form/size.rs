//! The size: free text as on the label, the usual ones as chips to choose from, what it is elsewhere, and what the lengths
//! suggest. A chip and the suggestion write into the field; without scripts the server takes the chip that was chosen.

use super::fields::wrong;
use super::lists::Suggested;
use crate::error::sentences::centimetres;
use crate::products::catalogue::Measure;
use crate::products::editor::desk::Desk;
use crate::products::editor::fitting::Fitting;
use crate::say;
use crate::ui::field::{Kind, Spec, TextField};
use crate::ui::{focus, scripts, typing};
use crate::words::{Locale, locale};
use leptos::ev::Event;
use leptos::prelude::*;
use stoflow_wire::fit::{SizeThere, SuggestedSize, ToldIn};

/// The text field of the form.
const FIELD: &str = "#field-size";

/// The size that a form means: what was typed into the field, or else the chip that was chosen. Where scripts run, a chosen
/// chip stands in the field already.
pub fn meant(typed: String, before: &str, chip: String) -> String {
    if chip.is_empty() || typed != before {
        typed
    } else {
        chip
    }
}

/// The field, as wide as what stands beside it.
#[component]
pub fn SizeField(size: String) -> AnyView {
    let l = locale();
    let spec = Spec::new(
        "size",
        "item[size]",
        say!(l, editor.size),
        say!(l, editor.size_hint),
    );
    view! {
        <TextField kind=Kind::suggested_by("sizes") wrong=wrong("size") spec=spec.holding(size)/>
    }
    .into_any()
}

/// What stands below it: chips, and what the size is elsewhere.
#[component]
pub fn Sizes(fitting: Fitting) -> AnyView {
    let l = locale();
    let before = fitting.size.get_untracked();
    let possible = Memo::new(move |_| fitting.fit.with(|fit| fit.possible.clone()));
    let elsewhere = move || fitting.fit.with(|fit| elsewhere(l, &fit.elsewhere));
    view! {
        <input type="hidden" name="item[size_before]" value=before/>
        <Suggested id="sizes" texts=possible/>
        <Chips fitting=fitting/>
        <p class="hint" role="status">{elsewhere}</p>
    }
    .into_any()
}

/// The chips are made anew only where others are usual, so that the one under the keyboard stays.
#[component]
fn Chips(fitting: Fitting) -> AnyView {
    let l = locale();
    let usual = Memo::new(move |_| fitting.fit.with(|fit| fit.usual.clone()));
    let choose = move |event: Event| typing::write(FIELD, &event_target_value(&event));
    let chips = move || {
        let labels = usual.get().into_iter();
        labels
            .map(|label| view! { <Chip label=label size=fitting.size/> })
            .collect_view()
    };
    view! {
        <fieldset class="field" hidden=move || usual.with(Vec::is_empty) on:input=choose>
            <legend>{say!(l, editor.usual_sizes)}</legend>
            <div class="choices">{chips}</div>
        </fieldset>
    }
    .into_any()
}

#[component]
fn Chip(label: String, size: RwSignal<String>) -> AnyView {
    let begins_chosen = size.with_untracked(|size| size.trim() == label);
    let own = label.clone();
    let is_it = move || size.with(|size| size.trim() == own);
    view! {
        <label class="choice">
            <input type="radio" name="item[size_chip]" value=label.clone() checked=begins_chosen prop:checked=is_it/>
            <span>{label}</span>
        </label>
    }
    .into_any()
}

/// The size that goes with the lengths, to be taken or left.
#[component]
pub fn SuggestedBy(desk: Desk, measures: Vec<Measure>) -> AnyView {
    let l = locale();
    let scripted = scripts::run();
    let fit = desk.fitting.fit;
    let suggested = Memo::new(move |_| fit.with(|fit| fit.suggested.clone()));
    let told = move || {
        let suggested = suggested.get()?;
        let sentence = sentence(l, &suggested, &measures);
        let size = suggested.size;
        let name = say!(l, editor.size_take, size = size.clone());
        let take = move |_| {
            typing::write(FIELD, &size);
            // The button that was pressed is gone.
            focus::on_first(FIELD);
        };
        Some(view! {
            <span>{sentence}</span>
            <button type="button" hidden=move || !scripted.get() on:click=take>{name}</button>
        })
    };
    view! { <div class="row hint" role="status">{told}</div> }.into_any()
}

fn sentence(l: Locale, suggested: &SuggestedSize, measures: &[Measure]) -> String {
    let mut measures = measures.iter();
    let measure = measures.find(|measure| measure.word.key == suggested.measurement);
    let name = measure.map_or_else(String::new, |measure| measure.word.label.clone());
    let length = centimetres(l, suggested.millimetres.into());
    let size = suggested.size.clone();
    if suggested.measurement == "insole" {
        return say!(
            l,
            editor.size_suggested_inside,
            name = name,
            length = length,
            size = size
        );
    }
    say!(
        l,
        editor.size_suggested,
        name = name,
        length = length,
        size = size
    )
}

/// `Ailleurs : FR 38 · UK 10`; nothing where nothing is known.
fn elsewhere(l: Locale, told: &[SizeThere]) -> Option<String> {
    let sizes: Vec<String> = told.iter().map(|there| size_there(l, there)).collect();
    (!sizes.is_empty()).then(|| say!(l, editor.size_elsewhere, sizes = sizes.join(" · ")))
}

fn size_there(l: Locale, there: &SizeThere) -> String {
    let size = there.size.clone();
    match there.told_in {
        ToldIn::Eu => format!("EU {size}"),
        ToldIn::Fr => format!("FR {size}"),
        ToldIn::Uk => format!("UK {size}"),
        ToldIn::Us => format!("US {size}"),
        ToldIn::It => format!("IT {size}"),
        ToldIn::De => format!("DE {size}"),
        ToldIn::Waist => say!(l, editor.size_waist, cm = size),
        ToldIn::Leg => say!(l, editor.size_leg, cm = size),
        ToldIn::Foot => say!(l, editor.size_foot, cm = size),
        ToldIn::Height => say!(l, editor.size_height, cm = size),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_wins_over_a_chip_and_a_chip_over_what_stood_there() {
        let meant =
            |typed: &str, before, chip: &str| meant(typed.to_owned(), before, chip.to_owned());
        assert_eq!(meant("L", "L", "M"), "M", "a chip was chosen");
        assert_eq!(meant("", "", "M"), "M");
        assert_eq!(
            meant("T. 40", "L", "L"),
            "T. 40",
            "something else was typed"
        );
        assert_eq!(meant("", "L", "L"), "", "the field was emptied");
        assert_eq!(meant("T. 40", "T. 40", ""), "T. 40");
        assert_eq!(meant("M", "L", "M"), "M", "as scripts leave it");
    }
}
