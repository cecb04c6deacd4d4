//! What the list's search box compares: the words of a product and the words a seller looks for, both folded to
//! lower case without accents and punctuation. Pure.

use crate::catalogue::folding::fold;

/// More words than this only cost time.
const WORDS_MAX: usize = 12;

/// A pattern that matches no search text, since `?` never survives folding.
const NOTHING: &str = "?";

/// Bytes of a search text: it stands in an index, whose entries have an end.
const LONGEST: usize = 2000;

/// The text kept beside a product for searching. The title goes last: it alone may be longer than there is room for.
pub(super) fn text(title: &str, brand: &str, sku: &str, location: &str) -> String {
    let mut text = fold(&[brand, sku, location, title].join(" "));
    text.truncate(text.floor_char_boundary(LONGEST));
    text
}

/// What matches the search text of everything of `brand`, and more; `None` where it is all signs. A comparison that costs
/// a fraction of the one it goes before.
pub(super) fn of_brand(brand: &str) -> Option<String> {
    let folded = fold(brand);
    (!folded.is_empty()).then(|| format!("%{folded}%"))
}

/// LIKE patterns that all must match; empty when nothing is looked for. A typed word that folds into several
/// (`AB-12`) is looked for as a whole. Nothing needs escaping: folded words hold letters and digits only.
pub(crate) fn patterns(search: &str) -> Vec<String> {
    let words: Vec<String> = search
        .split_whitespace()
        .map(fold)
        .filter(|word| !word.is_empty())
        .take(WORDS_MAX)
        .map(|word| format!("%{word}%"))
        .collect();
    if words.is_empty() && !search.trim().is_empty() {
        return vec![NOTHING.to_owned()];
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn looks_for_every_word_without_case_accents_and_signs() {
        assert_eq!(patterns("  Robe  d'ÉTÉ "), ["%robe%", "%dete%"]);
        assert_eq!(patterns("AB-0012"), ["%ab 0012%"]);
        assert_eq!(patterns("100%"), ["%100%"]);
        assert_eq!(patterns("robe & veste"), ["%robe%", "%veste%"]);
        assert!(patterns(" \t ").is_empty());
        assert_eq!(patterns(&"a ".repeat(100)).len(), WORDS_MAX);
    }

    #[test]
    fn a_text_has_an_end_and_brand_and_reference_stand_before_it() {
        let text = text(&"漢字".repeat(2000), "Sézane", "R-7", "Étagère A");
        assert!(text.starts_with("sezane r 7 etagere a 漢字"));
        assert!(text.len() <= LONGEST, "{}", text.len());
    }

    #[test]
    fn signs_alone_find_nothing() {
        for search in ["%", "_", "\\", "🙂", "\0", "--"] {
            assert_eq!(patterns(search), [NOTHING], "{search}");
        }
    }

    proptest! {
        #[test]
        fn patterns_hold_no_wildcard_but_their_own(search in ".*") {
            for pattern in patterns(&search) {
                let inner = pattern.trim_matches('%');
                prop_assert!(!inner.contains(['%', '_', '\\', '\0']), "{pattern}");
            }
        }

        #[test]
        fn every_word_of_a_title_finds_it(title in ".*", brand in ".*") {
            let text = text(&title, &brand, "", "");
            for word in title.split_whitespace().chain(brand.split_whitespace()) {
                prop_assert!(text.contains(&fold(word)), "{word:?} in {text:?}");
            }
        }
    }
}
