//! One sale with all that is known of it: what was in it, its money, what happened when.

use crate::ids::{ConversationId, SaleId};
use crate::money::Money;
use crate::sales::{SaleRow, SaleState, SoldProduct};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// One sale with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleDetail {
    pub sale: SaleRow,
    pub conversation_id: Option<i64>,
    /// The conversation with the buyer, where it was read here.
    pub talk: Option<ConversationId>,
    /// It was called off, and the seller has not said what becomes of what was in it.
    pub to_answer: bool,
    /// An item of it was also said to be sold elsewhere: one of two buyers gets none.
    pub sold_twice: bool,
    /// Vinted's own words for how it stands.
    pub status: String,
    pub country: String,
    pub items: Vec<SaleItemView>,
    pub amounts: Amounts,
    pub tracking: String,
    pub moments: Moments,
}

/// An item of a sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleItemView {
    pub vinted_id: i64,
    pub title: String,
    pub price: Option<Money>,
    pub thumb: Option<String>,
    /// The listing's page on Vinted.
    pub url: String,
    /// `None` for a listing that is none of the seller's items here.
    pub product: Option<SoldProduct>,
}

/// The money of a sale. The buyer pays all of it, the seller gets the price or what the wallet says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    pub price: Option<Money>,
    pub buyer_protection: Option<Money>,
    pub service_fee: Option<Money>,
    pub postage: Option<Money>,
    /// What the wallet was paid, once its line was read.
    pub revenue: Option<Money>,
}

/// What happened when; `None` for what has not, or is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moments {
    #[serde(with = "time::serde::rfc3339::option")]
    pub paid_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub label_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub printed_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub packed_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub shipped_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub delivered_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub ended_at: Option<OffsetDateTime>,
    /// When the money came into the wallet.
    #[serde(with = "time::serde::rfc3339::option")]
    pub invoiced_at: Option<OffsetDateTime>,
}

/// The sale that a conversation led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleCard {
    pub id: SaleId,
    pub state: SaleState,
    #[serde(with = "time::serde::rfc3339")]
    pub sold_at: OffsetDateTime,
}
