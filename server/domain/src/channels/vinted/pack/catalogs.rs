//! Vinted's catalogs (its category leaves) and which of them holds an item.
//!
//! A rule may ask for more than category and gender: a material, and in the data already the cut, length and pattern
//! that items do not say yet. A rule that asks for what the item does not say is passed over.

use super::Confidence;
use crate::catalogue::{Gender, table};
use serde::{Deserialize, Deserializer, de::Error};
use std::sync::LazyLock;

/// The list of size ids a catalog takes (Vinted's size groups).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeTable {
    /// Group 4: letter, European and British number in one.
    Women,
    /// Group 53.
    Bras,
    /// Group 14: letters.
    Men,
    /// Groups 77 and 14: waists, or letters.
    MenTrousers,
    /// Groups 74 and 14: collars in centimetres, or letters.
    MenShirts,
    /// Groups 75 and 14: European numbers, or letters.
    MenSuits,
    /// Group 32: ages and letters.
    Children,
    /// Group 7.
    WomenShoes,
    /// Group 38.
    MenShoes,
    /// Group 31.
    ChildrenShoes,
    /// Group 60: centimetres around the head, or letters.
    Hats,
    /// Group 43: ages with the centimetres that go with them.
    ChildrenHats,
    /// Group 61: numbers or letters.
    Gloves,
    /// Group 64.
    WomenBelts,
    /// Group 63.
    MenBelts,
    /// Group 52: inner diameters.
    Rings,
    /// Group 62: bands of case widths.
    Watches,
}

impl SizeTable {
    /// Where to look when the table itself lacks a size.
    pub(super) fn fallback(self) -> Option<Self> {
        match self {
            Self::MenTrousers | Self::MenShirts | Self::MenSuits => Some(Self::Men),
            Self::Women
            | Self::Bras
            | Self::Men
            | Self::Children
            | Self::WomenShoes
            | Self::MenShoes
            | Self::ChildrenShoes
            | Self::Hats
            | Self::ChildrenHats
            | Self::Gloves
            | Self::WomenBelts
            | Self::MenBelts
            | Self::Rings
            | Self::Watches => None,
        }
    }
}

/// A leaf of Vinted's tree.
#[derive(Clone, Debug, Deserialize)]
pub struct Catalog {
    #[serde(rename = "catalog")]
    pub id: i64,
    /// The part of the tree it is in.
    pub tree: Gender,
    pub size_table: SizeTable,
    /// Vinted's `size_field_visibility`: an item is refused without a size.
    #[serde(deserialize_with = "yes_or_no")]
    pub needs_size: bool,
    /// Where a French seller finds it.
    pub path_fr: String,
}

/// What an item must be to go into a catalog. Empty columns ask nothing.
#[derive(Deserialize)]
struct Rule {
    category: String,
    gender: Gender,
    catalog: i64,
    confidence: Confidence,
    material: String,
    fit: String,
    length: String,
    rise: String,
    pattern: String,
    neckline: String,
    sleeve_length: String,
}

impl Rule {
    /// Columns that ask for something no product field says yet.
    fn asks_for_unsaid(&self) -> bool {
        [
            &self.fit,
            &self.length,
            &self.rise,
            &self.pattern,
            &self.neckline,
            &self.sleeve_length,
        ]
        .iter()
        .any(|column| !column.is_empty())
    }
}

static CATALOGS: LazyLock<Vec<Catalog>> = LazyLock::new(|| {
    table::rows(
        "vinted/catalogs",
        include_str!("../../../../data/vinted/catalogs.csv"),
    )
});

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    table::rows(
        "vinted/categories",
        include_str!("../../../../data/vinted/categories.csv"),
    )
});

/// The catalog with Vinted's id, where it is one we list in.
pub fn find(id: i64) -> Option<&'static Catalog> {
    CATALOGS.iter().find(|catalog| catalog.id == id)
}

/// The catalog for a category in one gender's part of the tree: by the first material that has a rule of its own,
/// else the category's usual one.
pub fn holding(
    category: &str,
    tree: Gender,
    materials: &[String],
) -> Option<(&'static Catalog, Confidence)> {
    let rules: Vec<&Rule> = RULES
        .iter()
        .filter(|rule| rule.category == category && rule.gender == tree)
        .filter(|rule| !rule.asks_for_unsaid())
        .collect();
    let asking = |material: &str| rules.iter().find(|rule| rule.material == material);
    let rule = materials
        .iter()
        .find_map(|material| asking(material))
        .or_else(|| asking(""))?;
    Some((find(rule.catalog)?, rule.confidence))
}

/// The category and gender of what lies in a catalog: by a rule for one of its materials, else by a rule that asks for
/// nothing, else by one that asks for what items do not say; the surest first.
pub(crate) fn filed_in(catalog: i64, materials: &[String]) -> Option<(&'static str, Gender)> {
    let rank = |rule: &Rule| {
        if rule.asks_for_unsaid() {
            2
        } else {
            u8::from(rule.material.is_empty())
        }
    };
    RULES
        .iter()
        .filter(|rule| rule.catalog == catalog)
        .filter(|rule| rule.material.is_empty() || materials.contains(&rule.material))
        .min_by_key(|rule| (rank(rule), rule.confidence))
        .map(|rule| (rule.category.as_str(), rule.gender))
}

