//! What a seller knows of a channel, as it is passed in; what they leave open is StoFlow's.

use super::profit::{self, Sale};
use super::{fees, rules};
use stoflow_wire::money::Money;
use stoflow_wire::pricing::{Channel, ChannelRules, Profit, Source};

/// A seller's word on one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Own {
    pub channel: Channel,
    /// `None`: a listing asks what the item costs.
    pub price: Option<ChannelRules>,
    /// `None`: the estimate holds.
    pub fees: Option<OwnFees>,
}

impl Own {
    /// Of a seller who said nothing.
    pub fn nothing(channel: Channel) -> Self {
        Self {
            channel,
            price: None,
            fees: None,
        }
    }

    /// What the seller said of this channel, if anything.
    pub fn on(all: &[Self], channel: Channel) -> Self {
        let mut all = all.iter().copied();
        all.find(|own| own.channel == channel)
            .unwrap_or_else(|| Self::nothing(channel))
    }

    /// What a listing asks for of an item that costs `asked`.
    pub fn listed(&self, asked: Money, minimum: Option<Money>) -> Money {
        rules::listed(asked, minimum, self.price.as_ref())
    }

    /// What is left of an item that costs `asked`, sold at what a listing asks for. Postage is the buyer's, and passes
    /// through.
    pub fn sold(&self, asked: Money, minimum: Option<Money>, cost: Option<Money>) -> Profit {
        let nothing = Money::euros_from_cents(0);
        let sale = Sale {
            price: self.listed(asked, minimum),
            charged: nothing,
            cost,
            postage: nothing,
        };
        profit::of(&sale, &fees::known(self.channel, self.fees.as_ref()))
    }

    pub fn price_by(&self) -> Source {
        self.price.map_or(Source::Estimate, |_| Source::Seller)
    }

    pub fn fees_by(&self) -> Source {
        self.fees.map_or(Source::Estimate, |_| Source::Seller)
    }
}

/// What a sale costs, as the seller knows it. All of it goes before the estimate of the same parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnFees {
    pub commission: Share,
    pub payment: Share,
    /// Bag, box, label: for each sale.
    pub packaging: Money,
}

/// A share of a sale and a sum for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Hundredths of a percent.
    pub percent: u32,
    pub fixed: Money,
}
