//! Between what a seller types and what a product holds: every field is judged by itself, so that each problem gets
//! its own sentence. Pure; knows neither the database nor which fields a marketplace insists on.
//!
//! Emoji, right-to-left text and HTML are text like any other and stay as typed; showing them safely is the page's
//! business. Only control characters are refused, except those that part words or lines.

pub(crate) mod numbers;

use crate::catalogue::attributes::{self, Described};
use crate::catalogue::measurements::{self, Measured};
use crate::catalogue::{self, Gender};
use crate::own_words::{self, OwnWords, fields};
use crate::products::ProductFields;
use crate::products::composition::{self, Share};
use crate::products::parcel::Parcel;
use numbers::{cost, length, price, weight, whole};
use std::collections::BTreeMap;
use stoflow_wire::money::Money;
use stoflow_wire::problem::{FieldProblem, Problem};
use stoflow_wire::products::ProductForm;

/// Longest texts, in characters.
pub const TITLE_MAX: u32 = 500;
pub const DESCRIPTION_MAX: u32 = 5000;
pub const BRAND_MAX: u32 = 100;
pub const SIZE_MAX: u32 = 50;
pub const LOCATION_MAX: u32 = 100;
pub const SKU_MAX: u32 = 64;
/// 99,999.99 €, in cents.
pub const PRICE_MAX: i64 = 9_999_999;
pub const COLOURS_MAX: u32 = 5;
pub const MATERIALS_MAX: u32 = 3;
/// Of what is measured, in millimetres.
pub const LENGTH_MIN: u16 = 5;
pub const LENGTH_MAX: u16 = 5000;
/// 30 kg, in grams.
pub const WEIGHT_MAX: u16 = 30_000;
const CONDITION_MAX: u16 = 10;
const QUANTITY_MAX: u16 = 9999;

/// Reads the whole form. Everything may be left empty but the title; an empty quantity is 1.
/// What is read, written again and read again stays the same. Lists may hold the seller's own words.
pub fn read(form: &ProductForm, own: &OwnWords) -> Result<ProductFields, Vec<FieldProblem>> {
    match sift(form, own) {
        (fields, problems) if problems.is_empty() => Ok(fields),
        (_, problems) => Err(problems),
    }
}

/// What can be read of a form that is still being typed: a field that cannot counts as not said, the title too.
pub(crate) fn read_leniently(form: &ProductForm, own: &OwnWords) -> ProductFields {
    sift(form, own).0
}

fn sift(form: &ProductForm, own: &OwnWords) -> (ProductFields, Vec<FieldProblem>) {
    let mut problems = Problems::default();
    let colours = List {
        field: fields::COLOURS,
        max: COLOURS_MAX,
        is_shared: &is_colour,
        own,
    };
    let materials = materials(own);
    let mut fields = ProductFields {
        title: problems.sift("title", line(&form.title, TITLE_MAX).and_then(present)),
        description: problems.sift(
            "description",
            paragraphs(&form.description, DESCRIPTION_MAX),
        ),
        price: problems.sift("price", price(&form.price)),
        cost: problems.sift("cost", cost(&form.cost)),
        minimum: problems.sift("minimum", price(&form.minimum)),
        category: problems.sift("category", category(&form.category)),
        gender: problems.sift("gender", gender(&form.gender)),
        brand: problems.sift("brand", line(&form.brand, BRAND_MAX)),
        size: problems.sift("size", line(&form.size, SIZE_MAX)),
        colours: problems.sift("colours", colours.read(&form.colours)),
        condition: problems.sift("condition", whole(&form.condition, CONDITION_MAX)),
        materials: problems.sift("materials", materials.read(&form.materials)),
        shares: problems.sift_shares(form, own),
        attributes: problems.sift_attributes(&form.attributes, own),
        measurements: problems.sift_measurements(&form.measurements),
        weight_g: problems.sift("weight", weight(&form.weight)),
        parcel: problems.sift("parcel", parcel(&form.parcel)),
        location: problems.sift("location", line(&form.location, LOCATION_MAX)),
        sku: problems.sift("sku", line(&form.sku, SKU_MAX)),
        quantity: problems
            .sift("quantity", whole(&form.quantity, QUANTITY_MAX))
            .unwrap_or(1),
    };
    composition::main_first(&mut fields.materials, &fields.shares);
    (fields, problems.0)
}

