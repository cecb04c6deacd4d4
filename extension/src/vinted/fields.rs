//! Single fields of what vinted.fr says, each read in every spelling it was seen in, and bounded: the page may have
//! been tampered with.

use super::replies::int;
use serde_json::Value;
use stoflow_wire::money::{Currency, Money};
use stoflow_wire::wardrobe::WardrobePhoto;

/// What a title or a name may be long at most, in characters; a longer one is cut.
pub const LONGEST_WORDS: usize = 250;
const LONGEST_URL: usize = 400;

/// The site takes 20; more than this is nonsense.
const MOST_PHOTOS: usize = 30;

/// How wide a small picture in a list is best, in pixels.
const THUMB_WIDTH: i64 = 150;

/// A positive id, a number or written as text.
pub fn id(value: Option<&Value>) -> Option<i64> {
    int(value).filter(|id| *id > 0)
}

/// A list of ids; whatever else stands in it is passed over.
pub fn ids(value: Option<&Value>) -> Vec<i64> {
    let values = value.and_then(Value::as_array);
    values
        .into_iter()
        .flatten()
        .filter_map(|value| id(Some(value)))
        .collect()
}

/// A text, at most `longest` characters of it; empty where there is none.
pub fn words(value: Option<&Value>, longest: usize) -> String {
    let text = value.and_then(Value::as_str).unwrap_or_default();
    text.chars().take(longest).collect()
}

/// Yes or no, as JSON has it or as a number or text.
pub fn flag(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::String(text)) if text == "true" => true,
        other => int(other).is_some_and(|number| number != 0),
    }
}

/// A length in whole centimetres; `None` where there is none.
pub fn length(value: Option<&Value>) -> Option<i64> {
    let number = match value? {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.parse().ok()?,
        _ => return None,
    };
    let whole = format!("{number:.0}").parse().ok()?;
    (1..=10_000).contains(&whole).then_some(whole)
}

/// How often something happened; never less than 0.
pub fn count(value: Option<&Value>) -> i64 {
    int(value).unwrap_or_default().max(0)
}

/// A price: an amount of money, or a number or text beside which the currency may stand. `None` in a currency we do
/// not know.
pub fn price(item: &Value) -> Option<Money> {
    amount(item.get("price"), item.get("currency"))
}

/// An amount of money, with its currency inside or beside it. `None` in a currency we do not know.
pub fn amount(price: Option<&Value>, currency: Option<&Value>) -> Option<Money> {
    let price = price?;
    let code = price
        .get("currency_code")
        .or(currency)
        .and_then(Value::as_str);
    let currency = match code {
        None | Some("EUR") => Currency::Eur,
        Some(_) => return None,
    };
    let typed = match price.get("amount").unwrap_or(price) {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Money::parse_typed(&typed, currency).ok()
}

/// A listing's photos in the site's order; those without an id or an address are left out.
pub fn photos(item: &Value) -> Vec<WardrobePhoto> {
    let photos = item.get("photos").and_then(Value::as_array);
    photos
        .into_iter()
        .flatten()
        .filter_map(photo)
        .take(MOST_PHOTOS)
        .collect()
}

fn photo(photo: &Value) -> Option<WardrobePhoto> {
    let url = address(photo.get("full_size_url")).or_else(|| address(photo.get("url")))?;
    Some(WardrobePhoto {
        vinted_id: id(photo.get("id"))?,
        thumb: thumb(photo).unwrap_or_else(|| url.clone()),
        url,
    })
}

/// The rendition that is nearest to what a list shows; one whose size is not told comes last.
fn thumb(photo: &Value) -> Option<String> {
    let renditions = photo.get("thumbnails").and_then(Value::as_array);
    let addressed = renditions.into_iter().flatten().filter_map(|rendition| {
        Some((int(rendition.get("width")), address(rendition.get("url"))?))
    });
    let distance = |width: Option<i64>| width.map_or(u64::MAX, |width| width.abs_diff(THUMB_WIDTH));
    let nearest = addressed.min_by_key(|(width, _)| distance(*width));
    nearest
        .map(|(_, url)| url)
        .or_else(|| address(photo.get("url")))
}

/// An address on the web, encrypted.
pub fn address(value: Option<&Value>) -> Option<String> {
    let url = value.and_then(Value::as_str)?;
    (url.starts_with("https://") && url.len() <= LONGEST_URL).then(|| url.to_owned())
}
