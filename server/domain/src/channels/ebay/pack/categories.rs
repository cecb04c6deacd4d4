//! The leaves of each site's tree and which of them holds an item.
//!
//! A row may ask for more than category and gender: a baby's or a child's size, a heel. A row that asks for what the item
//! does not say is passed over. Where the captured tree has no place the row says why instead.

pub mod backwards;

use super::{Age, Mapped};
use crate::catalogue::attributes::Described;
use crate::catalogue::sizes::Size;
use crate::catalogue::{Gender, table};
use crate::channels::confidence::Confidence;
use crate::channels::ebay::site::Site;
use serde::Deserialize;
use std::cmp::Reverse;
use std::sync::LazyLock;

/// What else of an item decides where it goes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    pub size: Option<&'a Size>,
    pub said: &'a [Described],
}

/// Whose part of a tree a leaf is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Women,
    Men,
    Girls,
    Boys,
    /// Of children, for whichever gender.
    Kids,
    Baby,
    Anyone,
}

/// A leaf of a site's tree that something of ours goes into.
#[derive(Clone, Debug, Deserialize)]
pub struct Leaf {
    #[serde(rename = "leaf")]
    pub id: u32,
    pub part: Part,
    /// Where a seller of the site finds it.
    pub path: String,
}

/// Where things of a category go, or why nowhere. Empty criteria ask nothing.
#[derive(Deserialize)]
struct Row {
    category: String,
    gender: Gender,
    ebay_category_id: Option<u32>,
    confidence: Option<Confidence>,
    age: Option<Age>,
    heel_height: Option<String>,
    why: String,
}

impl Row {
    /// How much of the item it asks for; `None` where the item does not say it.
    fn asks(&self, facts: &Facts<'_>) -> Option<usize> {
        let age = facts.size.and_then(Age::of);
        let has_heel = |height: &String| {
            facts
                .said
                .iter()
                .any(|said| said.key == "heel_height" && said.words.contains(height))
        };
        let fits = self.age.is_none_or(|asked| age == Some(asked))
            && self.heel_height.as_ref().is_none_or(has_heel);
        let asked = usize::from(self.age.is_some()) + usize::from(self.heel_height.is_some());
        fits.then_some(asked)
    }

    fn is_usual(&self) -> bool {
        self.age.is_none() && self.heel_height.is_none()
    }
}

table_of_each_site!(categories: Row);
table_of_each_site!(leaves: Leaf);

/// The leaf with that id, where it is one we list in.
pub fn find(site: Site, id: u32) -> Option<&'static Leaf> {
    leaves(site).iter().find(|leaf| leaf.id == id)
}

/// The leaf that holds a thing of this category: of the rows for its wearer the one that asks for most of what is said.
/// `None` where the site has none, see [`why_not`].
pub fn category(site: Site, key: &str, gender: Gender, facts: &Facts<'_>) -> Option<Mapped<u32>> {
    wearers(gender, facts.size.and_then(Age::of))
        .iter()
        .find_map(|wearer| {
            let found = mapped(fullest(site, key, *wearer, facts)?)?;
            Some(if *wearer == gender {
                found
            } else {
                // Somebody else's part of the tree is never the same thing.
                Mapped {
                    confidence: found.confidence.max(Confidence::Near),
                    ..found
                }
            })
        })
}

/// Why things of a category reach no leaf; `None` where they do and for what is no category of this gender.
pub fn why_not(site: Site, key: &str, gender: Gender) -> Option<&'static str> {
    let row = categories(site)
        .iter()
        .find(|row| row.category == key && row.gender == gender && row.is_usual())?;
    row.ebay_category_id.is_none().then_some(row.why.as_str())
}

fn mapped(row: &Row) -> Option<Mapped<u32>> {
    Some(Mapped {
        value: row.ebay_category_id?,
        confidence: row.confidence?,
    })
}

fn fullest(site: Site, key: &str, wearer: Gender, facts: &Facts<'_>) -> Option<&'static Row> {
    categories(site)
        .iter()
        .filter(|row| row.category == key && row.gender == wearer)
        .filter_map(|row| Some((row.asks(facts)?, row)))
        .min_by_key(|(asked, row)| (Reverse(*asked), row.confidence))
        .map(|(_, row)| row)
}

/// The parts of the tree to look in, in this order. eBay has a part for everybody for children only; what grown-ups of
/// both genders wear goes to men, as on Vinted.
fn wearers(gender: Gender, age: Option<Age>) -> &'static [Gender] {
    match (gender, age) {
        (Gender::Unisex, Some(Age::Baby)) => &[Gender::Boys, Gender::Girls],
        (Gender::Unisex, Some(Age::Child)) => &[Gender::Unisex, Gender::Boys, Gender::Girls],
        (Gender::Unisex, None) => &[Gender::Men, Gender::Women, Gender::Boys, Gender::Girls],
        (Gender::Women, _) => &[Gender::Women],
        (Gender::Men, _) => &[Gender::Men],
        (Gender::Girls, _) => &[Gender::Girls],
        (Gender::Boys, _) => &[Gender::Boys],
    }
}

#[cfg(test)]
mod tests;
