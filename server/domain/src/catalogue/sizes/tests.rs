use super::*;
use crate::catalogue::{categories, category};
use proptest::prelude::*;
use std::collections::HashSet;

fn key(text: &str) -> Option<&'static str> {
    read(text, None).map(|size| size.key.as_str())
}

fn trousers(text: &str) -> Option<&'static str> {
    read(text, category("jeans")).map(|size| size.key.as_str())
}

#[test]
fn the_list_is_complete() {
    let keys: HashSet<&str> = all().iter().map(|size| size.key.as_str()).collect();
    assert_eq!(keys.len(), all().len());
    let count = |group| all().iter().filter(|size| size.group == group).count();
    assert_eq!(count(SizeGroup::Letter), 13);
    assert_eq!(count(SizeGroup::European), 13);
    assert!((24..=46).all(|waist| keys.contains(format!("w{waist}").as_str())));
    assert_eq!(count(SizeGroup::OneSize), 1);
    for size in all() {
        assert_eq!(
            size.centimetres.is_some(),
            size.group == SizeGroup::Child,
            "{}",
            size.key
        );
    }
}

#[test]
fn reads_every_key_and_every_label() {
    for size in all() {
        let thing = categories()
            .iter()
            .find(|category| category.sizes.contains(&size.group));
        assert!(thing.is_some(), "nothing comes in {}", size.key);
        for text in [&size.key, &size.fr, &size.en] {
            let read = read(text, thing).map(|size| size.key.as_str());
            assert_eq!(read, Some(size.key.as_str()), "{text}");
        }
    }
}

#[test]
fn a_number_means_what_the_thing_is_measured_in() {
    let cases = [
        ("trainers", "38", "shoe_38"),
        ("trainers", "38,5", "shoe_38_5"),
        ("trainers", "EU 38 1/2", "shoe_38_5"),
        ("trainers", "P. 42.0", "shoe_42"),
        ("baby_shoes", "19", "shoe_19"),
        ("cap", "57", "head_57"),
        ("cap", "57 cm", "head_57"),
        ("cap", "TU", "one_size"),
        ("beanie", "6 ans", "6_years"),
        ("gloves", "7,5", "glove_7_5"),
        ("gloves", "M", "m"),
        ("belt", "85 cm", "belt_85"),
        ("belt", "L", "l"),
        ("ring", "54", "ring_54"),
        ("ring", "Ajustable", "ring_adjustable"),
        ("watch", "40 mm", "watch_42"),
        ("dress", "38", "eu_38"),
    ];
    for (thing, text, expected) in cases {
        let read = read(text, category(thing)).map(|size| size.key.as_str());
        assert_eq!(read, Some(expected), "{thing} {text}");
    }
    for (thing, text) in [
        ("trainers", "60"),
        ("trainers", "UK 6"),
        ("ring", "12"),
        ("watch", "5 mm"),
    ] {
        assert!(read(text, category(thing)).is_none(), "{thing} {text}");
    }
}

#[test]
fn small_shoes_and_ages_are_childrens() {
    let of_children = |key| find(key).is_some_and(Size::is_of_children);
    assert!(of_children("6_years") && of_children("shoe_15") && of_children("shoe_33"));
    assert!(!of_children("shoe_34") && !of_children("shoe_42_5") && !of_children("m"));
}

#[test]
fn a_category_comes_in_its_own_sizes() {
    let sizes = |thing| of(category(thing).unwrap()).count();
    assert_eq!(sizes("handbag"), 0);
    assert!(of(category("trainers").unwrap()).all(|size| size.group == SizeGroup::Shoe));
    assert!(sizes("dress") > 40);
}

#[test]
fn reads_what_people_write() {
    let cases = [
        ("m", "m"),
        (" Taille M ", "m"),
        ("2XL", "xxl"),
        ("XXXL", "3xl"),
        ("2xs", "xxs"),
        ("S / 36 / 8", "s"),
        ("M - 38", "m"),
        ("S/M", "s"),
        ("T38", "eu_38"),
        ("T. 38", "eu_38"),
        ("FR 40", "eu_40"),
        ("40 EU", "eu_40"),
        ("39", "eu_40"),
        ("36/38", "eu_36"),
        ("W32", "w32"),
        ("w32 l34", "w32"),
        ("W33/L32", "w33"),
        ("taille unique", "one_size"),
        ("TU", "one_size"),
        ("T.U.", "one_size"),
        ("One size", "one_size"),
        ("10 ans", "10_years"),
        ("10A", "10_years"),
        ("2 ans", "24_months"),
        ("6 mois", "6_months"),
        ("36 mois", "3_years"),
        ("4 ans / 104 cm", "4_years"),
        ("116", "6_years"),
        ("naissance", "birth"),
    ];
    for (text, expected) in cases {
        assert_eq!(key(text), Some(expected), "{text}");
    }
    for unreadable in ["", "grand", "UK 10", "31.5.2", "999", "W12", "40 ans", "🙂"] {
        assert_eq!(key(unreadable), None, "{unreadable}");
    }
}

#[test]
fn trousers_have_a_waist_and_a_length() {
    assert_eq!(trousers("32/34"), Some("w32"));
    assert_eq!(trousers("32 x 34"), Some("w32"));
    assert_eq!(trousers("33/32"), Some("w33"));
    assert_eq!(trousers("W31 L30"), Some("w31"));
    assert_eq!(trousers("42"), Some("eu_42"));
    assert_eq!(trousers("M"), Some("m"));
}

proptest! {
    #[test]
    fn no_label_makes_it_stumble(text in ".*") {
        let _ = read(&text, None);
        let _ = read(&text, category("jeans"));
    }
}
