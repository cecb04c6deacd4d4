use super::*;
use crate::catalogue::{self, attributes, sizes};
use std::collections::HashSet;

const WORN: [Gender; 4] = [Gender::Women, Gender::Men, Gender::Girls, Gender::Boys];

fn in_size(site: Site, key: &str, gender: Gender, worn: &str) -> Option<(u32, Confidence)> {
    let facts = Facts {
        size: sizes::find(worn),
        said: &[],
    };
    category(site, key, gender, &facts).map(|found| (found.value, found.confidence))
}

#[test]
fn every_leaf_category_has_one_usual_row_of_each_gender() {
    for site in Site::ALL {
        for word in catalogue::categories() {
            for gender in WORN {
                let usual = categories(site).iter().filter(|row| {
                    row.category == word.key && row.gender == gender && row.is_usual()
                });
                let wanted = usize::from(word.genders.contains(&gender));
                assert_eq!(
                    usual.count(),
                    wanted,
                    "{site:?}: {} for {gender:?}",
                    word.key
                );
            }
        }
    }
}

#[test]
fn a_row_names_a_leaf_and_how_sure_it_is_or_says_why_there_is_none() {
    for site in Site::ALL {
        for row in categories(site) {
            let name = format!("{site:?}: {} for {:?}", row.category, row.gender);
            if let Some(id) = row.ebay_category_id {
                assert!(find(site, id).is_some(), "{name}");
                assert!(row.confidence.is_some(), "{name}");
            } else {
                assert!(row.confidence.is_none() && row.is_usual(), "{name}");
                assert!(!row.why.is_empty(), "{name}");
            }
            if row.confidence == Some(Confidence::Guess) {
                assert!(!row.why.is_empty(), "{name} is a guess without a reason");
            }
        }
    }
}

#[test]
fn rows_name_words_of_ours_and_each_case_once() {
    let heels = attributes::find("heel_height").unwrap();
    for site in Site::ALL {
        let mut seen = HashSet::new();
        for row in categories(site) {
            let name = format!("{site:?}: {} for {:?}", row.category, row.gender);
            let word = catalogue::category(&row.category).unwrap();
            assert!(word.is_leaf(), "{name}");
            let is_of_children = |gender| matches!(gender, Gender::Girls | Gender::Boys);
            if row.gender == Gender::Unisex {
                assert_eq!(row.age, Some(Age::Child), "{name}");
                assert!(
                    word.genders.iter().any(|gender| is_of_children(*gender)),
                    "{name}"
                );
            } else {
                assert!(word.genders.contains(&row.gender), "{name}");
            }
            if row.age == Some(Age::Baby) {
                assert!(is_of_children(row.gender), "{name}");
            }
            if let Some(height) = &row.heel_height {
                assert!(heels.word(height).is_some() && heels.fits(word), "{name}");
            }
            let case = (&row.category, row.gender, row.age, &row.heel_height);
            assert!(seen.insert(case), "{name} twice");
        }
    }
}

fn may_hold(part: Part, row: &Row) -> bool {
    match part {
        Part::Women => row.gender == Gender::Women,
        Part::Men => row.gender == Gender::Men,
        Part::Girls => row.gender == Gender::Girls && row.age.is_none(),
        Part::Boys => row.gender == Gender::Boys && row.age.is_none(),
        Part::Kids => !matches!(row.gender, Gender::Women | Gender::Men),
        Part::Baby => row.age == Some(Age::Baby) || row.category == "baby_shoes",
        Part::Anyone => row.gender != Gender::Unisex,
    }
}

#[test]
fn every_leaf_is_used_and_lies_in_the_part_of_its_wearer() {
    for site in Site::ALL {
        let mut seen = HashSet::new();
        for leaf in leaves(site) {
            assert!(seen.insert(leaf.id), "{site:?}: {} twice", leaf.id);
            assert!(!leaf.path.is_empty());
            let rows: Vec<&Row> = categories(site)
                .iter()
                .filter(|row| row.ebay_category_id == Some(leaf.id))
                .collect();
            assert!(!rows.is_empty(), "{site:?}: {} is unused", leaf.id);
            for row in rows {
                assert!(may_hold(leaf.part, row), "{site:?}: {}", row.category);
            }
        }
    }
}

#[test]
fn the_size_chooses_between_babies_children_and_grown_ups() {
    let near = |id| Some((id, Confidence::Near));
    let exact = |id| Some((id, Confidence::Exact));
    for site in Site::ALL {
        assert_eq!(
            in_size(site, "dress", Gender::Girls, "6_months"),
            near(260_021)
        );
        assert_eq!(
            in_size(site, "dress", Gender::Girls, "6_years"),
            exact(51_581)
        );
        assert_eq!(
            in_size(site, "jeans", Gender::Unisex, "6_months"),
            near(260_020)
        );
        assert_eq!(
            in_size(site, "jeans", Gender::Unisex, "6_years"),
            exact(175_658)
        );
        assert_eq!(in_size(site, "jeans", Gender::Unisex, "w32"), near(11_483));
        assert_eq!(in_size(site, "skirt", Gender::Unisex, "m"), near(63_864));
        assert_eq!(in_size(site, "skirt", Gender::Men, "m"), None);
        assert_eq!(
            in_size(site, "trainers", Gender::Unisex, "shoe_30"),
            near(155_202)
        );
    }
}

#[test]
fn a_heel_moves_flat_shoes_among_heels() {
    let said = [Described {
        key: "heel_height".to_owned(),
        words: vec!["high".to_owned()],
    }];
    let heeled = Facts {
        size: None,
        said: &said,
    };
    let id = |facts: &Facts<'_>| {
        category(Site::Fr, "mary_janes", Gender::Women, facts).map(|found| found.value)
    };
    assert_eq!(id(&heeled), Some(55_793));
    assert_eq!(id(&Facts::default()), Some(45_333));
}

#[test]
fn the_same_leaf_may_be_surer_on_one_site_than_on_another() {
    let sure = |site, key| {
        category(site, key, Gender::Women, &Facts::default()).map(|found| found.confidence)
    };
    assert_eq!(sure(Site::De, "blouse"), Some(Confidence::Exact));
    assert_eq!(sure(Site::Fr, "blouse"), Some(Confidence::Near));
    assert_eq!(sure(Site::Fr, "ankle_boots"), Some(Confidence::Exact));
    assert_eq!(sure(Site::Gb, "ankle_boots"), Some(Confidence::Near));
}

#[test]
fn what_has_no_place_says_why() {
    let without: Vec<&str> = catalogue::categories()
        .iter()
        .filter(|word| {
            word.genders
                .iter()
                .any(|gender| why_not(Site::Fr, &word.key, *gender).is_some())
        })
        .map(|word| word.key.as_str())
        .collect();
    assert_eq!(
        without,
        [
            "ski_boots",
            "suitcase",
            "watch",
            "ring",
            "earrings",
            "bracelet",
            "necklace",
            "anklet",
            "brooch",
            "jewellery_set",
            "cufflinks"
        ]
    );
    assert!(why_not(Site::De, "dance_shoes", Gender::Men).is_some());
    assert_eq!(why_not(Site::Gb, "dance_shoes", Gender::Men), None);
    assert_eq!(why_not(Site::Fr, "jeans", Gender::Men), None);
}
