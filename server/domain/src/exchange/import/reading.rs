//! What would become of a sheet's rows as its columns are placed now. Only SKUs are looked up; all else is in the sheet.

use super::Import;
use crate::database::TenantTx;
use crate::error::Error;
use crate::exchange::columns::{self, Column};
use crate::exchange::standing::{self, Said};
use crate::exchange::{numbers, rows};
use crate::own_words::{self, OwnWords};
use crate::products::arrivals::{Arrival, Standing};
use crate::products::form;
use crate::products::shelf::{self, Taken};
use std::collections::HashSet;
use std::sync::Arc;
use stoflow_wire::exchange::{ImportReport, SampleRow, SampleText, SheetColumn, TroubledRow};
use stoflow_wire::ids::ProductId;
use stoflow_wire::language::Language;
use stoflow_wire::problem::Problem;
use stoflow_wire::products::ProductForm;

/// Rows that are shown as they would be taken over.
const SAMPLES: usize = 5;

/// Rows in trouble that are named.
const NAMED: usize = 200;

/// So much of a text is shown.
const SHOWN: usize = 80;

/// What a sheet comes to.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) arrivals: Vec<Arrival>,
    pub(super) report: ImportReport,
    /// The first rows, by their lines.
    samples: Vec<Sample>,
    /// For each row that is named, which of the arrivals is its own.
    own: Vec<Option<usize>>,
    /// The seller's own words, as they stand.
    words: OwnWords,
}

/// A row as it would be taken over.
struct Sample {
    line: u32,
    form: ProductForm,
    said: Said,
}

impl Plan {
    /// The rows that are named get the items that were made of them.
    pub(super) fn name(&mut self, made: &[ProductId]) {
        for (row, own) in self.report.troubled.iter_mut().zip(&self.own) {
            row.product = own.and_then(|place| made.get(place).copied());
        }
    }
}

pub(super) async fn plan(tx: &mut TenantTx, import: &Arc<Import>) -> Result<Plan, Error> {
    let words = Arc::new(own_words::all(tx).await?);
    let (sheet, known) = (Arc::clone(import), Arc::clone(&words));
    // Ten thousand rows take a while: other sellers are served meanwhile.
    let read = tokio::task::spawn_blocking(move || sheet.read(&known));
    let read = read
        .await
        .map_err(|error| Error::internal("reading the rows of a sheet", error))?;
    let coming = read
        .iter()
        .filter_map(|row| Some((sku(row)?, row.arrival.standing)));
    let coming: Vec<_> = coming.collect();
    let mut taken = shelf::taken(tx, &coming).await?;
    let mut plan = Plan {
        words: Arc::unwrap_or_clone(words),
        ..Plan::default()
    };
    for ((line, _), read) in import.rows.iter().zip(read) {
        plan.take(*line, read, &mut taken);
    }
    Ok(plan)
}

impl Import {
    fn read(&self, own: &OwnWords) -> Vec<rows::Read> {
        let frame = rows::Frame {
            preset: self.preset,
            site: numbers::site(&self.headings),
            places: &self.places,
            own,
        };
        let rows = self.rows.iter();
        rows.map(|(_, cells)| rows::read(&frame, cells)).collect()
    }
}

fn sku(read: &rows::Read) -> Option<&str> {
    let fields = read.arrival.fields.as_ref()?;
    Some(fields.sku.as_str()).filter(|sku| !sku.is_empty())
}

