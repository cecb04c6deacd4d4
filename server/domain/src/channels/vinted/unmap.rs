//! A listing of vinted.fr as an item of ours: the way back from Vinted's ids and words. Pure.
//!
//! Says only what is known: without the upload form's ids there is no category, and a colour that Vinted has no name
//! for here stays out. Several of our words may be one to Vinted; the way back leads to the one that fits best, and
//! from there to the same ids again.

use super::mapping::{LENGTH, WIDTHS};
use super::pack::{self, catalogs};
use super::text::Reference;
use super::text::wording::cut;
use crate::catalogue::{
    Category, brands, category,
    folding::fold,
    measurements::{self, Measured},
    sizes::{self, Size},
};
use crate::products::parcel::Parcel;
use crate::products::{ProductFields, form};
use crate::wording::plain::{one_line, paragraphs};
use stoflow_wire::language::Language;
use stoflow_wire::money::Money;
use stoflow_wire::wardrobe::{ListingDetails, WardrobeItem};

/// Everything an item can say of itself, going by its listing.
pub(crate) fn fields(item: &WardrobeItem, details: Option<&ListingDetails>) -> ProductFields {
    let nothing = ListingDetails::default();
    let details = details.unwrap_or(&nothing);
    let materials = distinct(
        details.material_ids.iter().copied(),
        pack::material_of,
        form::MATERIALS_MAX,
    );
    let filed = details
        .catalog_id
        .and_then(|catalog| catalogs::filed_in(catalog, &materials));
    let catalog = details.catalog_id.and_then(catalogs::find);
    let leaf = filed.as_ref().and_then(|filed| category(filed.category));
    ProductFields {
        title: title(item),
        description: description(&details.description),
        price: item.price.filter(|price| is_sensible(*price)),
        cost: None,
        minimum: None,
        category: leaf.map_or_else(String::new, |leaf| leaf.key.clone()),
        gender: filed.as_ref().map(|filed| filed.gender),
        brand: brand(item, details),
        size: size(item, details.size_id, catalog, leaf),
        colours: distinct(
            details.colour_ids.iter().copied(),
            pack::colour_of,
            form::COLOURS_MAX,
        ),
        condition: condition(item, details.status_id),
        materials,
        shares: Vec::new(),
        attributes: filed.map_or_else(Vec::new, |filed| filed.said),
        measurements: measured(details, leaf),
        weight_g: None,
        parcel: parcel(details, leaf),
        location: String::new(),
        sku: String::new(),
        quantity: 1,
    }
}

/// Vinted's width and length are the first of ours that the garment has. What it calls them elsewhere is not known.
fn measured(details: &ListingDetails, leaf: Option<&Category>) -> Vec<Measured> {
    let Some(leaf) = leaf else {
        return Vec::new();
    };
    let has = |key: &str| measurements::find(key).is_some_and(|word| word.fits(leaf));
    let width = WIDTHS.into_iter().find(|key| has(key));
    let length = Some(LENGTH).filter(|key| has(key));
    let told = [
        (width, details.measurement_width),
        (length, details.measurement_length),
    ];
    let told: Vec<(&str, u16)> = told
        .into_iter()
        .filter_map(|(key, centimetres)| Some((key?, millimetres(centimetres?)?)))
        .collect();
    let words = measurements::all().iter();
    words
        .filter_map(|word| {
            let (_, millimetres) = told.iter().find(|(key, _)| *key == word.key)?;
            Some(Measured {
                key: word.key.clone(),
                millimetres: *millimetres,
            })
        })
        .collect()
}

fn millimetres(centimetres: i64) -> Option<u16> {
    let millimetres = u16::try_from(centimetres).ok()?.checked_mul(10)?;
    (form::LENGTH_MIN..=form::LENGTH_MAX)
        .contains(&millimetres)
        .then_some(millimetres)
}

/// The seller's choice, where the category alone would have led to another.
fn parcel(details: &ListingDetails, leaf: Option<&Category>) -> Option<Parcel> {
    let id = details.package_size_id?;
    let usual = leaf.map(|leaf| pack::package(&leaf.key, None).id);
    pack::parcel_of(id).filter(|_| usual != Some(id))
}

