//! Every kind of fact in the words of its language, and nothing that is not known.

use super::*;
use crate::catalogue::Gender;
use crate::catalogue::attributes::Described;
use crate::wording;
use crate::wording::markup::Room;
use stoflow_wire::wording::{DescriptionStyle, TitleStyle};

fn said(key: &str, words: &[&str]) -> Described {
    Described {
        key: key.to_owned(),
        words: words.iter().map(ToString::to_string).collect(),
    }
}

fn jumper() -> ProductFields {
    let lengths = [("chest", 525), ("inseam", 810)].map(|(key, millimetres)| Measured {
        key: key.to_owned(),
        millimetres,
    });
    ProductFields {
        title: "Mon pull".to_owned(),
        description: "Porté un hiver.".to_owned(),
        category: "sweater".to_owned(),
        gender: Some(Gender::Women),
        brand: "LEVIS".to_owned(),
        size: "M".to_owned(),
        colours: vec!["navy".to_owned(), "octarine".to_owned()],
        condition: Some(10),
        materials: vec!["wool".to_owned(), "nylon".to_owned()],
        shares: vec![composition::Share {
            material: "wool".to_owned(),
            percent: 80,
        }],
        attributes: vec![
            said("neckline", &["boat_neck"]),
            said("rise", &["low_rise"]),
            said("season", &["spring"]),
            said("decade", &["90s"]),
            said("unique_feature", &["hand_embroidered"]),
        ],
        measurements: lengths.into(),
        location: "Étagère 3".to_owned(),
        sku: "P-1".to_owned(),
        ..ProductFields::default()
    }
}

#[test]
fn an_item_is_told_in_the_words_of_the_site() {
    let french = facts(&jumper(), OwnWords::none(), Language::Fr, 2026);
    assert_eq!(french.brand, "Levi's");
    assert_eq!(french.category, "Pull");
    assert_eq!(french.colours, ["Bleu marine"]);
    let told = [("Laine", Some(80)), ("Nylon", None)].map(|(label, percent)| Share {
        label: label.to_owned(),
        percent,
    });
    assert_eq!(french.materials, told);
    assert_eq!(french.neckline, "Col bateau");
    assert_eq!(french.features, ["Brodé main"]);
    assert_eq!(french.measurements.len(), 1, "a jumper has no inseam");
    assert_eq!(french.measurements[0].value, "52,5 cm");
    assert_eq!(french.details.len(), 1, "a jumper has no rise");
    assert_eq!(french.details[0].name, "Saison");
    assert_eq!(french.description, "Porté un hiver.");

    let german = facts(&jumper(), OwnWords::none(), Language::De, 2026);
    assert_eq!(german.neckline, "U-Boot-Ausschnitt");
    assert_eq!(german.gender, Some(labelled(Gender::Women, "Damen")));
    assert_eq!(german.condition, Some(labelled(10, "Neu mit Etikett")));
    assert_eq!(german.details[0].value, "Frühling");
    let english = facts(&jumper(), OwnWords::none(), Language::En, 2026);
    assert_eq!(english.measurements[0].value, "52.5 cm");
}

#[test]
fn a_size_of_the_list_is_translated_and_any_other_is_told_as_it_is() {
    for typed in ["taille unique", "one_size", "One size"] {
        assert_eq!(size(typed, Language::Fr), "Taille unique");
        assert_eq!(size(typed, Language::Pl), "One size");
    }
    assert_eq!(size("10 ans", Language::En), "10 years");
    assert_eq!(size("W32 L34", Language::En), "W32 L34");
    assert_eq!(size("", Language::En), "");
}

#[test]
fn twenty_years_after_its_end_a_decade_is_vintage() {
    assert_eq!(age("90s", 2018), Some(Age::Recent));
    assert_eq!(age("90s", 2019), Some(Age::Vintage));
    assert_eq!(age("2000s", 2026), Some(Age::Recent));
    assert_eq!(age("2000s", 2029), Some(Age::Vintage));
    assert_eq!(age("someday", 2026), None);
    for decade in &attributes::find("decade").unwrap().words {
        assert!(age(&decade.key, 2026).is_some(), "{}", decade.key);
    }
}

#[test]
fn every_attribute_finds_its_place() {
    for asked in attributes::all() {
        let mut facts = Facts::default();
        let word = asked.words[0].key.clone();
        tell(&mut facts, asked, &[word], OwnWords::none(), 2026);
        assert_ne!(facts, Facts::default(), "{}", asked.key);
    }
}

#[test]
fn of_an_item_nobody_described_nothing_is_said() {
    let facts = facts(
        &ProductFields::default(),
        OwnWords::none(),
        Language::Fr,
        2026,
    );
    let title = wording::title(&facts, TitleStyle::Standard, 100);
    let text = wording::description(&facts, DescriptionStyle::Sheet, Room::plain(2000));
    assert_eq!((title.as_str(), text.as_str()), ("", ""));
}
