//! Rehearsing, beginning and calling off a batch.

use super::BulkAct;
use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use stoflow_wire::batches::BatchReport;
use stoflow_wire::changes::{ChangeKind, Matching};
use stoflow_wire::ids::{BatchId, ProductId};
use stoflow_wire::products::ProductFilter;

/// What a batch would do, and the key to do it with: sent twice, it is done once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rehearsal {
    pub key: String,
    pub report: BatchReport,
}

/// All that the list finds, at most as many as can be taken at once: by `change`, or by a job for each.
#[server(prefix = "/fn", endpoint = "find_matching", input = Json)]
pub async fn find_matching(
    filter: ProductFilter,
    #[server(default)] change: Option<ChangeKind>,
) -> Result<Matching, AppError> {
    use stoflow_domain::batches::{LARGEST, changes};
    use stoflow_domain::products::matching;

    let most = change.map_or(LARGEST, changes::largest);
    let mut tx = crate::request::tenant_tx().await?;
    let found = matching::matching(&mut tx, &filter, most).await?;
    tx.commit().await?;
    Ok(found)
}

#[server(prefix = "/fn", endpoint = "rehearse_batch", input = Json)]
pub async fn rehearse_batch(act: BulkAct, products: Vec<ProductId>) -> Result<Rehearsal, AppError> {
    use crate::request;
    use stoflow_domain::batches;

    let seller = request::signed_in()?;
    let backend = request::backend()?;
    let tenant = seller.tenant;
    let report = match act.means() {
        Means::Job(job) => batches::rehearse(&backend, tenant, job, &products).await?,
        Means::Selling => batches::rehearse_selling(&backend, tenant, &products).await?,
        Means::Archiving => batches::rehearse_archiving(&backend, tenant, &products).await?,
    };
    Ok(Rehearsal {
        key: batches::key(),
        report,
    })
}

/// Does it. `products` are the items' ids parted by commas, `key` is the rehearsal's.
#[server(prefix = "/fn", endpoint = "begin_batch")]
pub async fn begin_batch(
    act: BulkAct,
    key: String,
    products: String,
) -> Result<BatchReport, AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::batches;

    let seller = request::signed_in()?;
    let backend = request::backend()?;
    let products: Result<Vec<ProductId>, _> = products.split(',').map(str::parse).collect();
    let products = products.map_err(|_| AppError::Unreadable)?;
    let tenant = seller.tenant;
    let begun = match act.means() {
        Means::Job(job) => batches::ask(&backend, tenant, job, &key, &products).await,
        Means::Selling => batches::sell(&backend, tenant, &products).await,
        Means::Archiving => batches::archive(&backend, tenant, &products).await,
    };
    let report =
        begun.map_err(|error| request::refuse(Form::Other, paths::PRODUCTS, &[], error.into()))?;
    match report.batch {
        Some(batch) => request::done(Notice::BatchBegun, &paths::jobs_of(batch)),
        None if act == BulkAct::Archive => request::done(Notice::ItemsArchived, paths::PRODUCTS),
        None if act == BulkAct::SellElsewhere => request::done(Notice::ItemsSold, paths::PRODUCTS),
        None => request::lead_to(paths::PRODUCTS),
    }
    Ok(report)
}

/// Cancels what is left of a batch.
#[server(prefix = "/fn", endpoint = "cancel_batch")]
pub async fn cancel_batch(batch: BatchId, #[server(default)] back: String) -> Result<(), AppError> {
    use crate::jobs::server_fns::origin;
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::batches;

    let seller = request::signed_in()?;
    match batches::cancel(&request::backend()?, seller.tenant, batch).await {
        Ok(_) => {
            request::done(Notice::BatchCancelled, origin(&back));
            Ok(())
        }
        Err(error) => Err(request::refuse(
            Form::Other,
            origin(&back),
            &[],
            error.into(),
        )),
    }
}

/// What it means for each item.
#[cfg(feature = "ssr")]
enum Means {
    /// A job, gathered with the others.
    Job(stoflow_domain::batches::Act),
    Selling,
    Archiving,
}

#[cfg(feature = "ssr")]
impl BulkAct {
    fn means(self) -> Means {
        use stoflow_domain::batches::Act;

        match self {
            Self::Publish => Means::Job(Act::Publish),
            Self::Update => Means::Job(Act::Update),
            Self::Relist => Means::Job(Act::Relist),
            Self::Withdraw => Means::Job(Act::Withdraw),
            Self::SellElsewhere => Means::Selling,
            Self::Archive => Means::Archiving,
        }
    }
}
