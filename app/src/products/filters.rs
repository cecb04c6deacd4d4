//! What the list is asked beside words and status: the seller's own tabs, a panel to choose in, and a chip for each
//! choice. Forms and links throughout, so that all of it works without scripts and stands in the address.

pub mod panel;
pub mod sentences;
pub mod server_fns;
pub mod set;
pub mod views;

use super::place::{Place, Rows};
use crate::act::Done;
use crate::asked::asked;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::icon::{Icon, Sign};
use crate::ui::toast::Toasts;
use crate::words::locale;
use leptos::prelude::*;
use panel::Panel;
use server_fns::{FORGET, Offer, read_filters};
use set::Set;
use views::{Tabs, Upkeep};

#[component]
pub fn Filters(place: Memo<Place>) -> AnyView {
    let l = locale();
    let toasts = Toasts::here();
    let acts = RwSignal::new(0_u32);
    let offer = asked(move || acts.get(), |_| read_filters());
    let done = Callback::new(move |done: Done| {
        acts.try_update(|acts| *acts += 1);
        let told = if done.action == FORGET {
            say!(l, filters.forgotten)
        } else {
            say!(l, filters.kept)
        };
        toasts.say(Tone::Good, told);
    });
    view! {
        <Transition fallback=|| view! { <div class="filter-bar"></div> }>
            {move || Suspend::new(async move {
                // The list beside it says why nothing could be read.
                let offer = offer.await.ok()?;
                Some(view! { <Bar place=place offer=offer done=done/> })
            })}
        </Transition>
    }
    .into_any()
}

/// The panel stays as it is while the list moves: somebody may be choosing in it.
#[component]
fn Bar(place: Memo<Place>, offer: Offer, done: Callback<Done>) -> AnyView {
    let Offer { families, views } = offer;
    let (tabs, kept) = (views.clone(), views);
    let words = families.clone();
    view! {
        {move || view! { <Tabs place=place.get() views=tabs.clone()/> }}
        <div class="filter-bar">
            <Panel place=place families=families/>
            {move || view! { <Set place=place.get() families=words.clone()/> }}
            {move || view! { <Upkeep place=place.get() views=kept.clone() done=done/> }}
            {move || view! { <Room place=place.get()/> }}
        </div>
    }
    .into_any()
}

/// How much room the rows have: a link to the other way.
#[component]
fn Room(place: Place) -> AnyView {
    let l = locale();
    let (other, label) = match place.rows {
        Rows::Roomy => (Rows::Dense, say!(l, filters.dense)),
        Rows::Dense => (Rows::Roomy, say!(l, filters.roomy)),
    };
    view! {
        <a class="button quiet rows" href=place.in_rows(other).path()>
            <Icon sign=Sign::Rows/>
            <span>{label}</span>
        </a>
    }
    .into_any()
}
