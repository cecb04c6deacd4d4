//! A row of a sheet as the form of an item: each cell by itself, so that one that cannot be taken over takes no other with
//! it. Pure.
//!
//! What the form could not hold, such as a colour that nobody knows, is named and left out. What it can hold but not save,
//! such as a price of twelve commas, stays in the form as it was typed.

use super::columns::{self, Column};
use super::numbers;
use super::sheets::harmless;
use super::standing::{self, Said};
use super::words::{self, Found};
use crate::catalogue::Gender;
use crate::channels::ebay::pack::categories::backwards;
use crate::channels::ebay::site::Site;
use crate::own_words::OwnWords;
use crate::products::arrivals::Arrival;
use crate::products::form;
use stoflow_wire::exchange::{CellProblem, Preset};
use stoflow_wire::problem::Problem;
use stoflow_wire::products::ProductForm;

/// The column whose cells may be numbers of eBay's.
const CATEGORY: &str = "category";

/// So much of a cell is told.
const TOLD: usize = 80;

/// What a row comes to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) arrival: Arrival,
    pub(super) said: Said,
    pub(super) problems: Vec<CellProblem>,
}

/// What is known of a sheet before its rows are read.
pub(super) struct Frame<'sheet> {
    pub(super) preset: Option<Preset>,
    /// Where its orders are for one site of eBay.
    pub(super) site: Option<Site>,
    /// The keys of the columns, one for each cell.
    pub(super) places: &'sheet [String],
    /// The seller's own words.
    pub(super) own: &'sheet OwnWords,
}

pub(super) fn read(frame: &Frame<'_>, cells: &[String]) -> Read {
    let mut row = Row::default();
    for (key, cell) in frame.places.iter().zip(cells) {
        let cell = plain(frame.preset, cell);
        if let Some(column) = columns::find(key).filter(|_| !cell.is_empty()) {
            row.take(frame, column, cell);
        }
    }
    row.end(frame.own)
}

/// A row while its cells are read.
#[derive(Default)]
struct Row {
    typed: ProductForm,
    said: Said,
    /// Whose things the category of eBay's holds.
    wearer: Option<Gender>,
    problems: Vec<CellProblem>,
}

impl Row {
    fn take(&mut self, frame: &Frame<'_>, column: &Column, cell: &str) {
        let key = column.key.as_str();
        if standing::COLUMNS.contains(&key) {
            let wrong = self.said.take(key, cell).err();
            let wrong = wrong.map(|wrong| problem(key, cell, wrong));
            self.problems.extend(wrong);
            return;
        }
        let leaf = numbers::leaf(frame.preset, cell);
        if let Some(leaf) = leaf.filter(|_| key == CATEGORY) {
            return self.take_leaf(frame.site, column, leaf);
        }
        match words::read(key, cell, frame.own) {
            Some(found) => self.take_words(column, &found),
            None => column.say(&mut self.typed, number(key, cell)),
        }
    }

    fn take_leaf(&mut self, site: Option<Site>, column: &Column, leaf: u32) {
        let meant = backwards::meant(site, leaf);
        self.wearer = meant.and_then(|meant| meant.wearer);
        let category = meant.map(|meant| meant.category.ok_or(Problem::Ambiguous));
        match category.unwrap_or(Err(Problem::Unknown)) {
            Ok(category) => column.say(&mut self.typed, category.to_owned()),
            Err(wrong) => {
                let told = numbers::told(leaf, meant);
                self.problems.push(problem(&column.key, &told, wrong));
            }
        }
    }

    fn take_words(&mut self, column: &Column, found: &Found) {
        let key = &column.key;
        let unknown = found.unknown.iter();
        self.problems
            .extend(unknown.map(|word| problem(key, word, Problem::Unknown)));
        if let Some(part) = &found.beyond {
            self.problems
                .push(problem(key, part, Problem::TooLarge { max: 100 }));
        }
        if found.keys.is_empty() {
            return;
        }
        let shares = found.shares.iter();
        let shares = shares.map(|(key, percent)| (key.clone(), percent.to_string()));
        self.typed.shares.extend(shares);
        let before = column.said(&self.typed);
        let both = [before, &found.keys]
            .into_iter()
            .filter(|keys| !keys.is_empty());
        let both = both.collect::<Vec<&str>>().join(",");
        column.say(&mut self.typed, both);
    }

