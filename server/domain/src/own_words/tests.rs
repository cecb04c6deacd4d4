//! What lies over the catalogues, and what it leaves as it is.

use super::*;
use stoflow_wire::language::Language;

/// Words of a seller: field, key, name and the shared word that each is like.
pub(crate) fn own(words: &[(&str, &str, &str, &str)]) -> OwnWords {
    let words = words.iter().zip(1..);
    OwnWords {
        words: words
            .map(|((field, key, name, like), number)| OwnWord {
                id: OwnWordId(number),
                field: (*field).to_owned(),
                key: (*key).to_owned(),
                name: (*name).to_owned(),
                like: (*like).to_owned(),
            })
            .collect(),
        corrections: Vec::new(),
    }
}

fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}

#[test]
fn a_word_stands_for_what_it_is_like_and_for_nothing_else() {
    let own = own(&[
        ("colours", "own_brique", "Brique", "terracotta"),
        ("colours", "own_reflets", "Reflets", ""),
        ("attributes.pattern", "own_brique", "Brique", ""),
    ]);
    let carried = keys(&["own_brique", "own_reflets", "terracotta", "navy"]);
    assert_eq!(own.shared_keys("colours", &carried), ["terracotta", "navy"]);
    assert_eq!(own.shared_keys("materials", &keys(&["wool"])), ["wool"]);
    let said = [Described {
        key: "pattern".to_owned(),
        words: keys(&["own_brique"]),
    }];
    assert_eq!(own.shared_attributes(&said), []);
}

#[test]
fn a_word_is_meant_however_it_is_written() {
    let own = own(&[("brand", "own_maison_lea", "Maison Léa", "")]);
    let meant = own.named("brand", "MAISON LEA").unwrap();
    assert_eq!(meant.key, "own_maison_lea");
    assert_eq!(own.named("colours", "Maison Léa"), None);
    assert_eq!(own.named("brand", "Maison"), None);
    assert_eq!(own.brand_name("MAISON LEA"), "Maison Léa");
    assert_eq!(own.brand_name("LEVIS"), "Levi's");
    assert_eq!(own.brand_name("Maison"), "Maison");
}

#[test]
fn a_key_parts_nothing_and_is_no_other_words() {
    let own = own(&[("colours", "own_vert_d_eau", "Lagon", "")]);
    assert_eq!(own.free_key("colours", "Gris, clair"), "own_gris_clair");
    assert_eq!(own.free_key("colours", "Vert-d-eau"), "own_vert_d_eau_2");
}

#[test]
fn what_is_known_already_is_no_word_of_ones_own() {
    let wrong = |field: &str, name: &str, like: &str| match fields::checked(field, name, like) {
        Err(Error::Invalid(problems)) => {
            let fields = problems.into_iter().map(|wrong| wrong.field);
            fields.collect::<Vec<String>>()
        }
        other => panic!("{other:?}"),
    };
    for (field, name) in [
        ("colours", "Bleu marine"),
        ("colours", "navy"),
        ("materials", "Wool"),
        ("brand", "levis"),
        ("colours", " "),
        ("colours", "…"),
    ] {
        assert_eq!(wrong(field, name, ""), ["word"], "{field} {name}");
    }
    assert_eq!(wrong("size", "Immense", ""), ["field"]);
    assert_eq!(wrong("attributes.season", "Mi-saison", ""), ["field"]);
    assert_eq!(wrong("colours", "Brique", "Laine"), ["like"]);
    let written = fields::checked("colours", " Brique ", "Bleu marine").unwrap();
    assert_eq!(
        (written.name.as_str(), written.like.as_str()),
        ("Brique", "navy")
    );
    let brand = fields::checked("brand", "Maison Léa", "LEVIS").unwrap();
    assert_eq!(brand.like, "levis");
}

#[test]
fn every_shared_word_can_be_likened_to_and_none_looks_like_a_sellers_own() {
    for field in fields::open(Language::Fr) {
        for label in fields::shared_words(&field.field, Language::Fr) {
            let key = fields::checked(&field.field, "Xyzzy", &label).unwrap().like;
            assert!(!is_own(&key) && !key.is_empty(), "{}: {label}", field.field);
        }
    }
}
