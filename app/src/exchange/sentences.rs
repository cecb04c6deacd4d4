//! What a sheet comes to, in words.

use super::server_fns::Labels;
use crate::batches::sentences::items;
use crate::error::sentences::problem;
use crate::say;
use crate::words::{Locale, is_one};
use stoflow_wire::exchange::{CellProblem, ImportReport, ImportUndone, Preset, TroubledRow};
use stoflow_wire::problem::Problem;

/// Whose sheet it is.
pub fn preset(l: Locale, preset: Option<Preset>) -> &'static str {
    match preset {
        Some(Preset::Stoflow) => say!(l, exchange.preset_stoflow),
        Some(Preset::Vinted) => say!(l, exchange.preset_vinted),
        Some(Preset::Ebay) => say!(l, exchange.preset_ebay),
        Some(Preset::Vendoo) => say!(l, exchange.preset_vendoo),
        None => say!(l, exchange.preset_none),
    }
}

/// `12 lignes lues`.
pub fn rows(l: Locale, count: u32) -> String {
    if is_one(l, count.into()) {
        say!(l, exchange.one_row, count = count)
    } else {
        say!(l, exchange.rows, count = count)
    }
}

/// What becomes of the rows: all of them drafts, or so many of each.
pub fn outcome(l: Locale, report: &ImportReport) -> String {
    let rows = rows(l, report.rows);
    if report.drafts() == report.made {
        return say!(
            l,
            exchange.will_make,
            rows = rows,
            items = items(l, report.made)
        );
    }
    say!(
        l,
        exchange.will_make_each,
        rows = rows,
        drafts = report.drafts(),
        sold = report.sold,
        archived = report.archived
    )
}

/// What is wrong with a row, cell by cell.
pub fn troubles(l: Locale, labels: &Labels, row: &TroubledRow) -> Vec<String> {
    let problems = row.problems.iter();
    if row.left_out {
        return problems
            .map(|cell| say!(l, exchange.left_out, text = &cell.text))
            .collect();
    }
    problems.map(|cell| trouble(l, labels, cell)).collect()
}

fn trouble(l: Locale, labels: &Labels, cell: &CellProblem) -> String {
    let column = labels.of(&cell.column);
    let whose = if cell.text.is_empty() {
        say!(l, exchange.trouble_empty, column = column)
    } else {
        say!(l, exchange.trouble, column = column, text = &cell.text)
    };
    let what = match (cell.column.as_str(), &cell.problem) {
        ("status", Problem::Unknown) => say!(l, exchange.unknown_status).to_owned(),
        ("sold_on", Problem::Unknown) => say!(l, exchange.unknown_day).to_owned(),
        (_, Problem::Unknown) => say!(l, exchange.unknown_word).to_owned(),
        _ => problem(l, &cell.column, &cell.problem),
    };
    format!("{whose} {what}")
}

/// What taking it back came to.
pub fn undone(l: Locale, undone: &ImportUndone) -> String {
    let items = items(l, undone.gone);
    match undone.left.count {
        0 => say!(l, exchange.undone, items = items),
        left => say!(l, exchange.undone_in_part, items = items, left = left),
    }
}

/// What is wrong with a file.
pub fn file_problem(l: Locale, problem: &Problem) -> String {
    match problem {
        Problem::Missing => say!(l, exchange.file_missing).to_owned(),
        Problem::TooLarge { max } => say!(l, exchange.file_too_large, max = max),
        Problem::TooMany { max } => say!(l, exchange.file_too_many, max = max),
        _ => say!(l, exchange.file_unknown).to_owned(),
    }
}
