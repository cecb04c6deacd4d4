//! What is known about the size of an item: which ones are usual, what it is called elsewhere, which one goes with the
//! lengths. All of it is offered to a seller, none of it is decided.

use serde::{Deserialize, Serialize};

/// For one item, in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fit {
    /// The sizes that things of this kind usually have, as they are written; empty while the kind is not known.
    pub usual: Vec<String>,
    /// All sizes that such a thing may have, the usual ones among them.
    pub possible: Vec<String>,
    /// What the item's size is called elsewhere; empty for what nobody translates.
    pub elsewhere: Vec<SizeThere>,
    /// The size that goes with what was measured, where the item does not say so already.
    pub suggested: Option<SuggestedSize>,
}

/// A size as it is told somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SizeThere {
    pub told_in: ToldIn,
    /// As it is written there: `10-12`, `W32`; for lengths a number of centimetres.
    pub size: String,
}

/// Whose numbers a size is told in, or what of the body its centimetres are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToldIn {
    Eu,
    Fr,
    Uk,
    Us,
    It,
    De,
    Waist,
    Leg,
    Foot,
    Height,
}

/// A size, and the length it was told by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedSize {
    /// As it is written in the field.
    pub size: String,
    /// Key of the measurement.
    pub measurement: String,
    /// What was measured there, flat.
    pub millimetres: u16,
}
