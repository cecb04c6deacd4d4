//! What prices start from: a base for each group and tier, and what an admin or a seller knows better.
//!
//! The tables are compiled in; entries laid over them come from the caller, the later one before the earlier. The same
//! book gives the same base to everybody, whatever anybody typed before. Knows no item.

use super::{CEILING, FLOOR, amounts, brands, cells, weights};
use crate::catalogue::table;
use serde::Deserialize;
use std::sync::LazyLock;
use stoflow_wire::money::Money;
use stoflow_wire::pricing::{AdjustmentKind, BaseSource, BrandGroup, PerMille, Tier, Words};
use stoflow_wire::problem::{FieldProblem, Problem};

/// How much a condition may matter.
pub const SENSITIVITY_LEAST: i32 = 500;
pub const SENSITIVITY_MOST: i32 = 1500;
/// Words expected of one kind.
pub const EXPECTED_MOST: u32 = 10;

/// What is laid over the tables: the admin's entries first, then the seller's own.
#[derive(Clone, Debug, Default)]
pub struct Book {
    pub brand_groups: Vec<BrandGroup>,
    /// Brands, however they are written, that are dearer or cheaper than the table says.
    pub tiers: Vec<(String, Tier)>,
}

/// What the price of a thing starts from.
#[derive(Clone, Debug)]
pub(super) struct Basis {
    /// In cents, within the bounds of a price.
    pub(super) base: i64,
    pub(super) source: BaseSource,
    pub(super) sensitivity: PerMille,
    pub(super) expected: Words,
    /// Whether its cut says anything about its price.
    pub(super) judges_fit: bool,
}

#[derive(Deserialize)]
struct BaseRow {
    group: String,
    #[serde(deserialize_with = "cells::cents")]
    budget: i64,
    #[serde(deserialize_with = "cells::cents")]
    mainstream: i64,
    #[serde(deserialize_with = "cells::cents")]
    middle: i64,
    #[serde(deserialize_with = "cells::cents")]
    premium: i64,
    #[serde(deserialize_with = "cells::cents")]
    designer: i64,
    #[serde(deserialize_with = "cells::cents")]
    luxury: i64,
    #[serde(deserialize_with = "cells::yes")]
    judges_fit: bool,
}

impl BaseRow {
    fn base(&self, tier: Tier) -> i64 {
        match tier {
            Tier::Budget => self.budget,
            Tier::Mainstream => self.mainstream,
            Tier::Middle => self.middle,
            Tier::Premium => self.premium,
            Tier::Designer => self.designer,
            Tier::Luxury => self.luxury,
        }
    }
}

#[derive(Deserialize)]
struct TierRow {
    tier: Tier,
    #[serde(deserialize_with = "cells::per_mille")]
    sensitivity: PerMille,
    /// Where buyers think its things are made anyway.
    #[serde(deserialize_with = "cells::parted")]
    origins: Vec<String>,
}

static BASES: LazyLock<Vec<BaseRow>> = LazyLock::new(|| {
    table::rows(
        "pricing/base_prices",
        include_str!("../../data/pricing/base_prices.csv"),
    )
});

static TIERS: LazyLock<Vec<TierRow>> = LazyLock::new(|| {
    table::rows(
        "pricing/tiers",
        include_str!("../../data/pricing/tiers.csv"),
    )
});

/// The keys of all price groups, in the order of the table.
pub fn groups() -> impl Iterator<Item = &'static str> {
    BASES.iter().map(|row| row.group.as_str())
}

/// The tier of a brand, by the book and then by the table.
pub fn tier(book: &Book, brand: &str) -> Tier {
    let brand = brands::identity(brand);
    let told = book.tiers.iter().rev();
    told.filter(|(name, _)| !brand.is_empty() && brands::identity(name) == brand)
        .map(|(_, tier)| *tier)
        .next()
        .unwrap_or_else(|| brands::tier(&brand))
}

/// What is known of a brand's things of one group: an entry of the book, or what the tables say of its tier. `None` for
/// an unknown group. This is also what an admin's form starts from.
pub fn brand_group(book: &Book, brand: &str, group: &str) -> Option<BrandGroup> {
    if !groups().any(|known| known == group) {
        return None;
    }
    entry(book, brand, group).cloned().or_else(|| {
        let tier = tier(book, brand);
        let row = BASES.iter().find(|row| row.group == group)?;
        let kept = TIERS.iter().find(|row| row.tier == tier);
        Some(BrandGroup {
            brand: brand.to_owned(),
            group: group.to_owned(),
            base: Money::euros_from_cents(row.base(tier)),
            sensitivity: kept.map_or(PerMille::WHOLE, |row| row.sensitivity),
            expected: Words {
                origins: kept.map(|row| row.origins.clone()).unwrap_or_default(),
                ..Words::default()
            },
        })
    })
}

pub(super) fn basis(book: &Book, brand: &str, group: &str) -> Option<Basis> {
    let known = brand_group(book, brand, group)?;
    let row = BASES.iter().find(|row| row.group == group)?;
    let source = match entry(book, brand, group) {
        Some(_) => BaseSource::BrandGroup,
        None => BaseSource::Tier {
            tier: tier(book, brand),
        },
    };
    Some(Basis {
        base: amounts::cents(known.base).clamp(FLOOR, CEILING),
        source,
        sensitivity: known.sensitivity,
        expected: known.expected,
        judges_fit: row.judges_fit,
    })
}

fn entry<'book>(book: &'book Book, brand: &str, group: &str) -> Option<&'book BrandGroup> {
    let brand = brands::identity(brand);
    let mut entries = book.brand_groups.iter().rev();
    entries.find(|entry| entry.group == group && brands::identity(&entry.brand) == brand)
}

/// What is wrong with an entry before it is kept, by the fields of its form.
pub fn check(entry: &BrandGroup) -> Vec<FieldProblem> {
    let brand = brands::identity(&entry.brand)
        .is_empty()
        .then_some(("brand", Problem::Missing));
    let group = groups()
        .all(|known| known != entry.group)
        .then_some(("group", Problem::Unknown));
    let base = out_of(amounts::cents(entry.base), FLOOR, CEILING);
    let sensitivity = out_of(
        i64::from(entry.sensitivity.0),
        i64::from(SENSITIVITY_LEAST),
        i64::from(SENSITIVITY_MOST),
    );
    let plain = [
        brand,
        group,
        base.map(|problem| ("base", problem)),
        sensitivity.map(|problem| ("sensitivity", problem)),
    ];
    let words = AdjustmentKind::ALL
        .iter()
        .filter_map(|kind| Some((kind.name(), unfit(*kind, entry.expected.of(*kind))?)));
    let problems = plain.into_iter().flatten().chain(words);
    problems
        .map(|(field, problem)| FieldProblem::new(field, problem))
        .collect()
}

fn out_of(number: i64, min: i64, max: i64) -> Option<Problem> {
    match number {
        _ if number < min => Some(Problem::TooSmall { min }),
        _ if number > max => Some(Problem::TooLarge { max }),
        _ => None,
    }
}

fn unfit(kind: AdjustmentKind, words: &[String]) -> Option<Problem> {
    if words.iter().any(|word| !weights::is_known(kind, word)) {
        return Some(Problem::Unknown);
    }
    let fits = u32::try_from(words.len()).is_ok_and(|count| count <= EXPECTED_MOST);
    (!fits).then_some(Problem::TooMany { max: EXPECTED_MOST })
}

#[cfg(test)]
mod tests;
