//! What else can be said of the item. Only what its category is asked for is on show; the rest stays in the form as it
//! was, so that a change of mind loses nothing.

use super::fields::wrong;
use crate::own_words::coin::{Coin, ticking};
use crate::products::catalogue::{Attribute, Catalogue, Word};
use crate::products::editor::desk::Desk;
use crate::say;
use crate::ui::field::Wrong;
use crate::ui::typing;
use crate::words::locale;
use leptos::prelude::*;
use std::convert::identity;
use stoflow_wire::own_words::is_own;
use stoflow_wire::products::ProductForm;

#[component]
pub fn Attributes(form: ProductForm, catalogue: Catalogue) -> AnyView {
    let l = locale();
    let category = chosen_category(form.category.clone());
    let undecided = move || category.with(String::is_empty);
    let all = catalogue.attributes.clone();
    let asks_nothing = move || {
        let is_asked =
            |category: &String| all.iter().any(|asked| asked.categories.contains(category));
        category.with(|category| !category.is_empty() && !is_asked(category))
    };
    let asked = catalogue.attributes.into_iter();
    let asked = asked.map(|asked| {
        let said = form.attributes.get(&asked.word.key);
        let said = said.map_or("", String::as_str);
        let said = said.split(',').filter(|key| !key.is_empty());
        let said = said.map(str::to_owned).collect();
        view! { <Asked asked=asked said=said category=category/> }
    });
    view! {
        <section class="card" hidden=asks_nothing>
            <h2>{say!(l, editor.section_attributes)}</h2>
            <p class="hint" hidden=move || !undecided()>{say!(l, editor.attributes_later)}</p>
            <div class="said">{asked.collect_view()}</div>
        </section>
    }
    .into_any()
}

/// The category as it is chosen now.
pub fn chosen_category(saved: String) -> Signal<String> {
    match Desk::here() {
        Some(desk) => desk.category.into(),
        None => Signal::stored(saved),
    }
}

/// One attribute. What is wrong with it is on show, whatever the category.
#[component]
fn Asked(asked: Attribute, said: Vec<String>, category: Signal<String>) -> AnyView {
    let key = asked.word.key.clone();
    let wrong: Wrong = wrong(format!("attributes.{key}"));
    let name = format!("item[attributes][{key}][]");
    let said = RwSignal::new(said);
    // Words that were added here, for the controls to come as well: another category and back are new ones.
    let later = RwSignal::new(Vec::<Word>::new());
    let categories = asked.categories.clone();
    let shown = Memo::new(move |_| {
        category.with(|category| categories.contains(category)) || wrong.with(Option::is_some)
    });
    let control = move || {
        if !shown.get() {
            return view! { <Unasked name=name.clone() said=said/> }.into_any();
        }
        let (asked, name) = (asked.clone(), name.clone());
        if asked.most == 1 {
            view! { <One asked=asked name=name said=said later=later wrong=wrong/> }.into_any()
        } else {
            view! { <Several asked=asked name=name said=said later=later wrong=wrong/> }.into_any()
        }
    };
    control.into_any()
}

#[component]
fn Unasked(name: String, said: RwSignal<Vec<String>>) -> impl IntoView {
    let kept = said.get_untracked().into_iter();
    kept.map(|word| view! { <input type="hidden" name=name.clone() value=word/> })
        .collect_view()
}

#[component]
fn One(
    asked: Attribute,
    name: String,
    said: RwSignal<Vec<String>>,
    later: RwSignal<Vec<Word>>,
    wrong: Wrong,
) -> AnyView {
    let l = locale();
    let Attribute {
        word, words, open, ..
    } = asked;
    let field = format!("attributes.{}", word.key);
    let (control, error) = ids(&word);
    let place = format!("#{control}");
    let coined = Callback::new(move |word: Word| {
        let (place, key) = (place.clone(), word.key.clone());
        later.update(|later| later.push(word));
        request_animation_frame(move || typing::write(&place, &key));
    });
    let coin = open.then(|| view! { <Coin field=field coined=coined/> });
    let is_wrong = move || wrong.with(Option::is_some);
    let option = move |word: Word| {
        let selected = said.with_untracked(|said| said.contains(&word.key));
        view! { <option value=word.key selected=selected>{word.label}</option> }
    };
    let options = words.into_iter().map(option).collect_view();
    view! {
        <div class="field" class:wrong=is_wrong>
            <label for=control.clone()>{word.label}</label>
            <select
                id=control
                name=name
                aria-describedby=error.clone()
                aria-invalid=move || is_wrong().then_some("true")
                on:change=move |event| {
                    let word = event_target_value(&event);
                    said.set(Some(word).filter(|word| !word.is_empty()).into_iter().collect());
                }
            >
                <option value="">{say!(l, editor.choose)}</option>
                {options}
                <For each=move || later.get() key=|word| word.key.clone() children=option/>
            </select>
            {coin}
            <p class="error" id=error>{move || wrong.get()}</p>
        </div>
    }
    .into_any()
}

/// Folded, since few items have any of them.
#[component]
fn Several(
    asked: Attribute,
    name: String,
    said: RwSignal<Vec<String>>,
    later: RwSignal<Vec<Word>>,
    wrong: Wrong,
) -> AnyView {
    let Attribute {
        word,
        words,
        most,
        open,
        ..
    } = asked;
    let (control, error) = ids(&word);
    let field = format!("attributes.{}", word.key);
    let is_wrong = move || wrong.with(Option::is_some);
    let count = move || said.with(Vec::len);
    let limit = usize::try_from(most).unwrap_or(usize::MAX);
    let begins_open = !said.with_untracked(Vec::is_empty);
    let boxes = words.into_iter().map(|word| {
        let name = name.clone();
        view! { <Tick name=name word=word said=said limit=limit/> }
    });
    let boxes = boxes.collect_view();
    let coined = ticking(name.clone(), later, identity);
    let coin = open.then(|| view! { <Coin field=field coined=coined/> });
    view! {
        <details class="field fold several" class:wrong=is_wrong open=begins_open>
            <summary id=control aria-describedby=error.clone()>
                {word.label} " " <span class="count">{count} "/" {most}</span>
            </summary>
            <div class="choices">
                {boxes}
                <For each=move || later.get() key=|word| word.key.clone() children=move |word| {
                    let name = name.clone();
                    view! { <Tick name=name word=word said=said limit=limit/> }
                }/>
            </div>
            {coin}
            <p class="error" id=error>{move || wrong.get()}</p>
        </details>
    }
    .into_any()
}

/// A box for one word. With as many ticked as there may be, it waits.
#[component]
fn Tick(name: String, word: Word, said: RwSignal<Vec<String>>, limit: usize) -> AnyView {
    let Word { key, label } = word;
    let own = is_own(&key);
    let ticked = said.with_untracked(|said| said.contains(&key));
    let (here, changed) = (key.clone(), key.clone());
    let waits = move || said.with(|said| said.len() >= limit && !said.contains(&here));
    view! {
        <label class="choice" class:own=own>
            <input
                type="checkbox"
                name=name
                value=key
                checked=ticked
                disabled=waits
                on:change=move |event| {
                    let ticked = event_target_checked(&event);
                    said.update(|said| {
                        said.retain(|known| *known != changed);
                        said.extend(ticked.then(|| changed.clone()));
                    });
                }
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

/// Of the control, and of what is wrong with it.
fn ids(word: &Word) -> (String, String) {
    (
        format!("field-attributes-{}", word.key),
        format!("error-attributes-{}", word.key),
    )
}
