//! What an export says of an item beside what the form holds: headings, and the words below them. Pure.

use super::columns::Column;
use crate::catalogue::table;
use std::sync::LazyLock;
use stoflow_wire::language::Language;

/// A heading or a word, by its key.
pub(super) fn find(key: &str) -> Option<&'static Column> {
    static FACTS: LazyLock<Vec<Column>> = LazyLock::new(|| {
        table::rows(
            "exchange/facts",
            include_str!("../../data/exchange/facts.csv"),
        )
    });
    FACTS.iter().find(|fact| fact.key == key)
}

/// As it is written; nothing for what is no fact.
pub(super) fn word(key: &str, language: Language) -> &'static str {
    find(key).map_or("", |fact| fact.label(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_its_word() {
        for language in [Language::Fr, Language::En] {
            for key in [
                "status",
                "made",
                "sold_on",
                "draft",
                "published",
                "sold",
                "archived",
                "pending_deletion",
                "internal",
            ] {
                assert!(!word(key, language).is_empty(), "{key}");
            }
        }
    }
}
