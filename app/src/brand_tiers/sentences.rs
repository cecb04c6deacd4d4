//! Tiers and their changes in words.

use crate::say;
use crate::words::{Locale, dates};
use stoflow_wire::brand_tiers::TierChange;
use stoflow_wire::pricing::Tier;

pub fn tier(l: Locale, tier: Tier) -> &'static str {
    match tier {
        Tier::Budget => say!(l, brand_tiers.tier_budget),
        Tier::Mainstream => say!(l, brand_tiers.tier_mainstream),
        Tier::Middle => say!(l, brand_tiers.tier_middle),
        Tier::Premium => say!(l, brand_tiers.tier_premium),
        Tier::Designer => say!(l, brand_tiers.tier_designer),
        Tier::Luxury => say!(l, brand_tiers.tier_luxury),
    }
}

/// `Luxe, par admin@exemple.fr, 23 nov. 2026 à 14:05`
pub fn change(l: Locale, change: &TierChange) -> String {
    let to = match change.tier {
        Some(to) => tier(l, to),
        None => say!(l, brand_tiers.back),
    };
    let by = change.by.as_deref();
    let by = by.unwrap_or_else(|| say!(l, brand_tiers.gone));
    let at = dates::exact(l, change.at);
    say!(l, brand_tiers.change, tier = to, by = by, at = at)
}
