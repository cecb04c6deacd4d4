//! The panel the filters are chosen in: a form that the browser sends by itself; where scripts run it leads to the same
//! place with a shorter address, closes, and gives the focus back to the button that opened it.

use super::sentences;
use crate::paths;
use crate::products::catalogue::{Family, Word};
use crate::products::form::fields::suggest;
use crate::products::form::lists::Suggested;
use crate::products::place::{Part, Place, YES};
use crate::say;
use crate::ui::focus;
use crate::ui::icon::{Icon, Sign};
use crate::words::locale;
use leptos::ev::SubmitEvent;
use leptos::html::Details;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use stoflow_wire::filters::{Age, Presence, Since};
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement, UrlSearchParams};

#[component]
pub fn Panel(place: Memo<Place>, families: Vec<Family>) -> AnyView {
    let l = locale();
    let panel = NodeRef::<Details>::new();
    let navigate = use_navigate();
    let on_submit = move |event: SubmitEvent| {
        let Some(asked) = asked(&event) else {
            return;
        };
        event.prevent_default();
        focus::on_first(".filters > summary");
        if let Some(panel) = panel.get_untracked() {
            let _closed = panel.remove_attribute("open");
        }
        navigate(&asked.path(), NavigateOptions::default());
    };
    let count = move || {
        let place = place.get();
        let count = Part::ALL
            .into_iter()
            .filter(|part| place.asks(*part))
            .count();
        (count > 0).then(|| view! { <span class="count">{count}</span> })
    };
    let carried = move || {
        let carried = place.get().without_filters().beside("").into_iter();
        carried
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect_view()
    };
    view! {
        <details class="ask filters" node_ref=panel>
            <summary class="button">
                <Icon sign=Sign::Sliders/>
                <span>{say!(l, filters.open)}</span>
                {count}
            </summary>
            <form class="card floating" method="get" action=paths::PRODUCTS on:submit=on_submit>
                {carried}
                <div class="choosing">
                    <Vinted place=place/>
                    <Category place=place families=families/>
                    <BrandField place=place/>
                    <AgeField place=place/>
                    <Prices place=place/>
                </div>
                <Attention place=place/>
                <button class="primary">{say!(l, filters.apply)}</button>
            </form>
        </details>
    }
    .into_any()
}

/// What is chosen in the form that is being sent.
fn asked(event: &SubmitEvent) -> Option<Place> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let fields = FormData::new_with_form(&form).ok()?;
    let fields = UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?;
    Some(Place::told(|name| fields.get(name).unwrap_or_default()))
}

/// A label with a list to choose from, which follows the address. The children are the options.
#[component]
fn Pick(
    name: &'static str,
    label: &'static str,
    #[prop(into)] chosen: Signal<String>,
    children: Children,
) -> AnyView {
    let id = format!("filter-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name autocomplete="off" prop:value=chosen>{children()}</select>
        </div>
    }
    .into_any()
}

/// The option of that value; as the page is made, the chosen one is marked.
fn option(value: String, label: String, chosen: Signal<String>) -> AnyView {
    let selected = chosen.with_untracked(|chosen| *chosen == value);
    view! { <option value=value selected=selected>{label}</option> }.into_any()
}

#[component]
fn Vinted(place: Memo<Place>) -> AnyView {
    let l = locale();
    let chosen = Signal::derive(move || {
        let vinted = place.with(|place| place.filter.vinted);
        vinted.map(Presence::name).unwrap_or_default().to_owned()
    });
    let states = Presence::ALL.map(|state| {
        let label = sentences::presence(l, state).to_owned();
        option(state.name().to_owned(), label, chosen)
    });
    view! {
        <Pick name="vinted" label=say!(l, filters.vinted) chosen=chosen>
            {option(String::new(), say!(l, filters.any).to_owned(), chosen)}
            {states.collect_view()}
        </Pick>
    }
    .into_any()
}

