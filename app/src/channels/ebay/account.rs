//! The connected account: how it stands, whose it is, and the way to leave it.

use super::health::health;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::badge::Badge;
use crate::words::{dates, locale};
use leptos::prelude::*;
use stoflow_wire::ebay::EbayAccount;

#[component]
pub fn AccountCard(account: EbayAccount) -> AnyView {
    let l = locale();
    let now = Live::here().now;
    let standing = health(l, account.standing()).map(|health| {
        view! {
            <p class="standing">
                <Badge tone=health.tone text=health.short/>
                <span>{health.sentence}</span>
            </p>
        }
    });
    let kind = if account.business {
        say!(l, ebay.kind_business)
    } else {
        say!(l, ebay.kind_individual)
    };
    let reconnect = account.stopped.is_some().then(|| {
        view! {
            <a class="button primary" href=paths::EBAY_CONNECT rel="external">{say!(l, ebay.reconnect)}</a>
        }
    });
    let seen = account.seen_at;
    view! {
        <section class="card">
            <h2>{say!(l, ebay.account)}</h2>
            {standing}
            <dl class="facts">
                <dt>{say!(l, ebay.username)}</dt>
                <dd><strong dir="auto">{account.username}</strong></dd>
                <dt>{say!(l, ebay.kind)}</dt>
                <dd>{kind}</dd>
                <dt>{say!(l, ebay.connected_on)}</dt>
                <dd>{dates::date(l, account.connected_at)}</dd>
                <dt>{say!(l, ebay.seen)}</dt>
                <dd><time title=dates::exact(l, seen)>{move || dates::ago(l, seen, now.get())}</time></dd>
                <dt>{say!(l, ebay.consent_until)}</dt>
                <dd>{dates::date(l, account.consent_until)}</dd>
            </dl>
            <div class="row">
                {reconnect}
                <Ask label=say!(l, ebay.disconnect) question=say!(l, ebay.disconnect_question)>
                    <form method="post" action="/fn/disconnect_ebay">
                        <button class="danger">{say!(l, ebay.disconnect_sure)}</button>
                    </form>
                </Ask>
            </div>
        </section>
    }
    .into_any()
}
