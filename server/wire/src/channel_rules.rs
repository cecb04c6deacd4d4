//! A seller's own rules for a channel: how its price is made of the item's, and what a sale there costs.
//!
//! What a seller leaves as StoFlow has it stays StoFlow's: the price of a listing is the item's, the fees are an estimate.
//! Holds no formula and no bound.

use crate::money::Money;
use crate::pricing::{Channel, FeeRule, Profit, Source};
use crate::problem::FieldProblem;
use serde::{Deserialize, Serialize};

/// The rules of one channel as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesForm {
    /// Name of a [`Channel`].
    pub channel: String,
    /// `1,10`, `110 %` or `+10 %`.
    pub coefficient: String,
    /// An amount, as are all without a percent in their name; empty for none.
    pub added: String,
    /// Name of a [`crate::pricing::Ending`].
    pub ending: String,
    pub minimum: String,
    pub commission_percent: String,
    pub commission_fixed: String,
    pub payment_percent: String,
    pub payment_fixed: String,
    /// What a sale costs besides.
    pub packaging: String,
}

/// What the rules come to for one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The item's own price.
    pub item: Money,
    /// Of a sale at the price that a listing asks for there, postage left out.
    pub profit: Profit,
    /// What StoFlow would ask for there.
    pub advised: Money,
}

/// A channel with all that holds there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelDesk {
    pub channel: Channel,
    /// What holds, written as it can be typed, with a point.
    pub form: RulesForm,
    pub price_by: Source,
    pub fees_by: Source,
    /// What is counted besides, whatever the seller says: parts nobody is asked for.
    pub besides: Vec<FeeRule>,
    /// Nobody has confirmed all of what is counted.
    pub guessed: bool,
}

/// What rules come to while they are typed: an example, or what is wrong with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesLook {
    pub example: Option<Example>,
    pub problems: Vec<FieldProblem>,
}
