//! Plain text as Vinted takes it: no shouting, cut where a reader would. What is plain everywhere is `wording::plain`.
//!
//! HTML is text like any other here: it is neither read nor removed.

use crate::wording::plain::length;
use unicode_segmentation::UnicodeSegmentation;

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
/// fills most of the room: the texts that listings got so stay the same, and with them what counts as a change.
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
    }
}
