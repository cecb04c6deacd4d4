//! Reads a template: which placeholders it has, and which of its words go with them.
//!
//! A paragraph has lines, a line has clauses, parted by commas, dashes and full stops; brackets hold clauses of their
//! own. What has placeholders and none of them is known is left out whole, so these are the seams. Knows no value.

use super::braces;
use super::scan::{self, Token};
use super::words;
use stoflow_wire::wording::Placeholder;

/// A template, read.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub(super) paragraphs: Vec<Vec<Line<'a>>>,
}

#[derive(Debug)]
pub(super) enum Line<'a> {
    /// Without placeholders.
    Fixed(&'a str),
    Made {
        /// What stays at its beginning whichever clauses are left: a bullet, a picture sign, the label of the line.
        lead: &'a str,
        clauses: Vec<Clause<'a>>,
    },
}

/// Words that are said together or not at all.
#[derive(Debug, Default)]
pub(super) struct Clause<'a> {
    pub(super) pieces: Vec<Piece<'a>>,
    /// What parts it from the next one, with its blanks; empty at the end.
    pub(super) mark: &'a str,
}

#[derive(Debug)]
pub(super) enum Piece<'a> {
    Plain(&'a str),
    Put(Placeholder),
    Bracketed {
        open: &'a str,
        inside: Vec<Clause<'a>>,
        close: &'a str,
    },
}

impl<'a> Layout<'a> {
    pub(super) fn read(template: &'a str) -> Self {
        let mut paragraphs = vec![Vec::new()];
        for text in template.lines() {
            let blank = text.trim().is_empty();
            match paragraphs.last_mut() {
                Some(lines) if !blank => lines.push(line(text)),
                Some(lines) if lines.is_empty() => {}
                _ => paragraphs.push(Vec::new()),
            }
        }
        Self { paragraphs }
    }
}

/// The placeholders of a template, in the order they stand in, each once.
pub(super) fn placeholders(template: &str) -> Vec<Placeholder> {
    let mut found = Vec::new();
    for piece in braces::pieces(template) {
        if let Some(placeholder) = placeholder(piece)
            && !found.contains(&placeholder)
        {
            found.push(placeholder);
        }
    }
    found
}

fn placeholder(piece: braces::Piece<'_>) -> Option<Placeholder> {
    match piece {
        braces::Piece::Braced { name, .. } => words::meaning(name),
        braces::Piece::Plain(_) => None,
    }
}

fn line(text: &str) -> Line<'_> {
    let text = text.trim();
    let first = braces::pieces(text).into_iter().find_map(|piece| {
        placeholder(piece)?;
        match piece {
            braces::Piece::Braced { at, .. } => Some(at),
            braces::Piece::Plain(_) => None,
        }
    });
    let split = first.and_then(|first| {
        let (before, after) = text.split_at_checked(first)?;
        text.split_at_checked(lead_length(before, after))
    });
    match split {
        Some((lead, rest)) => Line::Made {
            lead,
            clauses: clauses(&scan::tokens(rest)),
        },
        None => Line::Fixed(text),
    }
}

/// How much of what stands before the first placeholder belongs to the whole line. A label does, unless a label follows
/// later: `Détails : {coupe}, {motif}` has one, `Taille : {taille} - Couleur : {couleur}` has one for each clause.
fn lead_length(before: &str, after: &str) -> usize {
    let label = before.rfind(':').filter(|_| !after.contains(':'));
    let end = label.map_or_else(
        || before.find(|c: char| c.is_alphanumeric() || matches!(c, '(' | '[')),
        |colon| {
            let rest = before.get(colon + 1..)?;
            Some(before.len() - rest.trim_start().len())
        },
    );
    end.unwrap_or(before.len())
}

fn clauses<'a>(tokens: &[Token<'a>]) -> Vec<Clause<'a>> {
    let mut clauses = Vec::new();
    let mut clause = Clause::default();
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        rest = after;
        match *token {
            Token::Text(text) | Token::Close(text) => clause.pieces.push(Piece::Plain(text)),
            Token::Put(placeholder) => clause.pieces.push(Piece::Put(placeholder)),
            Token::Open(open) => {
                let (piece, after) = bracketed(open, after);
                clause.pieces.push(piece);
                rest = after;
            }
            Token::Mark(mark) => {
                clause.mark = mark;
                clauses.push(std::mem::take(&mut clause));
            }
        }
    }
    if !clause.pieces.is_empty() {
        clauses.push(clause);
    }
    clauses
}

/// A bracket and what stands in it; brackets are never within brackets here.
fn bracketed<'a, 't>(open: &'a str, after: &'t [Token<'a>]) -> (Piece<'a>, &'t [Token<'a>]) {
    let closed = after
        .iter()
        .enumerate()
        .find_map(|(at, token)| match token {
            Token::Close(close) => Some((at, *close)),
            _ => None,
        });
    let parts =
        closed.and_then(|(at, close)| Some((after.get(..at)?, after.get(at + 1..)?, close)));
    match parts {
        Some((inside, after, close)) => {
            let inside = clauses(inside);
            (
                Piece::Bracketed {
                    open,
                    inside,
                    close,
                },
                after,
            )
        }
        None => (Piece::Plain(open), after),
    }
}
