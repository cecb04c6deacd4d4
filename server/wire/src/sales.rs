//! What the seller sold on vinted.fr: what the extension reads of it there, and what the dashboard shows.
//!
//! A sale is one transaction. Reading is all that happens here. Ids are Vinted's unless their type says otherwise. Source:
//! facts `marketplace-apis.md` section 4.3 ("Orders", "Ship"), `original-backend.md` appendices F.3 and F.4.

use crate::ids::{JobId, ProductId, SaleId};
use crate::money::Money;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// One page of what was sold, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesOrder {
    /// From 1.
    pub page: u32,
    /// At most 50.
    pub per_page: u32,
}

/// Some sales in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactionsOrder {
    /// At most 10, read one after the other.
    pub transaction_ids: Vec<i64>,
}

/// Where the label of a parcel can be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelOrder {
    pub shipment_id: i64,
}

/// One page as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesPage {
    pub page: u32,
    /// How many there are; 0 where nothing was ever sold.
    pub pages: u32,
    /// Entries without a transaction are left out.
    pub lines: Vec<SaleLine>,
}

/// A sale as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleLine {
    pub transaction_id: i64,
    pub conversation_id: Option<i64>,
    pub title: String,
    /// `None` in a currency we do not know.
    pub price: Option<Money>,
    pub standing: Standing,
    /// In the member's language.
    pub status: String,
    #[serde(with = "time::serde::rfc3339::option")]
    pub at: Option<OffsetDateTime>,
    pub thumb: Option<String>,
}

/// How Vinted says that a sale stands for its seller (`transaction_user_status`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    InProgress,
    NeedsAction,
    Waiting,
    Completed,
    Cancelled,
    Failed,
    /// A word that is not known here.
    Other,
}

impl Standing {
    pub const ALL: [Self; 7] = [
        Self::InProgress,
        Self::NeedsAction,
        Self::Waiting,
        Self::Completed,
        Self::Cancelled,
        Self::Failed,
        Self::Other,
    ];

    /// The text in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::InProgress => "in_progress",
            Self::NeedsAction => "needs_action",
            Self::Waiting => "waiting",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
            Self::Other => "other",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// One sale in full; `None` where it is not there any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundTransaction {
    pub transaction_id: i64,
    pub transaction: Option<Transaction>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// Newer than the list's; `None` where the site does not say it here.
    pub standing: Option<Standing>,
    /// Vinted's own number: 400 and more is over.
    pub status: Option<i64>,
    pub status_title: String,
    #[serde(with = "time::serde::rfc3339::option")]
    pub status_at: Option<OffsetDateTime>,
    pub conversation_id: Option<i64>,
    pub buyer: Option<Buyer>,
    /// What the buyer pays for the items.
    pub price: Option<Money>,
    pub buyer_protection: Option<Money>,
    pub service_fee: Option<Money>,
    pub shipment: Option<Shipment>,
    /// When the buyer paid: the time to ship begins.
    #[serde(with = "time::serde::rfc3339::option")]
    pub paid_at: Option<OffsetDateTime>,
    /// At most 20.
    pub items: Vec<SoldItem>,
}

/// No more of a buyer than the parcel needs: Vinted's label knows the rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    pub login: String,
    /// ISO 3166, such as `FR`; may be empty.
    pub country: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    pub id: i64,
    /// Vinted's own number: 200 and more is shipped, 400 and more delivered.
    pub status: Option<i64>,
    pub status_title: String,
    pub carrier: String,
    pub tracking: String,
    /// What the buyer pays for the parcel.
    pub price: Option<Money>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub shipped_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub delivered_at: Option<OffsetDateTime>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldItem {
    /// The listing it was sold from.
    pub vinted_id: i64,
    pub title: String,
    pub price: Option<Money>,
    pub thumb: Option<String>,
}

/// Where a label lies; `None` while Vinted has made none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundLabel {
    pub shipment_id: i64,
    pub url: Option<String>,
}

