//! One sale: what was sold to whom, how far it is, and how long there is to send it.

use super::list::BULK;
use super::sentences;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::badge::Badge;
use crate::ui::icon::{Icon, Sign};
use crate::words::{dates, locale, money};
use leptos::prelude::*;
use stoflow_wire::sales::{SaleRow, SaleState};
use time::OffsetDateTime;

#[component]
pub fn Row(row: SaleRow) -> AnyView {
    let l = locale();
    let (tone, state) = sentences::state(l, row.state);
    let label = sentences::label(l, row.label);
    let waits = row.state == SaleState::ToShip;
    let label = label.filter(|_| waits).map(|(tone, text)| {
        view! { <Badge tone=tone text=text/> }
    });
    let packed = (waits && row.packed).then(|| {
        view! { <span class="packed"><Icon sign=Sign::Check/>{say!(l, sales.packed)}</span> }
    });
    let unmatched = (row.items > 0 && row.matched < row.items).then(|| {
        view! { " · " <span class="nobodys">{say!(l, sales.unmatched)}</span> }
    });
    let about = [row.buyer.as_str(), row.carrier.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let time = if waits {
        view! { <Deadline ship_by=row.ship_by/> }.into_any()
    } else {
        view! { <Sold at=row.sold_at/> }.into_any()
    };
    let title = row.title.clone();
    view! {
        <tr id=format!("sale-{}", row.id)>
            <td class="box">
                <input
                    type="checkbox"
                    class="pick"
                    form=BULK
                    name="ids[]"
                    value=row.id.to_string()
                    aria-label=say!(l, sales.pick, title = title)
                />
            </td>
            <td class="photo"><Thumb address=row.thumb/></td>
            <td class="what">
                <a class="title" href=paths::sale(row.id)>{row.title}</a>
                <small>{about} {unmatched}</small>
            </td>
            <td class="number price">{row.price.map(|price| money::amount(l, price))}</td>
            <td class="state"><Badge tone=tone text=state/></td>
            <td class="deadline">{time}</td>
            <td class="label">{label} {packed}</td>
        </tr>
    }
    .into_any()
}

/// How long there is to send it.
#[component]
pub fn Deadline(ship_by: OffsetDateTime) -> AnyView {
    let l = locale();
    let now = Live::here().now;
    let told = move || {
        let (tone, text) = sentences::deadline(l, ship_by, now.get());
        view! { <span class=format!("left {}", tone.class())>{text}</span> }
    };
    view! { <time title=dates::exact(l, ship_by)>{told}</time> }.into_any()
}

#[component]
fn Sold(at: OffsetDateTime) -> impl IntoView {
    let l = locale();
    view! { <time title=dates::exact(l, at)>{dates::date(l, at)}</time> }
}

/// The cover, from Vinted's own servers: they are not told from which page it is asked for.
#[component]
pub fn Thumb(address: Option<String>) -> AnyView {
    match address.filter(|address| address.starts_with("https://")) {
        Some(address) => view! {
            <img src=address width="48" height="48" loading="lazy" referrerpolicy="no-referrer" alt=""/>
        }
        .into_any(),
        None => view! { <span class="no-photo"><Icon sign=Sign::Camera/></span> }.into_any(),
    }
}
