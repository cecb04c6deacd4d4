//! A brand with its tier as a form, and what was said of it. Each row is by itself, so that a choice made in one stays while
//! another is kept.

use super::sentences::{change, tier};
use super::server_fns::MOVE;
use crate::act::{ActForm, Done};
use crate::say;
use crate::ui::badge::{Badge, Tone};
use crate::ui::outer::Back;
use crate::ui::toast::Toasts;
use crate::words::locale;
use leptos::prelude::*;
use stoflow_wire::brand_tiers::{BrandRow, TierChange};
use stoflow_wire::pricing::Tier;

#[component]
pub fn Row(brand: BrandRow) -> AnyView {
    let l = locale();
    let toasts = Toasts::here();
    let (key, name) = (brand.key.clone(), brand.name.clone());
    let brand = RwSignal::new(brand);
    let done = Callback::new(move |done: Done| {
        if let Ok(now) = serde_json::from_slice(done.answer.as_bytes()) {
            brand.try_set(now);
            toasts.say(Tone::Good, say!(l, brand_tiers.moved_told).to_owned());
        }
    });
    let moved = move || {
        let is_moved = brand.with(|brand| brand.tier != brand.usual);
        is_moved.then(|| view! { <Badge tone=Tone::Info text=say!(l, brand_tiers.moved)/> })
    };
    let label = say!(l, brand_tiers.tier_of, brand = name.clone());
    let save = say!(l, brand_tiers.save_this, brand = name.clone());
    view! {
        <li class="card">
            <div class="row">
                <h2 dir="auto">{name}</h2>
                {moved}
            </div>
            <ActForm action=MOVE done=done>
                <Back/>
                <input type="hidden" name="brand" value=key/>
                <div class="tier">
                    <div class="field">
                        <select name="tier" aria-label=label>
                            {move || brand.with(|brand| tiers(brand.tier, brand.usual))}
                        </select>
                    </div>
                    <button aria-label=save>{say!(l, brand_tiers.save)}</button>
                </div>
            </ActForm>
            {move || brand.with(|brand| history(&brand.changes))}
        </li>
    }
    .into_any()
}

/// The tier of the tables stands for saying nothing.
fn tiers(now: Tier, usual: Tier) -> AnyView {
    let l = locale();
    let others = Tier::ALL.iter().filter(|other| **other != usual);
    let others = others.map(|other| {
        let selected = *other == now;
        view! { <option value=other.name() selected=selected>{tier(l, *other)}</option> }
    });
    let name = tier(l, usual);
    view! {
        <option value="" selected=now == usual>{say!(l, brand_tiers.as_tables, tier = name)}</option>
        {others.collect_view()}
    }
    .into_any()
}

fn history(changes: &[TierChange]) -> Option<AnyView> {
    let l = locale();
    let lines = changes
        .iter()
        .map(|said| view! { <li>{change(l, said)}</li> });
    let lines = lines.collect_view();
    (!changes.is_empty()).then(|| {
        view! {
            <details>
                <summary>{say!(l, brand_tiers.history)}</summary>
                <ul class="muted">{lines}</ul>
            </details>
        }
        .into_any()
    })
}
