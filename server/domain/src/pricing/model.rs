//! The models that people ask for by name, and how much dearer or cheaper they are than the brand's other things.
//!
//! A model is known by its words inside what the seller typed: `Air Force 1 '07` is an Air Force 1. Knows no price.

use super::cells;
use crate::catalogue::folding::fold;
use crate::catalogue::table;
use serde::Deserialize;
use std::sync::LazyLock;
use stoflow_wire::pricing::PerMille;

#[derive(Debug, Deserialize)]
pub(super) struct Model {
    brand: String,
    #[serde(rename = "model")]
    name: String,
    #[serde(deserialize_with = "cells::parted")]
    aliases: Vec<String>,
    #[serde(deserialize_with = "cells::per_mille")]
    pub(super) coefficient: PerMille,
    /// What such a thing always has, so that nobody pays for it.
    #[serde(deserialize_with = "cells::parted")]
    pub(super) features: Vec<String>,
}

static ROWS: LazyLock<Vec<Model>> = LazyLock::new(|| {
    table::rows(
        "pricing/models",
        include_str!("../../data/pricing/models.csv"),
    )
});

/// The model of a brand that a text names, the one of most words; a brand by its identity.
pub(super) fn named(brand: &str, text: &str) -> Option<&'static Model> {
    let typed = spaced(text);
    let models = ROWS.iter().filter(|model| model.brand == brand);
    models
        .filter_map(|model| Some((model.longest_in(&typed)?, model)))
        .max_by_key(|(length, _)| *length)
        .map(|(_, model)| model)
}

impl Model {
    /// How long the longest of its names is that stands in the text.
    fn longest_in(&self, typed: &str) -> Option<usize> {
        let names = std::iter::once(&self.name).chain(&self.aliases);
        let said = names
            .map(|name| spaced(name))
            .filter(|name| typed.contains(name));
        said.map(|name| name.len()).max()
    }
}

/// With a blank at both ends, so that only whole words are found.
fn spaced(text: &str) -> String {
    format!(" {} ", fold(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::brands;
    use crate::pricing::weights;
    use stoflow_wire::pricing::AdjustmentKind;

    fn name(brand: &str, text: &str) -> Option<&'static str> {
        named(brand, text).map(|model| model.name.as_str())
    }

    #[test]
    fn a_model_is_known_by_whole_words() {
        assert_eq!(name("levis", "501"), Some("501"));
        assert_eq!(name("levis", "Jean 501 Original"), Some("501"));
        assert_eq!(name("nike", "Air Force 1 '07"), Some("air force 1"));
        assert_eq!(name("nike", "AF1"), Some("air force 1"));
        assert_eq!(name("nike", "Air Force 1, not Shox"), Some("air force 1"));
        assert_eq!(name("nike", "Shox, not Air Force 1"), Some("air force 1"));
        assert_eq!(name("levis", "5010"), None);
        assert_eq!(name("nike", "501"), None);
        assert_eq!(name("levis", ""), None);
        assert_eq!(name("", "501"), None);
    }

    #[test]
    fn the_table_names_known_brands_and_features_and_keeps_to_its_bounds() {
        for model in ROWS.iter() {
            assert!(
                brands::all().any(|brand| brand.key == model.brand),
                "{model:?}"
            );
            assert!((500..=3000).contains(&model.coefficient.0), "{model:?}");
            assert!(spaced(&model.name).len() > 2, "{model:?}");
            for feature in &model.features {
                assert!(
                    weights::is_known(AdjustmentKind::Feature, feature),
                    "{feature}"
                );
            }
            let twins = ROWS
                .iter()
                .filter(|other| (&other.brand, &other.name) == (&model.brand, &model.name));
            assert_eq!(twins.count(), 1, "{model:?}");
        }
    }
}
