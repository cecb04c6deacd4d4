//! What a column of a sheet can be: each field of the form, each attribute and each length of the catalogue, and how an item
//! stands, which no form says. Pure.
//!
//! A column is named as the form names its field, so that what is wrong with a field is wrong with its column.

use super::{facts, standing, words};
use crate::catalogue::attributes::{self, Attribute};
use crate::catalogue::measurements::{self, Measurement};
use crate::catalogue::table;
use crate::own_words::OwnWords;
use serde::Deserialize;
use std::sync::LazyLock;
use stoflow_wire::language::Language;
use stoflow_wire::products::ProductForm;

const ATTRIBUTES: &str = "attributes.";
const MEASUREMENTS: &str = "measurements.";

/// A column of ours, with its headings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Column {
    /// `price`, `attributes.fit`, `measurements.chest`.
    pub key: String,
    fr: String,
    en: String,
}

/// Those of the form, in the order of an export.
pub fn all() -> &'static [Column] {
    static ALL: LazyLock<Vec<Column>> = LazyLock::new(|| {
        let text = include_str!("../../data/exchange/columns.csv");
        let mut columns: Vec<Column> = table::rows("exchange/columns", text);
        columns.extend(attributes::all().iter().map(of_attribute));
        columns.extend(measurements::all().iter().map(of_measurement));
        columns
    });
    &ALL
}

/// All that a sheet's column can be taken for.
pub fn offered() -> impl Iterator<Item = &'static Column> {
    let beside = standing::COLUMNS.into_iter().filter_map(facts::find);
    all().iter().chain(beside)
}

pub fn find(key: &str) -> Option<&'static Column> {
    offered().find(|column| column.key == key)
}

/// A figure with a point, as the language writes it.
pub(super) fn figure(text: &str, language: Language) -> String {
    match language {
        Language::Fr => text.replace('.', ","),
        Language::En => text.to_owned(),
    }
}

fn of_attribute(attribute: &Attribute) -> Column {
    Column {
        key: format!("{ATTRIBUTES}{}", attribute.key),
        fr: attribute.label(Language::Fr).to_owned(),
        en: attribute.label(Language::En).to_owned(),
    }
}

/// Attributes and lengths share words; the unit tells them apart.
fn of_measurement(measurement: &Measurement) -> Column {
    let label = |language| format!("{} (cm)", measurement.label(language));
    Column {
        key: format!("{MEASUREMENTS}{}", measurement.key),
        fr: label(Language::Fr),
        en: label(Language::En),
    }
}

impl Column {
    /// Its heading.
    pub fn label(&self, language: Language) -> &str {
        match language {
            Language::Fr => &self.fr,
            Language::En => &self.en,
        }
    }

    /// What the form says there.
    pub(super) fn said<'form>(&self, form: &'form ProductForm) -> &'form str {
        if let Some(key) = self.key.strip_prefix(ATTRIBUTES) {
            return form.attributes.get(key).map_or("", String::as_str);
        }
        if let Some(key) = self.key.strip_prefix(MEASUREMENTS) {
            return form.measurements.get(key).map_or("", String::as_str);
        }
        match self.key.as_str() {
            "title" => &form.title,
            "description" => &form.description,
            "price" => &form.price,
            "cost" => &form.cost,
            "minimum" => &form.minimum,
            "category" => &form.category,
            "gender" => &form.gender,
            "brand" => &form.brand,
            "size" => &form.size,
            "colours" => &form.colours,
            "condition" => &form.condition,
            "materials" => &form.materials,
            "weight" => &form.weight,
            "parcel" => &form.parcel,
            "location" => &form.location,
            "sku" => &form.sku,
            "quantity" => &form.quantity,
            _ => "",
        }
    }

    /// Whether what is said there is a figure, written with a point.
    pub(super) fn is_figure(&self, text: &str) -> bool {
        let key = self.key.as_str();
        let counted = matches!(key, "price" | "cost" | "minimum" | "weight" | "quantity");
        let written = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        written && (counted || key.starts_with(MEASUREMENTS))
    }

    /// The same as people of the language read it: keys of the catalogue in words, figures with their comma.
    pub(super) fn told(&self, form: &ProductForm, language: Language, own: &OwnWords) -> String {
        match self.said(form) {
            text if self.is_figure(text) => figure(text, language),
            keys if self.key == words::MATERIALS => {
                words::write_shared(keys, &form.shares, language, own)
            }
            text => words::write(&self.key, text, language, own),
        }
    }

    /// Says `text` there; an empty one says nothing.
    pub(super) fn say(&self, form: &mut ProductForm, text: String) {
        if let Some(key) = self.key.strip_prefix(ATTRIBUTES) {
            form.attributes.insert(key.to_owned(), text);
            return;
        }
        if let Some(key) = self.key.strip_prefix(MEASUREMENTS) {
            form.measurements.insert(key.to_owned(), text);
            return;
        }
        let field = match self.key.as_str() {
            "title" => &mut form.title,
            "description" => &mut form.description,
            "price" => &mut form.price,
            "cost" => &mut form.cost,
            "minimum" => &mut form.minimum,
            "category" => &mut form.category,
            "gender" => &mut form.gender,
            "brand" => &mut form.brand,
            "size" => &mut form.size,
            "colours" => &mut form.colours,
            "condition" => &mut form.condition,
            "materials" => &mut form.materials,
            "weight" => &mut form.weight,
            "parcel" => &mut form.parcel,
            "location" => &mut form.location,
            "sku" => &mut form.sku,
            "quantity" => &mut form.quantity,
            _ => return,
        };
        *field = text;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::folding::fold;
    use std::collections::HashSet;

    #[test]
    fn every_column_has_a_place_in_the_form_and_a_heading_of_its_own() {
        for column in all() {
            let mut form = ProductForm::default();
            column.say(&mut form, "x".to_owned());
            assert_eq!(column.said(&form), "x", "{}", column.key);
        }
        for language in [Language::Fr, Language::En] {
            let headings: HashSet<String> = offered().map(|c| fold(c.label(language))).collect();
            assert_eq!(headings.len(), offered().count(), "{language:?}");
        }
    }
}
