//! A page of the wardrobe in our words. Facts `marketplace-apis.md` section 4.3, `original-backend.md` appendix F.1.
//!
//! A page that does not say how many there are is no page: whoever took it for the last would think that everything
//! behind it had been sold.

use super::fields::{LONGEST_WORDS, address, amount, count, flag, id, photos, price, words};
use super::replies::int;
use super::requests::{SITE, listing_url};
use serde_json::Value;
use stoflow_wire::wardrobe::{WardrobeItem, WardrobeOrder, WardrobePage, WardrobeState};
use time::OffsetDateTime;

/// Bytes of photo addresses in one page: together with everything else it fits into one frame of 256 kB.
const MOST_PHOTO_BYTES: usize = 140_000;

/// What the answer to [`super::requests::wardrobe`] holds; `None` where it holds no page.
pub fn read(answer: &Value, order: WardrobeOrder) -> Option<WardrobePage> {
    let entries = answer.get("items").and_then(Value::as_array)?;
    let pagination = answer.get("pagination")?;
    let number = |name| int(pagination.get(name)).and_then(|number| u32::try_from(number).ok());
    let pages = number("total_pages")?;
    let page = number("current_page").unwrap_or(order.page);
    let here = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    let before = order.per_page.saturating_mul(page.saturating_sub(1));
    let total = number("total_entries").unwrap_or_else(|| before.saturating_add(here));
    let most = usize::try_from(order.per_page).unwrap_or(usize::MAX);
    let mut items: Vec<WardrobeItem> = entries.iter().take(most).filter_map(item).collect();
    shed_photos(&mut items);
    Some(WardrobePage {
        page,
        // The site counts one page where there is nothing.
        pages: if total == 0 { 0 } else { pages },
        entries: total,
        items,
    })
}

fn item(item: &Value) -> Option<WardrobeItem> {
    let vinted_id = id(item.get("id"))?;
    let text = |name| words(item.get(name), LONGEST_WORDS);
    let url = address(item.get("url")).filter(|url| url.starts_with(SITE));
    let money = |name| amount(item.get(name), item.get("currency"));
    let photos = photos(item);
    Some(WardrobeItem {
        vinted_id,
        title: text("title"),
        price: price(item),
        total_price: money("total_item_price"),
        service_fee: money("service_fee"),
        brand: text("brand"),
        size: text("size"),
        condition: text("status"),
        url: url.unwrap_or_else(|| listing_url(vinted_id)),
        photo_count: u32::try_from(photos.len()).unwrap_or(u32::MAX),
        photos,
        state: state(item),
        views: count(item.get("view_count")),
        favourites: count(item.get("favourite_count")),
        listed_at: listed_at(item),
    })
}

/// Closed is sold only where the site says so.
fn state(item: &Value) -> WardrobeState {
    let is = |name| flag(item.get(name));
    let action = item.get("item_closing_action").and_then(Value::as_str);
    if is("is_draft") {
        WardrobeState::Draft
    } else if action == Some("sold") {
        WardrobeState::Sold
    } else if is("is_closed") {
        WardrobeState::Closed
    } else if is("is_reserved") {
        WardrobeState::Reserved
    } else if is("is_hidden") {
        WardrobeState::Hidden
    } else {
        WardrobeState::OnSale
    }
}

/// The listing with this id on a page of the wardrobe, as it stands there.
pub fn state_of(items: &[Value], vinted_id: i64) -> Option<WardrobeState> {
    let found = items
        .iter()
        .find(|item| id(item.get("id")) == Some(vinted_id));
    found.map(state)
}

/// When the cover was made, which is when it was listed, else the listing's own time; both in seconds since 1970.
pub fn listed_at(item: &Value) -> Option<OffsetDateTime> {
    let cover = item.get("photos").and_then(|photos| photos.get(0));
    let cover = cover.and_then(|cover| cover.get("high_resolution"));
    let seconds = int(cover.and_then(|cover| cover.get("timestamp")))
        .filter(|seconds| *seconds > 0)
        .or_else(|| int(item.get("created_at_ts")))?;
    OffsetDateTime::from_unix_timestamp(seconds)
        .ok()
        .filter(|_| seconds > 0)
}

/// The cover always stays; of the others as many per listing as there is room for.
fn shed_photos(items: &mut [WardrobeItem]) {
    let weight = |items: &[WardrobeItem], each: usize| -> usize {
        let photos = items.iter().flat_map(|item| item.photos.iter().take(each));
        photos
            .map(|photo| photo.url.len() + photo.thumb.len() + 60)
            .sum()
    };
    let most = items.iter().map(|item| item.photos.len()).max();
    let fits = |each: &usize| weight(items, *each) <= MOST_PHOTO_BYTES;
    let each = (1..=most.unwrap_or(0)).rev().find(fits).unwrap_or(1);
    for item in items {
        item.photos.truncate(each);
    }
}
