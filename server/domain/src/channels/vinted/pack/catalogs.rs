//! Vinted's catalogs (its category leaves) and which of them holds an item.
//!
//! A rule may ask for more than category and gender: a material, a cut, a length, a pattern, a neckline. A rule that asks
//! for what the item does not say is passed over.

use super::Confidence;
use crate::catalogue::attributes::Described;
use crate::catalogue::{Gender, table};
use serde::de::{Error, IntoDeserializer};
use serde::{Deserialize, Deserializer};
use std::sync::LazyLock;

/// The list of size ids a catalog takes (Vinted's size groups).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeTable {
    /// Group 4: letter, European and British number in one.
    Women,
    /// Group 53.
    Bras,
    /// Group 14: letters.
    Men,
    /// Groups 77 and 14: waists, or letters.
    MenTrousers,
    /// Groups 74 and 14: collars in centimetres, or letters.
    MenShirts,
    /// Groups 75 and 14: European numbers, or letters.
    MenSuits,
    /// Group 32: ages and letters.
    Children,
    /// Group 7.
    WomenShoes,
    /// Group 38.
    MenShoes,
    /// Group 31.
    ChildrenShoes,
    /// Group 60: centimetres around the head, or letters.
    Hats,
    /// Group 43: ages with the centimetres that go with them.
    ChildrenHats,
    /// Group 61: numbers or letters.
    Gloves,
    /// Group 64.
    WomenBelts,
    /// Group 63.
    MenBelts,
    /// Group 52: inner diameters.
    Rings,
    /// Group 62: bands of case widths.
    Watches,
}

impl SizeTable {
    /// As the data and the sellers' corrections name it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Women => "women",
            Self::Bras => "bras",
            Self::Men => "men",
            Self::MenTrousers => "men_trousers",
            Self::MenShirts => "men_shirts",
            Self::MenSuits => "men_suits",
            Self::Children => "children",
            Self::WomenShoes => "women_shoes",
            Self::MenShoes => "men_shoes",
            Self::ChildrenShoes => "children_shoes",
            Self::Hats => "hats",
            Self::ChildrenHats => "children_hats",
            Self::Gloves => "gloves",
            Self::WomenBelts => "women_belts",
            Self::MenBelts => "men_belts",
            Self::Rings => "rings",
            Self::Watches => "watches",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        let read: Result<Self, serde::de::value::Error> =
            Self::deserialize(key.into_deserializer());
        read.ok()
    }

    /// Where to look when the table itself lacks a size.
    pub(super) fn fallback(self) -> Option<Self> {
        match self {
            Self::MenTrousers | Self::MenShirts | Self::MenSuits => Some(Self::Men),
            Self::Women
            | Self::Bras
            | Self::Men
            | Self::Children
            | Self::WomenShoes
            | Self::MenShoes
            | Self::ChildrenShoes
            | Self::Hats
            | Self::ChildrenHats
            | Self::Gloves
            | Self::WomenBelts
            | Self::MenBelts
            | Self::Rings
            | Self::Watches => None,
        }
    }
}

/// A leaf of Vinted's tree.
#[derive(Clone, Debug, Deserialize)]
pub struct Catalog {
    #[serde(rename = "catalog")]
    pub id: i64,
    /// The part of the tree it is in.
    pub tree: Gender,
    pub size_table: SizeTable,
    /// Vinted's `size_field_visibility`: an item is refused without a size.
    #[serde(deserialize_with = "yes_or_no")]
    pub needs_size: bool,
    /// Where a French seller finds it.
    pub path_fr: String,
}

