//! `/sales/receipts`: how fast items that were sold were gone everywhere else, in numbers and one by one.

use super::server_fns::read_receipts;
use crate::asked::asked;
use crate::error::page::Failed;
use crate::live::Live;
use crate::paths;
use crate::products::title_or_none;
use crate::say;
use crate::ui::badge::{Badge, Tone};
use crate::ui::empty::Empty;
use crate::ui::icon::{Icon, Sign};
use crate::ui::skeleton::Skeleton;
use crate::words::{Locale, dates, locale, money};
use leptos::prelude::*;
use leptos_meta::Title;
use stoflow_wire::receipts::{ReceiptRow, Receipts, SoldBy};

#[component]
pub fn ReceiptsPage() -> AnyView {
    let l = locale();
    let live = Live::here();
    let receipts = asked(move || live.turns.get(), |_| read_receipts());
    view! {
        <Title text=say!(l, receipts.title)/>
        <div class="page">
            <header class="page-head led">
                <a class="button quiet" href=paths::SALES aria-label=say!(l, sales.see_all)>
                    <Icon sign=Sign::Left/>
                </a>
                <h1>{say!(l, receipts.title)}</h1>
            </header>
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    match receipts.await {
                        Ok(receipts) => view! { <All receipts=receipts/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn All(receipts: Receipts) -> AnyView {
    let l = locale();
    if receipts.rows.is_empty() {
        return view! {
            <Empty sign=Sign::Clock title=say!(l, receipts.none_title) text=say!(l, receipts.none_text)>
                <a class="button primary" href=paths::PRODUCTS>{say!(l, sales.none_button)}</a>
            </Empty>
        }
        .into_any();
    }
    let seconds = |seconds: Option<i64>| match seconds {
        Some(seconds) => dates::lasted(l, seconds),
        None => "–".to_owned(),
    };
    let figure = |name: &'static str, number: String| {
        view! { <div class="card"><dt>{name}</dt><dd>{number}</dd></div> }
    };
    let rows = receipts
        .rows
        .into_iter()
        .map(|row| view! { <Row row=row/> });
    view! {
        <p class="muted">{say!(l, receipts.meaning)}</p>
        <dl class="figures">
            {figure(say!(l, receipts.half), seconds(receipts.half_s))}
            {figure(say!(l, receipts.nearly_all), seconds(receipts.nearly_all_s))}
            {figure(say!(l, receipts.gone), money::count(l, receipts.gone))}
            {figure(say!(l, receipts.waiting), money::count(l, receipts.waiting))}
        </dl>
        <section class="card">
            <div class="scroll">
                <table class="standouts">
                    <thead>
                        <tr>
                            <th scope="col">{say!(l, receipts.item)}</th>
                            <th scope="col">{say!(l, receipts.sold)}</th>
                            <th scope="col">{say!(l, receipts.by)}</th>
                            <th scope="col">{say!(l, receipts.elsewhere)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Row(row: ReceiptRow) -> AnyView {
    let l = locale();
    let now = Live::here().now;
    let at = row.sold_at;
    let (tone, text) = elsewhere(l, &row);
    view! {
        <tr>
            <th scope="row"><a href=paths::product(row.product)>{title_or_none(l, &row.title)}</a></th>
            <td><time title=dates::exact(l, at)>{move || dates::ago(l, at, now.get())}</time></td>
            <td>{who(l, row.by)}</td>
            <td><Badge tone=tone text=text/></td>
        </tr>
    }
    .into_any()
}

/// Who said that it is sold.
pub fn who(l: Locale, by: SoldBy) -> &'static str {
    match by {
        SoldBy::Seller => say!(l, receipts.by_seller),
        SoldBy::Vinted => say!(l, receipts.by_vinted),
    }
}

fn elsewhere(l: Locale, row: &ReceiptRow) -> (Tone, String) {
    match row.took_s {
        _ if row.listings == 0 => (Tone::Plain, say!(l, receipts.nothing_else).to_owned()),
        Some(seconds) => {
            let time = dates::lasted(l, seconds);
            (Tone::Good, say!(l, receipts.gone_in, time = time))
        }
        None => {
            let (gone, of) = (row.gone, row.listings);
            (Tone::Warn, say!(l, receipts.gone_of, gone = gone, of = of))
        }
    }
}
