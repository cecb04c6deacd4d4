//! The controls of the form, section by section.

use super::lists::{self, Suggested, colours, grouped, options};
use super::materials::Materials;
use super::size::{SizeField, Sizes};
use crate::error::{problem_at, sentences};
use crate::own_words::coin::{Coin, ticking};
use crate::products::catalogue::{Catalogue, Suggestions, Word};
use crate::products::editor::desk::Desk;
use crate::products::server_fns::suggest_brands;
use crate::say;
use crate::ui::choice::Choices;
use crate::ui::field::{AreaField, Kind, SelectField, Spec, TextField, Wrong};
use crate::ui::typing;
use crate::wording::counter::Counted;
use crate::wording::fold::Fold;
use crate::wording::take::Part;
use crate::words::locale;
use crate::words::money::as_typed_in;
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use stoflow_wire::products::ProductForm;
use wasm_bindgen::JsCast;

/// What the item is called and what it costs.
#[component]
pub fn Words(form: ProductForm) -> AnyView {
    let l = locale();
    let title = Spec::new(
        "title",
        "item[title]",
        say!(l, editor.title),
        say!(l, editor.title_hint),
    );
    let description = Spec::new(
        "description",
        "item[description]",
        say!(l, editor.description),
        say!(l, editor.description_hint),
    );
    let price = Spec::new(
        "price",
        "item[price]",
        say!(l, editor.price),
        say!(l, editor.price_hint),
    );
    let quantity = Spec::new("quantity", "item[quantity]", say!(l, editor.quantity), "");
    view! {
        <section class="card">
            <h2>{say!(l, editor.section_words)}</h2>
            <Counted part=Part::Title text=form.title.clone()>
                <TextField wrong=wrong("title") spec=title.holding(form.title)/>
            </Counted>
            <Counted part=Part::Description text=form.description.clone()>
                <AreaField rows=6 wrong=wrong("description") spec=description.holding(form.description)/>
            </Counted>
            {Desk::here().map(|desk| view! { <Fold desk=desk/> })}
            <div class="pair">
                <TextField kind=Kind::DECIMAL wrong=wrong("price") spec=price.holding(as_typed_in(l, &form.price))/>
                <TextField kind=Kind::WHOLE wrong=wrong("quantity") spec=quantity.holding(form.quantity)/>
            </div>
        </section>
    }
    .into_any()
}

/// What the item is.
#[component]
pub fn Traits(form: ProductForm, catalogue: Catalogue) -> AnyView {
    let l = locale();
    let none = say!(l, editor.choose);
    let category = Spec::new("category", "item[category]", say!(l, editor.category), "");
    let gender = Spec::new("gender", "item[gender]", say!(l, editor.gender), "");
    let condition = Spec::new(
        "condition",
        "item[condition]",
        say!(l, editor.condition),
        "",
    );
    let categories = grouped(catalogue.categories.clone(), &form.category, none);
    let genders = options(catalogue.genders.clone(), &form.gender, none);
    let conditions = options(catalogue.conditions.clone(), &form.condition, none);
    view! {
        <section class="card">
            <h2>{say!(l, editor.section_traits)}</h2>
            <div class="pair">
                <SelectField wrong=wrong("category") spec=category>
                    {categories}
                </SelectField>
                <SelectField wrong=wrong("gender") spec=gender>
                    {genders}
                </SelectField>
            </div>
            <Label brand=form.brand.clone() size=form.size.clone() brands=catalogue.brands.clone()/>
            <SelectField wrong=wrong("condition") spec=condition>
                {conditions}
            </SelectField>
            <Colours chosen=form.colours.clone() catalogue=catalogue.clone()/>
            <Materials form=form catalogue=catalogue/>
        </section>
    }
    .into_any()
}

/// What stands on the item's label: brand and size, free text with suggestions.
#[component]
fn Label(brand: String, size: String, brands: Suggestions) -> AnyView {
    let l = locale();
    let brands = RwSignal::new(brands);
    let of_brand = Spec::new(
        "brand",
        "item[brand]",
        say!(l, editor.brand),
        say!(l, editor.brand_hint),
    );
    view! {
        <div class="pair">
            <div class="with-coin" on:input=move |event| suggest(&event, brands)>
                <TextField kind=Kind::suggested_by("brands") wrong=wrong("brand") spec=of_brand.holding(brand)/>
                <Coin field="brand" coined=Callback::new(|word: Word| typing::write("#field-brand", &word.label))/>
            </div>
            <SizeField size=size/>
        </div>
        <Suggested id="brands" texts=brands/>
        {Desk::here().map(|desk| view! { <Sizes fitting=desk.fitting/> })}
    }
    .into_any()
}

/// Puts brands into `brands` that the person who types may mean.
pub fn suggest(event: &Event, brands: RwSignal<Vec<String>>) {
    let typed = event_target_value(event);
    spawn_local(async move {
        if let Ok(found) = suggest_brands(typed).await {
            brands.try_set(found);
        }
    });
}

/// Boxes do not remember the order they were ticked in; a hidden field does.
#[component]
fn Colours(chosen: String, catalogue: Catalogue) -> AnyView {
    let l = locale();
    let order = RwSignal::new(chosen.clone());
    let later = RwSignal::new(Vec::new());
    let colour = Spec::new(
        "colours",
        "item[colours][]",
        say!(l, editor.colours),
        say!(l, editor.colours_hint),
    );
    let coined = ticking(colour.name, later, lists::coined);
    view! {
        <div class="contents" on:input=move |event| note_order(&event, order)>
            <input type="hidden" name="item[colour_order]" value=chosen.clone() prop:value=order/>
            <Choices wrong=wrong("colours") choices=colours(&catalogue, &chosen) later=later spec=colour/>
            <Coin field="colours" coined=coined/>
        </div>
    }
    .into_any()
}

fn note_order(event: &Event, order: RwSignal<String>) {
    let ticked = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    let Some(ticked) = ticked else {
        return;
    };
    let key = ticked.value();
    order.update(|order| {
        let mut keys: Vec<&str> = order
            .split(',')
            .filter(|known| !known.is_empty() && *known != key)
            .collect();
        if ticked.checked() {
            keys.push(&key);
        }
        *order = keys.join(",");
    });
}

/// Where the item lies and how the seller counts it.
#[component]
pub fn Stock(form: ProductForm) -> AnyView {
    let l = locale();
    let location = Spec::new(
        "location",
        "item[location]",
        say!(l, editor.location),
        say!(l, editor.location_hint),
    );
    let sku = Spec::new(
        "sku",
        "item[sku]",
        say!(l, editor.sku),
        say!(l, editor.sku_hint),
    );
    view! {
        <section class="card">
            <h2>{say!(l, editor.section_stock)}</h2>
            <div class="pair">
                <TextField wrong=wrong("location") spec=location.holding(form.location)/>
                <TextField wrong=wrong("sku") spec=sku.holding(form.sku)/>
            </div>
        </section>
    }
    .into_any()
}

/// What the last save found wrong with a field.
pub(super) fn wrong(field: impl Into<String>) -> Wrong {
    let l = locale();
    let desk = Desk::here();
    let field = field.into();
    Signal::derive(move || {
        let problem = desk?
            .problems
            .with(|problems| problem_at(problems, &field))?;
        Some(sentences::problem(l, &field, &problem))
    })
}