fn yes_or_no<'de, D: Deserializer<'de>>(source: D) -> Result<bool, D::Error> {
    match String::deserialize(source)?.as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(D::Error::custom(format!("`{other}` is neither yes nor no"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use std::collections::HashSet;

    fn catalog(category: &str, tree: Gender, materials: &[&str]) -> Option<(i64, Confidence)> {
        let materials: Vec<String> = materials.iter().map(ToString::to_string).collect();
        holding(category, tree, &materials).map(|(catalog, sure)| (catalog.id, sure))
    }

    #[test]
    fn every_leaf_category_reaches_a_catalog_of_its_gender() {
        for category in catalogue::categories() {
            for gender in &category.genders {
                let found = holding(&category.key, *gender, &[]);
                assert!(
                    found.is_some_and(|(catalog, _)| catalog.tree == *gender),
                    "{} for {gender:?}",
                    category.key
                );
            }
        }
    }

    #[test]
    fn every_rule_names_words_of_ours_and_a_catalog_in_its_tree() {
        let mut seen = HashSet::new();
        for rule in RULES.iter() {
            let name = format!("{} for {:?}", rule.category, rule.gender);
            let leaf = catalogue::category(&rule.category);
            assert!(
                leaf.is_some_and(|leaf| leaf.genders.contains(&rule.gender)),
                "{name}"
            );
            assert!(
                rule.material.is_empty() || catalogue::material(&rule.material).is_some(),
                "{name}"
            );
            assert!(
                find(rule.catalog).is_some_and(|catalog| catalog.tree == rule.gender),
                "{name}"
            );
            let criteria = [
                &rule.material,
                &rule.fit,
                &rule.length,
                &rule.rise,
                &rule.pattern,
                &rule.neckline,
                &rule.sleeve_length,
            ];
            assert!(seen.insert((name.clone(), criteria)), "{name} twice");
        }
    }

    /// Whose sizes a table holds.
    fn is_of(size_table: SizeTable, tree: Gender) -> bool {
        let grown_up = matches!(tree, Gender::Women | Gender::Men);
        match size_table {
            SizeTable::Women | SizeTable::Bras | SizeTable::WomenShoes | SizeTable::WomenBelts => {
                tree == Gender::Women
            }
            SizeTable::Men
            | SizeTable::MenTrousers
            | SizeTable::MenShirts
            | SizeTable::MenSuits
            | SizeTable::MenShoes
            | SizeTable::MenBelts => tree == Gender::Men,
            SizeTable::Children | SizeTable::ChildrenShoes | SizeTable::ChildrenHats => {
                matches!(tree, Gender::Girls | Gender::Boys)
            }
            SizeTable::Hats | SizeTable::Gloves | SizeTable::Rings | SizeTable::Watches => grown_up,
        }
    }

    #[test]
    fn every_catalog_is_used_and_takes_sizes_of_its_tree() {
        let used: HashSet<i64> = RULES.iter().map(|rule| rule.catalog).collect();
        let mut seen = HashSet::new();
        for catalog in CATALOGS.iter() {
            assert!(used.contains(&catalog.id), "{} is unused", catalog.id);
            assert!(seen.insert(catalog.id), "{} twice", catalog.id);
            assert!(!catalog.path_fr.is_empty());
            assert!(is_of(catalog.size_table, catalog.tree), "{}", catalog.id);
        }
    }

    #[test]
    fn the_material_chooses_where_it_says_more() {
        let exact = |id| Some((id, Confidence::Exact));
        assert_eq!(catalog("jacket", Gender::Men, &["denim"]), exact(1224));
        assert_eq!(
            catalog("jacket", Gender::Men, &["cotton", "denim"]),
            exact(1224)
        );
        assert_eq!(
            catalog("jacket", Gender::Men, &["cotton"]),
            Some((2535, Confidence::Guess))
        );
        assert_eq!(catalog("skirt", Gender::Women, &["denim"]), exact(540));
        assert_eq!(catalog("shorts", Gender::Women, &["lace"]), exact(1101));
        assert_eq!(catalog("skirt", Gender::Men, &[]), None);
    }

    #[test]
    fn the_faults_of_the_original_are_mended() {
        let near = |id| Some((id, Confidence::Near));
        // It filed women's hoodies under men, and every top under peplum tops.
        assert_eq!(
            catalog("hoodie", Gender::Women, &[]),
            Some((196, Confidence::Exact))
        );
        assert_eq!(catalog("top", Gender::Women, &[]), near(228));
        // It had nothing for these.
        for (category, gender) in [
            ("cargo_pants", Gender::Men),
            ("tuxedo", Gender::Men),
            ("half_zip", Gender::Boys),
            ("bustier", Gender::Women),
            ("camisole", Gender::Girls),
            ("corset", Gender::Women),
            ("leggings", Gender::Men),
            ("pants", Gender::Girls),
        ] {
            assert!(catalog(category, gender, &[]).is_some(), "{category}");
        }
    }
}