/// The form as the editor shows a saved product.
pub fn write(fields: &ProductFields) -> ProductForm {
    ProductForm {
        title: fields.title.clone(),
        description: fields.description.clone(),
        price: fields.price.map(Money::decimal).unwrap_or_default(),
        cost: fields.cost.map(Money::decimal).unwrap_or_default(),
        minimum: fields.minimum.map(Money::decimal).unwrap_or_default(),
        category: fields.category.clone(),
        gender: fields.gender.map_or("", Gender::key).to_owned(),
        brand: fields.brand.clone(),
        size: fields.size.clone(),
        colours: fields.colours.join(","),
        condition: fields
            .condition
            .map(|note| note.to_string())
            .unwrap_or_default(),
        materials: fields.materials.join(","),
        shares: fields
            .shares
            .iter()
            .map(|share| (share.material.clone(), share.percent.to_string()))
            .collect(),
        attributes: fields
            .attributes
            .iter()
            .map(|said| (said.key.clone(), said.words.join(",")))
            .collect(),
        measurements: fields
            .measurements
            .iter()
            .map(|length| (length.key.clone(), centimetres(length.millimetres)))
            .collect(),
        weight: fields
            .weight_g
            .map(|weight| weight.to_string())
            .unwrap_or_default(),
        parcel: fields.parcel.map_or("", Parcel::key).to_owned(),
        location: fields.location.clone(),
        sku: fields.sku.clone(),
        quantity: fields.quantity.to_string(),
    }
}

