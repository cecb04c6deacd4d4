//! An item in Vinted's ids: catalog, brand, size, condition, colours, materials, parcel and measurements.
//!
//! Pure: reads the facts of an item, its seller's words and the pack, nothing else. What cannot be mapped comes back as
//! gaps, all at once, for the seller to fill. A brand is never one of them: what Vinted has no id for goes as text.

use super::corrected;
use super::limits::{MAX_COLOURS, MAX_MATERIALS};
use super::pack::{
    self, Counterpart,
    catalogs::{self, Catalog},
};
use crate::catalogue::{
    Gender,
    attributes::{self, Attribute, Described},
    category,
    measurements::{self, Measured},
    sizes::{self, Size},
};
use crate::channels::confidence::Confidence;
use crate::own_words::{OwnWords, fields};
use crate::products::composition::Share;
use crate::products::parcel::Parcel;
use crate::wording::plain::one_line;
use stoflow_wire::gap::{Gap, GapField, GapReason};
use stoflow_wire::language::Language;

/// What this channel reads of a product. Empty texts are unknown.
#[derive(Clone, Copy, Debug, Default)]
pub struct ItemFacts<'a> {
    /// What the seller's own words are, and what they said of Vinted's.
    pub own: &'a OwnWords,
    /// The seller's own title and description.
    pub title: &'a str,
    pub description: &'a str,
    /// Key of the catalogue.
    pub category: &'a str,
    pub gender: Option<Gender>,
    /// Free text.
    pub brand: &'a str,
    /// Free text or a key of the catalogue.
    pub size: &'a str,
    /// Keys, the main colour first.
    pub colours: &'a [String],
    /// 0–10, 10 = new with tags.
    pub condition: Option<u8>,
    /// Keys, the main material first.
    pub materials: &'a [String],
    pub shares: &'a [Share],
    pub attributes: &'a [Described],
    pub measurements: &'a [Measured],
    pub weight_g: Option<u16>,
    /// The seller's own choice.
    pub parcel: Option<Parcel>,
}

impl<'a> ItemFacts<'a> {
    /// What is said of it, where items of its category are asked for it: each attribute with its words in French, the
    /// seller's own as they are.
    pub(super) fn said(&self) -> Vec<(&'static Attribute, Vec<&'a str>)> {
        let category = category(self.category);
        let said = self.attributes.iter().filter_map(|said| {
            let asked = attributes::find(&said.key)?;
            let field = fields::of_attribute(&said.key);
            let words = said.words.iter().filter_map(|key| {
                let shared = asked.word(key).map(|word| word.label(Language::Fr));
                shared.or_else(|| self.own.name(&field, key))
            });
            let words: Vec<&str> = words.collect();
            let is_asked = asked.fits(category?) && !words.is_empty();
            is_asked.then_some((asked, words))
        });
        said.collect()
    }

    /// One of the lengths, where the garment has it.
    pub(super) fn millimetres(&self, key: &str) -> Option<u16> {
        let fits = measurements::find(key)?.fits(category(self.category)?);
        let measured = self.measurements.iter().find(|length| length.key == key);
        measured.filter(|_| fits).map(|length| length.millimetres)
    }
}

/// An item in Vinted's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    pub catalog: Counterpart,
    /// `None`: Vinted takes the text.
    pub brand_id: Option<i64>,
    /// The brand as it writes itself where it is known, else as the seller wrote it.
    pub brand_text: String,
    /// `None` only where the catalog asks for no size.
    pub size: Option<Counterpart>,
    pub status: Counterpart,
    /// One or two.
    pub colours: Vec<Counterpart>,
    /// None to three.
    pub materials: Vec<Counterpart>,
    pub package_size: Counterpart,
    /// Vinted's "unisex" box. It exists for bags and accessories only; a garment for everybody goes to one part of
    /// the tree and says so in its text.
    pub is_unisex: bool,
    /// Across the garment and down it, in whole centimetres.
    pub width_cm: Option<i64>,
    pub length_cm: Option<i64>,
}

/// Puts an item into Vinted's ids, or says everything that keeps it out.
pub fn map(item: &ItemFacts<'_>) -> Result<Mapped, Vec<Gap>> {
    let catalog = catalog_of(item);
    let size = size_of(item, catalog.as_ref().ok().map(|(catalog, _)| *catalog));
    let brand = brand_of(item);
    let colours = colours_of(item);
    let status = status_of(item);
    match (catalog, brand, size, colours, status) {
        (Ok((catalog, sure)), Ok((brand_id, brand_text)), Ok(size), Ok(colours), Ok(status)) => {
            Ok(Mapped {
                catalog: Counterpart {
                    id: catalog.id,
                    confidence: sure,
                },
                brand_id,
                brand_text,
                size,
                status,
                colours,
                materials: materials_of(item),
                package_size: parcel_of(item),
                is_unisex: item.gender == Some(Gender::Unisex) && has_unisex_box(item.category),
                width_cm: WIDTHS.iter().find_map(|key| centimetres(item, key)),
                length_cm: centimetres(item, LENGTH),
            })
        }
        (catalog, brand, size, colours, status) => {
            let mut gaps = catalog.err().unwrap_or_default();
            let others = [brand.err(), size.err(), colours.err(), status.err()];
            gaps.extend(others.into_iter().flatten());
            Err(gaps)
        }
    }
}

/// What Vinted's "width" is of ours, the first that was measured, and its "length".
pub(super) const WIDTHS: [&str; 2] = ["chest", "waist"];
pub(super) const LENGTH: &str = "length";

fn centimetres(item: &ItemFacts<'_>, key: &str) -> Option<i64> {
    let millimetres = item.millimetres(key)?;
    Some(i64::from((millimetres + 5) / 10))
}

