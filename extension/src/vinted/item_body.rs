//! The item in the body of a write: as ordered, or as a live listing has it with what changed in its place. Bodies as in
//! facts `marketplace-apis.md` section 4.3.
//!
//! A write that leaves a field out empties it on the site, so everything a live listing has goes back with it.

use super::attributes::{FormStyle, MOVED};
use super::fields::{flag, id};
use serde_json::{Map, Value, json};
use stoflow_wire::listings::ListingField;
use stoflow_wire::vinted::VintedItem;

pub type Body = Map<String, Value>;

/// Sent back as they were read, whatever changed.
const CARRIED: [&str; 5] = [
    "isbn",
    "video_game_rating_id",
    "shipment_prices",
    "manufacturer",
    "manufacturer_labelling",
];

/// The item as ordered.
pub fn of_item(item: &VintedItem) -> Body {
    let material = json!({ "code": "material", "ids": item.material_ids });
    let attributes: Vec<Value> = Some(material)
        .filter(|_| !item.material_ids.is_empty())
        .into_iter()
        .collect();
    object(json!({
        "id": null,
        "currency": item.price.currency.code(),
        "title": item.title,
        "description": item.description,
        "brand_id": item.brand_id,
        "brand": item.brand,
        "size_id": item.size_id,
        "catalog_id": item.catalog_id,
        "isbn": null,
        "is_unisex": item.is_unisex,
        "status_id": item.status_id,
        "video_game_rating_id": null,
        "price": item.price.decimal().parse::<f64>().ok(),
        "package_size_id": item.package_size_id,
        "shipment_prices": { "domestic": null, "international": null },
        "color_ids": item.colour_ids,
        "measurement_length": item.measurement_length,
        "measurement_width": item.measurement_width,
        "item_attributes": attributes,
        "manufacturer": null,
        "manufacturer_labelling": null,
    }))
}

/// A live listing as the upload form edits it, in the words of a write. What it does not show is not in it.
pub fn of_listing(item: &Value) -> Body {
    let brand = item.get("brand_dto");
    let of_brand = |name| brand.and_then(|brand| brand.get(name));
    let mut body = Body::new();
    let mut keep = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    };
    for name in CARRIED.into_iter().chain(["title", "description"]) {
        keep(name, item.get(name).cloned());
    }
    for name in ["measurement_length", "measurement_width"] {
        keep(name, item.get(name).cloned());
    }
    for name in ["catalog_id", "size_id", "status_id", "package_size_id"] {
        keep(name, item.get(name).map(|value| json!(id(Some(value)))));
    }
    let brand_id = item.get("brand_id").or_else(|| of_brand("id"));
    keep("brand_id", brand_id.map(|value| json!(id(Some(value)))));
    keep("brand", of_brand("title").or(item.get("brand")).cloned());
    keep("price", amount(item).map(|amount| json!(amount)));
    keep("currency", currency(item).cloned());
    keep("color_ids", colours(item).map(|ids| json!(ids)));
    keep(
        "is_unisex",
        item.get("is_unisex").map(|value| json!(flag(Some(value)))),
    );
    keep("item_attributes", item.get("item_attributes").cloned());
    body
}

/// What the live listing has, but for what changed and what it does not show.
pub fn changed(live: &Body, item: &VintedItem, changed: &[ListingField]) -> Body {
    let ordered = of_item(item);
    let mut body = ordered.clone();
    let ours: Vec<&str> = changed
        .iter()
        .flat_map(|field| names(*field))
        .copied()
        .collect();
    for (name, value) in live {
        if !ours.contains(&name.as_str()) {
            body.insert(name.clone(), value.clone());
        }
    }
    let attributes = attributes(live, &ordered, changed);
    body.insert("item_attributes".to_owned(), Value::Array(attributes));
    body
}

/// The fields of a write that belong to a part of the listing. Materials are among the attributes.
fn names(field: ListingField) -> &'static [&'static str] {
    match field {
        ListingField::Title => &["title"],
        ListingField::Description => &["description"],
        ListingField::Price => &["price", "currency"],
        ListingField::Category => &["catalog_id"],
        ListingField::Brand => &["brand_id", "brand"],
        ListingField::Size => &["size_id"],
        ListingField::Condition => &["status_id"],
        ListingField::Colours => &["color_ids"],
        ListingField::Parcel => &["package_size_id"],
        ListingField::Unisex => &["is_unisex"],
        ListingField::Measurements => &["measurement_length", "measurement_width"],
        ListingField::Materials | ListingField::Photos => &[],
    }
}

/// The live listing's, with those that changed in their place.
fn attributes(live: &Body, ordered: &Body, changed: &[ListingField]) -> Vec<Value> {
    let written = |code: &str| {
        let field = match code {
            "material" => ListingField::Materials,
            "condition" => ListingField::Condition,
            "size" => ListingField::Size,
            _ => return false,
        };
        changed.contains(&field)
    };
    let of = |body: &Body| {
        body.get("item_attributes")
            .and_then(Value::as_array)
            .cloned()
    };
    let code = |attribute: &Value| {
        let code = attribute.get("code").and_then(Value::as_str);
        code.unwrap_or_default().to_owned()
    };
    let Some(theirs) = of(live) else {
        return of(ordered).unwrap_or_default();
    };
    let ours = of(ordered).unwrap_or_default().into_iter();
    let ours = ours.filter(|attribute| written(&code(attribute)));
    let theirs = theirs.into_iter();
    ours.chain(theirs.filter(|attribute| !written(&code(attribute))))
        .collect()
}

/// Moves condition and size to where the form takes them.
pub fn in_style(mut body: Body, style: FormStyle) -> Body {
    if style == FormStyle::Fields {
        return body;
    }
    for (field, code) in MOVED {
        let value = body.insert(field.to_owned(), Value::Null);
        let Some(id) = id(value.as_ref()) else {
            continue;
        };
        let attributes = body
            .entry("item_attributes")
            .or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(attributes) = attributes {
            attributes.retain(|attribute| attribute.get("code") != Some(&json!(code)));
            attributes.push(json!({ "code": code, "ids": [id] }));
        }
    }
    body
}

fn amount(item: &Value) -> Option<f64> {
    let price = item.get("price")?;
    match price.get("amount").unwrap_or(price) {
        Value::String(text) => text.parse().ok(),
        number => number.as_f64(),
    }
}

fn currency(item: &Value) -> Option<&Value> {
    let of_price = item.get("price")?.get("currency_code");
    of_price.or_else(|| item.get("currency"))
}

fn colours(item: &Value) -> Option<Vec<i64>> {
    item.get("color1_id")?;
    let names = ["color1_id", "color2_id"];
    Some(
        names
            .iter()
            .filter_map(|name| id(item.get(*name)))
            .collect(),
    )
}

fn object(body: Value) -> Body {
    match body {
        Value::Object(fields) => fields,
        _ => Body::new(),
    }
}
