//! Puts facts into a template that was read, and leaves out what nothing is known of.
//!
//! Between two clauses that stay, one mark stays. The same every time.

use super::layout::{Clause, Layout, Line, Piece};
use super::plain;
use super::said::Said;
use super::scan::is_end_of_sentence;
use super::values::{Value, Values};
use stoflow_wire::wording::Placeholder;

/// The template's text. Empty where it has placeholders and nothing is known for any of them.
pub(super) fn fill(layout: &Layout<'_>, values: &Values) -> String {
    let paragraphs = layout.paragraphs.iter();
    let kept: Vec<String> = paragraphs.filter_map(|it| paragraph(it, values)).collect();
    plain::paragraphs(&kept.join("\n\n"))
}

/// A heading goes with the lines below it.
fn paragraph(lines: &[Line<'_>], values: &Values) -> Option<String> {
    let (mut made, mut known) = (false, false);
    let mut kept = Vec::with_capacity(lines.len());
    for line in lines {
        match line {
            Line::Fixed(text) => kept.push((*text).to_owned()),
            Line::Made { lead, clauses } => {
                made = true;
                if let Some(text) = made_line(lead, clauses, values) {
                    known = true;
                    kept.push(text);
                }
            }
        }
    }
    (known || !made).then(|| kept.join("\n"))
}

fn made_line(lead: &str, clauses: &[Clause<'_>], values: &Values) -> Option<String> {
    if let Some(Value::Rows { alone, .. }) = its_own(lead, clauses, values) {
        let rows = alone.iter().map(|row| format!("{lead}{row}"));
        return Some(rows.collect::<Vec<_>>().join("\n"));
    }
    if !clauses.iter().any(|clause| is_known(clause, values)) {
        return None;
    }
    let mut said = Said::new(lead, values.language);
    say_clauses(&mut said, clauses, values);
    Some(said.text())
}

/// The value a line has to itself, but for a bullet.
fn its_own<'v>(lead: &str, clauses: &[Clause<'_>], values: &'v Values) -> Option<&'v Value> {
    let [clause] = clauses else { return None };
    let [Piece::Put(placeholder)] = clause.pieces.as_slice() else {
        return None;
    };
    values.get(*placeholder).filter(|_| !lead.contains(':'))
}

fn say_clauses(said: &mut Said, clauses: &[Clause<'_>], values: &Values) {
    let mut pending: Option<&str> = None;
    let mut moved_up = false;
    for clause in clauses {
        if has_placeholders(clause) && !is_known(clause, values) {
            pending = pending.map(|mark| stronger(mark, clause.mark));
            moved_up = !ends_sentence(clause.mark);
            continue;
        }
        said.mark(pending.unwrap_or_default());
        if moved_up {
            said.gap();
        }
        say_clause(said, clause, values);
        pending = Some(clause.mark);
        moved_up = false;
    }
    let last = pending.filter(|mark| ends_sentence(mark));
    said.mark(last.unwrap_or_default().trim_end());
}

/// Of two marks with nothing left between them, the one that ends a sentence, or else the later one.
fn stronger<'a>(mark: &'a str, later: &'a str) -> &'a str {
    let keeps = later.is_empty() || (ends_sentence(mark) && !ends_sentence(later));
    if keeps { mark } else { later }
}

fn ends_sentence(mark: &str) -> bool {
    mark.contains(is_end_of_sentence)
}

/// What stands before a piece within its clause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Words,
    Fact,
    /// Something that is not known.
    Gap,
}

/// Words between two placeholders go with the second: `robe en {matières}`.
fn say_clause(said: &mut Said, clause: &Clause<'_>, values: &Values) {
    let mut before = Before::Words;
    for (index, piece) in clause.pieces.iter().enumerate() {
        let next = clause.pieces.get(index + 1);
        before = match piece {
            _ if is_missing(piece, values) => {
                said.gap();
                Before::Gap
            }
            Piece::Plain(words) => {
                let goes_too =
                    before != Before::Words && next.is_some_and(|next| is_missing(next, values));
                let words = if goes_too { " " } else { words };
                match before {
                    Before::Gap => said.words_after_gap(words),
                    Before::Words | Before::Fact => said.words(words),
                }
                if goes_too { Before::Gap } else { Before::Words }
            }
            Piece::Put(placeholder) => {
                say_value(said, *placeholder, values);
                Before::Fact
            }
            Piece::Bracketed {
                open,
                inside,
                close,
            } => {
                said.words(open);
                say_clauses(said, inside, values);
                said.words(close);
                Before::Fact
            }
        };
    }
    said.trim_end();
}

fn say_value(said: &mut Said, placeholder: Placeholder, values: &Values) {
    match (placeholder, values.get(placeholder)) {
        (Placeholder::Description, Some(own)) => said.prose(own.text()),
        (_, Some(value)) => said.fact(value),
        (_, None) => {}
    }
}

fn has_placeholders(clause: &Clause<'_>) -> bool {
    clause.pieces.iter().any(|piece| match piece {
        Piece::Plain(_) => false,
        Piece::Put(_) => true,
        Piece::Bracketed { inside, .. } => inside.iter().any(has_placeholders),
    })
}

fn is_known(clause: &Clause<'_>, values: &Values) -> bool {
    clause.pieces.iter().any(|piece| match piece {
        Piece::Plain(_) => false,
        Piece::Put(placeholder) => values.get(*placeholder).is_some(),
        Piece::Bracketed { inside, .. } => inside.iter().any(|clause| is_known(clause, values)),
    })
}

/// Whether a piece has placeholders and nothing is known for them.
fn is_missing(piece: &Piece<'_>, values: &Values) -> bool {
    match piece {
        Piece::Plain(_) => false,
        Piece::Put(placeholder) => values.get(*placeholder).is_none(),
        Piece::Bracketed { inside, .. } => {
            inside.iter().any(has_placeholders)
                && !inside.iter().any(|clause| is_known(clause, values))
        }
    }
}

#[cfg(test)]
mod tests;
