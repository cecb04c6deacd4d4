//! By how much what is special about an item moves its price, and why.
//!
//! An effect is what the item's best word is worth less what buyers expect anyway. What nobody told is not held against
//! the item: without a word there is no effect. Flaws add up instead. Knows no price.

use super::weights;
use stoflow_wire::pricing::{Adjustment, AdjustmentKind, PerMille, Weighed, Words};

/// Features make a thing at most so much dearer or cheaper.
const FEATURES: i32 = 300;
/// Flaws take at most so much away, for the condition's note has counted them once; what makes up for them adds less.
const FLAWS: i32 = -400;
const CHARM: i32 = 150;
/// All together leave at least four tenths of a price, and at most double it.
const LEAST: i32 = -600;
const MOST: i32 = 1000;

/// The adjustment of one kind, with the words it was made of.
pub(super) fn of(kind: AdjustmentKind, told: &Words, expected: &Words) -> Adjustment {
    let seen = weights::weighed(kind, told.of(kind));
    let expected = weights::weighed(kind, expected.of(kind));
    Adjustment {
        kind,
        effect: effect(kind, &seen, &expected),
        seen,
        expected,
    }
}

/// Of all adjustments together.
pub(super) fn total(adjustments: &[Adjustment]) -> PerMille {
    let sum = adjustments
        .iter()
        .fold(0_i32, |sum, one| sum.saturating_add(one.effect.0));
    PerMille(sum.clamp(LEAST, MOST))
}

fn effect(kind: AdjustmentKind, seen: &[Weighed], expected: &[Weighed]) -> PerMille {
    let Some(best) = seen.first() else {
        return PerMille::default();
    };
    let usual = expected.first().map_or(0, |word| word.worth.0);
    let difference = best.worth.0.saturating_sub(usual);
    PerMille(match kind {
        AdjustmentKind::Origin
        | AdjustmentKind::Decade
        | AdjustmentKind::Trend
        | AdjustmentKind::Fit => difference,
        AdjustmentKind::Feature => difference.clamp(-FEATURES, FEATURES),
        AdjustmentKind::Detail => sum(seen).clamp(FLAWS, CHARM),
    })
}

fn sum(words: &[Weighed]) -> i32 {
    words
        .iter()
        .fold(0, |sum, word| sum.saturating_add(word.worth.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(kind: AdjustmentKind, list: &str) -> Words {
        let mut words = Words::default();
        *words.of_mut(kind) = list.split_whitespace().map(str::to_owned).collect();
        words
    }

    fn effect_of(kind: AdjustmentKind, told: &str, expected: &str) -> i32 {
        of(kind, &words(kind, told), &words(kind, expected))
            .effect
            .0
    }

    #[test]
    fn an_effect_is_what_is_seen_less_what_is_expected() {
        let cases = [
            (AdjustmentKind::Origin, "japan", "", 200),
            (AdjustmentKind::Origin, "japan", "usa italy", 0),
            (AdjustmentKind::Origin, "bangladesh", "italy", -280),
            (AdjustmentKind::Origin, "france", "bangladesh china", 230),
            (AdjustmentKind::Decade, "90s", "2000s", 30),
            (AdjustmentKind::Trend, "punk y2k", "", 120),
            (AdjustmentKind::Trend, "y2k", "techwear", -80),
            (AdjustmentKind::Feature, "single_stitch patchwork", "", 200),
            (AdjustmentKind::Fit, "skinny", "", -400),
            (AdjustmentKind::Fit, "regular", "skinny", 400),
        ];
        for (kind, told, expected, effect) in cases {
            assert_eq!(effect_of(kind, told, expected), effect, "{told} {expected}");
        }
    }

    #[test]
    fn what_nobody_told_or_nobody_knows_has_no_effect() {
        for kind in AdjustmentKind::ALL {
            assert_eq!(
                effect_of(*kind, "", "italy 90s techwear selvedge baggy torn"),
                0
            );
            assert_eq!(effect_of(*kind, "Atlantis USA 1990s", "italy 90s"), 0);
        }
    }

    #[test]
    fn flaws_add_up_within_bounds() {
        let kind = AdjustmentKind::Detail;
        assert_eq!(effect_of(kind, "pilling snag", ""), -100);
        assert_eq!(effect_of(kind, "pilling pilling", ""), -60);
        assert_eq!(effect_of(kind, "torn multiple_holes moth_holes", ""), FLAWS);
        assert_eq!(effect_of(kind, "deadstock pilling", ""), 40);
    }

    #[test]
    fn features_and_the_total_keep_to_their_bounds() {
        let worth = |key: &str, worth| Weighed {
            key: key.to_owned(),
            worth: PerMille(worth),
        };
        let dear = [worth("a", 900)];
        let usual = [worth("b", 5)];
        assert_eq!(effect(AdjustmentKind::Feature, &dear, &[]).0, FEATURES);
        assert_eq!(effect(AdjustmentKind::Feature, &usual, &dear).0, -FEATURES);
        let adjusted = |effect| Adjustment {
            kind: AdjustmentKind::Fit,
            effect: PerMille(effect),
            seen: Vec::new(),
            expected: Vec::new(),
        };
        assert_eq!(total(&[]).0, 0);
        assert_eq!(total(&[adjusted(-400), adjusted(-300)]).0, LEAST);
        assert_eq!(total(&[adjusted(i32::MAX), adjusted(i32::MAX)]).0, MOST);
        assert_eq!(total(&[adjusted(200), adjusted(-50)]).0, 150);
    }
}
