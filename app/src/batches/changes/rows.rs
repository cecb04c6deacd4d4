//! The items of a change, each with what it was and what it becomes.

use crate::batches::sentences::{left, why};
use crate::channel_rules::sentences::channel;
use crate::paths;
use crate::products::{status_name, title_or_none};
use crate::say;
use crate::words::{Locale, locale, money};
use leptos::prelude::*;
use stoflow_wire::batches::LeftOut;
use stoflow_wire::changes::{Changed, Few, Turn};
use stoflow_wire::products::ProductStatus;

#[component]
pub fn Rows(changed: Few<Changed>) -> AnyView {
    let l = locale();
    let rest = rest(&changed).map(|count| {
        view! { <p class="muted">{say!(l, batches.rest, count = money::count(l, count))}</p> }
    });
    let copies = matches!(
        changed.first.first().map(|item| &item.turn),
        Some(Turn::Copy { .. })
    );
    let shown = changed.first.into_iter();
    let rows = if copies {
        let rows = shown
            .map(|item| view! { <Copied item=item/> })
            .collect_view();
        view! { <ul class="left-out">{rows}</ul> }.into_any()
    } else {
        let rows = shown.map(|item| view! { <Row item=item/> }).collect_view();
        view! {
            <table class="turns">
                <thead>
                    <tr>
                        <th>{say!(l, products.column_product)}</th>
                        <th>{say!(l, batches.before)}</th>
                        <th>{say!(l, batches.after)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! { {rows} {rest} }.into_any()
}

#[component]
fn Row(item: Changed) -> AnyView {
    let l = locale();
    let (before, after) = values(l, &item.turn);
    let there = there(l, &item.turn).map(|there| view! { <small class="muted">{there}</small> });
    view! {
        <tr>
            <td><a href=paths::product(item.product)>{title_or_none(l, &item.title)}</a></td>
            <td class="muted">{before}</td>
            <td><strong>{after}</strong> " " {there}</td>
        </tr>
    }
    .into_any()
}

/// What listings ask for after it, where the seller's own rules make another price: `Vinted : 20,90 €`.
fn there(l: Locale, turn: &Turn) -> Option<String> {
    let Turn::Price { there, .. } = turn else {
        return None;
    };
    let prices = there.iter().map(|there| {
        let (name, price) = (channel(l, there.channel), money::amount(l, there.price));
        say!(l, batches.price_there, channel = name, price = price)
    });
    let prices: Vec<String> = prices.collect();
    (!prices.is_empty()).then(|| prices.join(", "))
}

fn values(l: Locale, turn: &Turn) -> (String, String) {
    let name = |status| status_name(l, status).to_owned();
    match turn {
        Turn::Price { before, after, .. } => {
            let none = || say!(l, batches.no_price).to_owned();
            let before = before.map_or_else(none, |price| money::amount(l, price));
            (before, money::amount(l, *after))
        }
        Turn::Location { before, after } if before.is_empty() => {
            (say!(l, batches.no_place).to_owned(), after.clone())
        }
        Turn::Location { before, after } => (before.clone(), after.clone()),
        Turn::Copy { .. } => (String::new(), String::new()),
        Turn::Sold { left, leaving } => {
            let after = match (*left, *leaving) {
                (1.., _) => say!(l, batches.pieces_left, count = left),
                (_, 0) => name(ProductStatus::Sold),
                _ => say!(l, batches.sold_leaving, count = leaving),
            };
            (say!(l, batches.in_stock).to_owned(), after)
        }
        Turn::Archived { from } => (name(*from), name(ProductStatus::Archived)),
        Turn::Restored { to } => (name(ProductStatus::Archived), name(*to)),
    }
}

/// How many are not shown.
fn rest<T>(few: &Few<T>) -> Option<i64> {
    let shown = i64::try_from(few.first.len()).unwrap_or(i64::MAX);
    Some(i64::from(few.count).saturating_sub(shown)).filter(|rest| *rest > 0)
}

/// A copy that is made is a link to it.
#[component]
fn Copied(item: Changed) -> AnyView {
    let l = locale();
    let made = match item.turn {
        Turn::Copy { made } => made,
        _ => None,
    };
    let title = title_or_none(l, &item.title);
    view! { <li><a href=paths::product(made.unwrap_or(item.product))>{title}</a></li> }.into_any()
}

/// What is left out, in a card of its own.
#[component]
pub fn LeftOutRows(items: Few<LeftOut>) -> AnyView {
    let l = locale();
    if items.count == 0 {
        return ().into_any();
    }
    let heading = left(l, items.count);
    let rest = rest(&items).map(|count| {
        view! { <p class="muted">{say!(l, batches.others, count = money::count(l, count))}</p> }
    });
    let rows = items.first.into_iter().map(|item| {
        view! {
            <li>
                <a href=paths::product(item.product)>{title_or_none(l, &item.title)}</a>
                <span class="muted">{why(l, &item.why)}</span>
            </li>
        }
    });
    view! {
        <section class="card">
            <h2>{heading}</h2>
            <ul class="left-out">{rows.collect_view()}</ul>
            {rest}
        </section>
    }
    .into_any()
}
