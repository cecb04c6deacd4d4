//! Sizes of every kind of thing, and tables that name nothing there is not.

use super::*;
use crate::catalogue::{categories, measurements};
use std::collections::HashSet;
use stoflow_wire::fit::{SizeThere, SuggestedSize};

/// Category, gender, lengths as typed, and the size that is suggested.
type Case = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    Option<&'static str>,
);

fn form(category: &str, gender: &str, size: &str, lengths: &[(&str, &str)]) -> ProductForm {
    let lengths = lengths.iter();
    ProductForm {
        category: category.to_owned(),
        gender: gender.to_owned(),
        size: size.to_owned(),
        measurements: lengths
            .map(|(key, typed)| ((*key).to_owned(), (*typed).to_owned()))
            .collect(),
        ..ProductForm::default()
    }
}

fn usual(category: &str, gender: &str) -> Vec<String> {
    of(&form(category, gender, "", &[]), Language::Fr).usual
}

/// `FR 38-40`, one after the other.
fn elsewhere(category: &str, gender: &str, size: &str) -> String {
    let told = of(&form(category, gender, size, &[]), Language::Fr).elsewhere;
    let told = told
        .iter()
        .map(|SizeThere { told_in, size }| format!("{told_in:?} {size}"));
    told.collect::<Vec<_>>().join(", ")
}

fn suggested(category: &str, gender: &str, lengths: &[(&str, &str)]) -> Option<String> {
    let found = of(&form(category, gender, "", lengths), Language::Fr).suggested?;
    Some(found.size)
}

#[test]
fn each_thing_has_the_sizes_of_its_wearer() {
    assert_eq!(usual("t_shirt", "men"), ["S", "M", "L", "XL", "XXL", "3XL"]);
    let jeans = usual("jeans", "women");
    assert_eq!(jeans.first().unwrap(), "W24");
    assert!(jeans.contains(&"M".to_owned()) && jeans.contains(&"38".to_owned()));
    assert!(usual("t_shirt", "girls").contains(&"8 ans".to_owned()));
    assert_eq!(usual("pumps", "women").first().unwrap(), "35");
    assert_eq!(usual("trainers", "men").last().unwrap(), "47");
    assert!(!usual("trainers", "").is_empty(), "whoever wears them");
    assert!(usual("handbag", "women").is_empty());
    let undecided = of(&ProductForm::default(), Language::Fr);
    assert!(undecided.usual.is_empty() && undecided.possible.len() > 200);
}

#[test]
fn a_size_is_told_elsewhere_however_it_is_written() {
    let women = "Fr 38-40, Uk 10-12, Us 6-8, It 42-44, De 36-38";
    assert_eq!(elsewhere("dress", "women", "M"), women);
    assert_eq!(elsewhere("dress", "women", "medium"), women);
    assert_eq!(
        elsewhere("dress", "women", "T. 38"),
        "Fr 38, Uk 10, Us 6, It 42, De 36"
    );
    assert_eq!(
        elsewhere("blazer", "men", "50"),
        "Fr 50, Uk 40, Us 40, It 50, De 50"
    );
    assert_eq!(
        elsewhere("jeans", "men", "W32 L34"),
        "Fr 42, Uk W32, Us W32, It 48, De 48, Waist 81, Leg 86"
    );
    assert_eq!(
        elsewhere("trainers", "women", "38"),
        "Eu 38, Uk 5, Us 7, Foot 24"
    );
    assert_eq!(elsewhere("trainers", "", "38"), "Eu 38, Uk 5, Foot 24");
    assert_eq!(elsewhere("t_shirt", "boys", "8 ans"), "Height 128");
    assert_eq!(elsewhere("dress", "", "M"), "", "whose M is not known");
    assert_eq!(elsewhere("dress", "women", "très grand"), "");
}

