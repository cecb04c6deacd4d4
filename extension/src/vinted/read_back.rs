//! A listing as Vinted holds it, in our words.

use super::fields::{flag, price};
use super::replies::int;
use serde_json::Value;
use stoflow_wire::vinted::{SeenItem, VintedItem};

/// What the answer to [`super::requests::editable_item`] holds; `None` where it holds no listing. `assigned` are the
/// photos that were sent with the write.
pub fn seen(answer: &Value, assigned: Vec<i64>) -> Option<SeenItem> {
    let item = answer.get("item")?;
    let brand = item
        .get("brand_dto")
        .and_then(|brand| brand.get("title"))
        .or_else(|| item.get("brand"));
    Some(SeenItem {
        title: text(item.get("title")),
        description: text(item.get("description")),
        price_minor: price_minor(item)?,
        catalog_id: int(item.get("catalog_id")),
        brand: text(brand),
        size_id: int(item.get("size_id")),
        status_id: int(item.get("status_id")),
        colour_ids: ["color1_id", "color2_id"]
            .iter()
            .filter_map(|name| int(item.get(*name)))
            .collect(),
        photo_ids: photo_ids(item),
        assigned_photo_ids: assigned,
    })
}

/// Whether the upload form shows a draft.
pub fn is_draft(answer: &Value) -> bool {
    flag(answer.get("item").and_then(|item| item.get("is_draft")))
}

/// The ids of a listing's photos, in Vinted's order.
pub fn photo_ids(item: &Value) -> Vec<i64> {
    let photos = item.get("photos").and_then(Value::as_array);
    photos
        .into_iter()
        .flatten()
        .filter_map(|photo| int(photo.get("id")))
        .collect()
}

/// The price of a listing, in minor units.
pub fn price_minor(item: &Value) -> Option<i64> {
    price(item).map(|price| price.minor)
}

/// Does the listing say what was ordered, as far as a buyer sees?
pub fn is_as_ordered(seen: &SeenItem, ordered: &VintedItem) -> bool {
    seen.price_minor == ordered.price.minor
        && same_words(&seen.title, &ordered.title)
        && same_words(&seen.description, &ordered.description)
}

/// Equal but for capitals and white space, which the site tidies.
pub fn same_words(left: &str, right: &str) -> bool {
    let tidy =
        |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_lowercase).collect() };
    tidy(left) == tidy(right)
}

fn text(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}
