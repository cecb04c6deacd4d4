//! One listing: what a seller recognises it by, how it stands on Vinted, and what it belongs to here.

use super::list::BULK;
use super::picks::{Click, Picks, Shown};
use super::place::Place;
use super::sentences;
use super::tie::TieCell;
use crate::say;
use crate::ui::badge::Badge;
use crate::ui::icon::{Icon, Sign};
use crate::words::{dates, locale, money};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use stoflow_wire::wardrobe::{Tie, WardrobeRow, WardrobeState};
use time::OffsetDateTime;

/// Whether the listing is nobody's and still worth an item.
pub fn can_be_tied(row: &WardrobeRow) -> bool {
    is_open(row.state)
        && matches!(
            row.tie,
            Tie::Suggested { .. } | Tie::Twin { .. } | Tie::Loose
        )
}

/// Whether it can be seen on Vinted, or will be.
pub fn is_open(state: WardrobeState) -> bool {
    !matches!(
        state,
        WardrobeState::Sold | WardrobeState::Closed | WardrobeState::Vanished
    )
}

#[component]
pub fn Row(
    row: WardrobeRow,
    place: Place,
    picks: Picks,
    shown: Shown,
    now: OffsetDateTime,
) -> AnyView {
    let l = locale();
    let can_be_tied = can_be_tied(&row);
    let listing = row.vinted_id;
    let about = [&row.brand, &row.size, &row.condition]
        .into_iter()
        .filter(|text| !text.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" · ");
    let (tone, state) = sentences::state(l, row.state);
    let vanished = (row.state == WardrobeState::Vanished).then_some(say!(l, wardrobe.vanished_why));
    let tick = can_be_tied.then(|| {
        view! { <Tick listing=listing title=row.title.clone() picks=picks shown=shown/> }
    });
    let buyer_pays = row
        .total_price
        .map(|total| say!(l, wardrobe.buyer_pays, total = money::amount(l, total)));
    let since = row.listed_at.map(|at| {
        view! { <time title=dates::exact(l, at)>{dates::age(l, at, now)}</time> }
    });
    view! {
        <tr id=format!("listing-{listing}")>
            <td class="box">{tick}</td>
            <td class="photo"><Thumb address=row.thumb/></td>
            <td class="what">
                <Named title=row.title.clone() url=row.url/>
                <small>{about}</small>
            </td>
            <td class="number price" title=buyer_pays>{row.price.map(|price| money::amount(l, price))}</td>
            <td class="state" title=vanished><Badge tone=tone text=state/></td>
            <td class="interest"><Interest views=row.views favourites=row.favourites/></td>
            <td class="age">{since}</td>
            <td class="tie">
                <div class="tied">
                    <TieCell listing=listing title=row.title tie=row.tie state=row.state place=place/>
                </div>
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn Tick(listing: i64, title: String, picks: Picks, shown: Shown) -> impl IntoView {
    let l = locale();
    let on_click = move |event: MouseEvent| {
        let click = Click {
            ticked: event_target_checked(&event),
            shift: event.shift_key(),
        };
        picks.click(listing, &shown, click);
    };
    view! {
        <input
            type="checkbox"
            class="pick"
            form=BULK
            name="listings[]"
            value=listing.to_string()
            aria-label=say!(l, wardrobe.pick, title = title)
            prop:checked=move || picks.has(listing)
            on:click=on_click
        />
    }
}

/// The cover, from Vinted's own servers: they are not told from which page it is asked for.
#[component]
fn Thumb(address: Option<String>) -> AnyView {
    match address.filter(|address| address.starts_with("https://")) {
        Some(address) => view! {
            <img src=address width="48" height="48" loading="lazy" referrerpolicy="no-referrer" alt=""/>
        }
        .into_any(),
        None => view! { <span class="no-photo"><Icon sign=Sign::Camera/></span> }.into_any(),
    }
}

/// The title leads to the listing; an address that is none is shown as nothing but text.
#[component]
fn Named(title: String, url: String) -> AnyView {
    let l = locale();
    if !url.starts_with("https://") {
        return view! { <span class="title" tabindex="-1">{title}</span> }.into_any();
    }
    let label = say!(l, wardrobe.on_vinted, title = title.clone());
    view! {
        <a class="title" href=url target="_blank" rel="noopener" title=label>
            {title}
            <Icon sign=Sign::External/>
        </a>
    }
    .into_any()
}

#[component]
fn Interest(views: i64, favourites: i64) -> impl IntoView {
    let l = locale();
    let (views, favourites) = (money::count(l, views), money::count(l, favourites));
    let told = say!(
        l,
        wardrobe.interest,
        views = views.clone(),
        favourites = favourites.clone()
    );
    view! {
        <span aria-hidden="true" title=told.clone()>
            <Icon sign=Sign::Eye/>{views} <Icon sign=Sign::Heart/>{favourites}
        </span>
        <span class="unseen">{told}</span>
    }
}
