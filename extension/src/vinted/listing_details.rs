//! A listing as the upload form edits it, in our words: the texts and ids that the wardrobe does not tell. Facts
//! `marketplace-apis.md` section 4.3, `original-backend.md` appendix F.2.

use super::attributes::attribute;
use super::fields::{LONGEST_WORDS, flag, id, ids, length, photos, words};
use serde_json::Value;
use stoflow_wire::wardrobe::{ListingAttribute, ListingDetails};

/// The site takes 2000 characters.
const LONGEST_DESCRIPTION: usize = 3_000;

const LONGEST_LABELLING: usize = 500;

/// More fields, or more values of one, than any category has.
const MOST_ATTRIBUTES: usize = 30;

/// Those that have a field of their own among the details.
const KNOWN: [&str; 3] = ["size", "condition", "material"];

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
        manufacturer_labelling: words(item.get("manufacturer_labelling"), LONGEST_LABELLING),
        attributes: other_attributes(item),
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

/// The fields that only some categories have.
fn other_attributes(item: &Value) -> Vec<ListingAttribute> {
    let told = item.get("item_attributes").and_then(Value::as_array);
    let read = |attribute: &Value| {
        let code = words(attribute.get("code"), LONGEST_WORDS);
        let mut ids = ids(attribute.get("ids"));
        ids.truncate(MOST_ATTRIBUTES);
        let kept = !code.is_empty() && !KNOWN.contains(&code.as_str()) && !ids.is_empty();
        kept.then_some(ListingAttribute { code, ids })
    };
    told.into_iter()
        .flatten()
        .filter_map(read)
        .take(MOST_ATTRIBUTES)
        .collect()
}
