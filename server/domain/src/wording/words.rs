//! The connecting words and the built-in texts of all seven languages, compiled in from `data/wording`.
//!
//! Knows how they are found, not how they are put together.

use crate::catalogue::{Gender, folding, table};
use serde::Deserialize;
use std::sync::LazyLock;
use stoflow_wire::language;
use stoflow_wire::wording::{Language, Placeholder, TitleStyle};

/// Something said in every language.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Row<K> {
    pub(super) key: K,
    /// A picture sign that goes with it.
    #[serde(default)]
    sign: String,
    fr: String,
    en: String,
    de: String,
    it: String,
    es: String,
    nl: String,
    pl: String,
}

impl<K> Row<K> {
    pub(super) fn text(&self, language: Language) -> &str {
        match language {
            Language::Fr => &self.fr,
            Language::En => &self.en,
            Language::De => &self.de,
            Language::It => &self.it,
            Language::Es => &self.es,
            Language::Nl => &self.nl,
            Language::Pl => &self.pl,
        }
    }
}

/// A small word between others, its blanks included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Word {
    And,
    Colon,
    Percent,
    Vintage,
}

/// The name of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Heading {
    About,
    Style,
    Material,
    Condition,
    Measured,
}

/// A sentence with placeholders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Sentence {
    Name,
    Identity,
    Cut,
    Material,
    Age,
    Features,
    Trends,
    Details,
    Condition,
    Remarks,
    Measured,
    Closing,
}

/// Reads a table once.
macro_rules! rows {
    ($($name:ident: $key:ty),+) => {$(
        fn $name() -> &'static [Row<$key>] {
            static ROWS: LazyLock<Vec<Row<$key>>> = LazyLock::new(|| {
                table::rows(
                    concat!("wording/", stringify!($name)),
                    include_str!(concat!("../../data/wording/", stringify!($name), ".csv")),
                )
            });
            &ROWS
        }
    )+};
}

rows!(
    words: Word,
    headings: Heading,
    sentences: Sentence,
    titles: TitleStyle,
    labels: Placeholder,
    conditions: u8,
    wearers: Gender
);

pub(super) fn word(word: Word, language: Language) -> &'static str {
    find(words(), &word, language)
}

pub(super) fn heading(heading: Heading, language: Language) -> &'static str {
    find(headings(), &heading, language)
}

pub(super) fn sentence(sentence: Sentence, language: Language) -> &'static str {
    find(sentences(), &sentence, language)
}

pub(super) fn title(style: TitleStyle, language: Language) -> &'static str {
    find(titles(), &style, language)
}

/// The name of a fact on a line of its own; empty for what needs none.
pub(super) fn label(placeholder: Placeholder, language: Language) -> &'static str {
    find(labels(), &placeholder, language)
}

pub(super) fn sign(placeholder: Placeholder) -> &'static str {
    let row = labels().iter().find(|row| row.key == placeholder);
    row.map_or("", |row| &row.sign)
}

/// "in very good condition", by the catalogue's note.
pub(super) fn in_condition(note: u8, language: Language) -> &'static str {
    find(conditions(), &note, language)
}

/// "for women"
pub(super) fn for_whom(gender: Gender, language: Language) -> &'static str {
    find(wearers(), &gender, language)
}

fn find<K: PartialEq>(rows: &'static [Row<K>], key: &K, language: Language) -> &'static str {
    let row = rows.iter().find(|row| row.key == *key);
    row.map_or("", |row| row.text(language))
}

#[derive(Debug, Deserialize)]
struct Names {
    key: Placeholder,
    fr: String,
    en: String,
}

impl Names {
    fn of(&self, language: language::Language) -> impl Iterator<Item = &str> {
        let names = match language {
            language::Language::Fr => &self.fr,
            language::Language::En => &self.en,
        };
        names.split('|')
    }
}

fn names() -> &'static [Names] {
    static ROWS: LazyLock<Vec<Names>> = LazyLock::new(|| {
        table::rows(
            "wording/placeholders",
            include_str!("../../data/wording/placeholders.csv"),
        )
    });
    &ROWS
}

/// All of them, in the order of the editor's list.
pub(super) fn placeholders() -> impl Iterator<Item = Placeholder> {
    names().iter().map(|row| row.key)
}

/// What is typed between the braces for it, in the language the seller reads.
pub(super) fn name(placeholder: Placeholder, language: language::Language) -> &'static str {
    let row = names().iter().find(|row| row.key == placeholder);
    row.and_then(|row| row.of(language).next())
        .unwrap_or_default()
}

/// What a word in braces stands for: in either language, whatever its case and accents.
pub(super) fn meaning(name: &str) -> Option<Placeholder> {
    static FOLDED: LazyLock<Vec<(String, Placeholder)>> = LazyLock::new(|| {
        let both = [language::Language::Fr, language::Language::En];
        let rows = names().iter();
        let each = rows.flat_map(|row| both.map(|language| (row, language)));
        each.flat_map(|(row, language)| row.of(language).map(|name| (folding::fold(name), row.key)))
            .collect()
    });
    let name = folding::fold(name);
    let found = FOLDED.iter().find(|(known, _)| *known == name);
    found.map(|(_, placeholder)| *placeholder)
}

/// First words that are names and keep their capital letter within a sentence.
pub(super) fn is_proper_name(word: &str) -> bool {
    #[derive(Deserialize)]
    struct Proper {
        word: String,
    }
    static ROWS: LazyLock<Vec<Proper>> = LazyLock::new(|| {
        table::rows(
            "wording/proper_names",
            include_str!("../../data/wording/proper_names.csv"),
        )
    });
    ROWS.iter().any(|row| row.word == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    fn complete<K: PartialEq + std::fmt::Debug>(rows: &[Row<K>], keys: &[K]) {
        assert_eq!(rows.len(), keys.len(), "{keys:?}");
        for row in rows {
            assert!(keys.contains(&row.key), "{:?}", row.key);
            for language in Language::ALL {
                assert!(!row.text(language).trim().is_empty(), "{:?}", row.key);
            }
        }
    }

    #[test]
    fn every_table_says_everything_in_every_language() {
        complete(
            words(),
            &[Word::And, Word::Colon, Word::Percent, Word::Vintage],
        );
        complete(
            headings(),
            &[
                Heading::About,
                Heading::Style,
                Heading::Material,
                Heading::Condition,
                Heading::Measured,
            ],
        );
        complete(titles(), &TitleStyle::ALL);
        assert_eq!(sentences().len(), 12);
        let notes: Vec<u8> = catalogue::conditions().iter().map(|row| row.note).collect();
        complete(conditions(), &notes);
        let genders: Vec<Gender> = catalogue::genders().iter().map(|row| row.gender).collect();
        complete(wearers(), &genders);
        assert!(labels().iter().all(|row| !row.sign.is_empty()));
    }

    #[test]
    fn a_placeholder_is_known_by_its_names_alone() {
        assert_eq!(placeholders().count(), Placeholder::Location as usize + 1);
        for placeholder in placeholders() {
            for language in [language::Language::Fr, language::Language::En] {
                let name = name(placeholder, language);
                assert!(name.chars().all(char::is_alphabetic), "{name}");
                assert_eq!(meaning(name), Some(placeholder), "{name}");
            }
        }
        assert_eq!(meaning("Catégorie"), Some(Placeholder::Category));
        assert_eq!(meaning("CATEGORIE"), Some(Placeholder::Category));
        assert_eq!(meaning("color"), Some(Placeholder::Colour));
        assert_eq!(meaning("prix"), None);
    }
}
