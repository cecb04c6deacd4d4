//! Selling one like another: a draft that begins with what is said of an item. What is taken over can be chosen; nothing
//! remembers the choice but the form.

use super::server_fns::{SELL_SIMILAR, open_product};
use super::title_or_none;
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::choice::{Choice, Choices};
use crate::ui::field::Spec;
use crate::ui::icon::{Icon, Sign};
use crate::ui::skeleton::Skeleton;
use crate::words::{Locale, locale};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use stoflow_wire::ids::ProductId;
use stoflow_wire::similar::Part;

/// What the boxes are called.
const PARTS: &str = "parts[]";

/// `/products/{id}/similar`: for those who come from the list.
#[component]
pub fn SimilarPage() -> AnyView {
    let l = locale();
    let params = use_params_map();
    let product = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")?.parse().ok());
        id.unwrap_or(ProductId(0))
    });
    let opened = asked(move || product.get(), open_product);
    view! {
        <Title text=say!(l, products.similar)/>
        <div class="page narrow">
            <Suspense fallback=|| view! { <Skeleton rows=4/> }>
                {move || Suspend::new(async move {
                    match opened.await {
                        Ok(editor) => {
                            let title = title_or_none(l, &editor.form.title);
                            view! { <Page product=editor.id title=title/> }.into_any()
                        }
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

#[component]
fn Page(product: ProductId, title: String) -> AnyView {
    let l = locale();
    view! {
        <header class="page-head led">
            <a class="button quiet" href=paths::PRODUCTS aria-label=say!(l, editor.back)><Icon sign=Sign::Left/></a>
            <h1>{say!(l, products.similar)}</h1>
        </header>
        <section class="card">
            <p><a href=paths::product(product)>{title}</a></p>
            <p class="muted">{say!(l, products.similar_text)}</p>
            <Begin product=product>
                <Parts/>
                <button class="primary">{say!(l, products.similar_button)}</button>
            </Begin>
        </section>
    }
    .into_any()
}

/// Beside the editor: as usual with one click, or after choosing.
#[component]
pub fn Similar(product: ProductId) -> AnyView {
    let l = locale();
    let usual = Part::ALL.into_iter().filter(|part| part.is_usual());
    let usual = usual.map(|part| view! { <input type="hidden" name=PARTS value=part.name()/> });
    view! {
        <section class="card">
            <h2>{say!(l, products.similar)}</h2>
            <p class="muted">{say!(l, products.similar_text)}</p>
            <Begin product=product>
                {usual.collect_view()}
                <button class="wide">{say!(l, products.similar_button)}</button>
            </Begin>
            <a href=paths::similar(product)>{say!(l, products.similar_choose)}</a>
        </section>
    }
    .into_any()
}

/// The form; it leads to the editor of what it made.
#[component]
fn Begin(product: ProductId, children: Children) -> AnyView {
    let made = RwSignal::new(None::<ProductId>);
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(made) = made.get() {
            navigate(&paths::product(made), NavigateOptions::default());
        }
    });
    let done = Callback::new(move |done: Done| {
        made.try_set(done.answer.parse().ok());
    });
    view! {
        <ActForm action=SELL_SIMILAR done=done>
            <div class="stack">
                <input type="hidden" name="product" value=product.to_string()/>
                {children()}
            </div>
        </ActForm>
    }
    .into_any()
}

#[component]
fn Parts() -> AnyView {
    let l = locale();
    let choices = Part::ALL.map(|part| Choice {
        key: part.name().to_owned(),
        label: part_name(l, part).to_owned(),
        swatch: None,
        ticked: part.is_usual(),
    });
    let spec = Spec::new("parts", PARTS, say!(l, products.similar_parts), "");
    view! { <Choices spec=spec wrong=Signal::stored(None) choices=choices.into()/> }.into_any()
}

/// By the name it has in the editor.
fn part_name(l: Locale, part: Part) -> &'static str {
    match part {
        Part::Kind => say!(l, products.similar_kind),
        Part::Brand => say!(l, editor.brand),
        Part::Size => say!(l, editor.size),
        Part::Condition => say!(l, editor.condition),
        Part::Colours => say!(l, editor.colours),
        Part::Materials => say!(l, editor.materials),
        Part::Attributes => say!(l, editor.section_attributes),
        Part::Description => say!(l, editor.description),
        Part::Price => say!(l, products.similar_price),
        Part::Parcel => say!(l, products.similar_parcel),
        Part::Location => say!(l, editor.location),
        Part::Title => say!(l, editor.title),
        Part::Measurements => say!(l, editor.section_measurements),
    }
}
