//! A row of a sheet as the form of an item: each cell by itself, so that one that cannot be taken over takes no other with
//! it. Pure.
//!
//! What the form could not hold, such as a colour that nobody knows, is named and left out. What it can hold but not save,
//! such as a price of twelve commas, stays in the form as it was typed.

use super::sheets::harmless;
use super::{columns, words};
use crate::own_words::OwnWords;
use crate::products::arrivals::Arrival;
use crate::products::form;
use stoflow_wire::exchange::{CellProblem, Preset};
use stoflow_wire::problem::Problem;
use stoflow_wire::products::ProductForm;

/// So much of a cell is told.
const TOLD: usize = 80;

/// What a row comes to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) arrival: Arrival,
    pub(super) problems: Vec<CellProblem>,
}

/// `places` are the keys of the columns, one for each cell.
pub(super) fn read(
    preset: Option<Preset>,
    places: &[String],
    cells: &[String],
    own: &OwnWords,
) -> Read {
    let mut typed = ProductForm::default();
    let mut problems = Vec::new();
    for (key, cell) in places.iter().zip(cells) {
        let Some(column) = columns::find(key) else {
            continue;
        };
        let cell = plain(preset, cell);
        if cell.is_empty() {
            continue;
        }
        let Some(found) = words::read(key, cell, own) else {
            column.say(&mut typed, number(key, cell));
            continue;
        };
        let unknown = found.unknown.iter();
        problems.extend(unknown.map(|word| problem(key, word, Problem::Unknown)));
        if let Some(part) = &found.beyond {
            problems.push(problem(key, part, Problem::TooLarge { max: 100 }));
        }
        if found.keys.is_empty() {
            continue;
        }
        let shares = found.shares.iter();
        let shares = shares.map(|(key, percent)| (key.clone(), percent.to_string()));
        typed.shares.extend(shares);
        let before = column.said(&typed);
        let both = [before, &found.keys]
            .into_iter()
            .filter(|keys| !keys.is_empty());
        let both = both.collect::<Vec<&str>>().join(",");
        column.say(&mut typed, both);
    }
    let wrong = form::read(&typed, own).err().unwrap_or_default();
    problems.extend(wrong.into_iter().map(|wrong| {
        let text = columns::find(&wrong.field).map_or("", |column| column.said(&typed));
        problem(&wrong.field, text, wrong.problem)
    }));
    Read {
        arrival: arrival(typed, own),
        problems,
    }
}

/// What can be saved of a form is; the whole of it is kept as being typed where that is not all.
fn arrival(typed: ProductForm, own: &OwnWords) -> Arrival {
    let wrong = match form::read(&typed, own) {
        Ok(fields) => {
            return Arrival {
                fields: Some(fields),
                typed: None,
            };
        }
        Err(wrong) => wrong,
    };
    let mut rest = typed.clone();
    for wrong in wrong {
        if let Some(column) = columns::find(&wrong.field) {
            column.say(&mut rest, String::new());
        }
    }
    Arrival {
        fields: form::read(&rest, own).ok(),
        typed: Some(typed),
    }
}

/// Only our own export has apostrophes of ours.
fn plain(preset: Option<Preset>, cell: &str) -> &str {
    match preset {
        Some(Preset::Stoflow) => harmless::unguard(cell),
        _ => cell,
    }
}

/// Amounts are euros, whatever sign programs put there.
fn number(key: &str, cell: &str) -> String {
    let text = match key {
        "price" | "cost" | "minimum" => cell.trim_start_matches("EUR").trim_end_matches("EUR"),
        "weight" => cell.trim_end_matches('g'),
        _ => cell,
    };
    text.trim().to_owned()
}

pub(super) fn problem(column: &str, text: &str, problem: Problem) -> CellProblem {
    CellProblem {
        column: column.to_owned(),
        text: text.chars().take(TOLD).collect(),
        problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(pairs: &[(&str, &str)]) -> Read {
        let places: Vec<String> = pairs.iter().map(|(key, _)| (*key).to_owned()).collect();
        let cells: Vec<String> = pairs.iter().map(|(_, cell)| (*cell).to_owned()).collect();
        read(None, &places, &cells, OwnWords::none())
    }

    #[test]
    fn a_good_row_is_an_item() {
        let read = row(&[
            ("title", "Robe"),
            ("", "rien"),
            ("price", "EUR 12,50"),
            ("colours", "Noir"),
            ("colours", "blanc"),
            ("category", "Robe"),
            ("measurements.length", "92,5"),
            ("attributes.season", "Été"),
        ]);
        assert_eq!(read.problems, []);
        assert_eq!(read.arrival.typed, None);
        let fields = read.arrival.fields.unwrap();
        assert_eq!(fields.price.unwrap().minor, 1250);
        assert_eq!(fields.colours, ["black", "white"]);
        assert_eq!(fields.category, "dress");
        assert_eq!(fields.measurements[0].millimetres, 925);
        assert_eq!(fields.attributes[0].words, ["summer"]);
    }

    #[test]
    fn what_cannot_be_taken_over_takes_nothing_with_it() {
        let read = row(&[
            ("title", "Robe"),
            ("price", "douze"),
            ("category", "Vaisselle"),
            ("brand", "Sézane"),
            ("materials", "coton 120 %"),
        ]);
        let named: Vec<_> = read
            .problems
            .iter()
            .map(|p| (p.column.as_str(), p.text.as_str()))
            .collect();
        let expected = [
            ("category", "Vaisselle"),
            ("materials", "coton 120 %"),
            ("price", "douze"),
        ];
        assert_eq!(named, expected);
        let fields = read.arrival.fields.unwrap();
        assert_eq!((fields.price, fields.brand.as_str()), (None, "Sézane"));
        // The editor shows what was typed, beside what is wrong with it.
        assert_eq!(read.arrival.typed.unwrap().price, "douze");
    }

    #[test]
    fn without_a_title_it_is_typed_and_not_saved() {
        let read = row(&[("brand", "Sézane")]);
        assert_eq!(read.arrival.fields, None);
        assert_eq!(read.arrival.typed.unwrap().brand, "Sézane");
        assert_eq!(read.problems[0].problem, Problem::Missing);
    }
}
