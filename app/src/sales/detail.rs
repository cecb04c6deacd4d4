//! `/sales/{id}`: one sale with all that is known of it: what was sold, the money, the parcel, what happened when.

use super::head::ended;
use super::labels::{LABELS, LabelActs};
use super::page::told;
use super::proposals::Answers;
use super::row::{Deadline, Thumb};
use super::sentences;
use super::server_fns::{FETCH, PACK, UNPACK, open_sale};
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::error::page::Failed;
use crate::jobs::moment::Moment;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::{Icon, Sign};
use crate::ui::notice::NoticeBox;
use crate::ui::outer::Back;
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::Toasts;
use crate::words::{locale, money};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use std::time::Duration;
use stoflow_wire::ids::SaleId;
use stoflow_wire::money::Money;
use stoflow_wire::one_sale::{Amounts, Moments, SaleDetail, SaleItemView};
use stoflow_wire::sales::{SaleState, SoldProduct};
use time::OffsetDateTime;

/// So long a new tab takes to have its PDF: then the page knows that it was printed.
const PRINTED: Duration = Duration::from_secs(3);

#[component]
pub fn SalePage() -> AnyView {
    let l = locale();
    let live = Live::here();
    let toasts = Toasts::here();
    let params = use_params_map();
    // No sale has the id 0: an address without a number leads nowhere, like one with a wrong number.
    let sale = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")?.parse().ok());
        id.unwrap_or(SaleId(0))
    });
    let acts = RwSignal::new(0_u32);
    let over = Memo::new(move |_| live.jobs.with(|jobs| ended(jobs)));
    let read = asked(
        move || (sale.get(), over.get(), acts.get()),
        |(sale, ..)| open_sale(sale),
    );
    let done = Callback::new(move |done: Done| {
        if let Some(text) = told(l, &done) {
            toasts.say(Tone::Good, text);
        }
        acts.try_update(|acts| *acts += 1);
    });
    let printed = Callback::new(move |()| {
        let again = move || {
            acts.try_update(|acts| *acts += 1);
        };
        set_timeout(again, PRINTED);
    });
    view! {
        <div class="page narrow one-sale">
            <ActForm id=LABELS action=FETCH done=done><Back/></ActForm>
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    match read.await {
                        Ok(detail) => view! { <Detail detail=detail printed=printed done=done/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Detail(detail: SaleDetail, printed: Callback<()>, done: Callback<Done>) -> AnyView {
    let l = locale();
    let title = detail.sale.title.clone();
    let (tone, state) = sentences::state(l, detail.sale.state);
    let talk = detail.talk.map(|talk| {
        view! { <a class="button" href=paths::conversation(talk)>{say!(l, sales.talk)}</a> }
    });
    let answers = detail.to_answer.then(|| {
        view! {
            <section class="card proposals">
                <h2>{say!(l, sales.off_title)}</h2>
                <p class="muted">{say!(l, sales.off_text)}</p>
                <Answers sale=detail.sale.id done=done/>
            </section>
        }
    });
    let twice = detail.sold_twice.then(|| {
        view! { <NoticeBox tone=Tone::Bad>{say!(l, receipts.twice)}</NoticeBox> }
    });
    let on_vinted = detail.conversation_id.filter(|_| talk.is_none()).map(|conversation| {
        view! {
            <a class="button" href=paths::vinted_conversation(conversation) target="_blank" rel="noopener">
                {say!(l, sales.on_vinted)}
                <Icon sign=Sign::External/>
            </a>
        }
    });
    let items = detail.items.clone().into_iter();
    let items = items.map(|item| view! { <Item item=item/> }).collect_view();
    let unread = detail.items.is_empty().then(|| {
        view! { <p class="muted">{say!(l, sales.not_read_yet)}</p> }
    });
    let moments = detail.moments;
    view! {
        <Title text=title.clone()/>
        <header class="page-head led">
            <a class="button quiet" href=paths::SALES aria-label=say!(l, sales.see_all)><Icon sign=Sign::Left/></a>
            <h1>{title}</h1>
            <Badge tone=tone text=state/>
            {talk}
            {on_vinted}
        </header>
        {twice}
        {answers}
        <section class="card">
            <h2>{say!(l, sales.sold_items)}</h2>
            <ul class="sold">{items}</ul>
            {unread}
        </section>
        <Parcel detail=detail.clone() printed=printed/>
        <MoneyOf amounts=detail.amounts/>
        <Course sold_at=detail.sale.sold_at moments=moments/>
    }
    .into_any()
}

#[component]
fn Item(item: SaleItemView) -> AnyView {
    let l = locale();
    let belongs = match item.product {
        Some(SoldProduct {
            id,
            title,
            sku,
            location,
        }) => {
            let place = [sku, location];
            let place = place.into_iter().filter(|text| !text.is_empty());
            let place = place.collect::<Vec<_>>().join(" · ");
            view! { <a href=paths::product(id)>{title}</a> " " <span class="muted">{place}</span> }
                .into_any()
        }
        None => view! { <span class="muted">{say!(l, sales.unmatched_why)}</span> }.into_any(),
    };
    view! {
        <li>
            <Thumb address=item.thumb/>
            <div>
                <a class="title" href=item.url target="_blank" rel="noopener">{item.title}</a>
                <p>{belongs}</p>
            </div>
            <span class="number">{item.price.map(|price| money::amount(l, price))}</span>
        </li>
    }
    .into_any()
}

#[component]
fn Parcel(detail: SaleDetail, printed: Callback<()>) -> AnyView {
    let l = locale();
    let sale = detail.sale;
    let waits = sale.state == SaleState::ToShip;
    let deadline = waits.then(|| {
        view! {
            <dt>{say!(l, sales.fact_ship_by)}</dt>
            <dd><Deadline ship_by=sale.ship_by/> " · " <Moment at=sale.ship_by/></dd>
        }
    });
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <dt>{name}</dt> <dd>{value}</dd> })
    };
    let buyer = [sale.buyer.as_str(), detail.country.as_str()];
    let buyer = buyer.into_iter().filter(|text| !text.is_empty());
    let buyer = buyer.collect::<Vec<_>>().join(" · ");
    let pack = waits.then(|| {
        let (act, name) = if sale.packed {
            (UNPACK, say!(l, sales.unpack))
        } else {
            (PACK, say!(l, sales.pack))
        };
        view! {
            <button form=LABELS formaction=act name="sale" value=sale.id.to_string()>{name}</button>
        }
    });
    let labels = (waits || detail.moments.label_at.is_some())
        .then(|| view! { <LabelActs sale=sale.clone() printed=printed/> });
    view! {
        <section class="card">
            <h2>{say!(l, sales.parcel)}</h2>
            <dl class="facts">
                {deadline}
                {fact(say!(l, sales.fact_buyer), buyer)}
                {fact(say!(l, sales.fact_carrier), sale.carrier.clone())}
                {fact(say!(l, sales.fact_tracking), detail.tracking)}
                {fact(say!(l, sales.fact_status), detail.status)}
            </dl>
            <div class="row">{labels} {pack}</div>
        </section>
    }
    .into_any()
}

