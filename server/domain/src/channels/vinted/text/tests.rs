use super::*;
use crate::catalogue::attributes::Described;
use crate::catalogue::measurements::Measured;
use crate::products::composition::Share;
use proptest::prelude::*;

fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}

fn reference() -> Reference {
    Reference::of_code("SF-7K2M9Q").unwrap()
}

fn with_jacket(test: impl FnOnce(ItemFacts<'_>)) {
    let (colours, materials) = (keys(&["navy", "off_white"]), keys(&["wool", "cashmere"]));
    test(ItemFacts {
        title: "VESTE courte en LAINE",
        description: "Portée deux fois.\n\n\nAucun défaut.",
        category: "jacket",
        gender: Some(Gender::Women),
        brand: "SÉZANE",
        size: "eu_38",
        colours: &colours,
        condition: Some(8),
        materials: &materials,
        ..ItemFacts::default()
    });
}

#[test]
fn the_sellers_title_wins_without_its_shouting() {
    with_jacket(|item| assert_eq!(title(&item), "Veste courte en Laine"));
}

#[test]
fn a_missing_title_is_made_from_the_facts() {
    with_jacket(|item| {
        let item = ItemFacts { title: " ", ..item };
        assert_eq!(
            title(&item),
            "Sézane veste, taille 38, excellent état, bleu marine"
        );
        let short = ItemFacts {
            title: "Top",
            ..item
        };
        assert!(title(&short).starts_with("Top Sézane veste"));
    });
    assert_eq!(title(&ItemFacts::default()), "");
}

#[test]
fn a_long_title_ends_with_a_word() {
    let long = "Magnifique robe ".repeat(20);
    let title = title(&ItemFacts {
        title: &long,
        ..ItemFacts::default()
    });
    assert!(length(&title) <= 100);
    assert!(title.ends_with("robe") || title.ends_with("Magnifique"));
}

#[test]
fn a_description_holds_the_sellers_words_the_facts_and_the_reference() {
    with_jacket(|item| {
        assert_eq!(
            description(&item, &reference()),
            "Portée deux fois.\n\nAucun défaut.\n\n\
             Marque : Sézane\nTaille : 38\nCouleur : bleu marine, blanc cassé\n\
             Matière : laine, cachemire\nÉtat : Excellent état\n\nRéf. SF-7K2M9Q"
        );
    });
}

#[test]
fn what_the_sellers_words_tell_is_not_told_again() {
    with_jacket(|item| {
        let own = "Marque : Sézane\nTaille : 38, petit\n\nTrès chaude.";
        let item = ItemFacts {
            description: own,
            ..item
        };
        let facts =
            "Couleur : bleu marine, blanc cassé\nMatière : laine, cachemire\nÉtat : Excellent état";
        let expected = format!("{own}\n\n{facts}\n\nRéf. SF-7K2M9Q");
        assert_eq!(description(&item, &reference()), expected);
    });
}

#[test]
fn says_that_it_is_for_everybody() {
    let unisex = ItemFacts {
        gender: Some(Gender::Unisex),
        ..ItemFacts::default()
    };
    assert_eq!(
        description(&unisex, &reference()),
        "Genre : mixte\n\nRéf. SF-7K2M9Q"
    );
}

#[test]
fn the_reference_outlives_every_cut() {
    let (long, wide) = ("mot ".repeat(5000), "M".repeat(9000));
    with_jacket(|item| {
        let text = description(
            &ItemFacts {
                description: &long,
                brand: &wide,
                size: &wide,
                ..item
            },
            &reference(),
        );
        assert!(length(&text) <= 2000);
        assert!(text.contains("mot…\n\nMarque : MMM"));
        assert!(text.ends_with("\n\nRéf. SF-7K2M9Q"));
    });
    let text = description(
        &ItemFacts {
            description: &long,
            ..ItemFacts::default()
        },
        &reference(),
    );
    assert!(length(&text) > 1990, "the room is used: {}", length(&text));
}

#[test]
fn a_reference_is_a_plain_code() {
    assert_eq!(reference().line(), "Réf. SF-7K2M9Q");
    assert_eq!(reference().code(), "SF-7K2M9Q");
    for bad in ["", "sf-1", "SF 1", "SF-\n", "É", &"A".repeat(33)] {
        assert_eq!(Reference::of_code(bad), None, "{bad}");
    }
}

#[test]
fn what_was_measured_and_the_garment_has_is_told() {
    let lengths = [("chest", 520), ("length", 685), ("inseam", 810)];
    let measured: Vec<Measured> = lengths
        .map(|(key, millimetres)| Measured {
            key: key.to_owned(),
            millimetres,
        })
        .into();
    with_jacket(|item| {
        let item = ItemFacts {
            measurements: &measured,
            ..item
        };
        let text = description(&item, &reference());
        let line = "Mesures à plat : poitrine 52 cm, longueur 68,5 cm\n";
        assert!(text.contains(line), "{text}");
        assert!(!text.contains("entrejambe"), "{text}");
    });
    with_jacket(|item| assert!(!description(&item, &reference()).contains("Mesures")));
}

#[test]
fn what_is_said_of_it_is_told_where_it_is_asked_for() {
    let said: Vec<Described> = [
        ("origin", vec!["italy"]),
        ("heel_type", vec!["stiletto"]),
        ("trend", vec!["y2k", "workwear"]),
    ]
    .map(|(key, words)| Described {
        key: key.to_owned(),
        words: words.into_iter().map(str::to_owned).collect(),
    })
    .into();
    with_jacket(|item| {
        let item = ItemFacts {
            attributes: &said,
            ..item
        };
        let text = description(&item, &reference());
        assert!(
            text.contains("Fabriqué en : Italie\nStyle : Y2K, Workwear\n"),
            "{text}"
        );
        assert!(!text.contains("talon"), "{text}");
    });
}

#[test]
fn how_much_there_is_of_a_material_is_told_with_it() {
    let share = |material: &str, percent| Share {
        material: material.to_owned(),
        percent,
    };
    let shares = [share("wool", 80)];
    with_jacket(|item| {
        let item = ItemFacts {
            shares: &shares,
            ..item
        };
        let text = description(&item, &reference());
        assert!(text.contains("Matière : 80 % laine, cachemire\n"), "{text}");
    });
}

proptest! {
    #[test]
    fn every_text_keeps_the_limits_and_the_reference(
        title_text in any::<String>(),
        body in "(?s).{0,4000}",
        brand in any::<String>(),
        size in "\\PC{0,300}",
        condition in proptest::option::of(any::<u8>()),
    ) {
        let colours = keys(&["red", "no such colour"]);
        let item = ItemFacts {
            title: &title_text,
            description: &body,
            category: "dress",
            gender: Some(Gender::Unisex),
            brand: &brand,
            size: &size,
            colours: &colours,
            condition,
            materials: &[],
            ..ItemFacts::default()
        };
        let title = title(&item);
        prop_assert!(length(&title) <= 100);
        prop_assert!(length(&title) >= MIN_TITLE);
        prop_assert!(!title.chars().any(char::is_control));
        let text = description(&item, &reference());
        prop_assert!(length(&text) <= 2000);
        prop_assert!(text.ends_with("Réf. SF-7K2M9Q"));
        prop_assert_eq!(text, description(&item, &reference()));
    }
}
