//! When each kind of work on Vinted last went well, and what of it is older than it should be.

use crate::live::Live;
use crate::say;
use crate::ui::badge::{Badge, Tone};
use crate::words::{dates, locale};
use leptos::prelude::*;
use stoflow_wire::socket::VintedConnection;
use time::{Duration, OffsetDateTime};

/// Beyond these what is known is called old: a sale has to be sent within days, a buyer wants an answer today.
const SALES: Duration = Duration::hours(3);
const MESSAGES: Duration = Duration::hours(3);
const WARDROBE: Duration = Duration::hours(24);

#[component]
pub fn Latest(connection: VintedConnection) -> AnyView {
    let l = locale();
    let last = connection.last_success;
    view! {
        <dl class="latest">
            <Moment name=say!(l, channels.latest_session) at=connection.session_seen_at good_for=None/>
            <Moment name=say!(l, channels.latest_listings) at=last.listings good_for=None/>
            <Moment name=say!(l, channels.latest_wardrobe) at=last.wardrobe good_for=Some(WARDROBE)/>
            <Moment name=say!(l, channels.latest_sales) at=last.sales good_for=Some(SALES)/>
            <Moment name=say!(l, channels.latest_messages) at=last.messages good_for=Some(MESSAGES)/>
        </dl>
    }
    .into_any()
}

#[component]
fn Moment(name: &'static str, at: Option<OffsetDateTime>, good_for: Option<Duration>) -> AnyView {
    let l = locale();
    let now = Live::here().now;
    let when = match at {
        Some(at) => {
            let is_old = move || good_for.is_some_and(|span| now.get() - at > span);
            view! {
                <time title=dates::exact(l, at)>{move || dates::ago(l, at, now.get())}</time>
                {move || is_old().then(|| view! { <Badge tone=Tone::Warn text=say!(l, channels.latest_old)/> })}
            }
            .into_any()
        }
        None => view! { <span class="muted">{say!(l, channels.latest_never)}</span> }.into_any(),
    };
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{when}</dd>
        </div>
    }
    .into_any()
}