#[component]
fn Category(place: Memo<Place>, families: Vec<Family>) -> AnyView {
    let l = locale();
    let chosen = Signal::derive(move || place.with(|place| place.filter.category.clone()));
    let families = families
        .into_iter()
        .map(|Family { whole, words }| {
            let all = say!(l, filters.whole_family, name = whole.label.clone());
            let words = words
                .into_iter()
                .map(|Word { key, label }| option(key, label, chosen))
                .collect_view();
            view! { <optgroup label=whole.label>{option(whole.key, all, chosen)} {words}</optgroup> }
        })
        .collect_view();
    view! {
        <Pick name="category" label=say!(l, filters.category) chosen=chosen>
            {option(String::new(), say!(l, filters.any_category).to_owned(), chosen)}
            {families}
        </Pick>
    }
    .into_any()
}

#[component]
fn AgeField(place: Memo<Place>) -> AnyView {
    let l = locale();
    let chosen = Signal::derive(move || {
        let age = place.with(|place| place.filter.age);
        age.map(Age::name).unwrap_or_default().to_owned()
    });
    let of = move |since| {
        let ages = Age::ALL.into_iter().filter(move |age| age.since() == since);
        ages.map(move |age| {
            let label = say!(l, filters.days, n = age.days());
            option(age.name().to_owned(), label, chosen)
        })
        .collect_view()
    };
    view! {
        <Pick name="age" label=say!(l, filters.age) chosen=chosen>
            {option(String::new(), say!(l, filters.any).to_owned(), chosen)}
            <optgroup label=say!(l, filters.since_listed)>{of(Since::Listed)}</optgroup>
            <optgroup label=say!(l, filters.since_created)>{of(Since::Created)}</optgroup>
        </Pick>
    }
    .into_any()
}

/// Free text, with the brands a person may mean.
#[component]
fn BrandField(place: Memo<Place>) -> AnyView {
    let l = locale();
    let brand = move || place.with(|place| place.filter.brand.clone());
    let brands = RwSignal::new(Vec::new());
    view! {
        <div class="field">
            <label for="filter-brand">{say!(l, filters.brand)}</label>
            <input
                id="filter-brand"
                name="brand"
                autocomplete="off"
                list="filter-brands"
                value=place.with_untracked(|place| place.filter.brand.clone())
                prop:value=brand
                on:input=move |event| suggest(&event, brands)
            />
            <Suggested id="filter-brands" texts=brands/>
        </div>
    }
    .into_any()
}

#[component]
fn Prices(place: Memo<Place>) -> AnyView {
    let l = locale();
    let from = Signal::derive(move || place.with(|place| place.filter.price_from));
    let to = Signal::derive(move || place.with(|place| place.filter.price_to));
    view! {
        <Price name="price_from" label=say!(l, filters.price_from) cents=from/>
        <Price name="price_to" label=say!(l, filters.price_to) cents=to/>
    }
    .into_any()
}

#[component]
fn Price(name: &'static str, label: &'static str, cents: Signal<Option<i64>>) -> AnyView {
    let l = locale();
    let id = format!("filter-{name}");
    let written = move |cents: Option<i64>| {
        cents
            .map(|cents| sentences::typed(l, cents))
            .unwrap_or_default()
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                name=name
                autocomplete="off"
                inputmode="decimal"
                value=written(cents.get_untracked())
                prop:value=move || written(cents.get())
            />
        </div>
    }
    .into_any()
}

#[component]
fn Attention(place: Memo<Place>) -> AnyView {
    let l = locale();
    view! {
        <div class="field">
            <label class="choice">
                <input
                    type="checkbox"
                    name="attention"
                    value=YES
                    autocomplete="off"
                    checked=place.with_untracked(|place| place.filter.attention)
                    prop:checked=move || place.with(|place| place.filter.attention)
                />
                <span>{say!(l, filters.attention)}</span>
            </label>
        </div>
    }
    .into_any()
}
