//! Vinted's counterparts of our words: versioned data compiled in from `data/vinted`, and the questions asked of it.
//!
//! Knows words and ids, not items: `mapping` puts an item together. Sources and columns: `data/vinted/README.md`.

pub mod catalogs;
pub(super) mod values;

use crate::catalogue::table;
use crate::channels::confidence::Confidence;
use crate::products::parcel::Parcel;
use catalogs::SizeTable;
use serde::Deserialize;
use std::sync::LazyLock;

/// The day the data was last compared with its sources. Raise it with every change of the data.
pub const VERSION: &str = "2026-11-23";

/// Vinted's id for one of our words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counterpart {
    pub id: i64,
    pub confidence: Confidence,
}

#[derive(Deserialize)]
struct ColourRow {
    colour: String,
    vinted_id: i64,
    confidence: Confidence,
}

#[derive(Deserialize)]
struct ConditionRow {
    note: u8,
    status_id: i64,
    confidence: Confidence,
}

#[derive(Deserialize)]
struct MaterialRow {
    material: String,
    vinted_id: i64,
    confidence: Confidence,
}

#[derive(Deserialize)]
struct SizeRow {
    size_table: SizeTable,
    size: String,
    vinted_id: i64,
    confidence: Confidence,
}

#[derive(Deserialize)]
struct PackageRow {
    category: String,
    package_size_id: i64,
}

#[derive(Deserialize)]
struct BrandRow {
    brand: String,
    vinted_id: i64,
}

static COLOURS: LazyLock<Vec<ColourRow>> = LazyLock::new(|| {
    table::rows(
        "vinted/colours",
        include_str!("../../../data/vinted/colours.csv"),
    )
});

static CONDITIONS: LazyLock<Vec<ConditionRow>> = LazyLock::new(|| {
    table::rows(
        "vinted/conditions",
        include_str!("../../../data/vinted/conditions.csv"),
    )
});

static MATERIALS: LazyLock<Vec<MaterialRow>> = LazyLock::new(|| {
    table::rows(
        "vinted/materials",
        include_str!("../../../data/vinted/materials.csv"),
    )
});

static SIZES: LazyLock<Vec<SizeRow>> = LazyLock::new(|| {
    table::rows(
        "vinted/sizes",
        include_str!("../../../data/vinted/sizes.csv"),
    )
});

static PACKAGES: LazyLock<Vec<PackageRow>> = LazyLock::new(|| {
    table::rows(
        "vinted/packages",
        include_str!("../../../data/vinted/packages.csv"),
    )
});

static BRANDS: LazyLock<Vec<BrandRow>> = LazyLock::new(|| {
    table::rows(
        "vinted/brands",
        include_str!("../../../data/vinted/brands.csv"),
    )
});

/// Vinted's colour id for one of our colour keys.
pub fn colour(key: &str) -> Option<Counterpart> {
    let row = COLOURS.iter().find(|row| row.colour == key)?;
    Some(Counterpart {
        id: row.vinted_id,
        confidence: row.confidence,
    })
}

/// Vinted's `status_id` for a condition of 0–10: 6 new with tags, 1 new without, 2 very good, 3 good, 4 satisfactory.
pub fn condition(note: u8) -> Option<Counterpart> {
    let row = CONDITIONS.iter().find(|row| row.note == note)?;
    Some(Counterpart {
        id: row.status_id,
        confidence: row.confidence,
    })
}

/// Vinted's material id for one of our material keys; a few have none.
pub fn material(key: &str) -> Option<Counterpart> {
    let row = MATERIALS.iter().find(|row| row.material == key)?;
    Some(Counterpart {
        id: row.vinted_id,
        confidence: row.confidence,
    })
}

/// Vinted's size id for one of our size keys, in the table of a catalog or the one it falls back to.
pub fn size(size_table: SizeTable, key: &str) -> Option<Counterpart> {
    let row = std::iter::successors(Some(size_table), |size_table| size_table.fallback())
        .find_map(|size_table| {
            SIZES
                .iter()
                .find(|row| row.size_table == size_table && row.size == key)
        })?;
    Some(Counterpart {
        id: row.vinted_id,
        confidence: row.confidence,
    })
}

