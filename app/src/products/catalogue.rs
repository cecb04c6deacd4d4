//! The words of the form's lists, in the reader's language.

#[cfg(feature = "ssr")]
pub mod from_domain;

use serde::{Deserialize, Serialize};

/// A key with its word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    pub key: String,
    pub label: String,
}

/// Words that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub label: String,
    pub words: Vec<Word>,
}

/// A category with those below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    pub whole: Word,
    pub words: Vec<Word>,
}

/// A colour with its `#rrggbb`; `None` for many colours at once, and for one of the seller's own that is like none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColourWord {
    pub word: Word,
    pub hex: Option<String>,
}

/// A length with its word, and the categories whose garments have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    pub word: Word,
    pub categories: Vec<String>,
}

/// An attribute with its word, how many of its words may be chosen, and the categories that are asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    pub word: Word,
    pub most: u32,
    /// Whether a seller may add words of their own.
    pub open: bool,
    pub categories: Vec<String>,
    pub words: Vec<Word>,
}

/// Texts to pick from while typing; anything else may be typed as well.
pub type Suggestions = Vec<String>;

/// All lists of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    pub categories: Vec<Group>,
    pub genders: Vec<Word>,
    pub colours: Vec<ColourWord>,
    /// The best first; keys are 10 to 0.
    pub conditions: Vec<Word>,
    pub materials: Vec<Word>,
    pub attributes: Vec<Attribute>,
    pub measures: Vec<Measure>,
    /// Before anything is typed: the seller's own, then those that many trade.
    pub brands: Suggestions,
}
