//! The wardrobe before its first reading, and lists with nothing in them: always the one next step.

use super::head::Reading;
use super::place::Place;
use crate::paths;
use crate::say;
use crate::ui::empty::Empty;
use crate::ui::icon::{Icon, Sign};
use crate::words::locale;
use leptos::prelude::*;
use stoflow_wire::socket::{ExecutorPresence, VintedConnection};
use stoflow_wire::vinted::VintedSession;
use stoflow_wire::wardrobe::WardrobeShow;

/// Three steps from nothing to a wardrobe. The children are the button of the last.
#[component]
pub fn FirstSteps(connection: VintedConnection, children: Children) -> AnyView {
    let l = locale();
    let paired = connection.executor != ExecutorPresence::Unpaired;
    let signed_in = matches!(connection.session, VintedSession::SignedIn { .. });
    let to_pairing = (!paired).then(|| {
        view! { <a class="button primary" href=paths::VINTED>{say!(l, wardrobe.to_pairing)}</a> }
    });
    let to_vinted = (!signed_in).then(|| {
        view! {
            <a
                class="button"
                class:primary=paired
                href="https://www.vinted.fr/"
                target="_blank"
                rel="noopener"
            >
                {say!(l, wardrobe.to_vinted)}
                <Icon sign=Sign::External/>
            </a>
        }
    });
    view! {
        <section class="card first">
            <h2>{say!(l, wardrobe.first_title)}</h2>
            <p class="muted">{say!(l, wardrobe.first_text)}</p>
            <ol>
                <li class:done=paired>
                    <h3>{say!(l, wardrobe.first_pair)} {paired.then(|| view! { <Tick/> })}</h3>
                    <p class="muted">{say!(l, wardrobe.first_pair_text)}</p>
                    {to_pairing}
                </li>
                <li class:done=signed_in>
                    <h3>{say!(l, wardrobe.first_sign_in)} {signed_in.then(|| view! { <Tick/> })}</h3>
                    <p class="muted">{say!(l, wardrobe.first_sign_in_text)}</p>
                    {to_vinted}
                </li>
                <li>
                    <h3>{say!(l, wardrobe.first_sync)}</h3>
                    <p class="muted">{say!(l, wardrobe.first_sync_text)}</p>
                    {children()}
                </li>
            </ol>
        </section>
    }
    .into_any()
}

#[component]
fn Tick() -> impl IntoView {
    let l = locale();
    view! {
        <span class="tick">
            <Icon sign=Sign::Check/>
            <span class="unseen">{say!(l, wardrobe.step_done)}</span>
        </span>
    }
}

/// A wardrobe that was read and has nothing in it.
#[component]
pub fn NothingThere(reading: ArcMemo<Reading>) -> impl IntoView {
    let l = locale();
    move || {
        let read = reading.with(|reading| !reading.is_first() && !reading.is_running());
        read.then(|| {
            view! {
                <Empty sign=Sign::Tag title=say!(l, wardrobe.none_title) text=say!(l, wardrobe.none_text)>
                    <a class="button" href=paths::PRODUCTS>{say!(l, wardrobe.all_linked_button)}</a>
                </Empty>
            }
        })
    }
}

/// A tab or a search without a listing.
#[component]
pub fn NothingHere(place: Place) -> AnyView {
    let l = locale();
    if !place.filter.search.is_empty() {
        let all = place.searching(String::new()).path();
        return view! {
            <Empty sign=Sign::Search title=say!(l, wardrobe.no_match_title) text=say!(l, wardrobe.no_match_text)>
                <a class="button" href=all>{say!(l, wardrobe.no_match_button)}</a>
            </Empty>
        }
        .into_any();
    }
    match place.filter.show {
        WardrobeShow::Gone => view! {
            <Empty sign=Sign::Check title=say!(l, wardrobe.no_gone_title) text=say!(l, wardrobe.no_gone_text)>""</Empty>
        }
        .into_any(),
        WardrobeShow::Linked => view! {
            <Empty sign=Sign::Layers title=say!(l, wardrobe.no_linked_title) text=say!(l, wardrobe.no_linked_text)>
                <a class="button" href=paths::WARDROBE>{say!(l, wardrobe.no_linked_button)}</a>
            </Empty>
        }
        .into_any(),
        WardrobeShow::ToLink | WardrobeShow::All => view! {
            <Empty sign=Sign::Check title=say!(l, wardrobe.all_linked_title) text=say!(l, wardrobe.all_linked_text)>
                <a class="button" href=paths::PRODUCTS>{say!(l, wardrobe.all_linked_button)}</a>
            </Empty>
        }
        .into_any(),
    }
}
