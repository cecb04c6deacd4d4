//! One row of the list: what a seller recognises an item by, and how it stands.

use super::columns::{Column, Columns};
use super::list::{ACTS, ARCHIVE, RESTORE};
use super::receipt::sellable;
use super::selection::{Choose, Selection};
use super::server_fns::SELL_ELSEWHERE;
use super::{platform_name, standing, status_name, status_tone, title_or_none};
use crate::paths;
use crate::say;
use crate::ui::badge::Badge;
use crate::ui::icon::{Icon, Sign};
use crate::ui::menu::Menu;
use crate::words::{Locale, dates, locale, money};
use leptos::prelude::*;
use stoflow_wire::ids::{PhotoId, ProductId};
use stoflow_wire::listings::ChannelBadge;
use stoflow_wire::products::{ProductRow, ProductStatus};
use time::OffsetDateTime;

#[component]
pub fn Row(
    product: ProductRow,
    now: OffsetDateTime,
    columns: Columns,
    selection: Selection,
) -> AnyView {
    let l = locale();
    let title = title_or_none(l, &product.title);
    let about = about(&product, columns);
    let (id, cover, status) = (product.id, product.cover, product.status);
    let cells = columns
        .shown()
        .map(|column| view! { <td class=cell(column)>{value(l, column, &product, now)}</td> })
        .collect_view();
    view! {
        <tr>
            <td class="choose"><Choose selection=selection product=id title=title.clone()/></td>
            <td class="photo"><Thumb cover=cover/></td>
            <td class="what">
                <a class="title" href=paths::product(id)>{title}</a>
                {about}
            </td>
            {cells}
            <td class="acts"><Acts product=id status=status/></td>
        </tr>
    }
    .into_any()
}

/// What is said below the title: what has no column of its own. Where there is no room for columns, all of it.
fn about(product: &ProductRow, columns: Columns) -> AnyView {
    let told = [
        (Column::Brand, &product.brand),
        (Column::Size, &product.size),
        (Column::Sku, &product.sku),
        (Column::Location, &product.location),
    ];
    let line = |is_told: &dyn Fn(Column) -> bool| {
        let told = told
            .iter()
            .filter(|(column, text)| is_told(*column) && !text.is_empty());
        told.map(|(_, text)| text.as_str())
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let usual = |column| column != Column::Location;
    if told.iter().all(|(column, _)| !columns.has(*column)) {
        return view! { <small>{line(&usual)}</small> }.into_any();
    }
    view! {
        <small class="short">{line(&|column| usual(column) && !columns.has(column))}</small>
        <small class="whole">{line(&|column| usual(column) || columns.has(column))}</small>
    }
    .into_any()
}

/// What the cells of a column have in common.
pub fn cell(column: Column) -> &'static str {
    match column {
        Column::Price => "number price",
        Column::Quantity => "number quantity",
        Column::Brand | Column::Size | Column::Location => "extra",
        Column::Sku => "extra sku",
        Column::Channels => "states",
        Column::Age => "age",
    }
}

fn value(l: Locale, column: Column, product: &ProductRow, now: OffsetDateTime) -> AnyView {
    match column {
        Column::Price => product.price.map(|price| money::amount(l, price)).into_any(),
        Column::Quantity => product.quantity.into_any(),
        Column::Brand => product.brand.clone().into_any(),
        Column::Size => product.size.clone().into_any(),
        Column::Sku => product.sku.clone().into_any(),
        Column::Location => product.location.clone().into_any(),
        Column::Channels => {
            view! { <States status=product.status channels=product.channels.clone()/> }.into_any()
        }
        Column::Age => view! {
            <time datetime=machine_date(product.created_at) title=dates::exact(l, product.created_at)>
                {dates::age(l, product.created_at, now)}
            </time>
        }
        .into_any(),
    }
}

/// The cover, or the place where it would be.
#[component]
pub fn Thumb(cover: Option<PhotoId>) -> impl IntoView {
    match cover {
        Some(photo) => {
            view! { <img src=paths::thumb(photo) width="48" height="48" loading="lazy" alt=""/> }
                .into_any()
        }
        None => view! { <span class="no-photo"><Icon sign=Sign::Camera/></span> }.into_any(),
    }
}

/// One badge per channel; an item that is nowhere shows its own status.
#[component]
fn States(status: ProductStatus, channels: Vec<ChannelBadge>) -> impl IntoView {
    let l = locale();
    if channels.is_empty() || status == ProductStatus::Sold {
        return view! { <Badge tone=status_tone(status) text=status_name(l, status)/> }.into_any();
    }
    channels
        .into_iter()
        .map(|badge| {
            let (tone, state) = standing(l, badge.state, badge.withheld);
            view! { <Badge tone=tone text=format!("{} · {state}", platform_name(l, badge.platform))/> }
        })
        .collect_view()
        .into_any()
}

#[component]
fn Acts(product: ProductId, status: ProductStatus) -> AnyView {
    let l = locale();
    let (action, label) = match status {
        ProductStatus::Archived => (RESTORE, say!(l, products.restore)),
        _ => (ARCHIVE, say!(l, products.archive)),
    };
    let sell = sellable(status).then(|| {
        view! {
            <button class="quiet" form=ACTS formaction=SELL_ELSEWHERE name="product" value=product.to_string()>
                {say!(l, receipts.sell)}
            </button>
        }
    });
    view! {
        <Menu label=say!(l, products.acts) face=view! { <Icon sign=Sign::More/> }.into_any()>
            <a href=paths::product(product)>{say!(l, products.edit)}</a>
            <a href=paths::similar(product)>{say!(l, products.similar)}</a>
            {sell}
            <button class="quiet" form=ACTS formaction=action name="product" value=product.to_string()>{label}</button>
        </Menu>
    }
    .into_any()
}

fn machine_date(at: OffsetDateTime) -> String {
    let (year, month, day) = at.to_calendar_date();
    format!("{year:04}-{:02}-{day:02}", u8::from(month))
}
