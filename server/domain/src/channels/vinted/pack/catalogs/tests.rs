//! Every rule against the words and catalogs it names, and which of them holds what.

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

#[test]
fn a_size_table_is_found_by_its_key() {
    for catalog in CATALOGS.iter() {
        let table = catalog.size_table;
        assert_eq!(SizeTable::from_key(table.key()), Some(table));
    }
    assert_eq!(SizeTable::from_key("giants"), None);
}
