//! `/channels/ebay`: which account the shop sells with, on which sites, and what it still needs; before that, the way to
//! connect one, and for whoever runs the server, the way to keys.
//!
//! Every act here is a form of its own that leads back to this page: they are rare, and each asks eBay, which takes a moment.

pub mod account;
pub mod checklist;
pub mod health;
pub mod location;
pub mod returned;
pub mod server_fns;
pub mod setup;
pub mod sites;

use crate::address;
use crate::asked::asked;
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::empty::Empty;
use crate::ui::icon::Sign;
use crate::ui::notice::NoticeBox;
use crate::ui::skeleton::Skeleton;
use crate::words::{Locale, locale};
use account::AccountCard;
use checklist::ChecklistCard;
use leptos::prelude::*;
use leptos_meta::Title;
use returned::Returned;
use server_fns::read_ebay_channel;
use setup::Setup;
use sites::SitesCard;
use stoflow_wire::ebay::EbayChannel;

#[component]
pub fn EbayPage() -> AnyView {
    let l = locale();
    let query = address::query();
    let channel = asked(|| (), |()| read_ebay_channel());
    let returned = move || {
        let word = query.with(|query| query.get("returned"))?;
        let returned = Returned::from_name(&word)?;
        Some(view! { <NoticeBox tone=returned.tone()>{returned.sentence(l)}</NoticeBox> })
    };
    view! {
        <Title text=say!(l, frame.ebay)/>
        <div class="page narrow">
            <header class="page-head"><h1>{say!(l, frame.ebay)}</h1></header>
            {returned}
            <Suspense fallback=|| view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    match channel.await {
                        Ok(channel) => shown(l, channel),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

fn shown(l: Locale, channel: EbayChannel) -> AnyView {
    match channel {
        EbayChannel::NotSetUp { callback, notices } => {
            view! { <Setup callback=callback notices=notices/> }.into_any()
        }
        EbayChannel::NotConnected => view! { <Invitation l=l/> }.into_any(),
        EbayChannel::Connected(account) => {
            let goes_on = account.stopped.is_none().then(|| {
                view! {
                    <ChecklistCard readiness=account.readiness.clone()/>
                    <SitesCard chosen=account.sites.clone()/>
                }
            });
            view! {
                <AccountCard account=*account/>
                {goes_on}
            }
            .into_any()
        }
    }
}

#[component]
fn Invitation(l: Locale) -> AnyView {
    let asked = [
        say!(l, ebay.asked_identity),
        say!(l, ebay.asked_account),
        say!(l, ebay.asked_inventory),
        say!(l, ebay.asked_orders),
        say!(l, ebay.asked_messages),
        say!(l, ebay.asked_statistics),
    ];
    view! {
        <section class="card">
            <Empty sign=Sign::Plug title=say!(l, ebay.connect_title) text=say!(l, ebay.connect_text)>
                // Out of the dashboard and on to eBay: no page of ours.
                <a class="button primary large" href=paths::EBAY_CONNECT rel="external">
                    {say!(l, ebay.connect)}
                </a>
            </Empty>
        </section>
        <section class="card">
            <h2>{say!(l, ebay.asked_title)}</h2>
            <ul class="asked">
                {asked.map(|line| view! { <li>{line}</li> }).collect_view()}
            </ul>
        </section>
    }
    .into_any()
}
