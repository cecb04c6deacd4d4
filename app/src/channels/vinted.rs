//! `/channels/vinted`: how the channel stands, what to do about it, and which browsers may act for the shop.

use super::governor::card::GovernorCard;
use super::health::health;
use super::latest::Latest;
use super::pairing::Pairing;
use super::server_fns::{VintedChannel, read_vinted_channel};
use super::wardrobe::card::WardrobeCard;
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::error::page::Failed;
use crate::live::Live;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::{Icon, Sign};
use crate::ui::skeleton::Skeleton;
use crate::words::{dates, locale};
use leptos::prelude::*;
use leptos_meta::Title;
use stoflow_wire::executor::ExecutorView;
use stoflow_wire::socket::{ExecutorPresence, VintedConnection};

#[component]
pub fn VintedPage() -> AnyView {
    let l = locale();
    let live = Live::here();
    let acts = RwSignal::new(0_u32);
    let count = move || acts.update(|acts| *acts += 1);
    let presence = Memo::new(move |_| {
        live.connection
            .with(|told| told.as_ref().map(|told| told.executor))
    });
    let channel = asked(
        move || (presence.get(), acts.get()),
        |_| read_vinted_channel(),
    );
    let acted = Callback::new(move |_: Done| count());
    let paired = Callback::new(move |()| count());
    view! {
        <Title text=say!(l, frame.vinted)/>
        <div class="page narrow">
            <header class="page-head"><h1>{say!(l, frame.vinted)}</h1></header>
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    match channel.await {
                        Ok(channel) => {
                            view! { <Channel channel=channel acted=acted/> }.into_any()
                        }
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
            <WardrobeCard/>
            <GovernorCard/>
            <section class="card">
                <h2>{say!(l, channels.pair)}</h2>
                <p>{say!(l, channels.pair_text)}</p>
                <Pairing paired=paired/>
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn Channel(channel: VintedChannel, acted: Callback<Done>) -> AnyView {
    let l = locale();
    let live = Live::here();
    let read = channel.connection;
    let connection = Memo::new(move |_| live.connection.get().unwrap_or_else(|| read.clone()));
    let browsers = channel.browsers;
    let list = (!browsers.is_empty()).then(|| {
        let rows = browsers
            .into_iter()
            .map(|browser| view! { <Browser browser=browser/> })
            .collect_view();
        view! {
            <section class="card">
                <h2>{say!(l, channels.browsers)}</h2>
                <ActForm id=REVOKE_FORM action="/fn/revoke_browser" done=acted>""</ActForm>
                <ul class="browsers">{rows}</ul>
            </section>
        }
    });
    view! {
        <section class="card">
            {move || view! { <Standing connection=connection.get() acted=acted/> }}
            {move || view! { <Latest connection=connection.get()/> }}
        </section>
        {list}
    }
    .into_any()
}

#[component]
fn Standing(connection: VintedConnection, acted: Callback<Done>) -> AnyView {
    let l = locale();
    let now = Live::here().now;
    let shown = connection.clone();
    let health = Memo::new(move |_| health(l, &shown, now.get()));
    let account = connection.account.clone().map(|login| {
        view! { <p class="muted">{say!(l, channels.sells_as, login = login)}</p> }
    });
    let open_vinted = matches!(connection.executor, ExecutorPresence::Connected).then(|| {
        view! {
            <a class="button" href="https://www.vinted.fr/" target="_blank" rel="noopener">
                {say!(l, channels.open_vinted)}
                <Icon sign=Sign::External/>
            </a>
        }
    });
    let resume = connection.stopped.is_some().then(|| {
        view! {
            <ActForm action="/fn/resume_vinted" done=acted>
                <button class="primary">{say!(l, channels.resume)}</button>
            </ActForm>
        }
    });
    view! {
        <p class="standing">
            {move || {
                let health = health.get();
                view! {
                    <Badge tone=health.tone text=health.short/>
                    <span>{health.sentence}</span>
                }
            }}
        </p>
        {account}
        <div class="row">
            {open_vinted}
            {resume}
        </div>
    }
    .into_any()
}

const REVOKE_FORM: &str = "revoke";

#[component]
fn Browser(browser: ExecutorView) -> AnyView {
    let l = locale();
    let live = Live::here();
    let (tone, state) = match (browser.connected, browser.paused) {
        (true, false) => (Tone::Good, say!(l, channels.short_connected)),
        (true, true) => (Tone::Warn, say!(l, channels.short_paused)),
        (false, _) => (Tone::Plain, say!(l, channels.short_away)),
    };
    let paired = dates::date(l, browser.paired_at);
    let seen = browser.seen_at.map(|at| {
        view! {
            " · "
            {move || {
                let ago = dates::ago(l, at, live.now.get());
                say!(l, channels.seen, ago = ago)
            }}
        }
    });
    view! {
        <li>
            <p>
                <strong>{browser.name}</strong> " "
                <Badge tone=tone text=state/>
                <br/>
                <small class="muted">{say!(l, channels.paired_on, date = paired)} {seen}</small>
            </p>
            <Ask label=say!(l, channels.revoke) question=say!(l, channels.revoke_question)>
                <button class="danger" form=REVOKE_FORM name="browser" value=browser.id.to_string()>
                    {say!(l, channels.revoke_sure)}
                </button>
            </Ask>
        </li>
    }
    .into_any()
}
