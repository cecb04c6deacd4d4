//! Vinted's catalogs (its category leaves) and which of them holds an item.
//!
//! A rule may ask for more than category and gender: a material, a cut, a length, a pattern, a neckline. A rule that asks
//! for what the item does not say is passed over.

use super::Confidence;
use crate::catalogue::attributes::Described;
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

/// What an item must be to go into a catalog.
#[derive(Deserialize)]
#[serde(from = "Row")]
struct Rule {
    category: String,
    gender: Gender,
    catalog: i64,
    confidence: Confidence,
    /// One of its materials, where the rule is about one.
    material: Option<String>,
    /// What has to be said of it, attribute by attribute.
    said: Vec<(&'static str, String)>,
}

/// A rule as its line has it: empty columns ask nothing.
#[derive(Deserialize)]
struct Row {
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

impl From<Row> for Rule {
    fn from(row: Row) -> Self {
        let columns = [
            ("fit", row.fit),
            ("length", row.length),
            ("rise", row.rise),
            ("pattern", row.pattern),
            ("neckline", row.neckline),
            ("sleeve_length", row.sleeve_length),
        ];
        let asking = columns.into_iter().filter(|(_, word)| !word.is_empty());
        Self {
            category: row.category,
            gender: row.gender,
            catalog: row.catalog,
            confidence: row.confidence,
            material: Some(row.material).filter(|material| !material.is_empty()),
            said: asking.collect(),
        }
    }
}

impl Rule {
    /// How well it holds such an item, the least the best: how sure it is, that it asks for something at all, and how
    /// much of the item its material is. `None` where it asks for what the item does not say.
    fn rank(&self, materials: &[String], said: &[Described]) -> Option<(Confidence, bool, usize)> {
        let is_said = |(attribute, word): &(&str, String)| {
            let of_it = said.iter().find(|said| said.key == *attribute);
            of_it.is_some_and(|said| said.words.contains(word))
        };
        let place = match &self.material {
            Some(asked) => materials.iter().position(|material| material == asked)?,
            None => materials.len(),
        };
        let asks_nothing = self.material.is_none() && self.said.is_empty();
        self.said
            .iter()
            .all(is_said)
            .then_some((self.confidence, asks_nothing, place))
    }

    fn described(&self) -> Vec<Described> {
        let said = self.said.iter();
        said.map(|(attribute, word)| Described {
            key: (*attribute).to_owned(),
            words: vec![word.clone()],
        })
        .collect()
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

/// The catalog for a category in one gender's part of the tree: by what is made of such a material or described like
/// that, where Vinted has a place for it that fits as well, else the category's usual one.
pub fn holding(
    category: &str,
    tree: Gender,
    materials: &[String],
    said: &[Described],
) -> Option<(&'static Catalog, Confidence)> {
    let (_, rule) = RULES
        .iter()
        .filter(|rule| rule.category == category && rule.gender == tree)
        .filter_map(|rule| Some((rule.rank(materials, said)?, rule)))
        .min_by_key(|(rank, _)| *rank)?;
    Some((find(rule.catalog)?, rule.confidence))
}

/// What lies in a catalog.
pub(crate) struct Filing {
    pub(crate) category: &'static str,
    pub(crate) gender: Gender,
    /// What the catalog itself says of all in it.
    pub(crate) said: Vec<Described>,
}

/// By a rule for one of its materials, else by a rule that asks for nothing, else by one that asks for what items say
/// of themselves; the surest first.
pub(crate) fn filed_in(catalog: i64, materials: &[String]) -> Option<Filing> {
    let rank = |rule: &Rule| match (&rule.material, rule.said.is_empty()) {
        (_, false) => 2,
        (None, true) => 1,
        (Some(_), true) => 0,
    };
    let is_of_it = |material: &String| materials.contains(material);
    RULES
        .iter()
        .filter(|rule| rule.catalog == catalog && rule.material.as_ref().is_none_or(is_of_it))
        .min_by_key(|rule| (rank(rule), rule.confidence))
        .map(|rule| Filing {
            category: &rule.category,
            gender: rule.gender,
            said: rule.described(),
        })
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
    use crate::catalogue::{self, attributes};
    use std::collections::HashSet;

    fn catalog(category: &str, tree: Gender, materials: &[&str]) -> Option<(i64, Confidence)> {
        let materials: Vec<String> = materials.iter().map(ToString::to_string).collect();
        holding(category, tree, &materials, &[]).map(|(catalog, sure)| (catalog.id, sure))
    }

    #[test]
    fn every_leaf_category_reaches_a_catalog_of_its_gender() {
        for category in catalogue::categories() {
            for gender in &category.genders {
                let found = holding(&category.key, *gender, &[], &[]);
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
            let material = rule.material.as_deref();
            assert!(
                material.is_none_or(|key| catalogue::material(key).is_some()),
                "{name}"
            );
            for (attribute, word) in &rule.said {
                let attribute = attributes::find(attribute).unwrap();
                assert!(attribute.word(word).is_some(), "{name}: {word}");
                assert!(
                    leaf.is_some_and(|leaf| attribute.fits(leaf)),
                    "{name} is not asked for its {}",
                    attribute.key
                );
            }
            assert!(
                find(rule.catalog).is_some_and(|catalog| catalog.tree == rule.gender),
                "{name}"
            );
            let criteria = (&rule.material, &rule.said);
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
    fn what_is_said_of_it_chooses_where_vinted_has_as_sure_a_place() {
        let described = |category, tree, attribute: &str, word: &str| {
            let said = [Described {
                key: attribute.to_owned(),
                words: vec![word.to_owned()],
            }];
            holding(category, tree, &[], &said).map(|(catalog, _)| catalog.id)
        };
        let women = Gender::Women;
        assert_eq!(described("sweater", women, "neckline", "v_neck"), Some(190));
        assert_eq!(described("sweater", women, "length", "long"), Some(192));
        assert_eq!(
            described("shirt", Gender::Men, "pattern", "striped"),
            Some(1805)
        );
        // Shirts for women have a place of their own, which fits better than the T-shirts with short sleeves.
        assert_eq!(
            described("blouse", women, "sleeve_length", "short_sleeve"),
            Some(1043)
        );
        assert_eq!(
            described("sweater", women, "neckline", "boat_neck"),
            described("sweater", women, "", "")
        );
        let filed = filed_in(190, &[]).unwrap();
        assert_eq!((filed.category, filed.gender), ("sweater", women));
        assert_eq!(filed.said[0].words, ["v_neck"]);
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
