//! What an item may be worth and what is left of its sale, as far as its form says: what the editor shows beside the price.
//!
//! Prices are estimates and none of it is a promise. Says of each channel whether anybody has confirmed what it takes.

use crate::money::Money;
use crate::pricing::{Appraisal, Channel, Profit, Source};
use serde::{Deserialize, Serialize};

/// All of it, reckoned from one form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worth {
    /// `None` until the item has a category.
    pub appraisal: Option<Appraisal>,
    /// What the seller asks for; `None` while that cannot be read.
    pub asked: Option<Money>,
    /// At these prices nothing is lost, in the order of the channels; empty while the cost is unknown.
    pub least: Vec<ChannelPrice>,
    /// Of a sale at the price that a listing asks for there, in the order of the channels; empty without one.
    pub profits: Vec<ChannelProfit>,
}

/// A price on a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelPrice {
    pub channel: Channel,
    pub price: Money,
}

/// What is left of a sale on a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelProfit {
    pub channel: Channel,
    /// At the price of a listing there.
    pub profit: Profit,
    /// Whose rules made that price: without the seller's own it is the item's.
    pub priced_by: Source,
    /// What StoFlow would make of the item's price there.
    pub advised: Money,
    /// It is reckoned with something that nobody has confirmed.
    pub guessed: bool,
}