fn is_sensible(price: Money) -> bool {
    (1..=form::PRICE_MAX).contains(&price.minor)
}

/// An item has a title, so one without is called by its number there.
fn title(item: &WardrobeItem) -> String {
    let title = clip(&item.title, form::TITLE_MAX);
    if title.is_empty() {
        item.vinted_id.to_string()
    } else {
        title
    }
}

/// On one line, within the form's bound: a UTF-16 unit is never more than a character.
fn clip(text: &str, characters: u32) -> String {
    cut(&one_line(text), room(characters))
}

fn room(characters: u32) -> usize {
    usize::try_from(characters).unwrap_or(usize::MAX)
}

/// Without the line by which StoFlow found the listing: the next one has a line of its own.
pub(crate) fn description(text: &str) -> String {
    let kept: Vec<&str> = text
        .lines()
        .filter(|line| !is_reference_line(line.trim()))
        .collect();
    cut(&paragraphs(&kept.join("\n")), room(form::DESCRIPTION_MAX))
}

fn is_reference_line(line: &str) -> bool {
    line.split_whitespace()
        .last()
        .filter(|code| code.starts_with("SF-"))
        .and_then(Reference::of_code)
        .is_some_and(|reference| reference.line() == line)
}

fn brand(item: &WardrobeItem, details: &ListingDetails) -> String {
    let told = [&details.brand, &item.brand]
        .into_iter()
        .find(|brand| !brand.trim().is_empty());
    let known = |id| {
        let key = pack::brand_of(id)?;
        brands::find(key)
    };
    match told {
        Some(told) => clip(told, form::BRAND_MAX),
        None => details
            .brand_id
            .and_then(known)
            .map_or_else(String::new, |brand| brand.name.clone()),
    }
}

/// What the label says where it means the size Vinted has on record, else that size's own label.
fn size(
    item: &WardrobeItem,
    size_id: Option<i64>,
    catalog: Option<&catalogs::Catalog>,
    leaf: Option<&Category>,
) -> String {
    let label = clip(&item.size, form::SIZE_MAX);
    let (Some(id), Some(catalog)) = (size_id, catalog) else {
        return label;
    };
    let means = |size: &Size| pack::size(catalog.size_table, &size.key).map(|found| found.id);
    let told = sizes::read(&label, leaf).and_then(means);
    if told == Some(id) {
        return label;
    }
    let Some(known) = pack::size_of(catalog.size_table, id).and_then(sizes::find) else {
        return label;
    };
    // A label that would be read as another size than it says is no use.
    let words = known.label(Language::Fr);
    if sizes::read(words, leaf).is_some_and(|read| read.key == known.key) {
        words.to_owned()
    } else {
        known.key.clone()
    }
}

/// By Vinted's number, else by its words.
fn condition(item: &WardrobeItem, status_id: Option<i64>) -> Option<u8> {
    let words = fold(&item.condition);
    let by_words = STATUSES
        .iter()
        .find(|(_, names)| names.contains(&words.as_str()))
        .map(|(id, _)| *id);
    pack::condition_of(status_id.or(by_words)?)
}

/// Vinted's conditions in French and in English, folded. One that is not fully functional has no counterpart here:
/// what is the matter with it is for the seller to say.
const STATUSES: [(i64, [&str; 2]); 5] = [
    (6, ["neuf avec etiquette", "new with tags"]),
    (1, ["neuf sans etiquette", "new without tags"]),
    (2, ["tres bon etat", "very good"]),
    (3, ["bon etat", "good"]),
    (4, ["satisfaisant", "satisfactory"]),
];

/// Our words for Vinted's ids, each once.
fn distinct(
    ids: impl Iterator<Item = i64>,
    word: fn(i64) -> Option<&'static str>,
    limit: u32,
) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in ids.filter_map(word) {
        if kept.len() < room(limit) && !kept.iter().any(|other| other == word) {
            kept.push(word.to_owned());
        }
    }
    kept
}

#[cfg(test)]
mod tests;
