//! Receipts: that an item which was sold is gone everywhere else, since when, and how long that took.

use crate::ids::{JobId, ListingId, PhotoId, ProductId, SaleId};
use crate::jobs::Trouble;
use crate::platform::Platform;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Who says that an item is sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoldBy {
    Seller,
    Vinted,
}

impl SoldBy {
    /// The text in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Seller => "seller",
            Self::Vinted => "vinted",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Seller, Self::Vinted]
            .into_iter()
            .find(|by| by.name() == name)
    }
}

/// What became of a word that an item was sold elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldElsewhere {
    /// Pieces that are left; with some left nothing is taken off.
    pub left: i32,
    /// Listings that are on their way off.
    pub leaving: u32,
}

/// The receipt of a product that is sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// When it was known here; `None` where that was before receipts were kept.
    #[serde(with = "time::serde::rfc3339::option")]
    pub sold_at: Option<OffsetDateTime>,
    pub by: Option<SoldBy>,
    /// The sale on Vinted, where one is known.
    pub sale: Option<SaleOfIt>,
    /// Each listing it had when it was sold, the oldest first.
    pub lines: Vec<ReceiptLine>,
    /// Nothing has left yet: the seller may take their word back.
    pub may_undo: bool,
}

/// The sale that sold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleOfIt {
    pub id: SaleId,
    /// When the buyer bought it there.
    #[serde(with = "time::serde::rfc3339")]
    pub bought_at: OffsetDateTime,
    /// It was called off, and the seller has not said what becomes of the item.
    pub called_off: bool,
}

/// One listing on its way off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLine {
    pub listing: ListingId,
    pub platform: Platform,
    pub leave: Leave,
    #[serde(with = "time::serde::rfc3339::option")]
    pub asked_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub gone_at: Option<OffsetDateTime>,
    /// The newest job that takes it off.
    pub job: Option<JobId>,
    /// What keeps it.
    pub trouble: Option<Trouble>,
}

/// How far a listing is on its way off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leave {
    /// It was sold there: nothing had to be taken off.
    SoldThere,
    /// It is being taken off, or waits for that.
    Leaving,
    Gone,
    /// Taking it off did not succeed: a buyer may still see it.
    Stays,
}

/// All receipts, in numbers and one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipts {
    /// Listings that were taken off because their item was sold.
    pub gone: i64,
    /// Such listings that are still there.
    pub waiting: i64,
    /// Half of them, and 99 of 100, were gone within so many seconds; `None` where none is.
    pub half_s: Option<i64>,
    pub nearly_all_s: Option<i64>,
    /// The newest first, at most 50.
    pub rows: Vec<ReceiptRow>,
}

/// One sold product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptRow {
    pub product: ProductId,
    pub title: String,
    pub cover: Option<PhotoId>,
    #[serde(with = "time::serde::rfc3339")]
    pub sold_at: OffsetDateTime,
    pub by: SoldBy,
    /// Listings that had to be taken off, and how many of them are gone.
    pub listings: i64,
    pub gone: i64,
    /// From the word of the sale to the last one gone; `None` while one is there, or where there was none.
    pub took_s: Option<i64>,
}
