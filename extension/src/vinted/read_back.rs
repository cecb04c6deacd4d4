//! A listing as Vinted holds it, in our words.

use super::fields::{flag, length, price};
use super::listing_details::{first_of, ids_of};
use super::replies::int;
use serde_json::Value;
use stoflow_wire::listings::ListingField;
use stoflow_wire::vinted::{SeenItem, SeenMore, VintedItem};

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
        size_id: int(item.get("size_id")).or_else(|| first_of(item, "size")),
        status_id: int(item.get("status_id")).or_else(|| first_of(item, "condition")),
        colour_ids: ["color1_id", "color2_id"]
            .iter()
            .filter_map(|name| int(item.get(*name)))
            .collect(),
        photo_ids: photo_ids(item),
        assigned_photo_ids: assigned,
        more: Some(SeenMore {
            material_ids: ids_of(item, "material"),
            package_size_id: int(item.get("package_size_id")),
            is_unisex: flag(item.get("is_unisex")),
            measurement_width: length(item.get("measurement_width")),
            measurement_length: length(item.get("measurement_length")),
        }),
    })
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

/// Does the listing hold this part of what was ordered? Photos are held against those that were sent with the write.
pub fn holds(seen: &SeenItem, ordered: &VintedItem, field: ListingField) -> bool {
    let more = |same: fn(&SeenMore, &VintedItem) -> bool| {
        let more = seen.more.as_ref();
        more.is_none_or(|more| same(more, ordered))
    };
    match field {
        ListingField::Title => same_words(&seen.title, &ordered.title),
        ListingField::Description => same_words(&seen.description, &ordered.description),
        ListingField::Price => seen.price_minor == ordered.price.minor,
        ListingField::Category => seen.catalog_id == Some(ordered.catalog_id),
        ListingField::Brand => same_words(&seen.brand, &ordered.brand),
        ListingField::Size => seen.size_id == ordered.size_id,
        ListingField::Condition => seen.status_id == Some(ordered.status_id),
        ListingField::Colours => same_ids(&seen.colour_ids, &ordered.colour_ids),
        ListingField::Materials => {
            more(|seen, ordered| same_ids(&seen.material_ids, &ordered.material_ids))
        }
        ListingField::Parcel => {
            more(|seen, ordered| seen.package_size_id == Some(ordered.package_size_id))
        }
        ListingField::Unisex => more(|seen, ordered| seen.is_unisex == ordered.is_unisex),
        ListingField::Measurements => more(|seen, ordered| {
            (seen.measurement_width, seen.measurement_length)
                == (ordered.measurement_width, ordered.measurement_length)
        }),
        ListingField::Photos => seen.photo_ids == seen.assigned_photo_ids,
    }
}

/// Equal but for their order.
fn same_ids(left: &[i64], right: &[i64]) -> bool {
    let sorted = |ids: &[i64]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids
    };
    sorted(left) == sorted(right)
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
