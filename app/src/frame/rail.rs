//! The way around: a rail at the left, a bar at the bottom of a phone.

use super::ShopResource;
use crate::channels::ebay;
use crate::channels::health::{Health, health};
use crate::jobs::drawer::Drawer;
use crate::live::Live;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::ui::menu::Menu;
use crate::words::locale;
use crate::{jobs, paths};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

#[component]
pub fn Rail(shop: ShopResource) -> AnyView {
    let l = locale();
    view! {
        <nav class="rail" aria-label=say!(l, frame.navigation)>
            <a class="brand" href=paths::PRODUCTS>{say!(l, frame.name)}</a>
            <form class="new-product" method="post" action="/fn/create_product">
                <button class="primary" id="new-product" aria-keyshortcuts="n">
                    <Icon sign=Sign::Plus/>
                    <span>{say!(l, frame.new_product)}</span>
                </button>
            </form>
            <A href=paths::PRODUCTS>
                <Icon sign=Sign::Tag/>
                <span>{say!(l, frame.products)}</span>
            </A>
            <A href=paths::SALES>
                <Icon sign=Sign::Parcel/>
                <span>{say!(l, frame.sales)}</span>
            </A>
            <A href=paths::MESSAGES>
                <Icon sign=Sign::Mail/>
                <span>{say!(l, frame.messages)}</span>
                <Unread shop=shop/>
            </A>
            <A href=paths::VINTED attr:class="deep">
                <Icon sign=Sign::Plug/>
                <span>{say!(l, frame.vinted)}</span>
                <VintedDot shop=shop/>
            </A>
            <A href=paths::EBAY attr:class="deep">
                <Icon sign=Sign::Basket/>
                <span>{say!(l, frame.ebay)}</span>
                <EbayDot shop=shop/>
            </A>
            <JobsLink/>
            <A href=paths::SETTINGS attr:class="deep">
                <Icon sign=Sign::Sliders/>
                <span>{say!(l, frame.settings)}</span>
            </A>
            <More/>
        </nav>
    }
    .into_any()
}

/// What has no place of its own in the bar of a phone.
#[component]
fn More() -> AnyView {
    let l = locale();
    let face = view! {
        <Icon sign=Sign::More/>
        <span>{say!(l, frame.more)}</span>
    };
    view! {
        <div class="more">
            <Menu label=say!(l, frame.more) face=face.into_any()>
                <a href=paths::VINTED>{say!(l, frame.vinted)}</a>
                <a href=paths::EBAY>{say!(l, frame.ebay)}</a>
                <a href=paths::JOBS>{say!(l, frame.jobs)}</a>
                <a href=paths::SETTINGS>{say!(l, frame.settings)}</a>
            </Menu>
        </div>
    }
    .into_any()
}

/// A page without scripts; with them, a drawer beside the page one is on.
#[component]
fn JobsLink() -> AnyView {
    let l = locale();
    let live = Live::here();
    let drawer = Drawer::here();
    let open_jobs = Memo::new(move |_| live.jobs.with(|jobs| jobs::open_count(jobs)));
    let location = use_location();
    let on_jobs = move || location.pathname.with(|path| path.starts_with(paths::JOBS));
    let on_click = move |event: MouseEvent| {
        event.prevent_default();
        drawer.toggle();
    };
    view! {
        <a
            href=paths::JOBS
            class="deep"
            id="jobs-button"
            on:click=on_click
            aria-current=move || on_jobs().then_some("page")
            aria-expanded=move || drawer.is_open().to_string()
        >
            <Icon sign=Sign::Activity/>
            <span>{say!(l, frame.jobs)}</span>
            {move || {
                let count = open_jobs.get();
                (count > 0).then(|| view! { <span class="count">{count}</span> })
            }}
        </a>
    }
    .into_any()
}

/// How many conversations wait to be opened.
#[component]
fn Unread(shop: ShopResource) -> AnyView {
    let l = locale();
    let live = Live::here();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let known = shop.await.ok()?.unread;
                Some(move || {
                    let count = live.unread.get().unwrap_or(known);
                    (count > 0).then(|| view! {
                        <span class="count">
                            {count}
                            <span class="unseen">{say!(l, frame.unread)}</span>
                        </span>
                    })
                })
            })}
        </Suspense>
    }
    .into_any()
}

/// The channel's state as a dot; the words are for those who don't see it.
#[component]
fn VintedDot(shop: ShopResource) -> AnyView {
    let l = locale();
    let live = Live::here();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let known = shop.await.ok()?.vinted;
                Some(move || {
                    let Health { tone, short, .. } = live
                        .connection
                        .with(|told| health(l, told.as_ref().unwrap_or(&known), live.now.get()));
                    view! {
                        <span class=format!("dot {}", tone.class())></span>
                        <span class="unseen">{short}</span>
                    }
                })
            })}
        </Suspense>
    }
    .into_any()
}

/// The same for eBay, where it is not told anew while a page is open.
#[component]
fn EbayDot(shop: ShopResource) -> AnyView {
    let l = locale();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let standing = shop.await.ok()?.ebay;
                let (tone, short) = match ebay::health::health(l, standing) {
                    Some(health) => (Some(health.tone), health.short),
                    None => (None, ebay::health::absence(l, standing)),
                };
                let dot = tone.map(|tone| view! { <span class=format!("dot {}", tone.class())></span> });
                Some(view! {
                    {dot}
                    <span class="unseen">{short}</span>
                })
            })}
        </Suspense>
    }
    .into_any()
}
