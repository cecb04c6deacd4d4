//! A sheet becomes items in three steps: it is read and kept, the seller says what its columns are, and all its rows come in
//! together or not at all. For a month it can be taken back as a whole: what nobody touched since goes.

mod reading;

use crate::backend::Backend;
use crate::batches::imports;
use crate::database::TenantTx;
use crate::error::Error;
use crate::exchange::{columns, presets, sheets};
use crate::hints::Topic;
use crate::products::arrivals;
use crate::products::revision;
use reading::Plan;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::Arc;
use stoflow_wire::batches::{LeftOut, LeftOutWhy};
use stoflow_wire::changes::Few;
use stoflow_wire::exchange::{ImportReport, ImportUndone, ImportView, Preset};
use stoflow_wire::ids::{BatchId, ProductId, TenantId};
use stoflow_wire::language::Language;
use stoflow_wire::problem::Problem;

/// Columns that a page can show. Of a wider sheet those are kept that were recognised, and the first of the others.
const SHOWN: usize = 100;

/// An import, as it is kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Import {
    file: String,
    preset: Option<Preset>,
    headings: Vec<String>,
    /// Keys of what the columns are, one for each heading.
    places: Vec<String>,
    unshown: u32,
    rows: Vec<(u32, Vec<String>)>,
    /// Once it is done.
    report: Option<ImportReport>,
    made: Vec<ProductId>,
    undone: Option<ImportUndone>,
}

/// Reads a file and keeps it for a day. [`Error::Invalid`] at `file` for one that is empty, too much, or no sheet.
pub async fn begin(
    backend: &Backend,
    tenant: TenantId,
    file: &str,
    bytes: bytes::Bytes,
) -> Result<BatchId, Error> {
    let read = tokio::task::spawn_blocking(move || sheets::read(&bytes));
    let sheet = read
        .await
        .map_err(|error| Error::internal("reading a sheet", error))?
        .map_err(|problem| Error::field("file", problem))?;
    let import = kept(file, sheet);
    let mut tx = backend.database.tenant(tenant).await?;
    let batch = imports::begin(&mut tx, &import).await?;
    tx.commit().await?;
    Ok(batch)
}

/// The sheet with its columns placed by their headings.
fn kept(file: &str, sheet: sheets::Sheet) -> Import {
    let preset = presets::recognise(&sheet.headings);
    let places = presets::place(preset, &sheet.headings);
    let mut shown = saying(&sheet);
    let unshown = shown.len().saturating_sub(SHOWN);
    // The recognised ones before any other, then in their order again.
    shown.sort_by_key(|place| places[*place].is_empty());
    shown.truncate(SHOWN);
    shown.sort_unstable();
    let pick = |texts: &[String]| -> Vec<String> {
        let texts = shown.iter().filter_map(|place| texts.get(*place));
        texts.cloned().collect()
    };
    let rows = sheet.rows.iter();
    Import {
        file: file.chars().take(100).filter(|c| !c.is_control()).collect(),
        preset,
        headings: pick(&sheet.headings),
        places: pick(&places),
        unshown: u32::try_from(unshown).unwrap_or(u32::MAX),
        rows: rows.map(|row| (row.line, pick(&row.cells))).collect(),
        ..Import::default()
    }
}

/// The columns that say something, by their places.
fn saying(sheet: &sheets::Sheet) -> Vec<usize> {
    let says = |place: &usize| {
        let headed = !sheet.headings[*place].is_empty();
        headed || sheet.rows.iter().any(|row| !row.cells[*place].is_empty())
    };
    (0..sheet.headings.len()).filter(says).collect()
}

/// What would become of the sheet, or what did, in words of `language`. [`Error::NotFound`] where this shop has no such import.
pub async fn look(
    tx: &mut TenantTx,
    batch: BatchId,
    language: Language,
) -> Result<ImportView, Error> {
    let import: Arc<Import> = Arc::new(imports::get(tx, batch).await?);
    let plan = match import.report {
        Some(_) => Plan::default(),
        None => reading::plan(tx, &import).await?,
    };
    Ok(import.view(batch, &plan, language))
}

/// The seller says what the columns are, one key for each, none where it is not taken over. [`Error::Invalid`] at `columns`
/// for a key that is none, or one that stands twice; [`Error::OutOfPlace`] once the import is done.
pub async fn place(
    backend: &Backend,
    tenant: TenantId,
    batch: BatchId,
    keys: &[String],
) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let mut import: Import = imports::hold(&mut tx, batch).await?;
    import.still_waits()?;
    import.place(keys)?;
    imports::keep(&mut tx, batch, 0, &import).await?;
    tx.commit().await
}

