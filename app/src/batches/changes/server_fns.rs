//! Rehearsing a change, doing it, looking at it again and taking it back.

use crate::batches::choice::Chosen;
use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use stoflow_wire::changes::Matching;
use stoflow_wire::changes::{ChangeForm, ChangeKind, ChangeSummary, Undone};
use stoflow_wire::ids::BatchId;
#[cfg(feature = "ssr")]
use stoflow_wire::ids::ProductId;
use stoflow_wire::problem::FieldProblem;

pub const UNDO: &str = "/fn/undo_change";

/// What a change would do, and the key to do it with: sent twice, it is done once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRehearsal {
    pub key: String,
    /// The items that can be changed at the versions they have, as [`apply_change`] reads them.
    pub seen: String,
    pub would: ChangeSummary,
}

/// What looking ahead came to. A form that is not right yet is no failure: it is being filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Foresight {
    Ready(ChangeRehearsal),
    Wrong(Vec<FieldProblem>),
}

/// How many items there are to change, and what that would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    pub items: usize,
    /// The question finds others, more than can be taken at once.
    pub more: bool,
    /// `None` until something was filled in, and where there is no item.
    pub foresight: Option<Foresight>,
}

/// Looks at what is chosen and, once there is a form, at what it would do. However many there are, the answer stays
/// short.
#[server(prefix = "/fn", endpoint = "look_at_change", input = Json)]
pub async fn look_at_change(
    kind: ChangeKind,
    chosen: Chosen,
    #[server(default)] form: Option<ChangeForm>,
) -> Result<Outlook, AppError> {
    crate::request::signed_in()?;
    let items = choose(kind, chosen).await?;
    let foresight = match form.filter(|_| !items.products.is_empty()) {
        Some(form) => Some(rehearse(kind, &form, &items.products).await?),
        None => None,
    };
    Ok(Outlook {
        items: items.products.len(),
        more: items.more,
        foresight,
    })
}

#[cfg(feature = "ssr")]
async fn choose(kind: ChangeKind, chosen: Chosen) -> Result<Matching, AppError> {
    use stoflow_domain::batches::changes;
    use stoflow_domain::products::matching;

    match chosen {
        Chosen::These(products) => Ok(Matching {
            products,
            more: false,
        }),
        Chosen::All(filter) => {
            let mut tx = crate::request::tenant_tx().await?;
            Ok(matching::matching(&mut tx, &filter, changes::largest(kind)).await?)
        }
    }
}

#[cfg(feature = "ssr")]
async fn rehearse(
    kind: ChangeKind,
    form: &ChangeForm,
    products: &[ProductId],
) -> Result<Foresight, AppError> {
    use crate::request;
    use stoflow_domain::batches::changes::seen::{self, Seen};
    use stoflow_domain::batches::{self, changes};
    use stoflow_domain::error::Error;

    let seller = request::signed_in()?;
    let backend = request::backend()?;
    let report = match changes::rehearse(&backend, seller.tenant, kind, form, products).await {
        Ok(report) => report,
        Err(Error::Invalid(problems)) => return Ok(Foresight::Wrong(problems)),
        Err(error) => return Err(error.into()),
    };
    let items = report.changed.iter().map(|item| Seen {
        product: item.product,
        version: item.version,
    });
    Ok(Foresight::Ready(ChangeRehearsal {
        key: batches::key(),
        seen: seen::write(items.collect()),
        would: report.into(),
    }))
}

/// Does it. `seen` and `key` are the rehearsal's.
#[server(prefix = "/fn", endpoint = "apply_change")]
pub async fn apply_change(
    kind: ChangeKind,
    #[server(default)] form: ChangeForm,
    key: String,
    seen: String,
) -> Result<ChangeSummary, AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::batches::changes;

    let seller = request::signed_in()?;
    let seen = changes::seen::read(&seen).ok_or(AppError::Unreadable)?;
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
    Ok(report.into())
}

#[server(prefix = "/fn", endpoint = "read_change", input = Json)]
pub async fn read_change(batch: BatchId) -> Result<ChangeSummary, AppError> {
    use stoflow_domain::batches::changes;

    let mut tx = crate::request::tenant_tx().await?;
    let report = changes::get(&mut tx, batch).await?;
    tx.commit().await?;
    Ok(report.into())
}

/// Puts back what the change found.
#[server(prefix = "/fn", endpoint = "undo_change")]
pub async fn undo_change(batch: BatchId) -> Result<Undone, AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::batches::changes;

    let seller = request::signed_in()?;
    match changes::undo(&request::backend()?, seller.tenant, batch).await {
        Ok(report) => {
            request::done(Notice::ChangeUndone, &paths::change(batch));
            Ok(report.into())
        }
        Err(error) => Err(request::refuse(
            Form::Other,
            paths::PRODUCTS,
            &[],
            error.into(),
        )),
    }
}
