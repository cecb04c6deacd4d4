//! What a channel takes of a sale, part by part. Knows neither cost nor profit.
//!
//! The usual fees are those of a private seller in France, and a beginning only: sites change them, and a seller's own
//! rules go before them. Vinted takes nothing, for its buyers pay. The sources, and which numbers nobody has confirmed, stand
//! in `data/pricing/README.md`.

use super::{amounts, cells};
use crate::catalogue::table;
use crate::channels::confidence::Confidence;
use serde::Deserialize;
use std::sync::LazyLock;
use stoflow_wire::money::Money;
use stoflow_wire::pricing::{Channel, Fee, FeeBasis, FeePart, FeeRule};

/// No part takes more than the whole: 100 %, in hundredths of a percent.
const WHOLE: u32 = 10_000;

#[derive(Deserialize)]
struct Row {
    channel: Channel,
    part: FeePart,
    #[serde(deserialize_with = "cells::percent")]
    percent: u32,
    basis: FeeBasis,
    #[serde(deserialize_with = "cells::cents")]
    fixed: i64,
    confidence: Confidence,
}

static ROWS: LazyLock<Vec<Row>> =
    LazyLock::new(|| table::rows("pricing/fees", include_str!("../../data/pricing/fees.csv")));

/// What a channel takes until the seller says otherwise.
pub fn usual(channel: Channel) -> Vec<FeeRule> {
    let rows = ROWS.iter().filter(|row| row.channel == channel);
    rows.map(|row| FeeRule {
        part: row.part,
        percent: row.percent,
        basis: row.basis,
        fixed: Money::euros_from_cents(row.fixed),
    })
    .collect()
}

/// Whether nobody has confirmed some part of what a channel takes.
pub fn is_guessed(channel: Channel) -> bool {
    let mut rows = ROWS.iter().filter(|row| row.channel == channel);
    rows.any(|row| row.confidence == Confidence::Guess)
}

/// What is taken of one sale; `charged` is the postage that the buyer pays to the seller. Each part is rounded by itself,
/// as the sites' invoices do.
pub fn of(price: Money, charged: Money, rules: &[FeeRule]) -> Vec<Fee> {
    let price = amounts::not_negative(price);
    let both = price.saturating_add(amounts::not_negative(charged));
    rules
        .iter()
        .map(|rule| {
            let basis = match rule.basis {
                FeeBasis::Price => price,
                FeeBasis::PriceAndPostage => both,
            };
            let share = amounts::percent(basis, rule.percent.min(WHOLE));
            let amount = share.saturating_add(amounts::not_negative(rule.fixed));
            Fee {
                part: rule.part,
                amount: Money::euros_from_cents(amount),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn taken(channel: Channel, price: i64, charged: i64) -> Vec<(FeePart, i64)> {
        let [price, charged] = [price, charged].map(Money::euros_from_cents);
        let fees = of(price, charged, &usual(channel)).into_iter();
        fees.map(|fee| (fee.part, fee.amount.minor)).collect()
    }

    #[test]
    fn a_part_stands_once_for_a_channel() {
        let mut seen = HashSet::new();
        assert!(ROWS.iter().all(|row| seen.insert((row.channel, row.part))));
        assert!(
            ROWS.iter()
                .all(|row| row.percent < WHOLE / 2 && row.fixed >= 0)
        );
    }

    #[test]
    fn vinted_takes_nothing_of_the_seller() {
        assert_eq!(taken(Channel::Vinted, 2000, 500), []);
        assert!(!is_guessed(Channel::Vinted) && is_guessed(Channel::Ebay));
    }

    /// eBay.fr's own example of its regulatory fee: 15 € and 5 € of postage cost 8 cents.
    #[test]
    fn ebay_takes_of_price_and_postage() {
        let fees = taken(Channel::Ebay, 1500, 500);
        assert!(fees.contains(&(FeePart::Regulatory, 8)));
        assert!(fees.contains(&(FeePart::Commission, 160 + 35)));
    }

    /// The published example: 50 and 10 of postage cost a transaction fee of 3.90, and 0.20 for the listing.
    #[test]
    fn etsy_takes_of_price_and_postage() {
        let fees = taken(Channel::Etsy, 5000, 1000);
        assert!(fees.contains(&(FeePart::Commission, 390)));
        assert!(fees.contains(&(FeePart::Listing, 20)));
    }

    proptest! {
        #[test]
        fn a_fee_is_never_negative_nor_more_than_all_of_it(
            price: i64, charged: i64, percent: u32, fixed: i64,
        ) {
            for basis in FeeBasis::ALL {
                let rule = FeeRule {
                    part: FeePart::Commission,
                    percent,
                    basis: *basis,
                    fixed: Money::euros_from_cents(fixed),
                };
                let [price, charged] = [price, charged].map(Money::euros_from_cents);
                let fees = of(price, charged, &[rule]);
                let amount = fees[0].amount.minor;
                prop_assert!((0..=3 * amounts::MOST).contains(&amount));
            }
        }
    }
}
