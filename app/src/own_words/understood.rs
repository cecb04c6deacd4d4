//! `/products/{id}/vinted`: what is said of an item beside what it becomes on Vinted. Each of it can be changed, for this item
//! and all others.

use super::sentences::{field, sureness};
use super::server_fns::{FORGET, read_understanding};
use super::values::Values;
use crate::act::{ActForm, Done};
use crate::address;
use crate::asked::asked;
use crate::error::page::Failed;
use crate::paths;
use crate::products::title_or_none;
use crate::say;
use crate::ui::badge::{Badge, Tone};
use crate::ui::head::Head;
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::Toasts;
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use stoflow_wire::ids::ProductId;
use stoflow_wire::own_words::{Understanding, Understood, Wished};

#[component]
pub fn UnderstoodPage() -> AnyView {
    let l = locale();
    let params = use_params_map();
    let product = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")?.parse().ok());
        id.unwrap_or(ProductId(0))
    });
    let query = address::query();
    let wished = Memo::new(move |_| {
        let asked = |name| query.with(|query| query.get(name)).unwrap_or_default();
        Wished {
            field: asked("field"),
            word: asked("word"),
            search: asked("search"),
        }
    });
    let acts = RwSignal::new(0_u32);
    let understanding = asked(
        move || (product.get(), wished.get(), acts.get()),
        |(product, wished, _)| read_understanding(product, wished),
    );
    view! {
        <Title text=say!(l, own_words.there_title)/>
        <div class="page narrow understood">
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    let (product, wished) = (product.get(), wished.get());
                    match understanding.await {
                        Ok(understanding) => {
                            view! { <Page product=product wished=wished understanding=understanding acts=acts/> }.into_any()
                        }
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Page(
    product: ProductId,
    wished: Wished,
    understanding: Understanding,
    acts: RwSignal<u32>,
) -> AnyView {
    let l = locale();
    let toasts = Toasts::here();
    let navigate = use_navigate();
    let here = paths::understood(product);
    let settle = Callback::new(move |told: &'static str| {
        toasts.say(Tone::Good, told.to_owned());
        acts.try_update(|acts| *acts += 1);
        navigate(&here, NavigateOptions::default());
    });
    let corrected = Callback::new(move |_: Done| settle.run(say!(l, own_words.understood)));
    let forgotten = Callback::new(move |_: Done| settle.run(say!(l, own_words.correction_removed)));
    let Understanding {
        title,
        said,
        values,
        more,
    } = understanding;
    let nothing = said
        .is_empty()
        .then(|| view! { <p class="muted">{say!(l, own_words.there_empty)}</p> });
    let lines = said.into_iter().map(|word| {
        let is_wished = word.field == wished.field && word.word == wished.word;
        let choosing = is_wished.then(|| {
            view! {
                <Values
                    product=product
                    word=word.clone()
                    search=wished.search.clone()
                    values=values.clone()
                    more=more
                    corrected=corrected
                />
            }
        });
        view! {
            <Line product=product word=word forgotten=forgotten>{choosing}</Line>
        }
    });
    let lines = lines.collect_view();
    view! {
        <Head above=paths::product(product) back=title_or_none(l, &title) title=say!(l, own_words.there_title) text=say!(l, own_words.there_text)/>
        <section class="card">
            {nothing}
            <ul class="understood-list">{lines}</ul>
            <p><a href=paths::OWN_WORDS>{say!(l, own_words.open)}</a></p>
        </section>
    }
    .into_any()
}

/// One word. The children are what it may be instead, while that is being chosen.
#[component]
fn Line(
    product: ProductId,
    word: Understood,
    forgotten: Callback<Done>,
    children: Children,
) -> AnyView {
    let l = locale();
    let (tone, sure) = sureness(l, word.sureness);
    let change = paths::understood_word(product, &word.field, &word.word);
    let name = say!(l, own_words.change_this, word = word.ours.clone());
    let forget = word.correction.map(|own| {
        view! {
            <ActForm action=FORGET done=forgotten>
                <input type="hidden" name="back" value=paths::understood(product)/>
                <button class="quiet" name="own" value=own.to_string()>{say!(l, own_words.forget)}</button>
            </ActForm>
        }
    });
    view! {
        <li>
            <div class="understood-word">
                <span class="muted">{field(l, &word.field, &[])}</span>
                <strong dir="auto">{word.ours}</strong>
                <span class="theirs"><span aria-hidden="true">"→ "</span>{word.theirs} " " <Badge tone=tone text=sure/></span>
                <a href=change aria-label=name>{say!(l, own_words.change)}</a>
                {forget}
            </div>
            {children()}
        </li>
    }
    .into_any()
}
