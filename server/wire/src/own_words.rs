//! A seller's own words and what they said of a marketplace's, as their page, the form and the editor show them.

use crate::ids::OwnWordId;
use serde::{Deserialize, Serialize};

/// Of one shop, corrections included: every transaction that asks reads all of them.
pub const MOST: u32 = 500;

/// Characters of a word: no marketplace takes longer ones.
pub const LONGEST: u32 = 50;

/// What the keys of a seller's own words begin with; no word of the shared catalogues does.
pub const MARK: &str = "own_";

/// Whether a key is of a seller's own word.
pub fn is_own(key: &str) -> bool {
    key.starts_with(MARK)
}

/// A word that the shared catalogues do not have.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OwnWord {
    pub id: OwnWordId,
    /// As the form names it: `colours`, `attributes.pattern`.
    pub field: String,
    pub name: String,
    /// The shared word it is treated as, in the reader's language; empty for none.
    pub like: String,
    pub items: i64,
}

/// "For me, this is that there."
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Correction {
    pub id: OwnWordId,
    pub field: String,
    /// In the reader's language.
    pub ours: String,
    /// What StoFlow would make of it; empty for nothing.
    pub instead: String,
    /// Empty where the marketplace has no such value any more: the correction is passed over.
    pub theirs: String,
}

/// A field that takes words of a seller's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenField {
    pub field: String,
    /// In the reader's language.
    pub label: String,
}

/// All of a shop's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnWordsDesk {
    pub words: Vec<OwnWord>,
    pub corrections: Vec<Correction>,
    pub fields: Vec<OpenField>,
}

/// A word as the form chooses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coined {
    pub key: String,
    pub name: String,
}

/// How well a marketplace's value fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// The seller said so.
    Yours,
    /// The same thing.
    Exact,
    /// The closest thing there.
    Near,
    /// Worth a look by the seller.
    Guess,
    /// It goes as it is written.
    Text,
    /// There is nothing for it.
    Nothing,
}

/// What one thing that is said of an item is at a marketplace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    pub field: String,
    /// What a correction of it names.
    pub word: String,
    /// In the reader's language.
    pub ours: String,
    /// The marketplace's value; empty where it goes as text, or not at all.
    pub theirs: String,
    pub sureness: Sureness,
    /// The seller's own, where it is one.
    pub correction: Option<OwnWordId>,
}

/// A value of the marketplace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TheirValue {
    pub value: String,
    pub label: String,
}

/// What all that is said of an item is at a marketplace, and what one word of it may be instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understanding {
    pub title: String,
    pub said: Vec<Understood>,
    /// The values that the question is about, the nearest first.
    pub values: Vec<TheirValue>,
    /// There are more of them than are told.
    pub more: bool,
}

/// Which word the seller wants to be something else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wished {
    pub field: String,
    pub word: String,
    /// Parts of the value's name.
    pub search: String,
}