/// How far a sale is, in the seller's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaleState {
    ToShip,
    UnderWay,
    Delivered,
    Completed,
    /// Cancelled, refunded or failed.
    CalledOff,
}

impl SaleState {
    pub const ALL: [Self; 5] = [
        Self::ToShip,
        Self::UnderWay,
        Self::Delivered,
        Self::Completed,
        Self::CalledOff,
    ];

    /// The text in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::ToShip => "to_ship",
            Self::UnderWay => "under_way",
            Self::Delivered => "delivered",
            Self::Completed => "completed",
            Self::CalledOff => "called_off",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    pub fn is_finished(self) -> bool {
        matches!(self, Self::Completed | Self::CalledOff)
    }
}

/// Which sales to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaleShow {
    /// The most urgent first; all others show the newest first.
    #[default]
    ToShip,
    UnderWay,
    Finished,
    All,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SaleFilter {
    pub show: SaleShow,
    /// In the titles, the buyer's name and the tracking number.
    pub search: String,
    /// The last row of the page before.
    pub after: Option<SaleId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleList {
    /// At most 50.
    pub rows: Vec<SaleRow>,
    /// Put into [`SaleFilter::after`] for the next page; `None` on the last.
    pub next: Option<SaleId>,
    pub counts: SaleCounts,
    pub reading: SalesReading,
    /// Items of sales that were called off, as long as the seller has not said what becomes of them; at most 20.
    pub proposals: Vec<Proposal>,
}

/// The sale was called off: is the item in stock again?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub sale: SaleId,
    pub product: ProductId,
    /// The item's own.
    pub title: String,
    pub thumb: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleCounts {
    pub to_ship: i64,
    pub under_way: i64,
    pub finished: i64,
    /// To ship, with a parcel, and no label here yet.
    pub without_label: i64,
    /// Items of sales that were called off which wait for a word of the seller.
    pub to_answer: i64,
}

impl SaleCounts {
    pub fn all(self) -> i64 {
        self.to_ship + self.under_way + self.finished
    }
}

/// How fresh the sales are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesReading {
    /// The job that reads them now.
    pub running: Option<JobId>,
    /// When they were last read to their end.
    #[serde(with = "time::serde::rfc3339::option")]
    pub completed_at: Option<OffsetDateTime>,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleRow {
    pub id: SaleId,
    pub title: String,
    pub price: Option<Money>,
    pub thumb: Option<String>,
    pub buyer: String,
    pub state: SaleState,
    #[serde(with = "time::serde::rfc3339")]
    pub sold_at: OffsetDateTime,
    /// The end of the time Vinted gives.
    #[serde(with = "time::serde::rfc3339")]
    pub ship_by: OffsetDateTime,
    pub carrier: String,
    pub label: LabelState,
    pub packed: bool,
    /// How many; 0 before the sale was read in full.
    pub items: i64,
    /// How many of them are an item of the seller's.
    pub matched: i64,
}

/// What is known of a parcel's label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelState {
    /// Vinted has no parcel for it.
    None,
    /// Not here yet.
    ToFetch,
    /// It is being fetched.
    Coming,
    /// Here, and never printed.
    Here,
    Printed,
}

/// The seller's own item behind a sold one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldProduct {
    pub id: ProductId,
    pub title: String,
    pub sku: String,
    /// Where it lies.
    pub location: String,
}

/// What is to be taken from the shelves, in the order of the shelves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickList {
    /// At most 500.
    pub picks: Vec<Pick>,
    pub reading: SalesReading,
}

/// One thing to take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    pub sale: SaleId,
    pub title: String,
    pub thumb: Option<String>,
    pub buyer: String,
    #[serde(with = "time::serde::rfc3339")]
    pub ship_by: OffsetDateTime,
    pub packed: bool,
    /// `None` for a listing that is none of the seller's items here.
    pub product: Option<SoldProduct>,
}

/// What became of a wish for labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelsAsked {
    pub asked: u32,
    /// Here already, on their way, or without a parcel.
    pub passed_over: u32,
}