    fn end(mut self, own: &OwnWords) -> Read {
        // What the sheet says itself goes first.
        if let Some(wearer) = self.wearer.filter(|_| self.typed.gender.is_empty()) {
            wearer.key().clone_into(&mut self.typed.gender);
        }
        let typed = self.typed;
        let wrong = form::read(&typed, own).err().unwrap_or_default();
        self.problems.extend(wrong.into_iter().map(|wrong| {
            let text = columns::find(&wrong.field).map_or("", |column| column.said(&typed));
            problem(&wrong.field, text, wrong.problem)
        }));
        Read {
            arrival: Arrival {
                standing: self.said.standing(),
                ..arrival(typed, own)
            },
            said: self.said,
            problems: self.problems,
        }
    }
}

/// What can be saved of a form is; the whole of it is kept as being typed where that is not all.
fn arrival(typed: ProductForm, own: &OwnWords) -> Arrival {
    let wrong = match form::read(&typed, own) {
        Ok(fields) => {
            return Arrival {
                fields: Some(fields),
                ..Arrival::default()
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
        ..Arrival::default()
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
    use crate::products::arrivals::Standing;

    fn row(pairs: &[(&str, &str)]) -> Read {
        let places: Vec<String> = pairs.iter().map(|(key, _)| (*key).to_owned()).collect();
        let cells: Vec<String> = pairs.iter().map(|(_, cell)| (*cell).to_owned()).collect();
        let frame = Frame {
            preset: None,
            site: None,
            places: &places,
            own: OwnWords::none(),
        };
        read(&frame, &cells)
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
    fn a_number_of_ebays_is_a_category_and_whose_it_is() {
        let read = row(&[("title", "Robe"), ("category", "63861")]);
        assert_eq!(read.problems, []);
        let fields = read.arrival.fields.unwrap();
        assert_eq!(
            (fields.category.as_str(), fields.gender),
            ("dress", Some(Gender::Women))
        );
        // Jumpers and cardigans: the seller says which.
        let read = row(&[
            ("title", "Pull"),
            ("category", "63866"),
            ("gender", "Fille"),
        ]);
        let [told] = &read.problems[..] else {
            panic!("{:?}", read.problems);
        };
        assert!(told.text.starts_with("63866 · "), "{}", told.text);
        assert_eq!(told.problem, Problem::Ambiguous);
        let fields = read.arrival.fields.unwrap();
        assert_eq!(
            (fields.category.as_str(), fields.gender),
            ("", Some(Gender::Girls))
        );
        let read = row(&[("title", "Vase"), ("category", "1")]);
        let expected = [problem("category", "1", Problem::Unknown)];
        assert_eq!(read.problems, expected, "nothing that we list");
    }

    #[test]
    fn a_status_that_nobody_knows_is_named_and_the_item_is_a_draft() {
        let read = row(&[("title", "Robe"), ("status", "peut-être")]);
        assert_eq!(
            read.problems,
            [problem("status", "peut-être", Problem::Unknown)]
        );
        assert_eq!(read.arrival.standing, Standing::Draft);
        let read = row(&[("title", "Robe"), ("status", "Archivé")]);
        let away = Standing::Archived { sold_on: None };
        assert_eq!((read.arrival.standing, read.problems), (away, Vec::new()));
    }

    #[test]
    fn without_a_title_it_is_typed_and_not_saved() {
        let read = row(&[("brand", "Sézane")]);
        assert_eq!(read.arrival.fields, None);
        assert_eq!(read.arrival.typed.unwrap().brand, "Sézane");
        assert_eq!(read.problems[0].problem, Problem::Missing);
    }
}