/// Vinted's brand id for one of our brand keys; most brands of the world have none here.
pub fn brand(key: &str) -> Option<i64> {
    BRANDS
        .iter()
        .find(|row| row.brand == key)
        .map(|row| row.vinted_id)
}

/// The colour key that fits one of Vinted's colour ids best.
pub(super) fn colour_of(id: i64) -> Option<&'static str> {
    COLOURS
        .iter()
        .filter(|row| row.vinted_id == id)
        .min_by_key(|row| row.confidence)
        .map(|row| row.colour.as_str())
}

/// The condition of 0–10 behind one of Vinted's `status_id`s: of those that are the same to Vinted the lowest, so
/// that nobody is promised more than Vinted said.
pub(super) fn condition_of(status_id: i64) -> Option<u8> {
    CONDITIONS
        .iter()
        .filter(|row| row.status_id == status_id)
        .min_by_key(|row| (row.confidence, row.note))
        .map(|row| row.note)
}

/// The material key that fits one of Vinted's material ids best.
pub(super) fn material_of(id: i64) -> Option<&'static str> {
    MATERIALS
        .iter()
        .filter(|row| row.vinted_id == id)
        .min_by_key(|row| row.confidence)
        .map(|row| row.material.as_str())
}

/// The size key that fits one of Vinted's size ids best, in the table of a catalog or the one it falls back to.
pub(super) fn size_of(size_table: SizeTable, id: i64) -> Option<&'static str> {
    std::iter::successors(Some(size_table), |size_table| size_table.fallback()).find_map(
        |size_table| {
            SIZES
                .iter()
                .filter(|row| row.size_table == size_table && row.vinted_id == id)
                .min_by_key(|row| row.confidence)
                .map(|row| row.size.as_str())
        },
    )
}

/// The brand key with one of Vinted's brand ids.
pub(super) fn brand_of(id: i64) -> Option<&'static str> {
    BRANDS
        .iter()
        .find(|row| row.vinted_id == id)
        .map(|row| row.brand.as_str())
}

/// Vinted's `package_size_id` of a parcel: 1 small (a large envelope), 2 medium (a shoe box), 3 large.
pub fn parcel(parcel: Parcel) -> i64 {
    match parcel {
        Parcel::Small => 1,
        Parcel::Medium => 2,
        Parcel::Large => 3,
    }
}

/// The parcel behind one of Vinted's ids; `None` for those of bulky things.
pub(super) fn parcel_of(id: i64) -> Option<Parcel> {
    Parcel::ALL
        .into_iter()
        .find(|candidate| parcel(*candidate) == id)
}

/// Up to these weights, in grams, a parcel may be small, and medium.
const SMALL_UP_TO: u16 = 500;
const MEDIUM_UP_TO: u16 = 1_000;

/// The parcel an item needs: what its category usually does, or the larger one that its weight does. Vinted leaves the
/// choice to the seller, so rules of thumb are all there is.
pub fn package(category: &str, weight_g: Option<u16>) -> Counterpart {
    let usual = usual_package(category);
    let needed = match weight_g {
        None | Some(..=SMALL_UP_TO) => Parcel::Small,
        Some(..=MEDIUM_UP_TO) => Parcel::Medium,
        Some(_) => Parcel::Large,
    };
    Counterpart {
        id: usual.id.max(parcel(needed)),
        ..usual
    }
}

