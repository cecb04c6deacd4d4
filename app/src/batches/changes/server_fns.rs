//! Rehearsing a change, doing it, looking at it again and taking it back.

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use stoflow_wire::batches::BatchReport;
use stoflow_wire::changes::{ChangeForm, ChangeKind, ChangeReport};
use stoflow_wire::ids::{BatchId, ProductId};
use stoflow_wire::problem::FieldProblem;

pub const UNDO: &str = "/fn/undo_change";

/// What a change would do, and the key to do it with: sent twice, it is done once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRehearsal {
    pub key: String,
    pub report: ChangeReport,
}

impl ChangeRehearsal {
    /// The items that can be changed, as [`apply_change`] reads them.
    pub fn seen(&self) -> String {
        let seen = self.report.changed.iter();
        let seen: Vec<String> = seen
            .map(|item| format!("{}:{}", item.product, item.version))
            .collect();
        seen.join(",")
    }
}

/// What looking ahead came to. A form that is not right yet is no failure: it is being filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Foresight {
    Ready(ChangeRehearsal),
    Wrong(Vec<FieldProblem>),
}

#[server(prefix = "/fn", endpoint = "rehearse_change", input = Json)]
pub async fn rehearse_change(
    kind: ChangeKind,
    form: ChangeForm,
    products: Vec<ProductId>,
) -> Result<Foresight, AppError> {
    use crate::request;
    use stoflow_domain::batches::{self, changes};
    use stoflow_domain::error::Error;

    let seller = request::signed_in()?;
    let backend = request::backend()?;
    match changes::rehearse(&backend, seller.tenant, kind, &form, &products).await {
        Ok(report) => Ok(Foresight::Ready(ChangeRehearsal {
            key: batches::key(),
            report,
        })),
        Err(Error::Invalid(problems)) => Ok(Foresight::Wrong(problems)),
        Err(error) => Err(error.into()),
    }
}

/// Does it. `seen` are the items and the versions that were looked at, `7:2,9:5`; `key` is the rehearsal's.
#[server(prefix = "/fn", endpoint = "apply_change")]
pub async fn apply_change(
    kind: ChangeKind,
    #[server(default)] form: ChangeForm,
    key: String,
    seen: String,
) -> Result<ChangeReport, AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::batches::changes;

    let seller = request::signed_in()?;
    let seen = read_seen(&seen)?;
    let done = changes::apply(
        &request::backend()?,
        seller.tenant,
        kind,
        &form,
        &key,
        &seen,
    )
    .await;
    let report =
        done.map_err(|error| request::refuse(Form::Other, paths::PRODUCTS, &[], error.into()))?;
    match report.batch {
        Some(batch) => request::done(Notice::ItemsChanged, &paths::change(batch)),
        None => request::done(Notice::NothingChanged, paths::PRODUCTS),
    }
    Ok(report)
}

#[server(prefix = "/fn", endpoint = "read_change", input = Json)]
pub async fn read_change(batch: BatchId) -> Result<ChangeReport, AppError> {
    use stoflow_domain::batches::changes;

    let mut tx = crate::request::tenant_tx().await?;
    let report = changes::get(&mut tx, batch).await?;
    tx.commit().await?;
    Ok(report)
}

/// Puts back what the change found.
#[server(prefix = "/fn", endpoint = "undo_change")]
pub async fn undo_change(batch: BatchId) -> Result<BatchReport, AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::batches::changes;

    let seller = request::signed_in()?;
    match changes::undo(&request::backend()?, seller.tenant, batch).await {
        Ok(report) => {
            request::done(Notice::ChangeUndone, &paths::change(batch));
            Ok(report)
        }
        Err(error) => Err(request::refuse(
            Form::Other,
            paths::PRODUCTS,
            &[],
            error.into(),
        )),
    }
}

#[cfg(feature = "ssr")]
fn read_seen(text: &str) -> Result<Vec<stoflow_domain::batches::changes::Seen>, AppError> {
    use stoflow_domain::batches::changes::Seen;

    let items = text.split(',').map(|item| {
        let (product, version) = item.split_once(':')?;
        Some(Seen {
            product: product.parse().ok()?,
            version: version.parse().ok()?,
        })
    });
    items.collect::<Option<_>>().ok_or(AppError::Unreadable)
}
