//! Between what a seller types and what a product holds: every field is judged by itself, so that each problem gets
//! its own sentence. Pure; knows neither the database nor which fields a marketplace insists on.
//!
//! Emoji, right-to-left text and HTML are text like any other and stay as typed; showing them safely is the page's
//! business. Only control characters are refused, except those that part words or lines.

use crate::catalogue::{self, Gender};
use crate::products::ProductFields;
use stoflow_wire::money::{Currency, Money, NotMoney};
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
const CONDITION_MAX: u16 = 10;
const QUANTITY_MAX: u16 = 9999;

/// Reads the whole form. Everything may be left empty but the title; an empty quantity is 1.
/// What is read, written again and read again stays the same.
pub fn read(form: &ProductForm) -> Result<ProductFields, Vec<FieldProblem>> {
    let mut problems = Problems::default();
    let fields = ProductFields {
        title: problems.sift("title", line(&form.title, TITLE_MAX).and_then(present)),
        description: problems.sift(
            "description",
            paragraphs(&form.description, DESCRIPTION_MAX),
        ),
        price: problems.sift("price", price(&form.price)),
        category: problems.sift("category", category(&form.category)),
        gender: problems.sift("gender", gender(&form.gender)),
        brand: problems.sift("brand", line(&form.brand, BRAND_MAX)),
        size: problems.sift("size", line(&form.size, SIZE_MAX)),
        colours: problems.sift("colours", keys(&form.colours, COLOURS_MAX, is_colour)),
        condition: problems.sift("condition", whole(&form.condition, CONDITION_MAX)),
        materials: problems.sift(
            "materials",
            keys(&form.materials, MATERIALS_MAX, is_material),
        ),
        location: problems.sift("location", line(&form.location, LOCATION_MAX)),
        sku: problems.sift("sku", line(&form.sku, SKU_MAX)),
        quantity: problems
            .sift("quantity", whole(&form.quantity, QUANTITY_MAX))
            .unwrap_or(1),
    };
    if problems.0.is_empty() {
        Ok(fields)
    } else {
        Err(problems.0)
    }
}

/// The form as the editor shows a saved product.
pub fn write(fields: &ProductFields) -> ProductForm {
    ProductForm {
        title: fields.title.clone(),
        description: fields.description.clone(),
        price: fields.price.map(Money::decimal).unwrap_or_default(),
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
        location: fields.location.clone(),
        sku: fields.sku.clone(),
        quantity: fields.quantity.to_string(),
    }
}

/// All texts of a form with their field names.
pub(super) fn texts(form: &mut ProductForm) -> [(&'static str, &mut String); 13] {
    [
        ("title", &mut form.title),
        ("description", &mut form.description),
        ("price", &mut form.price),
        ("category", &mut form.category),
        ("gender", &mut form.gender),
        ("brand", &mut form.brand),
        ("size", &mut form.size),
        ("colours", &mut form.colours),
        ("condition", &mut form.condition),
        ("materials", &mut form.materials),
        ("location", &mut form.location),
        ("sku", &mut form.sku),
        ("quantity", &mut form.quantity),
    ]
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
}

fn present(text: String) -> Result<String, Problem> {
    if text.is_empty() {
        Err(Problem::Missing)
    } else {
        Ok(text)
    }
}

/// One line: pasted line breaks and tabs become spaces.
fn line(text: &str, max: u32) -> Result<String, Problem> {
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

fn price(text: &str) -> Result<Option<Money>, Problem> {
    match Money::parse_typed(text, Currency::Eur) {
        Ok(price) if price.minor < 1 => Err(Problem::TooSmall { min: 1 }),
        Ok(price) if price.minor > PRICE_MAX => Err(Problem::TooLarge { max: PRICE_MAX }),
        Ok(price) => Ok(Some(price)),
        Err(NotMoney::Empty) => Ok(None),
        Err(NotMoney::NotANumber) => Err(Problem::NotANumber),
        Err(NotMoney::Negative) => Err(Problem::Negative),
        Err(NotMoney::TooPrecise) => Err(Problem::TooPrecise),
        Err(NotMoney::TooLarge) => Err(Problem::TooLarge { max: PRICE_MAX }),
    }
}

/// A whole number from 0 to `max`.
fn whole<N: TryFrom<u16>>(text: &str, max: u16) -> Result<Option<N>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.trim_start_matches(['-', '−']);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Problem::NotANumber);
    }
    if digits != text {
        return Err(Problem::Negative);
    }
    digits
        .parse()
        .ok()
        .filter(|number| *number <= max)
        .and_then(|number| N::try_from(number).ok())
        .map(Some)
        .ok_or(Problem::TooLarge {
            max: i64::from(max),
        })
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

/// Keys parted by commas, in order; one that stands twice counts once.
fn keys(list: &str, max: u32, is_known: fn(&str) -> bool) -> Result<Vec<String>, Problem> {
    let mut keys: Vec<String> = Vec::new();
    for key in list.split(',').map(str::trim).filter(|key| !key.is_empty()) {
        if !is_known(key) {
            return Err(Problem::Unknown);
        }
        if !keys.iter().any(|known| known == key) {
            keys.push(key.to_owned());
        }
    }
    match u32::try_from(keys.len()) {
        Ok(count) if count <= max => Ok(keys),
        _ => Err(Problem::TooMany { max }),
    }
}

#[cfg(test)]
mod tests;
