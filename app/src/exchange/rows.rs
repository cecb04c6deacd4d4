//! Rows of a sheet: the first ones as they would be taken over, those with something that cannot be, and those that were
//! online elsewhere.

use super::sentences;
use super::server_fns::Labels;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::notice::NoticeBox;
use crate::words::{Locale, locale};
use leptos::prelude::*;
use stoflow_wire::exchange::{SampleRow, TroubledRow};

#[component]
pub fn Samples(rows: Vec<SampleRow>, labels: Labels) -> AnyView {
    let l = locale();
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows.into_iter().map(|row| sample(l, row, &labels));
    let rows = rows.collect_view();
    view! {
        <h3>{say!(l, exchange.first_rows)}</h3>
        <ul class="sampled">{rows}</ul>
    }
    .into_any()
}

/// Says of what is online elsewhere that it comes in as a draft, and where it is tied to its item.
#[component]
pub fn Offline(count: u32) -> AnyView {
    let l = locale();
    if count == 0 {
        return ().into_any();
    }
    view! {
        <NoticeBox tone=Tone::Info>
            {say!(l, exchange.were_online, count = count)} " "
            <a href=paths::WARDROBE>{say!(l, exchange.to_wardrobe)}</a>
        </NoticeBox>
    }
    .into_any()
}

fn sample(l: Locale, row: SampleRow, labels: &Labels) -> AnyView {
    let facts = row.texts.into_iter().map(|text| {
        let label = labels.of(&text.column).to_owned();
        view! { <div><dt>{label}</dt><dd>{text.text}</dd></div> }
    });
    view! {
        <li>
            <span class="muted">{say!(l, exchange.line, line = row.line)}</span>
            <dl>{facts.collect_view()}</dl>
        </li>
    }
    .into_any()
}

/// In a card of its own, where there are any.
#[component]
pub fn Troubles(rows: Vec<TroubledRow>, more: u32, labels: Labels) -> AnyView {
    let l = locale();
    if rows.is_empty() {
        return ().into_any();
    }
    let named = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let all = named.saturating_add(more);
    let rest = (more > 0)
        .then(|| view! { <p class="muted">{say!(l, exchange.more_troubled, count = more)}</p> });
    let rows = rows.into_iter().map(|row| troubled(l, row, &labels));
    let rows = rows.collect_view();
    view! {
        <section class="card">
            <h2>{say!(l, exchange.troubled, count = all)}</h2>
            <p class="muted">{say!(l, exchange.troubled_text)}</p>
            <ul class="left-out">{rows}</ul>
            {rest}
        </section>
    }
    .into_any()
}

fn troubled(l: Locale, row: TroubledRow, labels: &Labels) -> AnyView {
    let told = sentences::troubles(l, labels, &row).into_iter();
    let told = told.map(|sentence| view! { <span class="muted">{sentence}</span> });
    let title = if row.title.is_empty() {
        say!(l, exchange.no_title).to_owned()
    } else {
        row.title
    };
    let title = match row.product {
        Some(product) => view! { <a href=paths::product(product)>{title}</a> }.into_any(),
        None => view! { <span>{title}</span> }.into_any(),
    };
    view! {
        <li>
            <span>{say!(l, exchange.line, line = row.line)} " · " {title}</span>
            {told.collect_view()}
        </li>
    }
    .into_any()
}
