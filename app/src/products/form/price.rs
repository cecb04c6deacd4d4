//! What the item cost and the least it is sold for; below them what it may be worth and what is left of its sale.
//!
//! The figures are the server's, made from what was kept there last. While more is typed they are marked as behind; without
//! scripts they are those of the form as it came. Knows no formula.

pub mod estimate;
pub mod left;

use super::fields::wrong;
use crate::asked::asked_apart;
use crate::error::sentences;
use crate::products::catalogue::{Attribute, Catalogue};
use crate::products::editor::desk::Desk;
use crate::products::server_fns::read_worth;
use crate::say;
use crate::ui::field::{Kind, Spec, TextField};
use crate::ui::scripts;
use crate::ui::skeleton::Skeleton;
use crate::words::locale;
use crate::words::money::as_typed_in;
use estimate::{Offers, Why};
use left::Left;
use leptos::prelude::*;
use stoflow_wire::pricing::AdjustmentKind;
use stoflow_wire::products::ProductForm;
use stoflow_wire::worth::Worth;

#[component]
pub fn Price(desk: Desk, form: ProductForm, catalogue: Catalogue) -> AnyView {
    let l = locale();
    let cost = Spec::new(
        "cost",
        "item[cost]",
        say!(l, price.cost),
        say!(l, price.cost_hint),
    );
    let minimum = Spec::new(
        "minimum",
        "item[minimum]",
        say!(l, price.minimum),
        say!(l, price.minimum_hint),
    );
    view! {
        <section class="card">
            <h2>{say!(l, price.section)}</h2>
            <div class="pair">
                <TextField kind=Kind::DECIMAL wrong=wrong("cost") spec=cost.holding(as_typed_in(l, &form.cost))/>
                <TextField kind=Kind::DECIMAL wrong=wrong("minimum") spec=minimum.holding(as_typed_in(l, &form.minimum))/>
            </div>
            <Figures desk=desk attributes=catalogue.attributes/>
        </section>
    }
    .into_any()
}

/// Read again whenever what was typed has come to the server.
#[component]
fn Figures(desk: Desk, attributes: Vec<Attribute>) -> AnyView {
    let l = locale();
    let product = desk.product;
    // An estimate can be taken over only where scripts run.
    let scripted = scripts::run();
    let weighs = |asked: &Attribute| AdjustmentKind::from_name(&asked.word.key).is_some();
    let words: Vec<Attribute> = attributes.into_iter().filter(weighs).collect();
    // Shared and not owned: they may be asked for once more while the item is left.
    let figures = asked_apart(
        move || desk.kept.get(),
        move |kept| async move { (kept, read_worth(product).await) },
    );
    view! {
        <Transition fallback=|| view! { <Skeleton rows=3/> }>
            {move || {
                let (figures, words) = (figures.clone(), words.clone());
                Suspend::new(async move {
                    let (kept, worth) = figures.await;
                    match worth {
                        Ok(worth) => {
                            view! { <Shown desk=desk kept=kept scripted=scripted worth=worth words=words/> }.into_any()
                        }
                        Err(error) => view! { <p class="hint">{sentences::failure(l, &error)}</p> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

/// The figures of a form that had been kept `kept` times.
#[component]
fn Shown(
    desk: Desk,
    kept: u32,
    scripted: RwSignal<bool>,
    worth: Worth,
    words: Vec<Attribute>,
) -> AnyView {
    let l = locale();
    let Worth {
        appraisal,
        asked,
        least,
        profits,
    } = worth;
    let Some(appraisal) = appraisal else {
        return view! { <p class="hint">{say!(l, price.later)}</p> }.into_any();
    };
    let prices = [appraisal.quick, appraisal.standard, appraisal.premium];
    let behind = move || desk.is_ahead_of(kept);
    view! {
        <div
            class="worth"
            role="group"
            aria-label=say!(l, price.estimate)
            aria-busy=move || behind().to_string()
            class:behind=behind
        >
            <header class="row">
                <h3>{say!(l, price.estimate)}</h3>
                <span class="muted" hidden=move || !behind()>{say!(l, price.reckoning)}</span>
            </header>
            <p class="hint">{say!(l, price.estimate_hint)}</p>
            <Offers scripted=scripted prices=prices asked=asked/>
            <Why appraisal=appraisal words=words/>
            <Left least=least profits=profits/>
        </div>
    }
    .into_any()
}
