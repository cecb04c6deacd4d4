//! The sample and the places of mistakes; what touches the table is tested with a database.

use super::*;
use crate::channels::vinted::limits;
use crate::own_words::OwnWords;
use crate::products::form;

const YEAR: i32 = 2026;

fn typed(title: &str, description: &str) -> Template {
    Template {
        title: title.to_owned(),
        description: description.to_owned(),
        ..Template::default()
    }
}

#[test]
fn the_sample_could_have_been_typed_and_says_everything_an_item_can() {
    for language in Language::ALL {
        let fields = sample::fields(language);
        assert_eq!(
            form::read(&form::write(&fields), OwnWords::none()),
            Ok(fields)
        );
        let facts = sample::facts(language, YEAR);
        let placeholders = wording::placeholders(&facts, language::Language::Fr);
        let silent: Vec<&str> = placeholders
            .iter()
            .filter(|placeholder| placeholder.value.is_empty())
            .map(|placeholder| placeholder.word.as_str())
            .collect();
        assert_eq!(silent, ["modèle"], "{language:?}");
    }
}

#[test]
fn the_room_is_the_channels() {
    assert_eq!(TITLE_ROOM as usize, limits::MAX_TITLE);
    assert_eq!(DESCRIPTION_ROOM as usize, limits::MAX_DESCRIPTION);
}

#[test]
fn a_template_is_seen_while_it_is_typed() {
    let seen = look(&typed("{brand} {category}, {taille}", ""), YEAR);
    assert_eq!(seen.texts.title, "Sézane robe, 38");
    assert!(seen.texts.description.contains("Marque : Sézane"));
    let nothing_yet = look(&Template::default(), YEAR);
    assert_eq!(nothing_yet.problems, []);
    assert!(nothing_yet.texts.title.starts_with("Sézane robe"));
}

#[test]
fn a_word_that_is_no_fact_is_found_by_line_and_sign() {
    let seen = look(
        &typed("{marque}", "  Bonjour !\r\n👗 {prix} {taille}"),
        YEAR,
    );
    let unknown = Problem::UnknownFact {
        name: "prix".to_owned(),
        line: 2,
        place: 3,
    };
    assert_eq!(seen.problems, [FieldProblem::new("description", unknown)]);
    assert_eq!(seen.texts, Preview::default());
}

#[test]
fn what_stands_first_is_the_first_sign() {
    assert_eq!(place("{a}", 0), (1, 1));
    assert_eq!(place("\n\n{a}", 2), (3, 1));
    assert_eq!(place("👗👗{a}", 4), (1, 3));
}
