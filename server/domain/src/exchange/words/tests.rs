//! What is written is read again as the same, whoever wrote it.

use super::*;
use crate::own_words::tests::own;

fn keys(column: &str, cell: &str) -> String {
    let found = read(column, cell, OwnWords::none()).unwrap();
    assert_eq!(found.unknown, Vec::<String>::new(), "{cell}");
    found.keys
}

#[test]
fn every_word_that_is_written_is_read_again() {
    for (column, words) in tables() {
        for key in words.labels.keys() {
            for language in [Language::Fr, Language::En] {
                let cell = write(column, key, language, OwnWords::none());
                assert_eq!(keys(column, &cell), *key, "{column}: {cell}");
            }
        }
    }
    let both = write("colours", "navy,white", Language::Fr, OwnWords::none());
    assert_eq!(keys("colours", &both), "navy,white");
    let shares = BTreeMap::from([("wool".to_owned(), "80".to_owned())]);
    let cell = write_shared("wool,nylon", &shares, Language::En, OwnWords::none());
    let found = read(MATERIALS, &cell, OwnWords::none()).unwrap();
    assert_eq!(
        (found.keys.as_str(), found.shares),
        ("wool,nylon", vec![("wool".to_owned(), 80)])
    );
}

#[test]
fn words_of_others_are_known() {
    assert_eq!(keys("condition", "3000"), "6");
    assert_eq!(keys("condition", "Neuf avec étiquette"), "10");
    assert_eq!(keys("gender", "Women's"), "women");
    assert_eq!(keys("category", "Women > Clothing > Dresses"), "dress");
    assert_eq!(keys("colours", "Noir / blanc"), "black,white");
    assert_eq!(keys("materials", "80% coton, laine 20 %"), "cotton,wool");
    assert_eq!(keys("colours", ""), "");
    for foreign in foreign() {
        let words = &tables()[&foreign.column];
        assert!(
            words.labels.contains_key(foreign.key.as_str()),
            "{}",
            foreign.word
        );
    }
}

#[test]
fn a_sellers_own_words_are_read_again_and_swallow_no_others() {
    let own = own(&[
        ("colours", "own_noir_blanc", "Noir & blanc", ""),
        ("colours", "own_rouge_vif", "Rouge, vif", ""),
        ("materials", "own_100_recycle", "100% recyclé", ""),
        ("materials", "own_wax", "Wax", ""),
        ("attributes.fit", "own_ample_ou_non", "Ample, ou non", ""),
    ]);
    let read = |column, cell: &str| read(column, cell, &own).unwrap();
    for (column, cell, keys) in [
        ("colours", "Noir, Blanc", "black,white"),
        ("colours", "Noir / blanc", "black,white"),
        ("colours", "noir & blanc", "own_noir_blanc"),
        ("colours", "Noir & blanc, Rouge", "own_noir_blanc,red"),
        ("materials", "100% recyclé, coton", "own_100_recycle,cotton"),
        ("attributes.fit", "Ample, ou non", "own_ample_ou_non"),
    ] {
        let found = read(column, cell);
        assert_eq!(
            (found.keys.as_str(), found.shares),
            (keys, vec![]),
            "{cell}"
        );
    }
    let found = read("materials", "80 % wax, coton");
    assert_eq!(found.keys, "own_wax,cotton");
    assert_eq!(found.shares, [("own_wax".to_owned(), 80)]);

    for (column, keys) in [
        ("colours", "black,white"),
        ("colours", "own_noir_blanc,own_rouge_vif,white"),
        ("materials", "own_100_recycle,own_wax"),
        ("attributes.fit", "own_ample_ou_non"),
    ] {
        let cell = write(column, keys, Language::Fr, &own);
        assert_eq!(read(column, &cell).keys, keys, "{cell}");
    }
    let shares = BTreeMap::from([("own_100_recycle".to_owned(), "70".to_owned())]);
    let cell = write_shared("own_100_recycle,cotton", &shares, Language::Fr, &own);
    let found = read("materials", &cell);
    assert_eq!(found.keys, "own_100_recycle,cotton", "{cell}");
    assert_eq!(found.shares, [("own_100_recycle".to_owned(), 70)]);
    let cell = write("attributes.fit", "own_ample_ou_non", Language::Fr, &own);
    assert_eq!(cell, "Ample, ou non", "one word stands alone in its cell");
}

#[test]
fn what_nobody_knows_is_named_and_the_rest_is_taken() {
    let found = read("colours", "bleu, pétrole", OwnWords::none()).unwrap();
    assert_eq!(found.keys, "blue");
    assert_eq!(found.unknown, ["pétrole"]);
    let found = read("materials", "coton 120 %", OwnWords::none()).unwrap();
    assert_eq!(found.beyond.as_deref(), Some("coton 120 %"));
    assert_eq!(found.shares, []);
    assert_eq!(read("title", "Robe", OwnWords::none()), None);
}
