//! The editor's form as a browser sends it, and the sections of controls that fill it.
//!
//! The document's own form holds what is typed; nothing mirrors it. It is read whole when it is kept or saved, so a
//! form sent without scripts and one sent with them are the same.

pub mod attributes;
pub mod fields;
pub mod lists;
pub mod materials;
pub mod measurements;
pub mod price;
pub mod size;

use crate::error::AppError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use stoflow_wire::products::{ProductForm, SaveReport};

/// The controls `item[…]`. Everything may be missing: a browser does not send boxes that are not ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedProduct {
    pub title: String,
    pub description: String,
    pub price: String,
    pub cost: String,
    pub minimum: String,
    pub category: String,
    pub gender: String,
    pub brand: String,
    pub size: String,
    /// What stood in the field as the page was made.
    pub size_before: String,
    /// The chip that is chosen.
    pub size_chip: String,
    /// The boxes that are ticked, in the order of the page.
    pub colours: Vec<String>,
    /// Keys parted by commas, in the order they were ticked: the first is the main colour.
    pub colour_order: String,
    pub condition: String,
    pub materials: Vec<String>,
    /// In percent, by the keys of the catalogue; those too of materials that are not ticked.
    pub shares: BTreeMap<String, String>,
    /// For each attribute the words that are chosen.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// In centimetres, by the keys of the catalogue.
    pub measurements: BTreeMap<String, String>,
    pub weight: String,
    pub parcel: String,
    pub location: String,
    pub sku: String,
    pub quantity: String,
}

impl TypedProduct {
    /// In the words that cross to the domain.
    pub fn into_form(self) -> ProductForm {
        ProductForm {
            colours: in_order(&self.colours, &self.colour_order).join(","),
            title: self.title,
            description: self.description,
            price: self.price,
            cost: self.cost,
            minimum: self.minimum,
            category: self.category,
            gender: self.gender,
            brand: self.brand,
            size: size::meant(self.size, &self.size_before, self.size_chip),
            condition: self.condition,
            materials: self.materials.join(","),
            shares: filled(self.shares),
            attributes: chosen(self.attributes),
            measurements: self.measurements,
            weight: self.weight,
            parcel: self.parcel,
            location: self.location,
            sku: self.sku,
            quantity: self.quantity,
        }
    }
}

/// Nothing chosen in a list is an empty word in the form.
fn chosen(attributes: BTreeMap<String, Vec<String>>) -> BTreeMap<String, String> {
    let parted = attributes.into_iter();
    parted
        .map(|(key, words)| (key, words.join(",")))
        .filter(|(_, words)| !words.is_empty())
        .collect()
}

/// A browser sends every room for a share, and most are empty.
fn filled(shares: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let typed = shares.into_iter();
    typed.filter(|(_, share)| !share.is_empty()).collect()
}

/// What is ticked: first as `order` has it, then the rest.
pub fn in_order(ticked: &[String], order: &str) -> Vec<String> {
    let known: Vec<&str> = order.split(',').collect();
    let place = |key: &String| {
        known
            .iter()
            .position(|other| other == key)
            .unwrap_or(known.len())
    };
    let mut ordered = ticked.to_vec();
    ordered.sort_by_key(place);
    ordered
}

/// What a save came to: the new version, or why there is none.
pub fn outcome(report: SaveReport) -> Result<i64, AppError> {
    match report {
        SaveReport::Saved { version } => Ok(version),
        SaveReport::Refused { problems } => Err(AppError::Invalid { fields: problems }),
        SaveReport::Stale { .. } => Err(AppError::Stale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colour_ticked_first_is_the_main_one() {
        let ticked = ["beige", "blue", "red"].map(str::to_owned);
        assert_eq!(
            in_order(&ticked, "red,black,beige"),
            ["red", "beige", "blue"]
        );
        assert_eq!(in_order(&ticked, ""), ticked);
        assert!(in_order(&[], "red").is_empty());
    }

    #[test]
    fn a_browsers_form_is_read_as_it_was_filled() {
        let item = TypedProduct {
            title: "Robe".to_owned(),
            colours: vec!["blue".to_owned(), "red".to_owned()],
            colour_order: "red,blue".to_owned(),
            materials: vec!["cotton".to_owned(), "denim".to_owned()],
            shares: [("cotton", "80"), ("denim", "")]
                .map(|(key, share)| (key.to_owned(), share.to_owned()))
                .into(),
            ..TypedProduct::default()
        };
        let form = item.into_form();
        assert_eq!(form.title, "Robe");
        assert_eq!(form.colours, "red,blue");
        assert_eq!(form.materials, "cotton,denim");
        assert_eq!(form.shares.len(), 1);
    }
}
