//! Plain text as a marketplace takes it: nothing invisible, single spaces, cut where a reader would.
//!
//! HTML is text like any other here; what a sign costs in HTML is the business of `markup`.

use unicode_segmentation::UnicodeSegmentation;

/// What parts words without being one: none of it ends a text that was cut.
const LOOSE: [char; 13] = [
    ',', ';', ':', '-', '–', '—', '|', '·', '•', '/', '(', '[', '«',
];

/// Length in UTF-16 units, as a browser counts. Never less than the number of characters.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text on one line, without control characters and direction overrides, single spaces between words.
pub fn one_line(text: &str) -> String {
    visible(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text with its lines, each cleaned like [`one_line`], and at most one empty line in a row.
pub fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut kept = String::with_capacity(text.len());
    for line in text.split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let line = one_line(line);
        if !line.is_empty() || !(kept.is_empty() || kept.ends_with("\n\n")) {
            kept.push_str(&line);
            kept.push('\n');
        }
    }
    kept.truncate(kept.trim_end().len());
    kept
}

/// The text if it costs no more than `room`, else its beginning up to the end of a word. Only where the first word
/// alone is too long it ends inside that word, and never inside what a reader takes for one character.
pub fn cut(text: &str, room: usize, cost: fn(&str) -> usize) -> &str {
    let mut taken = 0;
    let mut word_end = None;
    let mut in_word = false;
    for (at, character) in text.grapheme_indices(true) {
        let blank = character.starts_with(char::is_whitespace);
        if blank && in_word {
            word_end = Some(at);
        }
        in_word = !blank;
        taken += cost(character);
        if taken > room {
            return ended(text, word_end.unwrap_or(at));
        }
    }
    text
}

/// Like [`cut`], and says with `…` that something is missing.
pub fn cut_with_ellipsis(text: &str, room: usize, cost: fn(&str) -> usize) -> String {
    if cut(text, room, cost).len() == text.len() {
        return text.to_owned();
    }
    let Some(room) = room.checked_sub(cost("…")) else {
        return String::new();
    };
    let kept = cut(text, room, cost).trim_end_matches(['.', '…']);
    let kept = kept.trim_end();
    if kept.is_empty() {
        String::new()
    } else {
        format!("{kept}…")
    }
}

fn ended(text: &str, end: usize) -> &str {
    let mut kept = text.get(..end).unwrap_or_default().trim_end();
    while let Some(shorter) = without_loose_end(kept) {
        kept = shorter.trim_end();
    }
    kept
}

/// Without the last sign, where it waits for a word. `&` and `+` may belong to the word before (`TV+`).
fn without_loose_end(text: &str) -> Option<&str> {
    let alone = |text: &str| text.ends_with(char::is_whitespace) || text.is_empty();
    text.strip_suffix(LOOSE)
        .or_else(|| text.strip_suffix(['&', '+']).filter(|before| alone(before)))
}

/// Drops what cannot be seen and may deceive: control characters (a tab or line end becomes a space), direction marks
/// and overrides, zero-width spaces. The joiner that emoji are made with stays.
fn visible(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{00ad}'
            | '\u{061c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kept(text: &str, room: usize) -> &str {
        cut(text, room, length)
    }

    #[test]
    fn cleans_what_cannot_be_seen() {
        assert_eq!(one_line(" a\tb\u{0}\u{7}\n c "), "a b c");
        assert_eq!(one_line("abc\u{202e}cba\u{202c}"), "abccba");
        assert_eq!(one_line("<b>Jean</b> & co"), "<b>Jean</b> & co");
        assert_eq!(one_line("👩\u{200d}👧"), "👩\u{200d}👧");
        assert_eq!(paragraphs("a\r\n\r\n\r\nb \u{2028}c\n\n"), "a\n\nb\nc");
        assert_eq!(paragraphs("\n\n \n"), "");
    }

    #[test]
    fn cuts_at_words_and_never_inside_a_character() {
        assert_eq!(kept("une robe rouge", 14), "une robe rouge");
        assert_eq!(kept("une robe rouge", 13), "une robe");
        assert_eq!(kept("une robe rouge", 8), "une robe");
        assert_eq!(kept("une anticonstitutionnelle", 20), "une");
        assert_eq!(kept("anticonstitutionnellement", 4), "anti");
        assert_eq!(kept("veste, taille 38", 7), "veste");
        assert_eq!(kept("veste - taille 38", 9), "veste");
        assert_eq!(kept("bleu & blanc", 7), "bleu");
        assert_eq!(kept("Apple TV+ neuve", 10), "Apple TV+");
        assert_eq!(kept("é 👩\u{200d}👧", 6), "é");
        assert_eq!(kept("👩\u{200d}👧", 4), "");
        assert_eq!(cut_with_ellipsis("une robe rouge", 10, length), "une robe…");
        assert_eq!(
            cut_with_ellipsis("Une robe. Rouge", 11, length),
            "Une robe…"
        );
        assert_eq!(cut_with_ellipsis("une robe", 0, length), "");
    }

    proptest! {
        #[test]
        fn a_cut_fits_and_is_a_beginning(text in "\\PC*", room in 0_usize..60) {
            let kept = kept(&text, room);
            prop_assert!(length(kept) <= room);
            prop_assert!(text.starts_with(kept));
            prop_assert!(length(&cut_with_ellipsis(&text, room, length)) <= room);
        }

        #[test]
        fn a_cut_never_ends_inside_a_word_but_the_first(text in "[a-zé👗]{1,9}( [a-zé👗,]{1,9}){0,9}", room in 0_usize..60) {
            let kept = kept(&text, room);
            let rest = text.strip_prefix(kept).unwrap();
            let first = text.split(' ').next().unwrap();
            let whole = rest.is_empty() || rest.trim_start_matches(',').starts_with(' ');
            prop_assert!(whole || first.starts_with(kept), "{kept:?} of {text:?}");
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let line = one_line(&text);
            prop_assert_eq!(&one_line(&line), &line);
            let lines = paragraphs(&text);
            prop_assert_eq!(&paragraphs(&lines), &lines);
            prop_assert!(!lines.chars().any(|c| c.is_control() && c != '\n'));
        }
    }
}