/// The seller's choice, else the larger one of what the category usually needs and what the weight needs.
fn parcel_of(item: &ItemFacts<'_>) -> Counterpart {
    match item.parcel {
        Some(chosen) => Counterpart {
            id: pack::parcel(chosen),
            confidence: Confidence::Exact,
        },
        None => pack::package(item.category, item.weight_g),
    }
}

fn gap(field: GapField, reason: GapReason) -> Gap {
    Gap { field, reason }
}

fn catalog_of(item: &ItemFacts<'_>) -> Result<(&'static Catalog, Confidence), Vec<Gap>> {
    let missing: Vec<Gap> = [
        (item.category.is_empty(), GapField::Category),
        (item.gender.is_none(), GapField::Gender),
    ]
    .into_iter()
    .filter(|(missing, _)| *missing)
    .map(|(_, field)| gap(field, GapReason::Missing))
    .collect();
    let Some(gender) = item.gender.filter(|_| missing.is_empty()) else {
        return Err(missing);
    };
    corrected::catalog(item, gender, usual_catalog(item, gender))
        .ok_or_else(|| vec![gap(GapField::Category, GapReason::NoCounterpart)])
}

/// Where the pack would put it.
pub(super) fn usual_catalog(
    item: &ItemFacts<'_>,
    gender: Gender,
) -> Option<(&'static Catalog, Confidence)> {
    let materials = item.own.shared_keys(fields::MATERIALS, item.materials);
    let said = item.own.shared_attributes(item.attributes);
    trees(gender, read_size(item))
        .iter()
        .find_map(|tree| catalogs::holding(item.category, *tree, &materials, &said))
}

/// The parts of Vinted's tree to look in, in this order. What is for everybody is cut and labelled like men's wear
/// (like boys' wear if only children wear its size), so it goes there, and to women or girls where men's has no such garment.
fn trees(gender: Gender, size: Option<&Size>) -> &'static [Gender] {
    let child = size.is_some_and(Size::is_of_children);
    match gender {
        Gender::Unisex if child => &[Gender::Boys, Gender::Girls],
        Gender::Unisex => &[Gender::Men, Gender::Women],
        Gender::Women => &[Gender::Women],
        Gender::Men => &[Gender::Men],
        Gender::Girls => &[Gender::Girls],
        Gender::Boys => &[Gender::Boys],
    }
}

/// Garments are somebody's in Vinted's tree; bags and accessories may be for everybody.
fn has_unisex_box(key: &str) -> bool {
    category(key).is_some_and(|thing| matches!(thing.parent.as_str(), "bags" | "accessories"))
}

pub(super) fn read_size(item: &ItemFacts<'_>) -> Option<&'static Size> {
    sizes::read(item.size, category(item.category))
}

/// The size in the catalog's own table. While the catalog is unknown, only what is certain is said.
fn size_of(item: &ItemFacts<'_>, catalog: Option<&Catalog>) -> Result<Option<Counterpart>, Gap> {
    if catalog.is_some_and(|catalog| !catalog.needs_size) {
        return Ok(None);
    }
    if item.size.trim().is_empty() {
        return Err(gap(GapField::Size, GapReason::Missing));
    }
    let unknown = || gap(GapField::Size, GapReason::NoCounterpart);
    match catalog {
        None => read_size(item).map(|_| None).ok_or_else(unknown),
        Some(catalog) => corrected::size(item, catalog.size_table)
            .map(Some)
            .ok_or_else(unknown),
    }
}

fn brand_of(item: &ItemFacts<'_>) -> Result<(Option<i64>, String), Gap> {
    let text = one_line(item.brand);
    if text.is_empty() {
        return Err(gap(GapField::Brand, GapReason::Missing));
    }
    let known = corrected::brand(item.own, &text);
    Ok(known.map_or_else(
        || (None, item.own.brand_name(&text).to_owned()),
        |brand| (pack::brand(&brand.key), brand.name.clone()),
    ))
}

fn colours_of(item: &ItemFacts<'_>) -> Result<Vec<Counterpart>, Gap> {
    if item.colours.is_empty() {
        return Err(gap(GapField::Colours, GapReason::Missing));
    }
    let found = item.colours.iter();
    let found = found.filter_map(|key| corrected::colour(item.own, key));
    let colours = distinct(found, MAX_COLOURS);
    if colours.is_empty() {
        return Err(gap(GapField::Colours, GapReason::NoCounterpart));
    }
    Ok(colours)
}

/// Vinted never insists on a material, so one without counterpart is left out in silence.
fn materials_of(item: &ItemFacts<'_>) -> Vec<Counterpart> {
    let found = item.materials.iter();
    let found = found.filter_map(|key| corrected::material(item.own, key));
    distinct(found, MAX_MATERIALS)
}

/// The first `limit` with different ids: two of our words may be one to Vinted.
fn distinct(found: impl Iterator<Item = Counterpart>, limit: usize) -> Vec<Counterpart> {
    let mut kept: Vec<Counterpart> = Vec::with_capacity(limit);
    for counterpart in found {
        if kept.len() < limit && kept.iter().all(|other| other.id != counterpart.id) {
            kept.push(counterpart);
        }
    }
    kept
}

fn status_of(item: &ItemFacts<'_>) -> Result<Counterpart, Gap> {
    let note = item.condition;
    let note = note.ok_or_else(|| gap(GapField::Condition, GapReason::Missing))?;
    corrected::condition(item.own, note)
        .ok_or_else(|| gap(GapField::Condition, GapReason::NoCounterpart))
}

#[cfg(test)]
mod tests;
