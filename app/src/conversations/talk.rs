//! One conversation: the item it is about, what was said, and what is on its way.

use super::composer::{Composer, Draft};
use super::inbox::named;
use super::outbox::Waiting;
use super::place::Place;
use super::sentences;
use crate::act::Done;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::{Icon, Sign};
use crate::ui::notice::NoticeBox;
use crate::words::{dates, locale, money};
use leptos::prelude::*;
use stoflow_wire::conversations::{
    ConversationView, ItemCard, MessageKind, MessageView, OfferState, Sender,
};
use stoflow_wire::one_sale::SaleCard;

#[component]
pub fn Talk(place: Place, talk: ConversationView, draft: Draft, done: Callback<Done>) -> AnyView {
    let l = locale();
    let never_read = talk.read_at.is_none();
    let url = talk.url.clone();
    let login = named(l, talk.login.clone());
    let item = talk.item.clone().map(|item| view! { <Item item=item/> });
    let sale = talk.sale.map(|sale| view! { <Sale sale=sale/> });
    let messages = talk.messages.clone().into_iter();
    let messages = messages.map(|message| view! { <Entry message=message url=talk.url.clone()/> });
    let messages = messages.collect_view();
    let replies = talk.replies.clone().into_iter();
    let replies = replies.map(|reply| view! { <Waiting reply=reply done=done/> });
    let replies = replies.collect_view();
    view! {
        <header class="talk-head">
            <a class="crumb" href=place.opening(None).path()>
                <Icon sign=Sign::Left/>
                {say!(l, conversations.back)}
            </a>
            <h2 dir="auto">{login.clone()}</h2>
            <a class="button quiet" href=url target="_blank" rel="noopener">
                {say!(l, conversations.on_vinted)}
                <Icon sign=Sign::External/>
            </a>
        </header>
        {item}
        {sale}
        <div
            class="scroll"
            tabindex="0"
            role="region"
            aria-label=say!(l, conversations.with, login = login)
        >
            <ol class="bubbles">{messages} {replies}</ol>
        </div>
        {never_read.then(|| {
            view! { <NoticeBox tone=Tone::Info>{say!(l, conversations.not_read_yet)}</NoticeBox> }
        })}
        <Composer place=place talk=talk draft=draft done=done/>
    }
    .into_any()
}

#[component]
fn Item(item: ItemCard) -> AnyView {
    let l = locale();
    let title = match item.product {
        Some(product) => {
            view! { <a href=paths::product(product) dir="auto">{item.title}</a> }.into_any()
        }
        None => view! { <span dir="auto">{item.title}</span> }.into_any(),
    };
    let thumb = item.thumb.map(|url| {
        view! { <img src=url alt="" width="48" height="48" loading="lazy"/> }
    });
    let price = item
        .price
        .map(|price| view! { <strong>{money::amount(l, price)}</strong> });
    let listing = item.url.map(|url| {
        view! {
            <a class="muted" href=url target="_blank" rel="noopener">
                {say!(l, conversations.listing)}
                <Icon sign=Sign::External/>
            </a>
        }
    });
    view! { <div class="talked-about">{thumb} <p>{title} {price}</p> {listing}</div> }.into_any()
}

/// The sale that came of it.
#[component]
fn Sale(sale: SaleCard) -> AnyView {
    let l = locale();
    let (tone, state) = crate::sales::sentences::state(l, sale.state);
    view! {
        <p class="talked-about">
            <a href=paths::sale(sale.id)>{say!(l, conversations.sale)}</a>
            <time title=dates::exact(l, sale.sold_at)>{dates::date(l, sale.sold_at)}</time>
            <Badge tone=tone text=state/>
        </p>
    }
    .into_any()
}

#[component]
fn Entry(message: MessageView, url: String) -> AnyView {
    let l = locale();
    let now = Live::here().now;
    let side = match message.from {
        Sender::Us => "us",
        Sender::Them => "them",
        Sender::Site => "site",
    };
    let who = match message.from {
        Sender::Us => say!(l, conversations.you),
        Sender::Them => say!(l, conversations.they),
        Sender::Site => say!(l, conversations.vinted),
    };
    let time = message.at.map(|at| {
        view! { <time title=dates::exact(l, at)>{move || dates::ago(l, at, now.get())}</time> }
    });
    let words = match message.kind {
        MessageKind::Message => view! { <Words message=message/> }.into_any(),
        MessageKind::OfferRequest | MessageKind::Offer => {
            view! { <Offer message=message url=url/> }.into_any()
        }
        MessageKind::Status | MessageKind::Action => view! { <Line message=message/> }.into_any(),
    };
    view! { <li class=side><span class="unseen">{who}</span> {words} {time}</li> }.into_any()
}

#[component]
fn Words(message: MessageView) -> AnyView {
    let l = locale();
    let photos = message.photos.into_iter().map(|url| {
        let whole = url.clone();
        view! {
            <a href=whole target="_blank" rel="noopener">
                <img src=url alt=say!(l, conversations.photo) width="160" height="160" loading="lazy"/>
            </a>
        }
    });
    let photos = photos.collect_view();
    let body = (!message.body.is_empty())
        .then(|| view! { <p class="words" dir="auto">{message.body}</p> });
    view! { {body} {photos} }.into_any()
}

/// Vinted takes answers to offers on its own page only.
#[component]
fn Offer(message: MessageView, url: String) -> AnyView {
    let l = locale();
    let price = message.price.map(|price| money::amount(l, price));
    let price = price.unwrap_or(message.title);
    let badge = message.offer.map(|state| {
        let (tone, text) = sentences::offer(l, state);
        view! { <Badge tone=tone text=text/> }
    });
    let open = message.offer == Some(OfferState::Pending) && message.from == Sender::Them;
    let answer = open.then(|| {
        view! {
            <p class="muted">{say!(l, conversations.offer_text)}</p>
            <a class="button" href=url target="_blank" rel="noopener">
                {say!(l, conversations.offer_answer)}
                <Icon sign=Sign::External/>
            </a>
        }
    });
    view! {
        <div class="offer">
            <p><strong>{say!(l, conversations.offer, price = price)}</strong> {badge}</p>
            {answer}
        </div>
    }
    .into_any()
}

#[component]
fn Line(message: MessageView) -> impl IntoView {
    let words = [message.title, message.subtitle, message.body];
    let said = words.into_iter().filter(|words| !words.is_empty());
    let said = said.collect::<Vec<_>>().join(" · ");
    view! { <p class="words" dir="auto">{said}</p> }
}
