//! What an item may be worth: three prices, and every number they were made of.
//!
//! `base × model × condition × (1 + adjustments)`; quick is 75 % of it, premium 130 %, each rounded once. What is not
//! told changes nothing. Knows no channel: what to ask there is [`super::rules`].

use super::book::{self, Book};
use super::{FLOOR, adjustments, amounts, brands, condition, group, model};
use stoflow_wire::money::Money;
use stoflow_wire::pricing::{AdjustmentKind, Appraisal, PerMille, Words};

const QUICK: PerMille = PerMille(750);
const PREMIUM: PerMille = PerMille(1300);

/// What a price depends on, in the words of the catalogue. Everything but the category may be left out.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// However it is written.
    pub brand: String,
    pub category: String,
    pub materials: Vec<String>,
    /// However it is written; a title will do.
    pub model: String,
    /// 0–10, 10 is new with tags.
    pub condition: Option<u8>,
    pub told: Words,
    /// The seller sells for no less.
    pub minimum: Option<Money>,
}

/// The prices of an item; `None` without a category that items are filed under.
pub fn of(item: &Item, book: &Book) -> Option<Appraisal> {
    let group = group::of(&item.category, &item.materials)?;
    let basis = book::basis(book, &item.brand, &group)?;
    let named = model::named(&brands::identity(&item.brand), &item.model);
    let mut expected = basis.expected;
    expected
        .features
        .extend(named.iter().flat_map(|model| model.features.clone()));
    let adjustments: Vec<_> = AdjustmentKind::ALL
        .iter()
        .filter(|kind| basis.judges_fit || **kind != AdjustmentKind::Fit)
        .map(|kind| adjustments::of(*kind, &item.told, &expected))
        .collect();
    let total = adjustments::total(&adjustments);
    let model = named.map_or(PerMille::WHOLE, |model| model.coefficient);
    let condition = condition::coefficient(item.condition, basis.sensitivity);
    let floor = amounts::bounded(FLOOR, item.minimum.map_or(FLOOR, amounts::cents));
    let adjusted = PerMille(PerMille::WHOLE.0.saturating_add(total.0));
    let priced = |of: PerMille| {
        let price = amounts::times(basis.base, &[model, condition, adjusted, of]);
        Money::euros_from_cents(amounts::bounded(price, floor))
    };
    Some(Appraisal {
        quick: priced(QUICK),
        standard: priced(PerMille::WHOLE),
        premium: priced(PREMIUM),
        group,
        base: Money::euros_from_cents(basis.base),
        source: basis.source,
        model,
        condition,
        adjustments,
        total,
        floor: Money::euros_from_cents(floor),
    })
}

#[cfg(test)]
mod tests;
