//! The same wish for many items: rehearsed, asked for with one click, followed and called off together.
//!
//! Each item is asked for exactly as it would be by itself (`listings`); a batch only remembers which jobs belong
//! together. How far it is, is read from the jobs. This room knows no marketplace.

mod asking;
pub mod changes;
pub(crate) mod imports;
mod rows;
mod view;

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::hints::Topic;
use crate::jobs::{acts, settle, turns};
use stoflow_wire::batches::{BatchReport, BatchView};
use stoflow_wire::ids::{BatchId, JobId, ProductId, TenantId};
use stoflow_wire::platform::VintedAction;
use stoflow_wire::problem::Problem;

/// The most items of one batch.
pub const LARGEST: u32 = 200;

/// What can be wished for many items at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Publish,
    Update,
    Withdraw,
    Relist,
}

impl Act {
    fn action(self) -> VintedAction {
        match self {
            Self::Publish => VintedAction::Publish,
            Self::Update => VintedAction::Update,
            Self::Withdraw => VintedAction::Delete,
            Self::Relist => VintedAction::Relist,
        }
    }
}

/// A key for [`ask`]: one for each page that offers a batch.
pub fn key() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// What [`ask`] would answer now. Nothing is changed.
pub async fn rehearse(
    backend: &Backend,
    tenant: TenantId,
    act: Act,
    products: &[ProductId],
) -> Result<BatchReport, Error> {
    let products = sensible(products)?;
    asking::rehearse(backend, tenant, act, &products).await
}

/// Asks for `act` with each of `products`, at most [`LARGEST`], in one transaction. Those that are not ready or under
/// way are left out and named. `key` is made once per page: the same key again gets the first answer and asks for
/// nothing. [`Error::Invalid`] at `products` for none or too many of them.
pub async fn ask(
    backend: &Backend,
    tenant: TenantId,
    act: Act,
    key: &str,
    products: &[ProductId],
) -> Result<BatchReport, Error> {
    let products = sensible(products)?;
    let report = asking::ask(backend, tenant, act, key, &products).await?;
    if report.batch.is_some() {
        turns::announce(backend, tenant).await;
        backend.hints.wake(tenant, Topic::Products);
    }
    Ok(report)
}

/// Cancels every job of the batch that is not over, the last first, so that none moves up meanwhile. Answers how many
/// were called off or asked to stop. [`Error::NotFound`] where this shop has no such batch.
pub async fn cancel(backend: &Backend, tenant: TenantId, batch: BatchId) -> Result<u32, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let open = rows::open_jobs(&mut tx, batch).await?;
    tx.commit().await?;
    let mut cancelled = 0;
    for job in open {
        let mut tx = backend.database.tenant(tenant).await?;
        match acts::cancel(&mut tx, job, settle::patience(backend)).await {
            Ok(()) => {
                tx.commit().await?;
                cancelled += 1;
            }
            // It came to its end by itself.
            Err(Error::OutOfPlace { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    turns::announce(backend, tenant).await;
    backend.hints.wake(tenant, Topic::Products);
    Ok(cancelled)
}

/// The batches that are not over, the newest first, at most 20.
pub async fn open(tx: &mut TenantTx) -> Result<Vec<BatchView>, Error> {
    view::open(tx).await
}

/// One batch, over or not. [`Error::NotFound`] where this shop has none of this id.
pub async fn get(tx: &mut TenantTx, batch: BatchId) -> Result<BatchView, Error> {
    view::one(tx, batch).await
}

/// These jobs belong to the batch; to a new one where there is none yet. For wishes that are about no product.
pub(crate) async fn extend(
    tx: &mut TenantTx,
    batch: Option<BatchId>,
    action: VintedAction,
    jobs: &[JobId],
) -> Result<BatchId, Error> {
    let batch = match batch {
        Some(batch) => batch,
        None => rows::begin(tx, action, &key()).await?.ok_or_else(|| {
            Error::internal("beginning a batch", "a key that was just made is taken")
        })?,
    };
    rows::gather(tx, batch, jobs).await?;
    Ok(batch)
}

/// Each product once and in one order, so that two batches wait for each other instead of standing in each other's way.
fn sensible(products: &[ProductId]) -> Result<Vec<ProductId>, Error> {
    let mut products = products.to_vec();
    products.sort_unstable();
    products.dedup();
    if products.is_empty() {
        return Err(Error::field("products", Problem::Missing));
    }
    if products.len() > LARGEST as usize {
        return Err(Error::field("products", Problem::TooMany { max: LARGEST }));
    }
    Ok(products)
}
