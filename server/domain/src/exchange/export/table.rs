//! Items as the lines of a table, with the words and the signs that spreadsheets of the language's country expect. Pure.

use crate::exchange::sheets::harmless;
use crate::exchange::{columns, facts, presets, standing};
use crate::own_words::OwnWords;
use crate::products::leaving::Leaving;
use stoflow_wire::language::Language;

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Text(String),
    /// With a point.
    Number(String),
}

pub(super) fn headings(language: Language) -> Vec<Cell> {
    let ours = columns::all().iter().map(|column| column.label(language));
    let headings = [presets::OURS].into_iter().chain(ours);
    let beside = [standing::STATUS, "made", standing::SOLD_ON];
    let headings = headings.chain(beside.map(|key| facts::word(key, language)));
    headings.map(|text| Cell::Text(text.to_owned())).collect()
}

pub(super) fn cells(item: &Leaving, language: Language, own: &OwnWords) -> Vec<Cell> {
    let mut cells = vec![Cell::Number(item.product.id.to_string())];
    cells.extend(columns::all().iter().map(|column| {
        let text = column.said(&item.form);
        if column.is_figure(text) {
            Cell::Number(text.to_owned())
        } else {
            Cell::Text(column.told(&item.form, language, own))
        }
    }));
    let status = facts::word(item.status.name(), language);
    cells.push(Cell::Text(status.to_owned()));
    cells.push(Cell::Text(item.product.created_at.date().to_string()));
    let sold_on = item.sold_on.map(|day| day.to_string());
    cells.push(Cell::Text(sold_on.unwrap_or_default()));
    cells
}

/// The first line, behind the mark that says that it is UTF-8.
pub(super) fn head(language: Language) -> String {
    format!("\u{feff}{}", line(&headings(language), language))
}

pub(super) fn lines(items: &[Leaving], language: Language, own: &OwnWords) -> String {
    let lines = items
        .iter()
        .map(|item| line(&cells(item, language, own), language));
    lines.collect()
}

fn line(cells: &[Cell], language: Language) -> String {
    let separator = match language {
        Language::Fr => ";",
        Language::En => ",",
    };
    let cells: Vec<String> = cells.iter().map(|cell| written(cell, language)).collect();
    format!("{}\r\n", cells.join(separator))
}

fn written(cell: &Cell, language: Language) -> String {
    match (cell, language) {
        (Cell::Text(text), _) if text.is_empty() => String::new(),
        (Cell::Text(text), _) => format!("\"{}\"", harmless::guard(text).replace('"', "\"\"")),
        (Cell::Number(number), Language::Fr) => {
            format!("\"{}\"", columns::figure(number, language))
        }
        (Cell::Number(number), Language::En) => number.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula_and_numbers_are_as_the_country_writes_them() {
        let cells = [
            Cell::Text("=1+\"1\"".to_owned()),
            Cell::Number("12.50".to_owned()),
            Cell::Text(String::new()),
        ];
        assert_eq!(
            line(&cells, Language::Fr),
            "\"'=1+\"\"1\"\"\";\"12,50\";\r\n"
        );
        assert_eq!(line(&cells, Language::En), "\"'=1+\"\"1\"\"\",12.50,\r\n");
    }
}
