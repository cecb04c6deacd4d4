//! Takes a line of a template apart into words, placeholders, brackets and the marks between clauses.
//!
//! A mark is told from a sign within a word by what stands around it: `38-40`, `T-shirt` and `1,5` hold none.

use super::braces::{self, Piece};
use super::words;
use stoflow_wire::wording::Placeholder;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Put(Placeholder),
    /// With the blanks around it.
    Mark(&'a str),
    Open(&'a str),
    Close(&'a str),
}

/// What a piece of text ends at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Line,
    Placeholder,
}

/// A word of so many letters before a full stop and a placeholder is an abbreviation: `Gr. {taille}`.
const LONGEST_ABBREVIATION: usize = 3;

pub(super) fn tokens(line: &str) -> Vec<Token<'_>> {
    let pieces = braces::pieces(line);
    let mut tokens = Vec::new();
    let mut before = Edge::Line;
    for (index, piece) in pieces.iter().enumerate() {
        match *piece {
            Piece::Braced { name, whole, .. } => {
                tokens.push(words::meaning(name).map_or(Token::Text(whole), Token::Put));
                before = Edge::Placeholder;
            }
            Piece::Plain(text) => {
                let after = pieces
                    .get(index + 1)
                    .map_or(Edge::Line, |_| Edge::Placeholder);
                Words {
                    text,
                    before,
                    after,
                }
                .tokens(&mut tokens);
            }
        }
    }
    if !brackets_match(&tokens) {
        for token in &mut tokens {
            if let Token::Open(text) | Token::Close(text) = *token {
                *token = Token::Text(text);
            }
        }
    }
    tokens
}

/// Each is closed by its like, and none stands in another.
fn brackets_match(tokens: &[Token<'_>]) -> bool {
    let mut open = None;
    for token in tokens {
        open = match (*token, open) {
            (Token::Open(bracket), None) => Some(bracket),
            (Token::Close(")"), Some("(")) | (Token::Close("]"), Some("[")) => None,
            (Token::Open(_) | Token::Close(_), _) => return false,
            _ => open,
        };
    }
    open.is_none()
}

/// Plain text between placeholders.
#[derive(Clone, Copy)]
struct Words<'a> {
    text: &'a str,
    before: Edge,
    after: Edge,
}

impl<'a> Words<'a> {
    fn tokens(self, tokens: &mut Vec<Token<'a>>) {
        let mut from = 0;
        for (at, sign) in self.text.char_indices() {
            if at < from {
                continue;
            }
            let Some((start, end)) = self.sign(at, sign) else {
                continue;
            };
            let start = start.max(from);
            let found = (self.text.get(from..start), self.text.get(start..end));
            if let (Some(text), Some(sign)) = found {
                tokens.extend(Some(Token::Text(text)).filter(|_| !text.is_empty()));
                tokens.push(token(sign));
            }
            from = end;
        }
        let rest = self.text.get(from..).filter(|rest| !rest.is_empty());
        tokens.extend(rest.map(Token::Text));
    }

    /// Where a mark or bracket at `at` begins and ends, its blanks included.
    fn sign(self, at: usize, sign: char) -> Option<(usize, usize)> {
        let (before, from) = self.text.split_at_checked(at)?;
        let run = match sign {
            '(' | '[' | ')' | ']' => return Some((at, at + sign.len_utf8())),
            '.' | '!' | '?' | '…' => from.find(|c| !is_end_of_sentence(c)).unwrap_or(from.len()),
            _ => sign.len_utf8(),
        };
        let after = from.get(run..)?;
        let parts = match sign {
            ',' | ';' => is_open(after),
            '.' | '!' | '?' | '…' => self.ends_sentence(before, after),
            '-' | '–' | '—' | '|' | '·' | '•' | '/' | '&' | '+' => {
                self.stands_free(before) && is_open(after)
            }
            _ => false,
        };
        let start = before.trim_end().len();
        let end = self.text.len() - after.trim_start().len();
        parts.then_some((start, end))
    }

    fn stands_free(self, before: &str) -> bool {
        match before.chars().next_back() {
            Some(last) => last.is_whitespace() || matches!(last, ')' | ']'),
            None => self.before == Edge::Placeholder,
        }
    }

    fn ends_sentence(self, before: &str, after: &str) -> bool {
        let to_placeholder = after.trim().is_empty() && self.after == Edge::Placeholder;
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next();
        let letters = word.map_or(0, |word| word.chars().count());
        let abbreviates = to_placeholder && (1..=LONGEST_ABBREVIATION).contains(&letters);
        let glued = to_placeholder && after.is_empty();
        is_open(after) && !abbreviates && !glued
    }
}

fn is_open(after: &str) -> bool {
    after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || matches!(c, '(' | '['))
}

fn token(sign: &str) -> Token<'_> {
    match sign {
        "(" | "[" => Token::Open(sign),
        ")" | "]" => Token::Close(sign),
        _ => Token::Mark(sign),
    }
}

/// Whether a sign, or a mark, ends a sentence.
pub(super) fn is_end_of_sentence(sign: char) -> bool {
    matches!(sign, '.' | '!' | '?' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIZE: Token<'static> = Token::Put(Placeholder::Size);

    #[test]
    fn marks_are_told_from_signs_within_words() {
        let mark = Token::Mark;
        let text = Token::Text;
        let cases: [(&str, &[Token<'_>]); 10] = [
            ("T-shirt 1,5 38-40", &[text("T-shirt 1,5 38-40")]),
            ("a, {taille}", &[text("a"), mark(", "), SIZE]),
            ("{taille}/{taille}", &[SIZE, mark("/"), SIZE]),
            ("{taille} - {taille}", &[SIZE, mark(" - "), SIZE]),
            ("Gr. {taille}", &[text("Gr. "), SIZE]),
            ("T.{taille}", &[text("T."), SIZE]),
            (
                "Belle. {taille} !",
                &[text("Belle"), mark(". "), SIZE, mark(" !")],
            ),
            ("({taille})", &[Token::Open("("), SIZE, Token::Close(")")]),
            (":-) {taille}", &[text(":-"), text(")"), text(" "), SIZE]),
            ("{prix} ?!", &[text("{prix}"), mark(" ?!")]),
        ];
        for (line, expected) in cases {
            assert_eq!(tokens(line), expected, "{line}");
        }
    }

    proptest! {
        #[test]
        fn the_tokens_are_the_line(line in "(\\PC|\\{taille\\}|[ ,.()/-]){0,30}") {
            let again: String = tokens(&line)
                .iter()
                .map(|token| match token {
                    Token::Put(_) => "{taille}",
                    Token::Text(it) | Token::Mark(it) | Token::Open(it) | Token::Close(it) => it,
                })
                .collect();
            prop_assert_eq!(again.to_lowercase(), line.to_lowercase());
        }
    }
}
