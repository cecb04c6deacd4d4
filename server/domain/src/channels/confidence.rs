//! How well a marketplace's word fits one of ours.
//!
//! Every pack says it of every counterpart. Knows no marketplace.

use serde::Deserialize;

/// The best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The same thing.
    Exact,
    /// The closest thing the marketplace has.
    Near,
    /// Right more often than anything else; worth a look by the seller.
    Guess,
}
