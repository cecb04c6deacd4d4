//! Plain text as a marketplace takes it: nothing invisible, no shouting, cut where a reader would.
//!
//! HTML is text like any other here: it is neither read nor removed.

use unicode_segmentation::UnicodeSegmentation;

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

/// Takes the shouting out: a word of more than three capital letters and no small one keeps its first capital only
/// (`JEAN LEVI'S W32` → `Jean Levi's W32`). Vinted refuses titles with too many capitals.
pub fn calm(line: &str) -> String {
    line.split(' ').map(calm_word).collect::<Vec<_>>().join(" ")
}

fn calm_word(word: &str) -> String {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    if capitals <= 3 || word.chars().any(char::is_lowercase) {
        return word.to_owned();
    }
    let mut calmed = String::with_capacity(word.len());
    let mut capital_kept = false;
    for letter in word.chars() {
        if letter.is_uppercase() && !capital_kept {
            calmed.push(letter);
            capital_kept = true;
        } else {
            calmed.extend(letter.to_lowercase());
        }
    }
    calmed
}

/// The text if it fits into `room`, else its beginning up to the end of a word, or of a character where a single word
/// fills the room.
pub fn cut(text: &str, room: usize) -> String {
    if length(text) <= room {
        return text.to_owned();
    }
    let mut taken = 0;
    let mut end = 0;
    let mut word_end = 0;
    for (at, character) in text.grapheme_indices(true) {
        if character.starts_with(char::is_whitespace) {
            word_end = at;
        }
        taken += length(character);
        if taken > room {
            break;
        }
        end = at + character.len();
    }
    let end = if word_end > end / 2 { word_end } else { end };
    text[..end].trim_end().to_owned()
}

/// Like [`cut`], and says with `…` that something is missing.
pub fn cut_with_ellipsis(text: &str, room: usize) -> String {
    if length(text) <= room {
        return text.to_owned();
    }
    let mut kept = cut(text, room.saturating_sub(1));
    if room > 0 {
        kept.push('…');
    }
    kept
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
    fn calms_shouting() {
        let cases = [
            ("JEAN LEVI'S 501", "Jean Levi's 501"),
            ("T-SHIRT H&M XXL", "T-shirt H&M XXL"),
            ("ÉTÉ À LA PLAGE", "ÉTÉ À LA Plage"),
            ("«SUPERBE» iPhone", "«Superbe» iPhone"),
            ("ΣΟΦΟΣ", "Σοφοσ"),
            ("W32/L34", "W32/L34"),
        ];
        for (shouted, said) in cases {
            assert_eq!(calm(shouted), said);
        }
    }

    #[test]
    fn cuts_at_words_and_never_inside_a_character() {
        assert_eq!(cut("une robe rouge", 14), "une robe rouge");
        assert_eq!(cut("une robe rouge", 13), "une robe");
        assert_eq!(cut("une robe rouge", 8), "une robe");
        assert_eq!(cut("anticonstitutionnellement", 4), "anti");
        assert_eq!(cut("é 👩\u{200d}👧", 6), "é");
        assert_eq!(cut("👩\u{200d}👧", 4), "");
        assert_eq!(cut_with_ellipsis("une robe rouge", 10), "une robe…");
        assert_eq!(cut_with_ellipsis("une robe", 0), "");
    }

    proptest! {
        #[test]
        fn a_cut_fits_and_is_a_beginning(text in "\\PC*", room in 0_usize..60) {
            let kept = cut(&text, room);
            prop_assert!(length(&kept) <= room);
            prop_assert!(text.starts_with(&kept));
            prop_assert!(length(&cut_with_ellipsis(&text, room)) <= room);
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
