//! Several of a list, as boxes to tick.

use super::field::{Remarks, Spec, Wrong};
use leptos::prelude::*;
use stoflow_wire::own_words::is_own;

/// A box with its word; a swatch shows the colour `#rrggbb` of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub key: String,
    pub label: String,
    pub swatch: Option<Swatch>,
    pub ticked: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Swatch {
    Plain(String),
    Multicolour,
}

/// A group of boxes under one label. `spec.name` is sent once per ticked box. `later` are boxes that come while the page is
/// there.
#[component]
pub fn Choices(
    spec: Spec,
    wrong: Wrong,
    choices: Vec<Choice>,
    #[prop(optional)] later: Option<RwSignal<Vec<Choice>>>,
) -> AnyView {
    let (name, group, label) = (spec.name, spec.control(), spec.label.clone());
    let boxes = choices.into_iter();
    let boxes = boxes.map(|choice| view! { <Tick name=name choice=choice/> });
    let boxes = boxes.collect_view();
    let later = later.map(|later| {
        view! {
            <For each=move || later.get() key=|choice| choice.key.clone() children=move |choice| {
                view! { <Tick name=name choice=choice/> }
            }/>
        }
    });
    view! {
        <fieldset class="field" id=group tabindex="-1" class:wrong=move || wrong.with(Option::is_some)>
            <legend>{label}</legend>
            <div class="choices">{boxes}{later}</div>
            <Remarks spec=spec wrong=wrong/>
        </fieldset>
    }
    .into_any()
}

#[component]
fn Tick(name: &'static str, choice: Choice) -> AnyView {
    let Choice {
        key,
        label,
        swatch,
        ticked,
    } = choice;
    let own = is_own(&key);
    view! {
        <label class="choice" class:own=own>
            <input type="checkbox" name=name value=key checked=ticked/>
            {swatch.map(|swatch| view! { <Sample swatch=swatch/> })}
            <span>{label}</span>
        </label>
    }
    .into_any()
}

/// SVG, because its `fill` is an attribute: inline styles are refused by the page's own policy.
#[component]
fn Sample(swatch: Swatch) -> AnyView {
    let wedges = match swatch {
        Swatch::Plain(colour) => vec![("M0 0h16v16H0z", colour)],
        Swatch::Multicolour => vec![
            ("M0 0h8v8H0z", "#c42b2b".to_owned()),
            ("M8 0h8v8H8z", "#facc15".to_owned()),
            ("M0 8h8v8H0z", "#1d5fd1".to_owned()),
            ("M8 8h8v8H8z", "#0b815a".to_owned()),
        ],
    };
    view! {
        <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
            {wedges.into_iter().map(|(d, fill)| view! { <path d=d fill=fill/> }).collect_view()}
        </svg>
    }
    .into_any()
}
