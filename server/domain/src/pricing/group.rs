//! Which things are priced alike: a category, and for those where it matters the fabric that decides its price.
//!
//! The fabric is the dearest by rank, not by share: a jacket of cotton with leather sleeves is sold as leather. A thing of
//! an unknown fabric, or of one its category is not made of, counts as natural. Knows no brand and no price.

use super::cells;
use crate::catalogue::table;
use serde::Deserialize;
use serde::de::{Deserializer, IntoDeserializer};
use std::sync::LazyLock;

/// What decides the price of a thing, the first of those it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Fabric {
    Leather,
    /// Silk and what shines like it.
    Luxury,
    Denim,
    Wool,
    Natural,
    Technical,
    Synthetic,
}

impl Fabric {
    /// The end of a group's key.
    fn name(self) -> &'static str {
        match self {
            Self::Leather => "leather",
            Self::Luxury => "luxury",
            Self::Denim => "denim",
            Self::Wool => "wool",
            Self::Natural => "natural",
            Self::Technical => "technical",
            Self::Synthetic => "synthetic",
        }
    }
}

#[derive(Deserialize)]
struct CategoryRow {
    category: String,
    group: String,
    /// Those it is told apart by; none for a category of one price.
    #[serde(deserialize_with = "fabrics_of_list")]
    fabrics: Vec<Fabric>,
}

#[derive(Deserialize)]
struct MaterialRow {
    material: String,
    fabric: Fabric,
}

static CATEGORIES: LazyLock<Vec<CategoryRow>> = LazyLock::new(|| {
    table::rows(
        "pricing/groups",
        include_str!("../../data/pricing/groups.csv"),
    )
});

static MATERIALS: LazyLock<Vec<MaterialRow>> = LazyLock::new(|| {
    table::rows(
        "pricing/materials",
        include_str!("../../data/pricing/materials.csv"),
    )
});

/// The group of a thing; `None` for what is no category that items are filed under.
pub fn of(category: &str, materials: &[String]) -> Option<String> {
    let row = CATEGORIES.iter().find(|row| row.category == category)?;
    if row.fabrics.is_empty() {
        return Some(row.group.clone());
    }
    let decisive = materials.iter().filter_map(|key| fabric(key)).min();
    let fabric = decisive
        .filter(|fabric| row.fabrics.contains(fabric))
        .unwrap_or(Fabric::Natural);
    Some(format!("{}_{}", row.group, fabric.name()))
}

fn fabric(material: &str) -> Option<Fabric> {
    let row = MATERIALS.iter().find(|row| row.material == material)?;
    Some(row.fabric)
}

fn fabrics_of_list<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<Fabric>, D::Error> {
    cells::parted(source)?
        .iter()
        .map(|name| Fabric::deserialize(name.as_str().into_deserializer()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use proptest::prelude::*;
    use serde::de::value::{Error, StrDeserializer};

    fn group(category: &str, materials: &[&str]) -> Option<String> {
        let materials: Vec<String> = materials.iter().map(|key| (*key).to_owned()).collect();
        of(category, &materials)
    }

    #[test]
    fn the_published_groups_hold() {
        let cases: &[(&str, &[&str], &str)] = &[
            ("jeans", &[], "jeans"),
            ("jeans", &["leather"], "jeans"),
            ("bermuda", &["cotton"], "shorts"),
            ("poncho", &["wool"], "fashion_outerwear"),
            ("sports_leggings", &[], "leggings"),
            ("crop_top", &[], "t_shirt"),
            ("swimsuit", &[], "swimwear"),
            ("jacket", &["cotton", "leather"], "jacket_leather"),
            ("jacket", &["suede"], "jacket_leather"),
            ("jacket", &["faux_leather"], "jacket_synthetic"),
            ("jacket", &["nylon", "polyester"], "jacket_technical"),
            ("jacket", &["denim", "wool"], "jacket_denim"),
            ("chinos", &["cotton"], "pants_natural"),
            ("cargo_pants", &["cashmere"], "pants_wool"),
            ("culottes", &["denim"], "skirt_denim"),
            ("camisole", &["satin"], "blouse_luxury"),
            ("dress", &["viscose"], "dress_synthetic"),
        ];
        for (category, materials, expected) in cases {
            assert_eq!(group(category, materials).as_deref(), Some(*expected));
        }
    }

    #[test]
    fn without_a_fabric_that_fits_a_thing_counts_as_natural() {
        assert_eq!(group("coat", &["denim"]).as_deref(), Some("coat_natural"));
        assert_eq!(
            group("dress", &["leather"]).as_deref(),
            Some("dress_natural")
        );
        assert_eq!(
            group("coat", &["vibranium"]).as_deref(),
            Some("coat_natural")
        );
        assert_eq!(group("handbag", &[]).as_deref(), Some("bag_natural"));
    }

    #[test]
    fn every_category_and_every_material_is_in_its_table_once() {
        let leaves = catalogue::categories().iter().filter(|node| node.is_leaf());
        let leaves: Vec<&str> = leaves.map(|leaf| leaf.key.as_str()).collect();
        let grouped: Vec<&str> = CATEGORIES.iter().map(|row| row.category.as_str()).collect();
        assert_eq!(grouped, leaves);
        let known: Vec<&str> = catalogue::materials()
            .iter()
            .map(|m| m.key.as_str())
            .collect();
        let listed: Vec<&str> = MATERIALS.iter().map(|row| row.material.as_str()).collect();
        assert_eq!(listed, known);
        for row in CATEGORIES.iter().filter(|row| !row.fabrics.is_empty()) {
            assert!(row.fabrics.contains(&Fabric::Natural), "{}", row.category);
        }
        for node in ["clothing", "tops", "", "JEANS"] {
            assert_eq!(group(node, &["cotton"]), None, "{node}");
        }
    }

    #[test]
    fn a_fabric_is_spelt_as_it_is_read() {
        for row in MATERIALS.iter() {
            let name: StrDeserializer<'_, Error> = row.fabric.name().into_deserializer();
            assert_eq!(Fabric::deserialize(name), Ok(row.fabric));
        }
    }

    proptest! {
        #[test]
        fn the_order_of_the_materials_does_not_matter(
            materials in Just(catalogue::materials()).prop_flat_map(|known| {
                proptest::sample::subsequence(known.iter().map(|m| m.key.clone()).collect::<Vec<_>>(), 0..=3)
            }).prop_shuffle(),
            at in 0..126_usize,
        ) {
            let category = &CATEGORIES[at].category;
            let mut sorted = materials.clone();
            sorted.sort();
            prop_assert!(of(category, &materials).is_some());
            prop_assert_eq!(of(category, &materials), of(category, &sorted));
        }
    }
}
