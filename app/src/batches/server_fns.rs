//! Rehearsing, beginning and calling off a batch.

use super::BulkAct;
use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use stoflow_wire::batches::BatchReport;
use stoflow_wire::changes::Matching;
use stoflow_wire::ids::{BatchId, ProductId};
use stoflow_wire::products::ProductFilter;

/// What a batch would do, and the key to do it with: sent twice, it is done once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rehearsal {
    pub key: String,
    pub report: BatchReport,
}

/// All that the list finds, at most as many as can be taken at once.
#[server(prefix = "/fn", endpoint = "find_matching", input = Json)]
pub async fn find_matching(filter: ProductFilter) -> Result<Matching, AppError> {
    use stoflow_domain::batches::LARGEST;
    use stoflow_domain::products::matching;

    let mut tx = crate::request::tenant_tx().await?;
    let found = matching::matching(&mut tx, &filter, LARGEST).await?;
    tx.commit().await?;
    Ok(found)
}

#[server(prefix = "/fn", endpoint = "rehearse_batch", input = Json)]
pub async fn rehearse_batch(act: BulkAct, products: Vec<ProductId>) -> Result<Rehearsal, AppError> {
    use crate::request;
    use stoflow_domain::batches;

    let seller = request::signed_in()?;
    let backend = request::backend()?;
    Ok(Rehearsal {
        key: batches::key(),
        report: batches::rehearse(&backend, seller.tenant, act.means(), &products).await?,
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
    let begun = batches::ask(&backend, seller.tenant, act.means(), &key, &products).await;
    let report =
        begun.map_err(|error| request::refuse(Form::Other, paths::PRODUCTS, &[], error.into()))?;
    match report.batch {
        Some(batch) => request::done(Notice::BatchBegun, &paths::jobs_of(batch)),
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

#[cfg(feature = "ssr")]
impl BulkAct {
    fn means(self) -> stoflow_domain::batches::Act {
        use stoflow_domain::batches::Act;

        match self {
            Self::Publish => Act::Publish,
            Self::Update => Act::Update,
            Self::Relist => Act::Relist,
            Self::Withdraw => Act::Withdraw,
        }
    }
}