/// What the buyer paid, and what of it is the seller's.
#[component]
fn MoneyOf(amounts: Amounts) -> AnyView {
    let l = locale();
    let line = |name: &'static str, amount: Option<Money>| {
        amount.map(|amount| {
            view! { <dt>{name}</dt> <dd class="number">{money::amount(l, amount)}</dd> }
        })
    };
    let protection = amounts.buyer_protection.or(amounts.service_fee);
    let yours_named = match amounts.revenue {
        Some(_) => say!(l, sales.amount_paid),
        None => say!(l, sales.amount_yours),
    };
    view! {
        <section class="card">
            <h2>{say!(l, sales.money)}</h2>
            <dl class="facts amounts">
                {line(say!(l, sales.amount_price), amounts.price)}
                {line(say!(l, sales.amount_protection), protection)}
                {line(say!(l, sales.amount_postage), amounts.postage)}
                {amounts.revenue.or(amounts.price).map(|yours| view! {
                    <dt class="sum">{yours_named}</dt>
                    <dd class="number sum">{money::amount(l, yours)}</dd>
                })}
            </dl>
            <p class="muted">{say!(l, sales.money_why)}</p>
        </section>
    }
    .into_any()
}

/// What happened when, the oldest first.
#[component]
fn Course(sold_at: OffsetDateTime, moments: Moments) -> AnyView {
    let l = locale();
    let mut course = vec![(
        moments.paid_at.or(Some(sold_at)),
        say!(l, sales.moment_paid),
    )];
    course.extend([
        (moments.label_at, say!(l, sales.moment_label)),
        (moments.printed_at, say!(l, sales.moment_printed)),
        (moments.packed_at, say!(l, sales.moment_packed)),
        (moments.shipped_at, say!(l, sales.moment_shipped)),
        (moments.delivered_at, say!(l, sales.moment_delivered)),
        (moments.ended_at, say!(l, sales.moment_ended)),
        (moments.invoiced_at, say!(l, sales.moment_invoiced)),
    ]);
    let mut happened: Vec<(OffsetDateTime, &'static str)> = course
        .into_iter()
        .filter_map(|(at, what)| Some((at?, what)))
        .collect();
    happened.sort_by_key(|(at, _)| *at);
    let lines = happened.into_iter().map(|(at, what)| {
        view! { <li><span>{what}</span> <Moment at=at/></li> }
    });
    view! {
        <section class="card">
            <h2>{say!(l, sales.course)}</h2>
            <ol class="course">{lines.collect_view()}</ol>
        </section>
    }
    .into_any()
}
