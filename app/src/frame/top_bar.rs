//! Above every page: search, the channel's health, language, theme, account.

use super::ShopResource;
use crate::channels::ebay;
use crate::channels::health::health;
use crate::live::Live;
use crate::paths;
use crate::products::search::SearchBox;
use crate::say;
use crate::settings::switches::Switches;
use crate::ui::icon::{Icon, Sign};
use crate::ui::menu::Menu;
use crate::words::locale;
use leptos::prelude::*;

#[component]
pub fn TopBar(shop: ShopResource) -> AnyView {
    let l = locale();
    view! {
        <header class="top-bar">
            <a class="brand small" href=paths::PRODUCTS>{say!(l, frame.name)}</a>
            <SearchBox/>
            <ChannelHealth shop=shop/>
            <EbayHealth shop=shop/>
            <Switches/>
            <Menu label=say!(l, frame.account) face=view! { <Icon sign=Sign::Person/> }.into_any()>
                <Account shop=shop/>
            </Menu>
        </header>
    }
    .into_any()
}

/// One pill per channel: its name, its state, and the page that mends it.
#[component]
fn ChannelHealth(shop: ShopResource) -> AnyView {
    let l = locale();
    let live = Live::here();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let known = shop.await.ok()?.vinted;
                Some(move || {
                    let now = live.now.get();
                    let health = live.connection.with(|told| health(l, told.as_ref().unwrap_or(&known), now));
                    view! {
                        <a class="health" href=paths::VINTED title=health.sentence>
                            <span class=format!("dot {}", health.tone.class())></span>
                            {say!(l, frame.vinted)} <span class="state">" · " {health.short}</span>
                        </a>
                    }
                })
            })}
        </Suspense>
    }
    .into_any()
}

/// Where an account is connected.
#[component]
fn EbayHealth(shop: ShopResource) -> AnyView {
    let l = locale();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let health = ebay::health::health(l, shop.await.ok()?.ebay)?;
                Some(view! {
                    <a class="health" href=paths::EBAY title=health.sentence>
                        <span class=format!("dot {}", health.tone.class())></span>
                        {say!(l, frame.ebay)} <span class="state">" · " {health.short}</span>
                    </a>
                })
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Account(shop: ShopResource) -> AnyView {
    let l = locale();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let person = shop.await.ok()?.person;
                Some(view! { <p class="account"><strong>{person.shop}</strong><br/>{person.email}</p> })
            })}
        </Suspense>
        <a href=paths::SETTINGS>{say!(l, frame.settings)}</a>
        <form method="post" action="/fn/sign_out">
            <button class="quiet">{say!(l, session.sign_out)}</button>
        </form>
    }
    .into_any()
}
