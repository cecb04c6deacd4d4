//! How the list is laid out: lines with room, close lines or pictures, and which columns. Links throughout: each leads to
//! the same page laid out otherwise.

use crate::products::columns::Column;
use crate::products::layout::{Left, Rows};
use crate::products::place::Place;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::words::{Locale, locale};
use leptos::prelude::*;

#[component]
pub fn Arrangement(place: Memo<Place>) -> AnyView {
    let l = locale();
    let layout = Left::here().layout(place);
    let ways = Rows::ALL.map(|rows| {
        let (sign, label) = way(l, rows);
        view! {
            <a
                class=format!("button quiet {}", rows.name())
                href=move || place.with(|place| place.in_rows(rows).path())
                title=label
                aria-current=move || layout.with(|layout| (layout.rows == rows).then_some("true"))
            >
                <Icon sign=sign/>
                <span class="unseen">{label}</span>
            </a>
        }
    });
    let columns = Column::ALL.map(|column| {
        view! {
            <li>
                <a
                    href=move || {
                        let columns = layout.get().columns.toggled(column);
                        place.with(|place| place.in_columns(columns).path())
                    }
                    aria-current=move || layout.with(|layout| layout.columns.has(column).then_some("true"))
                >
                    <Icon sign=Sign::Check/>
                    {column_name(l, column)}
                </a>
            </li>
        }
    });
    view! {
        <nav class="arrangement" aria-label=say!(l, filters.layout)>
            <details class="ask columns">
                <summary class="button quiet">
                    <Icon sign=Sign::Columns/>
                    <span>{say!(l, filters.columns)}</span>
                </summary>
                <ul class="card floating">{columns.collect_view()}</ul>
            </details>
            <div class="ways">{ways.collect_view()}</div>
        </nav>
    }
    .into_any()
}

fn way(l: Locale, rows: Rows) -> (Sign, &'static str) {
    match rows {
        Rows::Roomy => (Sign::Lines, say!(l, filters.roomy)),
        Rows::Dense => (Sign::Rows, say!(l, filters.dense)),
        Rows::Grid => (Sign::Grid, say!(l, filters.grid)),
    }
}

/// The heading of a column, and its name among the others.
pub fn column_name(l: Locale, column: Column) -> &'static str {
    match column {
        Column::Price => say!(l, products.column_price),
        Column::Quantity => say!(l, products.column_quantity),
        Column::Brand => say!(l, filters.brand),
        Column::Size => say!(l, editor.size),
        Column::Sku => say!(l, editor.sku),
        Column::Location => say!(l, editor.location),
        Column::Channels => say!(l, products.column_channels),
        Column::Age => say!(l, products.column_age),
    }
}