/// A length as the form shows it: `52`, `52.5`.
pub fn centimetres(millimetres: u16) -> String {
    match (millimetres / 10, millimetres % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}

/// All texts of a form with their field names.
pub(super) fn texts(form: &mut ProductForm) -> Vec<(&'static str, &mut String)> {
    let mut texts = vec![
        ("title", &mut form.title),
        ("description", &mut form.description),
        ("price", &mut form.price),
        ("cost", &mut form.cost),
        ("minimum", &mut form.minimum),
        ("category", &mut form.category),
        ("gender", &mut form.gender),
        ("brand", &mut form.brand),
        ("size", &mut form.size),
        ("colours", &mut form.colours),
        ("condition", &mut form.condition),
        ("materials", &mut form.materials),
        ("weight", &mut form.weight),
        ("parcel", &mut form.parcel),
        ("location", &mut form.location),
        ("sku", &mut form.sku),
        ("quantity", &mut form.quantity),
    ];
    let shares = form.shares.values_mut();
    texts.extend(shares.map(|share| ("shares", share)));
    let said = form.attributes.values_mut();
    texts.extend(said.map(|words| ("attributes", words)));
    let lengths = form.measurements.values_mut();
    texts.extend(lengths.map(|length| ("measurements", length)));
    texts
}

/// What was found wrong so far, in the order of the form.
#[derive(Default)]
struct Problems(Vec<FieldProblem>);

impl Problems {
    fn sift<T: Default>(&mut self, field: &str, read: Result<T, Problem>) -> T {
        read.unwrap_or_else(|problem| {
            self.0.push(FieldProblem::new(field, problem));
            T::default()
        })
    }

    /// Each share has a problem of its own, at `shares.{material}`; their sum is one of the materials.
    fn sift_shares(&mut self, form: &ProductForm, own: &OwnWords) -> Vec<Share> {
        let however_many = List {
            max: u32::MAX,
            ..materials(own)
        };
        let materials = however_many.read(&form.materials).unwrap_or_default();
        let told = materials.into_iter().filter_map(|material| {
            let read = composition::percent(form.shares.get(&material)?);
            let percent = self.sift(&format!("shares.{material}"), read)?;
            Some(Share { material, percent })
        });
        let shares = composition::largest_first(told.collect());
        self.sift("materials", composition::add_up(&shares).map(|()| shares))
    }

    /// Each attribute has a problem of its own, at `attributes.{key}`.
    fn sift_attributes(
        &mut self,
        typed: &BTreeMap<String, String>,
        own: &OwnWords,
    ) -> Vec<Described> {
        if typed.keys().any(|key| attributes::find(key).is_none()) {
            self.0
                .push(FieldProblem::new("attributes", Problem::Unknown));
        }
        let asked = attributes::all().iter();
        asked
            .filter_map(|attribute| {
                let field = fields::of_attribute(&attribute.key);
                let list = List {
                    field: &field,
                    max: attribute.most,
                    is_shared: &|key| attribute.word(key).is_some(),
                    own,
                };
                let read = list.read(typed.get(&attribute.key)?);
                let words = self.sift(&field, read);
                (!words.is_empty()).then(|| Described {
                    key: attribute.key.clone(),
                    words,
                })
            })
            .collect()
    }

    /// Each length has a problem of its own, at `measurements.{key}`.
    fn sift_measurements(&mut self, typed: &BTreeMap<String, String>) -> Vec<Measured> {
        if typed.keys().any(|key| measurements::find(key).is_none()) {
            self.0
                .push(FieldProblem::new("measurements", Problem::Unknown));
        }
        let words = measurements::all().iter();
        words
            .filter_map(|word| {
                let read = length(typed.get(&word.key)?);
                let millimetres = self.sift(&format!("measurements.{}", word.key), read)?;
                Some(Measured {
                    key: word.key.clone(),
                    millimetres,
                })
            })
            .collect()
    }
}

fn parcel(key: &str) -> Result<Option<Parcel>, Problem> {
    match key.trim() {
        "" => Ok(None),
        key => Parcel::from_key(key).map(Some).ok_or(Problem::Unknown),
    }
}

fn present(text: String) -> Result<String, Problem> {
    if text.is_empty() {
        Err(Problem::Missing)
    } else {
        Ok(text)
    }
}

/// One line: pasted line breaks and tabs become spaces.
pub(crate) fn line(text: &str, max: u32) -> Result<String, Problem> {
    bounded(&text.replace(is_breaking, " "), max)
}

/// Lines as typed, each ended by `\n` however the browser sent it.
fn paragraphs(text: &str, max: u32) -> Result<String, Problem> {
    let unix = text.replace("\r\n", "\n");
    bounded(&unix.replace(|c| is_breaking(c) && c != '\t', "\n"), max)
}

fn is_breaking(c: char) -> bool {
    c.is_control() && c.is_whitespace()
}

fn bounded(text: &str, max: u32) -> Result<String, Problem> {
    let text = text.trim();
    if text.chars().any(|c| c.is_control() && !is_breaking(c)) {
        return Err(Problem::ForbiddenCharacter);
    }
    match u32::try_from(text.chars().count()) {
        Ok(length) if length <= max => Ok(text.to_owned()),
        _ => Err(Problem::TooLong { max }),
    }
}

/// Items are filed under leaves; a node that only groups others is no choice.
fn category(key: &str) -> Result<String, Problem> {
    let key = key.trim();
    let known = catalogue::category(key).is_some_and(catalogue::Category::is_leaf);
    if key.is_empty() || known {
        Ok(key.to_owned())
    } else {
        Err(Problem::Unknown)
    }
}

fn gender(key: &str) -> Result<Option<Gender>, Problem> {
    match key.trim() {
        "" => Ok(None),
        key => Gender::from_key(key).map(Some).ok_or(Problem::Unknown),
    }
}

fn is_colour(key: &str) -> bool {
    catalogue::colour(key).is_some()
}

fn is_material(key: &str) -> bool {
    catalogue::material(key).is_some()
}

fn materials(own: &OwnWords) -> List<'_> {
    List {
        field: fields::MATERIALS,
        max: MATERIALS_MAX,
        is_shared: &is_material,
        own,
    }
}

/// What a list of words may hold.
struct List<'a> {
    field: &'a str,
    max: u32,
    is_shared: &'a dyn Fn(&str) -> bool,
    own: &'a OwnWords,
}

impl List<'_> {
    /// Keys parted by commas, in order; one that stands twice counts once, and a word of the seller's own that is gone since
    /// does not count.
    fn read(&self, list: &str) -> Result<Vec<String>, Problem> {
        let mut keys: Vec<String> = Vec::new();
        for key in list.split(',').map(str::trim).filter(|key| !key.is_empty()) {
            if own_words::is_gone(self.own, self.field, key) {
                continue;
            }
            let is_own = self.own.find(self.field, key).is_some();
            if !is_own && !(self.is_shared)(key) {
                return Err(Problem::Unknown);
            }
            if !keys.iter().any(|known| known == key) {
                keys.push(key.to_owned());
            }
        }
        match u32::try_from(keys.len()) {
            Ok(count) if count <= self.max => Ok(keys),
            _ => Err(Problem::TooMany { max: self.max }),
        }
    }
}

#[cfg(test)]
mod tests;
