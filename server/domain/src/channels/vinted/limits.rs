//! The bounds Vinted sets to a listing, and the check of an item against them before anything is sent.
//!
//! Sources: facts `marketplace-apis.md` section 4.3 (title, description, colours, materials) and
//! `original-backend.md` section 9.5 (price, photos); the shortest title is section 5's (the Pro API's items).

use super::mapping::{self, ItemFacts};
use super::text;
use crate::wording::plain;
use stoflow_wire::gap::{Gap, GapField, GapReason};
use stoflow_wire::money::{Currency, Money};

/// Characters of a title, counted in UTF-16 units as a browser counts: never more lenient than Vinted.
pub const MIN_TITLE: usize = 5;
pub const MAX_TITLE: usize = 100;
/// Characters of a description, counted the same way.
pub const MAX_DESCRIPTION: usize = 2000;
/// 1 €.
pub const MIN_PRICE: Money = Money {
    minor: 100,
    currency: Currency::Eur,
};
/// 30 000 €.
pub const MAX_PRICE: Money = Money {
    minor: 3_000_000,
    currency: Currency::Eur,
};
pub const MAX_PHOTOS: usize = 20;
pub const MAX_COLOURS: usize = 2;
pub const MAX_MATERIALS: usize = 3;

/// Everything that keeps an item from being published on Vinted; empty means ready. Long texts and surplus colours
/// are no gaps: they are cut when the listing is made.
pub fn readiness(item: &ItemFacts<'_>, photo_count: usize, price: Option<Money>) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = [photo_gap(photo_count), title_gap(item), price_gap(price)]
        .into_iter()
        .flatten()
        .collect();
    gaps.extend(mapping::map(item).err().into_iter().flatten());
    gaps
}

fn photo_gap(count: usize) -> Option<Gap> {
    let reason = match count {
        0 => GapReason::Missing,
        1..=MAX_PHOTOS => return None,
        _ => GapReason::TooMany,
    };
    Some(Gap {
        field: GapField::Photos,
        reason,
    })
}

/// A title is made from the facts where the seller wrote none, so it lacks only where there are next to no facts.
fn title_gap(item: &ItemFacts<'_>) -> Option<Gap> {
    (plain::length(&text::title(item)) < MIN_TITLE).then_some(Gap {
        field: GapField::Title,
        reason: GapReason::Missing,
    })
}

fn price_gap(price: Option<Money>) -> Option<Gap> {
    let reason = match price.map(|price| price.minor) {
        None => GapReason::Missing,
        Some(minor) if minor < MIN_PRICE.minor => GapReason::TooLow,
        Some(minor) if minor > MAX_PRICE.minor => GapReason::TooHigh,
        Some(_) => return None,
    };
    Some(Gap {
        field: GapField::Price,
        reason,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Gender;

    fn dress(colours: &[String]) -> ItemFacts<'_> {
        ItemFacts {
            category: "dress",
            gender: Some(Gender::Women),
            brand: "Sézane",
            size: "38",
            colours,
            condition: Some(9),
            ..ItemFacts::default()
        }
    }

    #[test]
    fn a_complete_item_is_ready() {
        let colours = ["red".to_owned()];
        let item = dress(&colours);
        for (photos, price) in [(1, Some(100)), (20, Some(3_000_000))] {
            let price = price.map(Money::euros_from_cents);
            assert_eq!(readiness(&item, photos, price), []);
        }
    }

    #[test]
    fn each_bound_is_told() {
        let colours = ["red".to_owned()];
        let item = dress(&colours);
        let cases = [
            (0, Some(500), GapField::Photos, GapReason::Missing),
            (21, Some(500), GapField::Photos, GapReason::TooMany),
            (1, None, GapField::Price, GapReason::Missing),
            (1, Some(99), GapField::Price, GapReason::TooLow),
            (1, Some(3_000_001), GapField::Price, GapReason::TooHigh),
        ];
        for (photos, price, field, reason) in cases {
            let price = price.map(Money::euros_from_cents);
            assert_eq!(readiness(&item, photos, price), [Gap { field, reason }]);
        }
    }

    #[test]
    fn an_empty_item_lacks_everything_but_description_and_material() {
        let fields: Vec<GapField> = readiness(&ItemFacts::default(), 0, None)
            .into_iter()
            .map(|gap| gap.field)
            .collect();
        assert_eq!(
            fields,
            [
                GapField::Photos,
                GapField::Title,
                GapField::Price,
                GapField::Category,
                GapField::Gender,
                GapField::Brand,
                GapField::Size,
                GapField::Colours,
                GapField::Condition,
            ]
        );
    }
}
