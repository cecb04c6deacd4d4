//! How a shop does on vinted.fr: numbers of today, a line per day, and the listings that stand out.

use crate::ids::ProductId;
use crate::money::Money;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// When the wardrobe was last read to its end; all numbers are of then.
    #[serde(with = "time::serde::rfc3339::option")]
    pub read_at: Option<OffsetDateTime>,
    /// At most 90, the oldest first; days on which the wardrobe was not read are left out.
    pub days: Vec<WardrobeDay>,
    /// On sale and saved most often, at most 10.
    pub loved: Vec<Standout>,
    /// On sale for two months and more and saved by nobody, the least looked at first, at most 10.
    pub asleep: Vec<Standout>,
}

/// How the wardrobe stood when it was last read on a day of Paris.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardrobeDay {
    pub day: Date,
    pub on_sale: i64,
    /// Of what is on sale, at its price.
    pub value: Money,
    /// Of what is on sale.
    pub views: i64,
    pub favourites: i64,
    /// Since the wardrobe is known.
    pub sold: i64,
}

/// A listing that stands out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standout {
    pub vinted_id: i64,
    pub title: String,
    pub url: String,
    pub price: Option<Money>,
    pub views: i64,
    pub favourites: i64,
    pub days_online: i64,
    /// The item it is the listing of.
    pub product: Option<ProductId>,
}
