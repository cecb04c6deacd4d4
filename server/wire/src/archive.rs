//! Listings that are gone from their marketplace, as they were.

use crate::ids::{ListingId, ProductId, SnapshotId};
use crate::money::Money;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Why a listing went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TakenDown {
    /// The seller took it off through StoFlow.
    Withdrawn,
    /// It was closed on the marketplace.
    Closed,
    /// It was taken away on the marketplace.
    Vanished,
}

impl TakenDown {
    pub const ALL: [Self; 3] = [Self::Withdrawn, Self::Closed, Self::Vanished];

    /// The text in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Closed => "closed",
            Self::Vanished => "vanished",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.name() == name)
    }
}

/// A listing that is gone, with all that was known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keepsake {
    pub id: SnapshotId,
    pub listing: ListingId,
    pub product: ProductId,
    /// What the item is called today.
    pub product_title: String,
    /// The item is archived or sold: listing it again makes another one.
    pub product_is_over: bool,
    pub title: String,
    pub description: String,
    pub price: Option<Money>,
    /// How many of its photos are kept.
    pub photos: u32,
    pub views: Option<i64>,
    pub favourites: Option<i64>,
    pub why: TakenDown,
    #[serde(with = "time::serde::rfc3339::option")]
    pub published_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339")]
    pub removed_at: OffsetDateTime,
}

/// A page of them, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepsakeList {
    /// At most 50.
    pub rows: Vec<Keepsake>,
    /// Asked for with the next page; `None` on the last.
    pub next: Option<SnapshotId>,
}