fn usual_package(category: &str) -> Counterpart {
    const MEDIUM: Counterpart = Counterpart {
        id: 2,
        confidence: Confidence::Guess,
    };
    PACKAGES
        .iter()
        .find(|row| row.category == category)
        .map_or(MEDIUM, |row| Counterpart {
            id: row.package_size_id,
            confidence: Confidence::Near,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use std::collections::HashSet;

    #[test]
    fn every_colour_and_condition_has_a_counterpart() {
        for word in catalogue::colours() {
            assert!(colour(&word.key).is_some(), "{}", word.key);
        }
        for word in catalogue::conditions() {
            let id = condition(word.note).map(|found| found.id);
            assert!(
                matches!(id, Some(1 | 2 | 3 | 4 | 6)),
                "{}: {id:?}",
                word.note
            );
        }
        assert_eq!(condition(11), None);
    }

    #[test]
    fn materials_without_counterpart_are_known() {
        let without: Vec<&str> = catalogue::materials()
            .iter()
            .map(|word| word.key.as_str())
            .filter(|key| material(key).is_none())
            .collect();
        assert_eq!(without, ["hemp", "technical_fabric"]);
    }

    #[test]
    fn every_leaf_category_has_a_parcel() {
        for word in catalogue::categories().iter().filter(|word| word.is_leaf()) {
            let parcel = package(&word.key, None);
            assert!(matches!(parcel.id, 1..=3), "{}: {}", word.key, parcel.id);
            assert_eq!(parcel.confidence, Confidence::Near, "{}", word.key);
        }
    }

    #[test]
    fn a_heavy_item_needs_a_larger_parcel_and_a_light_one_no_smaller_one() {
        let cases = [
            ("t_shirt", None, 1),
            ("t_shirt", Some(500), 1),
            ("t_shirt", Some(501), 2),
            ("t_shirt", Some(1_001), 3),
            ("coat", Some(200), 3),
            ("jeans", Some(300), 2),
        ];
        for (category, weight, id) in cases {
            assert_eq!(package(category, weight).id, id, "{category} {weight:?}");
        }
        for size in Parcel::ALL {
            assert_eq!(parcel_of(parcel(size)), Some(size));
        }
        assert_eq!(parcel_of(5), None);
    }

    #[test]
    fn the_data_names_only_words_of_ours_and_each_once() {
        let mut seen = HashSet::new();
        for row in COLOURS.iter() {
            assert!(catalogue::colour(&row.colour).is_some(), "{}", row.colour);
            assert!(seen.insert(format!("colour {}", row.colour)));
        }
        for row in MATERIALS.iter() {
            assert!(
                catalogue::material(&row.material).is_some(),
                "{}",
                row.material
            );
            assert!(seen.insert(format!("material {}", row.material)));
        }
        for row in SIZES.iter() {
            assert!(catalogue::sizes::find(&row.size).is_some(), "{}", row.size);
            assert!(seen.insert(format!("size {:?} {}", row.size_table, row.size)));
        }
        for row in PACKAGES.iter() {
            assert!(
                catalogue::category(&row.category).is_some(),
                "{}",
                row.category
            );
            assert!(seen.insert(format!("package {}", row.category)));
        }
        let keys: HashSet<&str> = catalogue::brands::all()
            .map(|brand| brand.key.as_str())
            .collect();
        for row in BRANDS.iter() {
            assert!(keys.contains(row.brand.as_str()), "{}", row.brand);
            assert!(seen.insert(format!("brand {}", row.brand)));
        }
    }

    #[test]
    fn looks_sizes_up_in_the_table_of_the_garment() {
        let cases = [
            (SizeTable::Women, "s", 3, Confidence::Exact),
            (SizeTable::Women, "eu_38", 4, Confidence::Exact),
            (SizeTable::Women, "w28", 3, Confidence::Near),
            (SizeTable::Women, "w35", 7, Confidence::Near),
            (SizeTable::Men, "m", 208, Confidence::Exact),
            (SizeTable::Men, "w32", 208, Confidence::Guess),
            (SizeTable::MenTrousers, "w32", 1640, Confidence::Exact),
            (SizeTable::MenTrousers, "w37", 1644, Confidence::Near),
            (SizeTable::MenTrousers, "m", 208, Confidence::Exact),
            (SizeTable::MenSuits, "eu_50", 1596, Confidence::Exact),
            (SizeTable::MenShirts, "eu_40", 1532, Confidence::Near),
            (SizeTable::Children, "10_years", 629, Confidence::Exact),
            (SizeTable::Bras, "m", 1397, Confidence::Exact),
        ];
        for (size_table, key, id, confidence) in cases {
            assert_eq!(
                size(size_table, key),
                Some(Counterpart { id, confidence }),
                "{size_table:?} {key}"
            );
        }
        assert_eq!(size(SizeTable::Children, "w32"), None);
    }

    #[test]
    fn brands_carry_ids_that_are_known() {
        assert_eq!(brand("levis"), Some(10));
        assert_eq!(brand("nike"), Some(53));
        assert_eq!(brand("arcteryx"), Some(319_730));
        assert_eq!(brand("dr_martens"), None);
    }
}