/// Colours and materials may be spread over several columns.
fn says_twice(keys: &[String]) -> bool {
    keys.iter().enumerate().any(|(at, key)| {
        let lone = !matches!(key.as_str(), "" | "colours" | "materials");
        lone && keys[..at].contains(key)
    })
}

/// Makes an item of each row, in one transaction, where `keys` are what its columns were shown as; else it places them anew
/// and leaves it at that. Answers whether the import is done, now or before. Errors as of [`place`], and [`Error::Invalid`] at
/// `sku` where an item took one of theirs in the same moment: asked again, its row is left out.
pub async fn run(
    backend: &Backend,
    tenant: TenantId,
    batch: BatchId,
    keys: &[String],
) -> Result<bool, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let mut import: Import = imports::hold(&mut tx, batch).await?;
    if import.report.is_some() {
        return Ok(true);
    }
    if import.places != keys {
        import.place(keys)?;
        imports::keep(&mut tx, batch, 0, &import).await?;
        tx.commit().await?;
        return Ok(false);
    }
    let import = Arc::new(import);
    let mut plan = reading::plan(&mut tx, &import).await?;
    if plan.arrivals.is_empty() {
        // Nothing would come of it, and the sheet would be gone.
        return Ok(false);
    }
    let made = arrivals::bring(&mut tx, &plan.arrivals).await?;
    plan.name(&made);
    let count = plan.report.made;
    let import = Import {
        rows: Vec::new(),
        report: Some(plan.report),
        made,
        ..Arc::unwrap_or_clone(import)
    };
    imports::keep(&mut tx, batch, count, &import).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(true)
}

/// Takes back what the import made and nobody touched since; the others stay and are named. Taken back already, it answers
/// the same again. [`Error::OutOfPlace`] before it is done.
pub async fn undo(
    backend: &Backend,
    tenant: TenantId,
    batch: BatchId,
) -> Result<ImportUndone, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let mut import: Import = imports::hold(&mut tx, batch).await?;
    let Some(report) = &import.report else {
        return Err(Error::OutOfPlace {
            attempted: "taking back what was not imported",
        });
    };
    let made = report.made;
    if let Some(undone) = import.undone {
        return Ok(undone);
    }
    let gone = arrivals::send_back(&mut tx, &import.made).await?;
    let undone = told(&mut tx, &import.made, &gone).await?;
    import.undone = Some(undone.clone());
    import.forget(&gone);
    imports::keep(&mut tx, batch, made, &import).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(undone)
}

/// Names those that stay; what is not there any more is nobody's loss.
async fn told(
    tx: &mut TenantTx,
    made: &[ProductId],
    gone: &[ProductId],
) -> Result<ImportUndone, Error> {
    let gone: HashSet<&ProductId> = gone.iter().collect();
    let stay: Vec<ProductId> = made
        .iter()
        .filter(|id| !gone.contains(id))
        .copied()
        .collect();
    let left = revision::hold(tx, &stay).await?.into_iter();
    let left = left.map(|glance| LeftOut {
        product: glance.product,
        title: glance.title,
        why: LeftOutWhy::ChangedSince,
    });
    Ok(ImportUndone {
        gone: u32::try_from(gone.len()).unwrap_or(u32::MAX),
        left: Few::of(left.collect()),
    })
}

impl Import {
    fn still_waits(&self) -> Result<(), Error> {
        match self.report {
            None => Ok(()),
            Some(_) => Err(Error::OutOfPlace {
                attempted: "placing the columns of what was imported",
            }),
        }
    }

    fn place(&mut self, keys: &[String]) -> Result<(), Error> {
        let known = |key: &String| key.is_empty() || columns::find(key).is_some();
        if keys.len() != self.places.len() || !keys.iter().all(known) {
            return Err(Error::field("columns", Problem::Unknown));
        }
        if says_twice(keys) {
            return Err(Error::field("columns", Problem::AlreadyUsed));
        }
        keys.clone_into(&mut self.places);
        Ok(())
    }

    /// Nothing leads to what is gone.
    fn forget(&mut self, gone: &[ProductId]) {
        let rows = self.report.iter_mut();
        for row in rows.flat_map(|report| &mut report.troubled) {
            row.product = row.product.filter(|product| !gone.contains(product));
        }
    }

    fn view(&self, batch: BatchId, plan: &Plan, language: Language) -> ImportView {
        let done = self.report.is_some();
        ImportView {
            batch,
            file: self.file.clone(),
            preset: self.preset,
            columns: if done {
                Vec::new()
            } else {
                reading::columns(self)
            },
            unshown: self.unshown,
            samples: plan.samples(self, language),
            report: self.report.clone().unwrap_or_else(|| plan.report.clone()),
            done,
            undone: self.undone.clone(),
        }
    }
}
