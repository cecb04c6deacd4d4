//! What can be done with labels: for all parcels at once, and for one.

use super::sentences;
use super::server_fns::{FETCH, FETCH_ALL};
use crate::paths;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::words::locale;
use leptos::prelude::*;
use stoflow_wire::ids::SaleId;
use stoflow_wire::sales::{LabelState, SaleCounts, SaleRow};

/// The form that buttons about labels belong to.
pub const LABELS: &str = "label-acts";

/// What is printed on, with its name in the address.
const PAPERS: [&str; 2] = ["10x15", "a4"];

/// The most labels of one print: more come in parts.
const PART: usize = 100;

/// Links that open the labels of these sales, in parts where there are many.
#[component]
pub fn PrintLinks(sales: Vec<SaleId>, printed: Callback<()>) -> AnyView {
    let l = locale();
    let parts = sales.chunks(PART).map(<[SaleId]>::to_vec);
    let of = parts.len();
    if of < 2 {
        return view! { <PrintPart sales=sales printed=printed/> }.into_any();
    }
    let parts = (1..).zip(parts).map(|(part, sales): (usize, _)| {
        view! {
            <span class="row">
                {say!(l, sales.print_part, part = part, of = of)}
                <PrintPart sales=sales printed=printed/>
            </span>
        }
    });
    parts.collect_view().into_any()
}

/// Two links that open the labels of these sales, ready to be printed. In a new tab: the router knows no PDF.
#[component]
fn PrintPart(sales: Vec<SaleId>, printed: Callback<()>) -> AnyView {
    let l = locale();
    let links = PAPERS.map(|paper| {
        let name = match paper {
            "a4" => say!(l, sales.print_a4),
            _ => say!(l, sales.print_label),
        };
        view! {
            <a
                class="button"
                href=paths::labels(&sales, paper)
                target="_blank"
                rel="external noopener"
                on:click=move |_| printed.run(())
            >
                {name}
            </a>
        }
    });
    view! { <span class="row">{links.collect_view()}</span> }.into_any()
}

/// The morning's work: the labels that are missing, and those that wait to be printed.
#[component]
pub fn Morning(counts: SaleCounts, rows: Vec<SaleRow>, printed: Callback<()>) -> AnyView {
    let l = locale();
    let missing = (counts.without_label > 0).then(|| {
        view! {
            <li>
                <p>{sentences::missing(l, counts.without_label)}</p>
                <button class="primary" form=LABELS formaction=FETCH_ALL>{say!(l, sales.fetch_all)}</button>
            </li>
        }
    });
    let new: Vec<SaleId> = rows
        .iter()
        .filter(|row| row.label == LabelState::Here)
        .map(|row| row.id)
        .collect();
    let print = (!new.is_empty()).then(|| {
        view! {
            <li>
                <p>{sentences::printable(l, new.len())}</p>
                <PrintLinks sales=new printed=printed/>
            </li>
        }
    });
    let some = missing.is_some() || print.is_some();
    some.then(|| view! { <ul class="card sweep">{missing} {print}</ul> })
        .into_any()
}

/// What can be done with one parcel's label.
#[component]
pub fn LabelActs(sale: SaleRow, printed: Callback<()>) -> AnyView {
    let l = locale();
    match sale.label {
        LabelState::None => view! { <p class="muted">{say!(l, sales.no_parcel)}</p> }.into_any(),
        LabelState::Coming => view! { <p role="status">{say!(l, sales.label_coming)}</p> }.into_any(),
        LabelState::ToFetch => view! {
            <p>
                <button class="primary" form=LABELS formaction=FETCH name="ids[]" value=sale.id.to_string()>
                    {say!(l, sales.fetch_one)}
                </button>
            </p>
        }
        .into_any(),
        LabelState::Here => view! { <PrintLinks sales=vec![sale.id] printed=printed/> }.into_any(),
        LabelState::Printed => view! {
            <PrintLinks sales=vec![sale.id] printed=printed/>
            <p class="muted"><Icon sign=Sign::Check/> {say!(l, sales.label_printed)}</p>
        }
        .into_any(),
    }
}
