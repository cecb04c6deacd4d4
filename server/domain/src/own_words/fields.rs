//! Which fields take words of a seller's own, what such a word may be, and which shared words it may be like. Pure.

use crate::catalogue::attributes;
use crate::catalogue::brands;
use crate::catalogue::folding::fold;
use crate::error::Error;
use crate::exchange::{columns, words};
use crate::products::form;
use stoflow_wire::language::Language;
use stoflow_wire::own_words::{LONGEST, MARK, MOST, OpenField};
use stoflow_wire::problem::{FieldProblem, Problem};

pub const BRAND: &str = "brand";
pub const COLOURS: &str = "colours";
pub const MATERIALS: &str = "materials";

const ATTRIBUTES: &str = "attributes.";

/// Attributes that are steps of a scale, or the years and seasons there are: a word of one's own has no place among them.
const COMPLETE: [&str; 10] = [
    "season",
    "length",
    "rise",
    "sleeve_length",
    "stretch",
    "lining",
    "heel_height",
    "shaft_height",
    "bag_size",
    "decade",
];

/// A word as it will be kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) name: String,
    /// Key of a shared word; empty for none.
    pub(super) like: String,
}

/// The form's name of an attribute.
pub fn of_attribute(key: &str) -> String {
    format!("{ATTRIBUTES}{key}")
}

/// Whether a seller may add words of their own to it.
pub fn is_open(field: &str) -> bool {
    match field.strip_prefix(ATTRIBUTES) {
        Some(key) => attributes::find(key).is_some() && !COMPLETE.contains(&key),
        None => matches!(field, BRAND | COLOURS | MATERIALS),
    }
}

/// All fields that take words, in the order of the form.
pub fn open(language: Language) -> Vec<OpenField> {
    let columns = columns::all().iter();
    columns
        .filter(|column| is_open(&column.key))
        .map(|column| OpenField {
            field: column.key.clone(),
            label: column.label(language).to_owned(),
        })
        .collect()
}

/// The shared words of a field, in its own order.
pub fn shared_words(field: &str, language: Language) -> Vec<String> {
    if field == BRAND {
        return brands::all().map(|brand| brand.name.clone()).collect();
    }
    words::labels_of(field, language)
}

/// A shared word of the field as a person reads it; empty for what is none.
pub fn label(field: &str, key: &str, language: Language) -> String {
    let label = if field == BRAND {
        brand_name(key)
    } else {
        words::label(field, key, language)
    };
    label.unwrap_or_default().to_owned()
}

pub(super) fn brand_name(key: &str) -> Option<&'static str> {
    let brand = brands::find(key)?;
    Some(brand.name.as_str())
}

/// The key of the shared word that a text names, in whatever language.
fn shared_key(field: &str, text: &str) -> Option<&'static str> {
    if field == BRAND {
        return brands::named(text).map(|brand| brand.key.as_str());
    }
    words::key(field, text)
}

/// A word and what it is like, as they were typed.
pub(super) fn checked(field: &str, name: &str, like: &str) -> Result<Written, Error> {
    if !is_open(field) {
        return Err(Error::field("field", Problem::Unknown));
    }
    let mut problems = Vec::new();
    let name = match form::line(name, LONGEST) {
        Ok(name) if fold(&name).is_empty() => Err(Problem::Missing),
        Ok(name) if shared_key(field, &name).is_some() => Err(Problem::AlreadyUsed),
        read => read,
    };
    let like = match like.trim() {
        "" => Some(""),
        typed => shared_key(field, typed),
    };
    if let Err(problem) = &name {
        problems.push(FieldProblem::new("word", problem.clone()));
    }
    if like.is_none() {
        problems.push(FieldProblem::new("like", Problem::Unknown));
    }
    match (name, like) {
        (Ok(name), Some(like)) => Ok(Written {
            name,
            like: like.to_owned(),
        }),
        _ => Err(Error::Invalid(problems)),
    }
}

pub(super) fn known_already() -> Error {
    Error::field("word", Problem::AlreadyUsed)
}

/// Whether there is room for one more.
pub(super) fn room(field: &str, count: usize) -> Result<(), Error> {
    if u32::try_from(count).is_ok_and(|count| count < MOST) {
        return Ok(());
    }
    Err(Error::field(field, Problem::TooMany { max: MOST }))
}

/// What items carry for it: neither commas nor blanks, which part words.
pub(super) fn key(name: &str) -> String {
    format!("{MARK}{}", fold(name).replace(' ', "_"))
}
