//! What the item is made of: materials to tick, each with room for how much of it there is. The room shows once its material
//! is ticked, by style alone, so that it does without scripts; what stands in it stays when the material is not any more.

use super::fields::wrong;
use crate::own_words::coin::{Coin, ticking};
use crate::products::catalogue::{Catalogue, Word};
use crate::say;
use crate::ui::field::{Remarks, Spec, Wrong};
use crate::words::{Locale, locale};
use leptos::prelude::*;
use std::convert::identity;
use stoflow_wire::own_words::is_own;
use stoflow_wire::products::ProductForm;

#[component]
pub fn Materials(form: ProductForm, catalogue: Catalogue) -> AnyView {
    let l = locale();
    let spec = Spec::new(
        "materials",
        "item[materials][]",
        say!(l, editor.materials),
        say!(l, editor.materials_hint),
    );
    let wrong = wrong("materials");
    let (group, label) = (spec.control(), spec.label.clone());
    let ticked = keys(&form.materials);
    let parts = ticked_first(catalogue.materials, &ticked).into_iter();
    let parts = parts.map(|word| {
        let share = form.shares.get(&word.key).cloned().unwrap_or_default();
        let ticked = ticked.contains(&word.key);
        view! { <Part word=word share=share ticked=ticked/> }
    });
    let parts = parts.collect_view();
    let later = RwSignal::new(Vec::<Word>::new());
    let coined = ticking(spec.name, later, identity);
    view! {
        <fieldset class="field" id=group tabindex="-1" class:wrong=move || wrong.with(Option::is_some)>
            <legend>{label}</legend>
            <div class="choices">
                {parts}
                <For each=move || later.get() key=|word| word.key.clone() children=|word| {
                    view! { <Part word=word share=String::new() ticked=false/> }
                }/>
            </div>
            <Coin field="materials" coined=coined/>
            <Remarks spec=spec wrong=wrong/>
        </fieldset>
    }
    .into_any()
}

#[component]
fn Part(word: Word, share: String, ticked: bool) -> AnyView {
    let l = locale();
    let Word { key, label } = word;
    let own = is_own(&key);
    let wrong: Wrong = wrong(format!("shares.{key}"));
    let is_wrong = move || wrong.with(Option::is_some);
    let (control, error) = (format!("field-shares-{key}"), format!("error-shares-{key}"));
    let described_by = error.clone();
    let name = say!(l, editor.share_of, material = label.clone());
    view! {
        <span class="part" class:wrong=is_wrong>
            <label class="choice" class:own=own>
                <input type="checkbox" name="item[materials][]" value=key.clone() checked=ticked/>
                <span>{label}</span>
            </label>
            <span class="share">
                <input
                    id=control
                    name=format!("item[shares][{key}]")
                    type="text"
                    value=share
                    autocomplete="off"
                    inputmode="numeric"
                    aria-label=name
                    aria-describedby=move || is_wrong().then(|| described_by.clone())
                    aria-invalid=move || is_wrong().then_some("true")
                />
                <span aria-hidden="true">{say!(l, editor.percent)}</span>
                {move || wrong.get().map(|told| view! { <span class="error" id=error.clone()>{told}</span> })}
            </span>
        </span>
    }
    .into_any()
}

/// Those that are ticked first, in their own order: what was said of them stands together, however long the list is.
fn ticked_first(mut words: Vec<Word>, ticked: &[String]) -> Vec<Word> {
    let place = |word: &Word| {
        let mut ticked_keys = ticked.iter();
        let place = ticked_keys.position(|key| *key == word.key);
        place.unwrap_or(ticked.len())
    };
    words.sort_by_key(place);
    words
}

fn keys(list: &str) -> Vec<String> {
    let keys = list.split(',').filter(|key| !key.is_empty());
    keys.map(str::to_owned).collect()
}

/// The materials of a form in words: `80 % Laine, Nylon`.
pub fn told(l: Locale, form: &ProductForm, catalogue: &Catalogue) -> String {
    let told = keys(&form.materials).into_iter().map(|key| {
        let mut words = catalogue.materials.iter();
        let word = words.find(|word| word.key == key);
        let label = word.map_or_else(|| key.clone(), |word| word.label.clone());
        match form.shares.get(&key).filter(|share| !share.is_empty()) {
            Some(share) => say!(
                l,
                editor.material_share,
                share = share.clone(),
                material = label
            ),
            None => label,
        }
    });
    told.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticked_materials_stand_first_in_their_own_order() {
        let words = ["acrylic", "cotton", "nylon", "wool"].map(|key| Word {
            key: key.to_owned(),
            label: key.to_owned(),
        });
        let sorted = ticked_first(words.into(), &keys("wool,cotton"));
        let sorted: Vec<&str> = sorted.iter().map(|word| word.key.as_str()).collect();
        assert_eq!(sorted, ["wool", "cotton", "acrylic", "nylon"]);
    }
}
