//! What a channel takes of a sale, part by part. Knows neither cost nor profit.
//!
//! The usual fees are those of a private seller in France, and a beginning only: sites change them, and what a seller knows
//! of commission, payment and packaging goes before them. Vinted takes nothing, for its buyers pay. The sources, and which
//! numbers nobody has confirmed, stand in `data/pricing/README.md`.

use super::own::{OwnFees, Share};
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
    rows(channel).map(rule).collect()
}

/// What a sale costs this seller.
pub fn known(channel: Channel, own: Option<&OwnFees>) -> Vec<FeeRule> {
    let Some(own) = own else {
        return usual(channel);
    };
    let of = |part, share: Share| FeeRule {
        part,
        percent: share.percent,
        basis: basis(channel, part),
        fixed: share.fixed,
    };
    let packaging = Share {
        percent: 0,
        fixed: own.packaging,
    };
    let said = [
        of(FeePart::Commission, own.commission),
        of(FeePart::Payment, own.payment),
        of(FeePart::Packaging, packaging),
    ];
    said.into_iter().chain(besides(channel)).collect()
}

/// What is counted besides, whatever the seller says: nobody is asked for these parts.
pub fn besides(channel: Channel) -> Vec<FeeRule> {
    let left = rows(channel).filter(|row| !is_asked(row.part));
    left.map(rule).collect()
}

/// The estimate, as a seller would say it.
pub fn as_said(channel: Channel) -> OwnFees {
    let share = |part| {
        let row = rows(channel).find(|row| row.part == part);
        Share {
            percent: row.map_or(0, |row| row.percent),
            fixed: Money::euros_from_cents(row.map_or(0, |row| row.fixed)),
        }
    };
    OwnFees {
        commission: share(FeePart::Commission),
        payment: share(FeePart::Payment),
        packaging: share(FeePart::Packaging).fixed,
    }
}

/// Whether nobody has confirmed some part of what is counted.
pub fn is_guessed(channel: Channel, own: Option<&OwnFees>) -> bool {
    let mut counted = rows(channel).filter(|row| own.is_none() || !is_asked(row.part));
    counted.any(|row| row.confidence == Confidence::Guess)
}

fn rows(channel: Channel) -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(move |row| row.channel == channel)
}

fn rule(row: &Row) -> FeeRule {
    FeeRule {
        part: row.part,
        percent: row.percent,
        basis: row.basis,
        fixed: Money::euros_from_cents(row.fixed),
    }
}

/// Sellers know what a sale costs them, but not under which name of a site's.
fn is_asked(part: FeePart) -> bool {
    match part {
        FeePart::Commission | FeePart::Payment | FeePart::Packaging => true,
        FeePart::Listing | FeePart::Regulatory => false,
    }
}

/// What the site takes a part of.
fn basis(channel: Channel, part: FeePart) -> FeeBasis {
    let row = rows(channel).find(|row| row.part == part);
    row.map_or(FeeBasis::Price, |row| row.basis)
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
        assert!(!is_guessed(Channel::Vinted, None) && is_guessed(Channel::Ebay, None));
    }

    #[test]
    fn what_the_seller_knows_goes_before_the_estimate() {
        let own = OwnFees {
            commission: Share {
                percent: 500,
                fixed: Money::euros_from_cents(10),
            },
            payment: Share {
                percent: 0,
                fixed: Money::euros_from_cents(0),
            },
            packaging: Money::euros_from_cents(45),
        };
        let euros = Money::euros_from_cents;
        let fees = of(euros(2000), euros(0), &known(Channel::Ebay, Some(&own)));
        let fees: Vec<(FeePart, i64)> = fees
            .into_iter()
            .map(|fee| (fee.part, fee.amount.minor))
            .collect();
        let expected = [
            (FeePart::Commission, 110),
            (FeePart::Payment, 0),
            (FeePart::Packaging, 45),
            (FeePart::Regulatory, 8),
        ];
        assert_eq!(fees, expected);
        assert!(!is_guessed(Channel::Ebay, Some(&own)));
        // What nobody is asked for is a guess on Etsy.
        assert!(is_guessed(Channel::Etsy, Some(&own)));
    }

    #[test]
    fn the_estimate_in_a_sellers_words_costs_the_same() {
        for channel in Channel::ALL {
            let sum = |rules: &[FeeRule]| {
                let fees = of(
                    Money::euros_from_cents(2500),
                    Money::euros_from_cents(500),
                    rules,
                );
                fees.iter().map(|fee| fee.amount.minor).sum::<i64>()
            };
            let said = as_said(*channel);
            assert_eq!(sum(&known(*channel, Some(&said))), sum(&usual(*channel)));
        }
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
