//! What an item lacks before a marketplace can take it: the dashboard's readiness list.

use serde::{Deserialize, Serialize};

/// One thing to complete. `field` names the editor's control to jump to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    pub field: GapField,
    pub reason: GapReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapField {
    Photos,
    Title,
    Description,
    Price,
    Quantity,
    Category,
    Gender,
    Brand,
    Size,
    Colours,
    Condition,
    Materials,
    /// The account's e-mail address is not confirmed yet.
    Email,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapReason {
    Missing,
    /// The marketplace has no counterpart for this value.
    NoCounterpart,
    TooLong,
    TooLow,
    TooHigh,
    TooMany,
}
