//! How dear brands are second-hand, as an admin sees and changes it. Knows no price.

use crate::pricing::Tier;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Which brands are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BrandFilter {
    /// The beginning of a word of their names.
    pub search: String,
    /// Only those that are in another tier than the tables say.
    pub moved: bool,
    /// Key of the last brand of the page before.
    pub after: Option<String>,
}

/// A brand of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandRow {
    pub key: String,
    pub name: String,
    /// The one that holds.
    pub tier: Tier,
    /// The one of the tables.
    pub usual: Tier,
    /// The newest first.
    pub changes: Vec<TierChange>,
}

/// Somebody moved a brand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierChange {
    /// `None`: back to where the tables have it.
    pub tier: Option<Tier>,
    /// Address of the account; `None` where it is gone.
    pub by: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// A page of brands, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandPage {
    pub rows: Vec<BrandRow>,
    /// Key to go on after; `None` on the last page.
    pub next: Option<String>,
}