/// What an item must be to go into a catalog.
#[derive(Deserialize)]
#[serde(from = "Row")]
struct Rule {
    category: String,
    gender: Gender,
    catalog: i64,
    confidence: Confidence,
    /// One of its materials, where the rule is about one.
    material: Option<String>,
    /// What has to be said of it, attribute by attribute.
    said: Vec<(&'static str, String)>,
}

/// A rule as its line has it: empty columns ask nothing.
#[derive(Deserialize)]
struct Row {
    category: String,
    gender: Gender,
    catalog: i64,
    confidence: Confidence,
    material: String,
    fit: String,
    length: String,
    rise: String,
    pattern: String,
    neckline: String,
    sleeve_length: String,
}

impl From<Row> for Rule {
    fn from(row: Row) -> Self {
        let columns = [
            ("fit", row.fit),
            ("length", row.length),
            ("rise", row.rise),
            ("pattern", row.pattern),
            ("neckline", row.neckline),
            ("sleeve_length", row.sleeve_length),
        ];
        let asking = columns.into_iter().filter(|(_, word)| !word.is_empty());
        Self {
            category: row.category,
            gender: row.gender,
            catalog: row.catalog,
            confidence: row.confidence,
            material: Some(row.material).filter(|material| !material.is_empty()),
            said: asking.collect(),
        }
    }
}

impl Rule {
    /// How well it holds such an item, the least the best: how sure it is, that it asks for something at all, and how
    /// much of the item its material is. `None` where it asks for what the item does not say.
    fn rank(&self, materials: &[String], said: &[Described]) -> Option<(Confidence, bool, usize)> {
        let is_said = |(attribute, word): &(&str, String)| {
            let of_it = said.iter().find(|said| said.key == *attribute);
            of_it.is_some_and(|said| said.words.contains(word))
        };
        let place = match &self.material {
            Some(asked) => materials.iter().position(|material| material == asked)?,
            None => materials.len(),
        };
        let asks_nothing = self.material.is_none() && self.said.is_empty();
        self.said
            .iter()
            .all(is_said)
            .then_some((self.confidence, asks_nothing, place))
    }

    fn described(&self) -> Vec<Described> {
        let said = self.said.iter();
        said.map(|(attribute, word)| Described {
            key: (*attribute).to_owned(),
            words: vec![word.clone()],
        })
        .collect()
    }
}

static CATALOGS: LazyLock<Vec<Catalog>> = LazyLock::new(|| {
    table::rows(
        "vinted/catalogs",
        include_str!("../../../../data/vinted/catalogs.csv"),
    )
});

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    table::rows(
        "vinted/categories",
        include_str!("../../../../data/vinted/categories.csv"),
    )
});

/// All that we list in.
pub(in crate::channels::vinted) fn all() -> &'static [Catalog] {
    &CATALOGS
}

/// The catalog with Vinted's id, where it is one we list in.
pub fn find(id: i64) -> Option<&'static Catalog> {
    CATALOGS.iter().find(|catalog| catalog.id == id)
}

/// The catalog for a category in one gender's part of the tree: by what is made of such a material or described like
/// that, where Vinted has a place for it that fits as well, else the category's usual one.
pub fn holding(
    category: &str,
    tree: Gender,
    materials: &[String],
    said: &[Described],
) -> Option<(&'static Catalog, Confidence)> {
    let (_, rule) = RULES
        .iter()
        .filter(|rule| rule.category == category && rule.gender == tree)
        .filter_map(|rule| Some((rule.rank(materials, said)?, rule)))
        .min_by_key(|(rank, _)| *rank)?;
    Some((find(rule.catalog)?, rule.confidence))
}

/// What lies in a catalog.
pub(crate) struct Filing {
    pub(crate) category: &'static str,
    pub(crate) gender: Gender,
    /// What the catalog itself says of all in it.
    pub(crate) said: Vec<Described>,
}

/// By a rule for one of its materials, else by a rule that asks for nothing, else by one that asks for what items say
/// of themselves; the surest first.
pub(crate) fn filed_in(catalog: i64, materials: &[String]) -> Option<Filing> {
    let rank = |rule: &Rule| match (&rule.material, rule.said.is_empty()) {
        (_, false) => 2,
        (None, true) => 1,
        (Some(_), true) => 0,
    };
    let is_of_it = |material: &String| materials.contains(material);
    RULES
        .iter()
        .filter(|rule| rule.catalog == catalog && rule.material.as_ref().is_none_or(is_of_it))
        .min_by_key(|rule| (rank(rule), rule.confidence))
        .map(|rule| Filing {
            category: &rule.category,
            gender: rule.gender,
            said: rule.described(),
        })
}

fn yes_or_no<'de, D: Deserializer<'de>>(source: D) -> Result<bool, D::Error> {
    match String::deserialize(source)?.as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(D::Error::custom(format!("`{other}` is neither yes nor no"))),
    }
}

#[cfg(test)]
mod tests;
