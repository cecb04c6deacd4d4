//! What to ask on one channel: the seller's price times a coefficient, plus a sum, raised to a nice ending.
//!
//! A listing asks what the item costs until the seller has rules of their own: what the table says is advice. A price is
//! never lowered to its ending, so a minimum holds to the cent. The limits of the site come last, and only the seller's
//! minimum stands above them: a price no site takes is for the seller to see, not for us to lower. Knows no fee. Source:
//! facts `original-backend.md` sections 6.5 and 6.6, appendix E.

use super::{CEILING, amounts, cells};
use crate::catalogue::table;
use serde::Deserialize;
use std::sync::LazyLock;
use stoflow_wire::money::Money;
use stoflow_wire::pricing::{Channel, ChannelRules, Ending, PerMille};

/// A coefficient is at most × 10.
const COEFFICIENT_MOST: i32 = 10_000;

#[derive(Deserialize)]
struct Row {
    channel: Channel,
    #[serde(deserialize_with = "cells::per_mille")]
    coefficient: PerMille,
    #[serde(deserialize_with = "cells::cents")]
    added: i64,
    ending: Ending,
    #[serde(deserialize_with = "cells::cents")]
    least: i64,
    #[serde(deserialize_with = "cells::cents")]
    most: i64,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    table::rows(
        "pricing/channels",
        include_str!("../../data/pricing/channels.csv"),
    )
});

fn row(channel: Channel) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.channel == channel)
}

/// The rules that StoFlow would make the price by.
pub fn advised(channel: Channel) -> ChannelRules {
    let row = row(channel);
    ChannelRules {
        channel,
        coefficient: row.map_or(PerMille::WHOLE, |row| row.coefficient),
        added: Money::euros_from_cents(row.map_or(0, |row| row.added)),
        ending: row.map_or(Ending::AsItIs, |row| row.ending),
        minimum: None,
    }
}

/// The lowest and the highest price that the site takes.
pub fn limits(channel: Channel) -> (Money, Money) {
    let row = row(channel);
    let least = row.map_or(super::FLOOR, |row| row.least);
    let most = row.map_or(CEILING, |row| row.most);
    (
        Money::euros_from_cents(least),
        Money::euros_from_cents(most),
    )
}

/// What to ask on the channel for what costs `asked` in the shop. `minimum` is that of the item; the rules may have one
/// of the channel, and both hold.
pub fn price(asked: Money, minimum: Option<Money>, rules: &ChannelRules) -> Money {
    let floors = [minimum, rules.minimum].into_iter().flatten();
    let minimum = floors.map(amounts::cents).max().unwrap_or_default();
    let coefficient = PerMille(rules.coefficient.0.clamp(0, COEFFICIENT_MOST));
    let added = amounts::cents(rules.added).clamp(-amounts::MOST, amounts::MOST);
    let reckoned = amounts::times(amounts::not_negative(asked), &[coefficient]);
    let reckoned = reckoned.saturating_add(added).max(minimum).max(0);
    let (least, most) = limits(rules.channel);
    let price = ended(reckoned, rules.ending)
        .min(amounts::cents(most))
        .max(amounts::cents(least));
    Money::euros_from_cents(amounts::bounded(price, minimum))
}

/// What a listing on the channel asks for, of an item that costs `asked`. One that costs more than the site takes is left
/// for the seller to see.
pub fn listed(asked: Money, minimum: Option<Money>, own: Option<&ChannelRules>) -> Money {
    let sellable = own.filter(|rules| {
        let (_, most) = limits(rules.channel);
        amounts::cents(asked) <= amounts::cents(most)
    });
    sellable.map_or(asked, |rules| price(asked, minimum, rules))
}

/// What an item costs whose listing asks for `shown`: the way back from [`listed`]. Where no price leads there exactly, one
/// whose listing would ask for the next possible price above, so that writing it anew gives nothing away.
pub fn unlisted(shown: Money, own: Option<&ChannelRules>) -> Money {
    let Some(rules) = own else {
        return shown;
    };
    let asks = |cents| amounts::cents(price(Money::euros_from_cents(cents), None, rules));
    let wanted = amounts::cents(shown);
    // The first that asks for more; who asks more never gets less.
    let (mut fits, mut beyond) = (0, CEILING);
    if asks(fits) > wanted || asks(beyond) <= wanted {
        return shown;
    }
    while beyond - fits > 1 {
        let between = fits + (beyond - fits) / 2;
        if asks(between) <= wanted {
            fits = between;
        } else {
            beyond = between;
        }
    }
    let exact = asks(fits) == wanted;
    Money::euros_from_cents(if exact { fits.max(1) } else { beyond })
}

/// The next amount up with this ending; an amount that has it stays.
fn ended(cents: i64, ending: Ending) -> i64 {
    ending.cents().map_or(cents, |wanted| {
        cents.saturating_add((wanted - cents.rem_euclid(100)).rem_euclid(100))
    })
}

#[cfg(test)]
mod tests;
