//! A listing as the upload form edits it, in our words: the texts and ids that the wardrobe does not tell. Facts
//! `marketplace-apis.md` section 4.3, `original-backend.md` appendix F.2.

use super::attributes::attribute;
use super::fields::{LONGEST_WORDS, flag, id, ids, length, photos, words};
use serde_json::Value;
use stoflow_wire::wardrobe::ListingDetails;

/// The site takes 2000 characters.
const LONGEST_DESCRIPTION: usize = 3_000;

/// What the answer to [`super::requests::editable_item`] holds; `None` where it holds no listing.
pub fn read(answer: &Value) -> Option<ListingDetails> {
    let item = answer.get("item").filter(|item| item.is_object())?;
    let number = |name| id(item.get(name));
    let brand = item
        .get("brand_dto")
        .and_then(|brand| brand.get("title"))
        .or_else(|| item.get("brand"));
    let brand_id = item.get("brand_dto").and_then(|brand| id(brand.get("id")));
    Some(ListingDetails {
        description: words(item.get("description"), LONGEST_DESCRIPTION),
        catalog_id: number("catalog_id"),
        brand_id: number("brand_id").or(brand_id),
        brand: words(brand, LONGEST_WORDS),
        size_id: number("size_id").or_else(|| first_of(item, "size")),
        status_id: number("status_id").or_else(|| first_of(item, "condition")),
        colour_ids: ["color1_id", "color2_id"]
            .into_iter()
            .filter_map(number)
            .collect(),
        material_ids: ids_of(item, "material"),
        package_size_id: number("package_size_id"),
        is_unisex: flag(item.get("is_unisex")),
        measurement_width: length(item.get("measurement_width")),
        measurement_length: length(item.get("measurement_length")),
        photos: photos(item),
    })
}

/// The ids of one of the newer fields, which some categories use in place of the older ones.
pub fn ids_of(item: &Value, code: &str) -> Vec<i64> {
    ids(attribute(item, code).and_then(|attribute| attribute.get("ids")))
}

/// The one id of such a field.
pub fn first_of(item: &Value, code: &str) -> Option<i64> {
    ids_of(item, code).first().copied()
}
