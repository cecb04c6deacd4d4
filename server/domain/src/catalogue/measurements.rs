//! What can be measured of a garment, and on which garments: named lengths, taken as it lies flat.

use super::{Category, parted, table};
use serde::Deserialize;
use std::sync::LazyLock;

/// A length with its words.
#[derive(Clone, Debug, Deserialize)]
pub struct Measurement {
    pub key: String,
    /// Keys of the categories, or of the nodes right above them, that have it.
    #[serde(deserialize_with = "parted")]
    categories: Vec<String>,
    pub(super) fr: String,
    pub(super) en: String,
    pub(super) de: String,
    pub(super) it: String,
    pub(super) es: String,
    pub(super) nl: String,
    pub(super) pl: String,
}

impl Measurement {
    /// Whether garments of this category have it.
    pub fn fits(&self, category: &Category) -> bool {
        let named = |key: &String| *key == category.key || *key == category.parent;
        self.categories.iter().any(named)
    }
}

/// A length of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Key of a [`Measurement`].
    pub key: String,
    pub millimetres: u16,
}

/// All of them, in the order of the form.
pub fn all() -> &'static [Measurement] {
    static ROWS: LazyLock<Vec<Measurement>> = LazyLock::new(|| {
        table::rows(
            "catalogue/measurements",
            include_str!("../../data/catalogue/measurements.csv"),
        )
    });
    &ROWS
}

pub fn find(key: &str) -> Option<&'static Measurement> {
    all().iter().find(|measurement| measurement.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{categories, category};

    fn keys(of: &str) -> Vec<&'static str> {
        let category = category(of).unwrap();
        let fitting = all()
            .iter()
            .filter(|measurement| measurement.fits(category));
        fitting
            .map(|measurement| measurement.key.as_str())
            .collect()
    }

    #[test]
    fn a_garment_has_what_can_be_measured_of_it() {
        assert_eq!(keys("t_shirt"), ["chest", "length", "shoulders", "sleeve"]);
        assert_eq!(
            keys("jeans"),
            ["length", "waist", "hip", "rise", "thigh", "inseam", "hem"]
        );
        assert_eq!(keys("skirt"), ["length", "waist", "hip", "hem"]);
        assert_eq!(keys("pumps"), ["insole", "heel"]);
        assert_eq!(keys("handbag"), ["width", "height", "depth", "handle"]);
        assert_eq!(keys("corset"), ["chest", "underbust", "length", "waist"]);
    }

    #[test]
    fn what_is_worn_or_carried_can_be_measured_and_every_name_is_a_category() {
        let leaves = categories().iter().filter(|node| node.is_leaf());
        for leaf in leaves.filter(|leaf| leaf.parent != "accessories") {
            assert!(!keys(&leaf.key).is_empty(), "{}", leaf.key);
        }
        for measurement in all() {
            for key in &measurement.categories {
                assert!(category(key).is_some(), "{}: {key}", measurement.key);
            }
        }
    }
}
