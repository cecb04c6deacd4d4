//! What the words of the catalogue are worth: each origin, decade, trend, feature, cut and flaw has a coefficient.
//!
//! The coefficients stand in the catalogue's own files, those of flaws in `data/pricing`. A word without a coefficient
//! weighs nothing and is not shown. Knows neither item nor price.

use super::cells;
use crate::catalogue::attributes::Described;
use crate::catalogue::table;
use serde::Deserialize;
use std::cmp::Reverse;
use std::sync::LazyLock;
use stoflow_wire::pricing::{AdjustmentKind, PerMille, Weighed, Words};

#[derive(Deserialize)]
struct Row {
    key: String,
    #[serde(deserialize_with = "cells::per_mille")]
    coefficient: PerMille,
}

macro_rules! weights {
    ($($name:ident in $file:literal),+ $(,)?) => {$(
        static $name: LazyLock<Vec<Row>> = LazyLock::new(|| {
            table::rows($file, include_str!(concat!("../../data/", $file, ".csv")))
        });
    )+};
}

weights![
    ORIGINS in "catalogue/origins",
    DECADES in "catalogue/decades",
    TRENDS in "catalogue/trends",
    FEATURES in "catalogue/unique_features",
    FITS in "catalogue/fits",
    DETAILS in "pricing/condition_details",
];

fn rows(kind: AdjustmentKind) -> &'static [Row] {
    match kind {
        AdjustmentKind::Origin => &ORIGINS,
        AdjustmentKind::Decade => &DECADES,
        AdjustmentKind::Trend => &TRENDS,
        AdjustmentKind::Feature => &FEATURES,
        AdjustmentKind::Fit => &FITS,
        AdjustmentKind::Detail => &DETAILS,
    }
}

/// Those words that weigh something in this kind, each once, the dearest first.
pub(super) fn weighed(kind: AdjustmentKind, words: &[String]) -> Vec<Weighed> {
    let known = rows(kind).iter().filter(|row| words.contains(&row.key));
    let mut weighed: Vec<Weighed> = known
        .map(|row| Weighed {
            key: row.key.clone(),
            worth: row.coefficient,
        })
        .collect();
    weighed.sort_by_key(|word| Reverse(word.worth));
    weighed
}

/// Whether a word weighs anything in this kind, be it 0.
pub(super) fn is_known(kind: AdjustmentKind, word: &str) -> bool {
    rows(kind).iter().any(|row| row.key == word)
}

/// Of all that is said of an item, what a price depends on.
pub fn words(attributes: &[Described]) -> Words {
    let mut words = Words::default();
    for attribute in attributes {
        if let Some(kind) = AdjustmentKind::from_name(&attribute.key) {
            words.of_mut(kind).extend_from_slice(&attribute.words);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::attributes;

    fn worth(kind: AdjustmentKind, words: &[&str]) -> Vec<(String, i32)> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let weighed = weighed(kind, &words).into_iter();
        weighed.map(|word| (word.key, word.worth.0)).collect()
    }

    #[test]
    fn the_published_coefficients_hold() {
        let cases = [
            (AdjustmentKind::Origin, "japan", 200),
            (AdjustmentKind::Origin, "bangladesh", -100),
            (AdjustmentKind::Origin, "colombia", 0),
            (AdjustmentKind::Decade, "70s", 180),
            (AdjustmentKind::Decade, "2020s", 0),
            (AdjustmentKind::Trend, "gorpcore", 180),
            (AdjustmentKind::Trend, "downtown_girl", 0),
            (AdjustmentKind::Feature, "single_stitch", 200),
            (AdjustmentKind::Feature, "cuffed", 10),
            (AdjustmentKind::Fit, "skinny", -400),
            (AdjustmentKind::Fit, "baggy", 200),
            (AdjustmentKind::Detail, "moth_holes", -150),
        ];
        for (kind, word, thousandths) in cases {
            assert_eq!(worth(kind, &[word]), [(word.to_owned(), thousandths)]);
        }
    }

    #[test]
    fn the_tables_are_as_long_as_published() {
        let lengths = AdjustmentKind::ALL.iter().map(|kind| rows(*kind).len());
        assert_eq!(lengths.collect::<Vec<_>>(), [49, 8, 41, 65, 13, 37]);
    }

    #[test]
    fn each_kind_is_an_attribute_and_has_exactly_its_words() {
        for kind in AdjustmentKind::ALL {
            let attribute = attributes::find(kind.name()).unwrap();
            let said: Vec<&str> = attribute
                .words
                .iter()
                .map(|word| word.key.as_str())
                .collect();
            let weighed: Vec<&str> = rows(*kind).iter().map(|row| row.key.as_str()).collect();
            assert_eq!(weighed, said, "{kind:?}");
        }
    }

    #[test]
    fn the_dearest_comes_first_and_an_unknown_word_not_at_all() {
        let seen = worth(
            AdjustmentKind::Trend,
            &["punk", "Y2K", "techwear", "punk", "normcore"],
        );
        let keys: Vec<&str> = seen.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["techwear", "punk", "normcore"]);
    }

    #[test]
    fn what_is_said_of_an_item_is_sorted_by_kind() {
        let described = |key: &str, word: &str| Described {
            key: key.to_owned(),
            words: vec![word.to_owned()],
        };
        let words = words(&[
            described("neckline", "crew_neck"),
            described("unique_feature", "patchwork"),
            described("origin", "italy"),
        ]);
        let expected = Words {
            origins: vec!["italy".to_owned()],
            features: vec!["patchwork".to_owned()],
            ..Words::default()
        };
        assert_eq!(words, expected);
    }
}
