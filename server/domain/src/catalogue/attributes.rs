//! What else can be said of an item, word by word: cut, pattern, closure, heel, where and when it was made. Each attribute
//! says for which items it is asked and how many of its words may be chosen.
//!
//! Knows no item and no marketplace: who makes what of a neckline is their business.

use super::{Category, parted, table};
use serde::Deserialize;
use std::sync::LazyLock;

/// An attribute with its words (`data/catalogue/attributes.csv`).
#[derive(Clone, Debug)]
pub struct Attribute {
    pub key: String,
    /// How many words may be chosen.
    pub most: u32,
    /// Keys of the nodes right above the categories it is asked for.
    shown_for: Vec<String>,
    pub words: Vec<Word>,
    pub(super) fr: String,
    pub(super) en: String,
    pub(super) de: String,
    pub(super) it: String,
    pub(super) es: String,
    pub(super) nl: String,
    pub(super) pl: String,
}

/// One thing an attribute can be.
#[derive(Clone, Debug, Deserialize)]
pub struct Word {
    pub key: String,
    pub(super) fr: String,
    pub(super) en: String,
    pub(super) de: String,
    pub(super) it: String,
    pub(super) es: String,
    pub(super) nl: String,
    pub(super) pl: String,
}

/// What is said of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Key of an [`Attribute`].
    pub key: String,
    /// Keys of its words, at least one and at most [`Attribute::most`].
    pub words: Vec<String>,
}

impl Attribute {
    /// Whether it is asked of items of this category.
    pub fn fits(&self, category: &Category) -> bool {
        self.shown_for.contains(&category.parent)
    }

    pub fn word(&self, key: &str) -> Option<&Word> {
        self.words.iter().find(|word| word.key == key)
    }
}

#[derive(Deserialize)]
struct Row {
    key: String,
    most: u32,
    #[serde(deserialize_with = "parted")]
    shown_for: Vec<String>,
    fr: String,
    en: String,
    de: String,
    it: String,
    es: String,
    nl: String,
    pl: String,
}

macro_rules! words {
    ($($key:literal in $file:literal),+ $(,)?) => {
        /// Which file has the words of which attribute.
        const WORDS: &[(&str, &str, &str)] = &[
            $(($key, $file, include_str!(concat!("../../data/catalogue/", $file, ".csv")))),+
        ];
    };
}

words![
    "fit" in "fits",
    "season" in "seasons",
    "sport" in "sports",
    "neckline" in "necklines",
    "length" in "lengths",
    "pattern" in "patterns",
    "rise" in "rises",
    "closure" in "closures",
    "sleeve_length" in "sleeve_lengths",
    "stretch" in "stretches",
    "lining" in "linings",
    "heel_height" in "heel_heights",
    "heel_type" in "heel_types",
    "toe_shape" in "toe_shapes",
    "shaft_height" in "shaft_heights",
    "sole" in "soles",
    "strap" in "straps",
    "bag_size" in "bag_sizes",
    "metal" in "metals",
    "origin" in "origins",
    "decade" in "decades",
    "trend" in "trends",
    "unique_feature" in "unique_features",
    "condition_detail" in "condition_details",
];

/// All of them, in the order of the form.
pub fn all() -> &'static [Attribute] {
    static ALL: LazyLock<Vec<Attribute>> = LazyLock::new(|| {
        let text = include_str!("../../data/catalogue/attributes.csv");
        let rows: Vec<Row> = table::rows("catalogue/attributes", text);
        rows.into_iter().map(attribute).collect()
    });
    &ALL
}

pub fn find(key: &str) -> Option<&'static Attribute> {
    all().iter().find(|attribute| attribute.key == key)
}

fn attribute(row: Row) -> Attribute {
    let told = WORDS.iter().find(|(key, ..)| *key == row.key);
    let words = told.map_or_else(Vec::new, |(_, file, text)| table::rows(file, text));
    Attribute {
        key: row.key,
        most: row.most,
        shown_for: row.shown_for,
        words,
        fr: row.fr,
        en: row.en,
        de: row.de,
        it: row.it,
        es: row.es,
        nl: row.nl,
        pl: row.pl,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{categories, category};

    fn keys(of: &str) -> Vec<&'static str> {
        let category = category(of).unwrap();
        let fitting = all().iter().filter(|attribute| attribute.fits(category));
        fitting.map(|attribute| attribute.key.as_str()).collect()
    }

    #[test]
    fn every_attribute_has_words_and_each_of_them_once() {
        assert_eq!(all().len(), WORDS.len());
        for attribute in all() {
            assert!(attribute.words.len() > 2, "{}", attribute.key);
            assert!(attribute.most > 0, "{}", attribute.key);
            for word in &attribute.words {
                let same = attribute.words.iter().filter(|other| other.key == word.key);
                assert_eq!(same.count(), 1, "{} {}", attribute.key, word.key);
                // The form parts words by commas.
                assert!(!word.key.contains([',', ' ']), "{}", word.key);
            }
        }
    }

    #[test]
    fn an_item_is_asked_what_it_has() {
        assert!(keys("t_shirt").contains(&"neckline") && !keys("t_shirt").contains(&"rise"));
        assert!(keys("jeans").contains(&"rise") && !keys("jeans").contains(&"neckline"));
        assert!(keys("pumps").contains(&"heel_type") && !keys("pumps").contains(&"fit"));
        assert!(keys("handbag").contains(&"strap") && !keys("handbag").contains(&"sole"));
        let leaves = categories().iter().filter(|node| node.is_leaf());
        for leaf in leaves.filter(|leaf| leaf.parent != "clothing") {
            assert!(keys(&leaf.key).len() > 4, "{}", leaf.key);
        }
    }
}
