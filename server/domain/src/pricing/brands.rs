//! How dear a brand is second-hand, and when two texts name the same brand. Knows no price.

use crate::catalogue::folding::fold;
use crate::catalogue::{brands, table};
use serde::Deserialize;
use std::sync::LazyLock;
use stoflow_wire::pricing::Tier;

#[derive(Deserialize)]
struct Row {
    brand: String,
    tier: Tier,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    table::rows(
        "pricing/brands",
        include_str!("../../data/pricing/brands.csv"),
    )
});

/// What a brand is compared by: the catalogue's key, or the bare letters of a brand that no table knows. Empty for none.
pub(super) fn identity(text: &str) -> String {
    brands::named(text).map_or_else(|| fold(text).replace(' ', ""), |brand| brand.key.clone())
}

/// Of a brand by its [`identity`]. A thing of no brand is cheap, one of an unknown brand as dear as most.
pub(super) fn tier(identity: &str) -> Tier {
    if identity.is_empty() {
        return Tier::Budget;
    }
    let row = ROWS.iter().find(|row| row.brand == identity);
    row.map_or(Tier::Mainstream, |row| row.tier)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_brand_of_the_catalogue_has_a_tier_once() {
        let known: Vec<&str> = brands::all().map(|brand| brand.key.as_str()).collect();
        let tiered: Vec<&str> = ROWS.iter().map(|row| row.brand.as_str()).collect();
        assert_eq!(tiered, known);
    }

    #[test]
    fn a_brand_has_its_tier_however_it_is_written() {
        let cases = [
            ("SHEIN", Tier::Budget),
            ("Zara", Tier::Mainstream),
            ("levi's", Tier::Middle),
            ("Zadig et Voltaire", Tier::Premium),
            ("isabel marant", Tier::Designer),
            ("HERMES", Tier::Luxury),
            ("Maison Inconnue", Tier::Mainstream),
            ("", Tier::Budget),
            (" … ", Tier::Budget),
        ];
        for (text, expected) in cases {
            assert_eq!(tier(&identity(text)), expected, "{text}");
        }
    }

    #[test]
    fn an_unknown_brand_is_the_same_however_it_is_written() {
        assert_eq!(identity("Maison Inconnue"), identity("maison-inconnue "));
        assert_ne!(identity("Maison Inconnue"), identity("Maison Connue"));
    }
}