#[test]
fn a_length_tells_the_size_and_says_so() {
    let found = of(
        &form("sweater", "women", "", &[("chest", "52")]),
        Language::Fr,
    );
    assert_eq!(
        found.suggested,
        Some(SuggestedSize {
            size: "M".to_owned(),
            measurement: "chest".to_owned(),
            millimetres: 520,
        })
    );
    let cases: [Case; 12] = [
        ("sweater", "men", &[("chest", "52,5")], Some("L")),
        ("coat", "men", &[("chest", "52,5")], Some("M")),
        ("skirt", "women", &[("waist", "38")], Some("S")),
        (
            "dress",
            "women",
            &[("waist", "38"), ("chest", "44")],
            Some("XS"),
        ),
        ("jeans", "men", &[("waist", "40,6")], Some("W32")),
        (
            "jeans",
            "men",
            &[("waist", "42"), ("inseam", "81")],
            Some("W33 L32"),
        ),
        (
            "jeans",
            "men",
            &[("waist", "42"), ("inseam", "55")],
            Some("W33"),
        ),
        ("trainers", "women", &[("insole", "24,8")], Some("38")),
        ("sweater", "women", &[("length", "70")], None),
        ("sweater", "girls", &[("chest", "44")], None),
        ("sweater", "women", &[("chest", "30")], None),
        ("sweater", "women", &[("chest", "90")], None),
    ];
    for (category, gender, lengths, expected) in cases {
        let found = suggested(category, gender, lengths);
        assert_eq!(found.as_deref(), expected, "{category} {lengths:?}");
    }
}

#[test]
fn what_the_item_says_already_is_not_suggested() {
    let chest: &[(&str, &str)] = &[("chest", "52")];
    for said in ["M", "medium", "T. M"] {
        let fit = of(&form("sweater", "women", said, chest), Language::Fr);
        assert_eq!(fit.suggested, None, "{said}");
    }
    let other = of(&form("sweater", "women", "L", chest), Language::Fr);
    assert!(other.suggested.is_some(), "it is the seller who decides");
}

#[test]
fn the_tables_name_things_and_sizes_there_are() {
    let named = |things: &[String]| {
        for key in things {
            assert!(catalogue::category(key).is_some(), "{key}");
        }
    };
    for row in usual::rows() {
        named(&row.things);
        for key in &row.sizes {
            assert!(sizes::find(key).is_some(), "{key}");
        }
    }
    for row in elsewhere::rows() {
        named(&row.things);
        assert!(sizes::find(&row.size).is_some(), "{}", row.size);
    }
    for row in suggested::rows() {
        named(&row.things);
        assert!(measurements::find(&row.measurement).is_some());
    }
}

#[test]
fn a_usual_size_is_possible_and_stands_there_once() {
    let genders = ["", "women", "men", "girls", "boys", "unisex"];
    let leaves = categories().iter().filter(|leaf| leaf.is_leaf());
    for leaf in leaves {
        for gender in genders {
            let fit = of(&form(&leaf.key, gender, "", &[]), Language::Fr);
            let once: HashSet<&String> = fit.usual.iter().collect();
            assert_eq!(once.len(), fit.usual.len(), "{} {gender}", leaf.key);
            let possible = fit.usual.iter().all(|size| fit.possible.contains(size));
            assert!(possible, "{} {gender}: {:?}", leaf.key, fit.usual);
        }
        let own = leaf.genders.iter().all(|gender| {
            let fit = of(&form(&leaf.key, gender.key(), "", &[]), Language::Fr);
            fit.usual.is_empty() == fit.possible.is_empty()
        });
        assert!(own, "{} has sizes and none is usual", leaf.key);
    }
}

#[test]
fn womens_sizes_are_those_the_catalogue_publishes() {
    let text = include_str!("../../data/catalogue/size_equivalents.csv");
    let mut published = text.lines().skip(1).peekable();
    assert!(published.peek().is_some());
    for line in published {
        let is_it = |row: &&elsewhere::Row| {
            let told = [&row.size, &row.fr, &row.uk, &row.us, &row.it].map(String::as_str);
            row.wearers == [Gender::Women] && told.join(",") == line
        };
        assert!(elsewhere::rows().iter().any(|row| is_it(&row)), "{line}");
    }
}
