//! StoFlow's own words for an item: categories, genders, colours, conditions and materials; sizes and brands have
//! rooms of their own.
//!
//! The tables are compiled in from `data/catalogue` and read once. A product stores keys, labels are for eyes only.
//! Knows no marketplace: what Vinted calls a colour is the business of `channels::vinted`.

pub mod attributes;
pub mod brands;
pub mod folding;
pub mod measurements;
pub mod sizes;
pub(crate) mod table;

use serde::de::{Error, IntoDeserializer};
use serde::{Deserialize, Deserializer};
use std::sync::LazyLock;
use stoflow_wire::language::Language;
use stoflow_wire::wording;

/// Whose garment it is. `Unisex` is said of an item, never of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    Women,
    Men,
    Girls,
    Boys,
    Unisex,
}

impl Gender {
    /// What a product stores.
    pub fn key(self) -> &'static str {
        match self {
            Self::Women => "women",
            Self::Men => "men",
            Self::Girls => "girls",
            Self::Boys => "boys",
            Self::Unisex => "unisex",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "women" => Self::Women,
            "men" => Self::Men,
            "girls" => Self::Girls,
            "boys" => Self::Boys,
            "unisex" => Self::Unisex,
            _ => return None,
        })
    }
}

/// A gender with its words.
#[derive(Clone, Debug, Deserialize)]
pub struct GenderWord {
    #[serde(rename = "key")]
    pub gender: Gender,
    fr: String,
    en: String,
    de: String,
    it: String,
    es: String,
    nl: String,
    pl: String,
}

/// A node of the category tree. Items are filed under leaves.
#[derive(Clone, Debug, Deserialize)]
pub struct Category {
    pub key: String,
    /// Key of the node above; empty at the top.
    pub parent: String,
    /// Who wears it; empty for a node that only groups others.
    #[serde(deserialize_with = "genders_of_list")]
    pub genders: Vec<Gender>,
    /// What its sizes are measured in; empty for what has no size.
    #[serde(deserialize_with = "groups_of_list")]
    pub sizes: Vec<sizes::SizeGroup>,
    fr: String,
    en: String,
    de: String,
    it: String,
    es: String,
    nl: String,
    pl: String,
}

impl Category {
    /// Whether things filed here, or below, may have this size.
    pub fn comes_in(&self, size: &sizes::Size) -> bool {
        !self.is_leaf() || self.sizes.contains(&size.group)
    }

    pub fn is_leaf(&self) -> bool {
        !self.genders.is_empty()
    }
}

#[derive(Clone, Debug, Deserialize)]
pub struct Colour {
    pub key: String,
    /// `#rrggbb` for the swatch; `None` for multicolour.
    pub hex: Option<String>,
    fr: String,
    en: String,
    de: String,
    it: String,
    es: String,
    nl: String,
    pl: String,
}

/// The state of an item.
#[derive(Clone, Debug, Deserialize)]
pub struct Condition {
    /// 0–10, 10 = new with tags (design section 9).
    pub note: u8,
    fr: String,
    en: String,
    de: String,
    it: String,
    es: String,
    nl: String,
    pl: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Material {
    pub key: String,
    fr: String,
    en: String,
    de: String,
    it: String,
    es: String,
    nl: String,
    pl: String,
}

/// Gives each kind of word its labels.
macro_rules! labelled {
    ($($word:ty),+) => {$(
        impl $word {
            /// The word a person sees.
            pub fn label(&self, language: Language) -> &str {
                self.label_in(language.into())
            }

            /// The word in a text for a site of this language.
            pub fn label_in(&self, language: wording::Language) -> &str {
                match language {
                    wording::Language::Fr => &self.fr,
                    wording::Language::En => &self.en,
                    wording::Language::De => &self.de,
                    wording::Language::It => &self.it,
                    wording::Language::Es => &self.es,
                    wording::Language::Nl => &self.nl,
                    wording::Language::Pl => &self.pl,
                }
            }
        }
    )+};
}

labelled!(
    attributes::Attribute,
    attributes::Word,
    measurements::Measurement,
    GenderWord,
    Category,
    Colour,
    Condition,
    Material
);

impl sizes::Size {
    /// The word a person sees.
    pub fn label(&self, language: Language) -> &str {
        self.label_in(language.into())
    }

    /// The word in a text for a site of this language. Most sizes are letters and numbers; the few words are English
    /// where they are not French.
    pub fn label_in(&self, language: wording::Language) -> &str {
        match language {
            wording::Language::Fr => &self.fr,
            _ => &self.en,
        }
    }
}

/// The genders, in the order of the form.
pub fn genders() -> &'static [GenderWord] {
    static ROWS: LazyLock<Vec<GenderWord>> = LazyLock::new(|| {
        table::rows(
            "catalogue/genders",
            include_str!("../data/catalogue/genders.csv"),
        )
    });
    &ROWS
}

/// The whole tree: every node stands after the one above it.
pub fn categories() -> &'static [Category] {
    static ROWS: LazyLock<Vec<Category>> = LazyLock::new(|| {
        table::rows(
            "catalogue/categories",
            include_str!("../data/catalogue/categories.csv"),
        )
    });
    &ROWS
}

pub fn category(key: &str) -> Option<&'static Category> {
    categories().iter().find(|category| category.key == key)
}

pub fn colours() -> &'static [Colour] {
    static ROWS: LazyLock<Vec<Colour>> = LazyLock::new(|| {
        table::rows(
            "catalogue/colours",
            include_str!("../data/catalogue/colours.csv"),
        )
    });
    &ROWS
}

pub fn colour(key: &str) -> Option<&'static Colour> {
    colours().iter().find(|colour| colour.key == key)
}

/// The conditions, the best first.
pub fn conditions() -> &'static [Condition] {
    static ROWS: LazyLock<Vec<Condition>> = LazyLock::new(|| {
        table::rows(
            "catalogue/conditions",
            include_str!("../data/catalogue/conditions.csv"),
        )
    });
    &ROWS
}

pub fn condition(note: u8) -> Option<&'static Condition> {
    conditions().iter().find(|condition| condition.note == note)
}

pub fn materials() -> &'static [Material] {
    static ROWS: LazyLock<Vec<Material>> = LazyLock::new(|| {
        table::rows(
            "catalogue/materials",
            include_str!("../data/catalogue/materials.csv"),
        )
    });
    &ROWS
}

pub fn material(key: &str) -> Option<&'static Material> {
    materials().iter().find(|material| material.key == key)
}

/// A list parted by `|`.
pub(crate) fn parted<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<String>, D::Error> {
    let list = String::deserialize(source)?;
    Ok(list.split('|').map(str::to_owned).collect())
}

pub(crate) fn genders_of_list<'de, D: Deserializer<'de>>(
    source: D,
) -> Result<Vec<Gender>, D::Error> {
    let list = String::deserialize(source)?;
    list.split('|')
        .filter(|key| !key.is_empty())
        .map(|key| {
            Gender::from_key(key).ok_or_else(|| D::Error::custom(format!("no gender `{key}`")))
        })
        .collect()
}

fn groups_of_list<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<sizes::SizeGroup>, D::Error> {
    let list = String::deserialize(source)?;
    list.split('|')
        .filter(|key| !key.is_empty())
        .map(|key| sizes::SizeGroup::deserialize(key.into_deserializer()))
        .collect()
}

#[cfg(test)]
mod tests;
