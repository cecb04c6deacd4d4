//! Finds the words in braces in a text: `{marque}`. Only a word is one; other braces are what they are.
//!
//! Knows no placeholder and no value. Whoever writes texts with placeholders reads them through here, so that there is
//! one syntax for all.

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Plain(&'a str),
    Braced {
        /// The word between the braces.
        name: &'a str,
        /// With the braces.
        whole: &'a str,
        /// Where the brace opens, in bytes.
        at: usize,
    },
}

/// The text in pieces, none of them empty.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for (at, _) in text.match_indices('{') {
        let Some((name, whole)) = text.get(at..).and_then(braced) else {
            continue;
        };
        pieces.extend(plain(text.get(done..at)));
        pieces.push(Piece::Braced { name, whole, at });
        done = at + whole.len();
    }
    pieces.extend(plain(text.get(done..)));
    pieces
}

fn plain(text: Option<&str>) -> Option<Piece<'_>> {
    text.filter(|text| !text.is_empty()).map(Piece::Plain)
}

/// The word at the beginning of a text that begins with a brace, without and with its braces.
fn braced(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('{')?;
    let end = inner.find(|c: char| !c.is_alphabetic())?;
    let (name, rest) = inner.split_at_checked(end)?;
    let is_word = !name.is_empty() && rest.starts_with('}');
    is_word.then(|| Some((name, text.get(..end + 2)?)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_a_word_in_braces_is_one() {
        assert_eq!(
            pieces("T {taille}{é}."),
            [
                Piece::Plain("T "),
                Piece::Braced {
                    name: "taille",
                    whole: "{taille}",
                    at: 2
                },
                Piece::Braced {
                    name: "é",
                    whole: "{é}",
                    at: 10
                },
                Piece::Plain("."),
            ]
        );
        for fine in ["{ }", "{}", ":-{ }", "{a b}", "{", "}{", "🙂{1}", "{a"] {
            assert_eq!(pieces(fine), [Piece::Plain(fine)]);
        }
        assert_eq!(pieces(""), []);
        assert_eq!(pieces("{{a}}").len(), 3);
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "[{}a é.]{0,40}") {
            let pieces = pieces(&text);
            let again: String = pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Plain(plain) => *plain,
                    Piece::Braced { whole, .. } => whole,
                })
                .collect();
            prop_assert_eq!(again, text);
        }
    }
}
