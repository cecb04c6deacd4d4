//! The limits on the channel's page: how much of the day's share is used.

use super::server_fns::read_governor;
use crate::asked::asked;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::words::{Locale, locale};
use leptos::prelude::*;
use stoflow_wire::governor::{GovernorView, WRITES_AN_HOUR};

#[component]
pub fn GovernorCard() -> AnyView {
    let l = locale();
    let live = Live::here();
    let governor = asked(move || live.turns.get(), |_| read_governor());
    view! {
        <section class="card">
            <h2>{say!(l, governor.title)}</h2>
            <p>{say!(l, governor.card_text)}</p>
            <Transition>
                {move || Suspend::new(async move {
                    Some(view! { <Day governor=governor.await.ok()?/> })
                })}
            </Transition>
            <p><a class="button" href=paths::GOVERNOR>{say!(l, governor.card_open)}</a></p>
        </section>
    }
    .into_any()
}

/// What was done today and in this hour, beside what may be.
#[component]
pub fn Day(governor: GovernorView) -> AnyView {
    let l = locale();
    let (today, caps) = (governor.today, governor.rules.caps);
    view! {
        <dl class="day">
            {share(l, say!(l, governor.publications), today.publications, caps.publications)}
            {share(l, say!(l, governor.changes), today.changes, caps.changes)}
            {share(l, say!(l, governor.removals), today.removals, caps.removals)}
            {share(l, say!(l, governor.relists), governor.relisted_today, governor.rules.relisting.cap)}
            {share(l, say!(l, governor.this_hour), governor.this_hour, WRITES_AN_HOUR)}
        </dl>
    }
    .into_any()
}

fn share(l: Locale, name: &'static str, done: u32, cap: u32) -> impl IntoView {
    let used = say!(l, governor.used, done = done, cap = cap);
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                <progress value=done.min(cap).to_string() max=cap.max(1).to_string() aria-label=name></progress>
                <span>{used}</span>
            </dd>
        </div>
    }
}
