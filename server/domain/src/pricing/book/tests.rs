use super::*;
use crate::catalogue;
use crate::pricing::group;
use std::collections::HashSet;

fn told(brand: &str, group: &str, cents: i64) -> BrandGroup {
    BrandGroup {
        brand: brand.to_owned(),
        group: group.to_owned(),
        base: Money::euros_from_cents(cents),
        sensitivity: PerMille::WHOLE,
        expected: Words::default(),
    }
}

fn base(book: &Book, brand: &str, group: &str) -> (i64, BaseSource) {
    let basis = basis(book, brand, group).unwrap();
    (basis.base, basis.source)
}

#[test]
fn every_group_a_thing_can_be_in_has_a_base_and_none_is_idle() {
    let each = catalogue::materials().iter().map(|m| vec![m.key.clone()]);
    let materials: Vec<Vec<String>> = std::iter::once(Vec::new()).chain(each).collect();
    let leaves = catalogue::categories().iter().filter(|node| node.is_leaf());
    let reached: HashSet<String> = leaves
        .flat_map(|leaf| materials.iter().filter_map(|m| group::of(&leaf.key, m)))
        .collect();
    let known: HashSet<String> = groups().map(str::to_owned).collect();
    assert_eq!(reached, known);
    assert_eq!(known.len(), BASES.len(), "a group stands twice");
    assert_eq!(known.len(), 109);
}

#[test]
fn a_dearer_tier_is_never_cheaper_and_all_keep_to_the_bounds() {
    for row in BASES.iter() {
        let bases = Tier::ALL.iter().map(|tier| row.base(*tier));
        let bases: Vec<i64> = bases.collect();
        assert!(bases.is_sorted(), "{}", row.group);
        for base in bases {
            assert!((FLOOR..=CEILING).contains(&base), "{}", row.group);
        }
    }
}

#[test]
fn what_the_tables_say_would_pass_the_check() {
    let tiers: Vec<Tier> = TIERS.iter().map(|row| row.tier).collect();
    assert_eq!(tiers, Tier::ALL);
    let book = Book::default();
    for brand in catalogue::brands::all() {
        let entry = brand_group(&book, &brand.name, "jeans").unwrap();
        assert_eq!(check(&entry), [], "{}", brand.name);
    }
}

#[test]
fn an_entry_goes_before_the_table_and_a_later_one_before_an_earlier() {
    let tier = BaseSource::Tier { tier: Tier::Middle };
    let mut book = Book::default();
    let table = base(&book, "Levi's", "jeans");
    assert_eq!(table.1, tier);
    book.brand_groups.push(told("levis", "jeans", 4000));
    book.brand_groups.push(told("LEVI’S", "jeans", 4500));
    assert_eq!(
        base(&book, "Levi's", "jeans"),
        (4500, BaseSource::BrandGroup)
    );
    assert_eq!(base(&book, "Levi's", "shorts").1, tier);
    assert_eq!(base(&book, "Lee", "jeans").1, tier);
}

#[test]
fn a_brand_can_be_moved_to_another_tier() {
    let moved = |tier| ("Ma Marque".to_owned(), tier);
    let book = Book {
        tiers: vec![moved(Tier::Luxury), moved(Tier::Premium)],
        ..Book::default()
    };
    assert_eq!(tier(&book, "ma-marque"), Tier::Premium);
    assert_eq!(tier(&book, "Zara"), Tier::Mainstream);
    let nameless = Book {
        tiers: vec![(String::new(), Tier::Luxury)],
        ..Book::default()
    };
    assert_eq!(tier(&nameless, ""), Tier::Budget);
}

#[test]
fn an_entry_out_of_bounds_still_gives_a_sane_base() {
    for (cents, expected) in [(i64::MIN, FLOOR), (0, FLOOR), (i64::MAX, CEILING)] {
        let book = Book {
            brand_groups: vec![told("Zara", "jeans", cents)],
            ..Book::default()
        };
        assert_eq!(base(&book, "zara", "jeans").0, expected);
    }
}

#[test]
fn an_unknown_group_has_no_base() {
    let book = Book {
        brand_groups: vec![told("Zara", "spaceship", 1000)],
        ..Book::default()
    };
    assert!(basis(&book, "Zara", "spaceship").is_none());
}

#[test]
fn each_mistake_of_an_entry_is_told_by_its_field() {
    let mut entry = told(" ", "spaceship", 0);
    entry.sensitivity = PerMille(1501);
    entry.expected.origins = vec!["USA".to_owned()];
    entry.expected.decades = vec!["90s".to_owned(); 11];
    let problems = check(&entry);
    let told: Vec<(&str, &Problem)> = problems
        .iter()
        .map(|told| (told.field.as_str(), &told.problem))
        .collect();
    assert_eq!(
        told,
        [
            ("brand", &Problem::Missing),
            ("group", &Problem::Unknown),
            ("base", &Problem::TooSmall { min: FLOOR }),
            ("sensitivity", &Problem::TooLarge { max: 1500 }),
            ("origin", &Problem::Unknown),
            ("decade", &Problem::TooMany { max: 10 }),
        ]
    );
}
