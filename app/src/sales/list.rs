//! The sales as a table: tabs and search above it, what can be done with those that are ticked below.

use super::empty::NothingHere;
use super::place::{Place, TABS};
use super::row::Row;
use super::sentences;
use super::server_fns::FETCH;
use crate::paths;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::ui::outer::Back;
use crate::words::{locale, money};
use leptos::prelude::*;
use leptos_router::components::Form;
use stoflow_wire::ids::SaleId;
use stoflow_wire::sales::{SaleCounts, SaleList, SaleShow};

/// The form that the boxes of rows belong to.
pub const BULK: &str = "sales-acts";

#[component]
pub fn List(place: Place, list: SaleList, printed: Callback<()>) -> AnyView {
    let rows = if list.rows.is_empty() {
        view! { <NothingHere place=place.clone()/> }.into_any()
    } else {
        view! { <Table list=list.clone() printed=printed/> }.into_any()
    };
    view! {
        <div class="tools">
            <Tabs place=place.clone() counts=list.counts/>
            <Search place=place.clone()/>
        </div>
        {rows}
        <Pages place=place next=list.next/>
    }
    .into_any()
}

#[component]
fn Tabs(place: Place, counts: SaleCounts) -> impl IntoView {
    let l = locale();
    let count = |show| match show {
        SaleShow::ToShip => counts.to_ship,
        SaleShow::UnderWay => counts.under_way,
        SaleShow::Finished => counts.finished,
        SaleShow::All => counts.all(),
    };
    let chips = TABS.map(|(show, _)| {
        let chosen = place.filter.show == show;
        view! {
            <a class="chip" href=place.showing(show).path() aria-current=chosen.then_some("page")>
                {sentences::tab(l, show)} " " <span class="count">{money::count(l, count(show))}</span>
            </a>
        }
    });
    view! { <nav class="chips" aria-label=say!(l, sales.filter)>{chips.collect_view()}</nav> }
}

#[component]
fn Search(place: Place) -> AnyView {
    let l = locale();
    let tab = place.tab();
    view! {
        <Form action=paths::SALES attr:class="search" attr:role="search">
            <Icon sign=Sign::Search/>
            <input
                id="sales-search"
                type="search"
                name="search"
                autocomplete="off"
                aria-label=say!(l, sales.search)
                placeholder=say!(l, sales.search_hint)
                aria-keyshortcuts="/"
                value=place.filter.search
            />
            {(!tab.is_empty()).then(|| view! { <input type="hidden" name="show" value=tab/> })}
        </Form>
    }
    .into_any()
}

#[component]
fn Table(list: SaleList, printed: Callback<()>) -> AnyView {
    let l = locale();
    let rows = list.rows.into_iter();
    let rows = rows.map(|row| view! { <Row row=row/> }).collect_view();
    view! {
        <table class="listings sales">
            <thead>
                <tr>
                    <th class="box"><span class="unseen">{say!(l, sales.column_pick)}</span></th>
                    <th class="photo"><span class="unseen">{say!(l, sales.column_photo)}</span></th>
                    <th>{say!(l, sales.column_sale)}</th>
                    <th class="number">{say!(l, sales.column_price)}</th>
                    <th>{say!(l, sales.column_state)}</th>
                    <th>{say!(l, sales.column_time)}</th>
                    <th>{say!(l, sales.column_label)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <Bar printed=printed/>
    }
    .into_any()
}

/// What can be done with all that are ticked. A plain form: printing opens a new tab, fetching leads back here. It shows
/// itself where some are ticked.
#[component]
fn Bar(printed: Callback<()>) -> AnyView {
    let l = locale();
    view! {
        <form
            id=BULK
            class="bulk"
            method="get"
            action=paths::LABELS
            target="_blank"
            on:submit=move |_| printed.run(())
        >
            <Back/>
            <p>{say!(l, sales.bulk)}</p>
            <button formmethod="post" formaction=FETCH formtarget="_self">{say!(l, sales.fetch_many)}</button>
            <button name="paper" value="10x15">{say!(l, sales.print_label)}</button>
            <button name="paper" value="a4">{say!(l, sales.print_a4)}</button>
        </form>
    }
    .into_any()
}

#[component]
fn Pages(place: Place, next: Option<SaleId>) -> impl IntoView {
    let l = locale();
    let first = place.filter.after.map(|_| {
        view! {
            <a class="button" rel="prev" href=place.starting_after(None).path()>
                <Icon sign=Sign::Left/>
                {say!(l, wardrobe.first_page)}
            </a>
        }
    });
    let next = next.map(|after| {
        view! {
            <a class="button" rel="next" href=place.starting_after(Some(after)).path()>
                {say!(l, wardrobe.next_page)}
                <Icon sign=Sign::Right/>
            </a>
        }
    });
    let some = first.is_some() || next.is_some();
    some.then(
        || view! { <nav class="pages" aria-label=say!(l, wardrobe.pages)>{first} {next}</nav> },
    )
}
