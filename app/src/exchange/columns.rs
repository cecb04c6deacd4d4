//! What each column of a sheet is: those that were recognised first, the others folded away. Each stays at its own number, so
//! that the order on the page means nothing.

use super::server_fns::{Labels, NOWHERE};
use crate::products::catalogue::Word;
use crate::say;
use crate::words::{Locale, locale};
use leptos::prelude::*;
use stoflow_wire::exchange::SheetColumn;

#[component]
pub fn Columns(columns: Vec<SheetColumn>, labels: Labels, unshown: u32) -> AnyView {
    let l = locale();
    let (placed, others): (Vec<_>, Vec<_>) = columns
        .into_iter()
        .partition(|column| !column.column.is_empty());
    let count = others.len();
    let open = placed.is_empty();
    let words = labels.clone();
    let choices = move |columns: Vec<SheetColumn>| {
        let choices = columns.into_iter().map(|column| choice(l, column, &words));
        view! { <div class="placing">{choices.collect_view()}</div> }
    };
    let others = (count > 0).then(|| {
        view! {
            <details open=open>
                <summary>{say!(l, exchange.others, count = count)}</summary>
                {choices.clone()(others)}
            </details>
        }
    });
    let unshown = (unshown > 0)
        .then(|| view! { <p class="muted">{say!(l, exchange.unshown, count = unshown)}</p> });
    view! { {choices(placed)} {others} {unshown} }.into_any()
}

fn choice(l: Locale, column: SheetColumn, labels: &Labels) -> AnyView {
    let SheetColumn {
        place,
        heading,
        example,
        column,
    } = column;
    let id = format!("column-{place}");
    let label = if heading.is_empty() {
        say!(l, exchange.column_number, number = place + 1)
    } else {
        heading
    };
    let example = if example.is_empty() {
        say!(l, exchange.empty).to_owned()
    } else {
        say!(l, exchange.example, example = example)
    };
    let hint = format!("hint-{id}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=format!("columns[{place}]") aria-describedby=hint.clone()>
                <option value=NOWHERE selected=column.is_empty()>{say!(l, exchange.column_none)}</option>
                {groups(l, labels, &column)}
            </select>
            <p class="hint" id=hint>{example}</p>
        </div>
    }
    .into_any()
}

/// Fields of the form, attributes and lengths, each among its own.
fn groups(l: Locale, labels: &Labels, chosen: &str) -> AnyView {
    let is_attribute = |word: &Word| word.key.starts_with("attributes.");
    let is_length = |word: &Word| word.key.starts_with("measurements.");
    let group = |label: &'static str, fits: &dyn Fn(&Word) -> bool| {
        let words = labels.0.iter().filter(|word| fits(word));
        let options = words.map(|word| {
            let selected = word.key == chosen;
            view! { <option value=word.key.clone() selected=selected>{word.label.clone()}</option> }
        });
        let options = options.collect_view();
        view! { <optgroup label=label>{options}</optgroup> }
    };
    view! {
        {group(say!(l, exchange.column_item), &|word| !is_attribute(word) && !is_length(word))}
        {group(say!(l, exchange.column_attributes), &is_attribute)}
        {group(say!(l, exchange.column_measurements), &is_length)}
    }
    .into_any()
}
