//! Many jobs asked for with one click: how far they are, and what was left out.

use crate::gap::Gap;
use crate::ids::{BatchId, ProductId};
use crate::money::Money;
use crate::platform::JobKind;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Many jobs that were asked for at once, and how far they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchView {
    pub id: BatchId,
    pub kind: JobKind,
    pub of: u32,
    pub completed: u32,
    pub failed: u32,
    pub cancelled: u32,
    /// About how long the rest will take; `None` while too little is known.
    pub remaining_s: Option<u32>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

/// What became of a wish to do something with many items.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchReport {
    /// `None` where nothing could be asked for.
    pub batch: Option<BatchId>,
    pub asked: u32,
    /// Of those to be taken off: young ones, and ones that people saved.
    #[serde(default)]
    pub early: u32,
    /// Items that are not ready, or at it already.
    pub left_out: Vec<LeftOut>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub product: ProductId,
    pub title: String,
    pub why: LeftOutWhy,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum LeftOutWhy {
    NotReady {
        gaps: Vec<Gap>,
    },
    /// A job is at it, or it is online already.
    UnderWay,
    /// The listing is as the item is: there is nothing to update.
    UpToDate,
    /// The wardrobe does not show it as on sale: reserved, hidden, or not read yet.
    NotOnSale,
    /// Online for fewer days than the seller wants before a relisting.
    TooYoung {
        days: u32,
        least: u32,
    },
    /// So many people saved it that the seller lets it stay.
    Loved {
        favourites: i64,
    },
    /// Archived, sold, not online, or gone.
    OutOfPlace,
    /// It would cost less than the seller's minimum for it.
    BelowMinimum {
        minimum: Money,
        would: Money,
    },
    /// Nothing would be left of its price.
    BelowZero,
    /// It would cost more than any price here.
    TooDear {
        most: Money,
    },
    /// It is as it would be.
    Unchanged,
    /// It was typed and never saved.
    NeverSaved,
    /// Somebody saved it since.
    ChangedSince,
    /// A marketplace may be showing it: it has to be taken off there first.
    StillListed,
    /// Another item has its reference by now.
    SkuTaken {
        sku: String,
    },
    /// A listing of it has left already, with its views and favourites, or is just leaving.
    LeftAlready,
}