impl Plan {
    fn take(&mut self, line: u32, mut read: rows::Read, taken: &mut Taken) {
        if says_nothing(&read) {
            return;
        }
        self.report.rows += 1;
        // One SKU is one item: what the shop has already is not made twice, nor is what stands twice in the sheet.
        let standing = read.arrival.standing;
        let known = sku(&read).filter(|sku| taken.is(sku, standing));
        let known = known.map(str::to_owned);
        let left_out = known.is_some();
        if let Some(sku) = known {
            let problem = rows::problem("sku", &sku, Problem::AlreadyUsed);
            read.problems = vec![problem];
        } else if let Some(sku) = sku(&read) {
            taken.take(sku, standing);
        }
        let title = title(&read.arrival);
        if !left_out {
            self.show(line, &read);
            self.count(&read);
        }
        let own = (!left_out).then_some(self.arrivals.len());
        if !read.problems.is_empty() {
            self.tell(
                own,
                TroubledRow {
                    line,
                    title,
                    product: None,
                    left_out,
                    problems: read.problems,
                },
            );
        }
        if !left_out {
            self.arrivals.push(read.arrival);
        }
    }

    fn count(&mut self, read: &rows::Read) {
        self.report.made += 1;
        match read.arrival.standing {
            Standing::Draft => self.report.were_online += u32::from(read.said.was_online()),
            Standing::Sold { .. } => self.report.sold += 1,
            Standing::Archived { .. } => self.report.archived += 1,
        }
    }

    fn tell(&mut self, own: Option<usize>, row: TroubledRow) {
        if self.report.troubled.len() < NAMED {
            self.report.troubled.push(row);
            self.own.push(own);
        } else {
            self.report.more_troubled += 1;
        }
    }

    fn show(&mut self, line: u32, read: &rows::Read) {
        if self.samples.len() >= SAMPLES {
            return;
        }
        let form = match (&read.arrival.typed, &read.arrival.fields) {
            (Some(typed), _) => typed.clone(),
            (None, Some(fields)) => form::write(fields),
            (None, None) => return,
        };
        let said = read.said;
        self.samples.push(Sample { line, form, said });
    }

    /// What the first rows say in the columns that were placed.
    pub(super) fn samples(&self, import: &Import, language: Language) -> Vec<SampleRow> {
        let placed: HashSet<&str> = import.places.iter().map(String::as_str).collect();
        let placed: Vec<&Column> = columns::offered()
            .filter(|column| placed.contains(column.key.as_str()))
            .collect();
        let rows = self.samples.iter().map(|sample| SampleRow {
            line: sample.line,
            texts: placed
                .iter()
                .filter_map(|column| sample.text(column, language, &self.words))
                .collect(),
        });
        rows.collect()
    }
}

impl Sample {
    fn text(&self, column: &Column, language: Language, own: &OwnWords) -> Option<SampleText> {
        let text = if standing::COLUMNS.contains(&column.key.as_str()) {
            self.said.told(&column.key, language)
        } else {
            column.told(&self.form, language, own)
        };
        (!text.is_empty()).then(|| SampleText {
            column: column.key.clone(),
            text: text.chars().take(SHOWN).collect(),
        })
    }
}

/// Nothing of the row was placed anywhere.
fn says_nothing(read: &rows::Read) -> bool {
    let empty = ProductForm::default();
    read.arrival.fields.is_none()
        && read
            .arrival
            .typed
            .as_ref()
            .is_none_or(|typed| *typed == empty)
}

fn title(arrival: &Arrival) -> String {
    let saved = arrival.fields.as_ref().map(|fields| fields.title.as_str());
    let typed = arrival.typed.as_ref().map(|form| form.title.as_str());
    let title = saved.filter(|title| !title.is_empty()).or(typed);
    title.unwrap_or_default().chars().take(SHOWN).collect()
}

/// The sheet's columns with what stands first in each.
pub(super) fn columns(import: &Import) -> Vec<SheetColumn> {
    let places = import.places.iter().zip(&import.headings).enumerate();
    places
        .map(|(place, (column, heading))| {
            let mut cells = import.rows.iter().filter_map(|(_, cells)| cells.get(place));
            let example = cells.find(|cell| !cell.is_empty());
            let example = example.map_or("", String::as_str);
            SheetColumn {
                place: u32::try_from(place).unwrap_or(u32::MAX),
                heading: heading.chars().take(SHOWN).collect(),
                example: example.chars().take(SHOWN).collect(),
                column: column.clone(),
            }
        })
        .collect()
}
