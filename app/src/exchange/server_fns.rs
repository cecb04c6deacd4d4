//! Looking at an import, placing its columns, running it and taking it back.

use crate::error::AppError;
use crate::products::catalogue::Word;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use stoflow_wire::exchange::ImportView;
use stoflow_wire::ids::BatchId;

pub const PLACE: &str = "/fn/place_columns";
pub const RUN: &str = "/fn/run_import";
pub const UNDO: &str = "/fn/undo_import";

/// What a column that is not taken over is called in forms.
pub const NOWHERE: &str = "none";

/// What columns can be, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels(pub Vec<Word>);

impl Labels {
    /// A key that nobody knows stands for itself.
    pub fn of<'labels>(&'labels self, key: &'labels str) -> &'labels str {
        let word = self.0.iter().find(|word| word.key == key);
        word.map_or(key, |word| word.label.as_str())
    }
}

/// An import with the words it takes to show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportDesk {
    pub view: ImportView,
    pub labels: Labels,
}

#[server(prefix = "/fn", endpoint = "read_import", input = Json)]
pub async fn read_import(batch: BatchId) -> Result<ImportDesk, AppError> {
    use crate::request;
    use stoflow_domain::exchange::{columns, import};

    let language = request::visitor().language;
    let mut tx = request::tenant_tx().await?;
    let view = import::look(&mut tx, batch, language).await?;
    tx.commit().await?;
    let labels = columns::offered().map(|column| Word {
        key: column.key.clone(),
        label: column.label(language).to_owned(),
    });
    Ok(ImportDesk {
        view,
        labels: Labels(labels.collect()),
    })
}

/// The seller says what each column is, in the order of the sheet.
#[server(prefix = "/fn", endpoint = "place_columns")]
pub async fn place_columns(batch: BatchId, columns: Vec<String>) -> Result<(), AppError> {
    use crate::visit::Form;
    use crate::{paths, request};
    use stoflow_domain::exchange::import;

    let seller = request::signed_in()?;
    let backend = request::backend()?;
    let placed = import::place(&backend, seller.tenant, batch, &keys(columns)).await;
    let page = paths::import(batch);
    placed.map_err(|error| request::refuse(Form::Other, &page, &[], error.into()))?;
    request::lead_to(&page);
    Ok(())
}

/// Imports what was shown; columns that were placed anew since are shown first. Answers whether it is done.
#[server(prefix = "/fn", endpoint = "run_import")]
pub async fn run_import(batch: BatchId, columns: Vec<String>) -> Result<bool, AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::exchange::import;

    let seller = request::signed_in()?;
    let backend = request::backend()?;
    let page = paths::import(batch);
    let done = import::run(&backend, seller.tenant, batch, &keys(columns)).await;
    let done = done.map_err(|error| request::refuse(Form::Other, &page, &[], error.into()))?;
    if done {
        request::done(Notice::Imported, &page);
    } else {
        request::done(Notice::LookedAgain, &page);
    }
    Ok(done)
}

/// Takes back what the import made and nobody touched since.
#[server(prefix = "/fn", endpoint = "undo_import")]
pub async fn undo_import(batch: BatchId) -> Result<(), AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::exchange::import;

    let seller = request::signed_in()?;
    let page = paths::import(batch);
    let undone = import::undo(&request::backend()?, seller.tenant, batch).await;
    undone.map_err(|error| request::refuse(Form::Other, &page, &[], error.into()))?;
    request::done(Notice::ImportUndone, &page);
    Ok(())
}

#[cfg(feature = "ssr")]
fn keys(columns: Vec<String>) -> Vec<String> {
    let keys = columns.into_iter();
    keys.map(|key| if key == NOWHERE { String::new() } else { key })
        .collect()
}
