//! Asks for each item of a batch as it would be asked for by itself, all in one transaction: an item that is refused
//! leaves nothing behind and holds up no other. A rehearsal is the same without its end.

use super::Act;
use super::rows;
use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::owner;
use crate::jobs::history::Actor;
use crate::{listings, products};
use stoflow_wire::batches::{BatchReport, LeftOut, LeftOutWhy};
use stoflow_wire::gap::{Gap, GapField, GapReason};
use stoflow_wire::ids::{BatchId, JobId, ProductId, TenantId};
use stoflow_wire::listings::{ListingState, ListingView, PhotoChoice, Publication};
use stoflow_wire::platform::Platform;

pub(super) async fn rehearse(
    backend: &Backend,
    tenant: TenantId,
    act: Act,
    products: &[ProductId],
) -> Result<BatchReport, Error> {
    let account = account_gaps(backend, tenant).await?;
    let mut tx = backend.database.tenant(tenant).await?;
    let tried = try_each(&mut tx, act, products, &account).await?;
    // Not committed: nothing was asked for.
    tried.report(None)
}

pub(super) async fn ask(
    backend: &Backend,
    tenant: TenantId,
    act: Act,
    key: &str,
    products: &[ProductId],
) -> Result<BatchReport, Error> {
    let account = account_gaps(backend, tenant).await?;
    let mut tx = backend.database.tenant(tenant).await?;
    let Some(batch) = rows::begin(&mut tx, act.action(), key).await? else {
        return rows::first_answer(&mut tx, key).await;
    };
    let tried = try_each(&mut tx, act, products, &account).await?;
    if tried.jobs.is_empty() {
        // Not committed: a batch of nothing is none.
        return tried.report(None);
    }
    rows::gather(&mut tx, batch, &tried.jobs).await?;
    let report = tried.report(Some(batch))?;
    rows::keep_answer(&mut tx, batch, &report).await?;
    tx.commit().await?;
    Ok(report)
}

/// What the account itself lacks, whatever the item.
async fn account_gaps(backend: &Backend, tenant: TenantId) -> Result<Vec<Gap>, Error> {
    if owner::of(backend, tenant).await?.confirmed {
        return Ok(Vec::new());
    }
    Ok(vec![Gap {
        field: GapField::Email,
        reason: GapReason::Missing,
    }])
}

#[derive(Default)]
struct Tried {
    jobs: Vec<JobId>,
    early: u32,
    left_out: Vec<LeftOut>,
}

impl Tried {
    fn report(self, batch: Option<BatchId>) -> Result<BatchReport, Error> {
        Ok(BatchReport {
            batch,
            asked: u32::try_from(self.jobs.len())
                .map_err(|error| Error::internal("counting the items of a batch", error))?,
            early: self.early,
            left_out: self.left_out,
        })
    }
}

async fn try_each(
    tx: &mut TenantTx,
    act: Act,
    products: &[ProductId],
    account: &[Gap],
) -> Result<Tried, Error> {
    let mut tried = Tried::default();
    for product in products {
        rows::mark(tx).await?;
        match one(tx, act, *product, account).await {
            Ok(asked) => {
                rows::pass(tx).await?;
                tried.jobs.push(asked.job);
                tried.early += u32::from(asked.early);
            }
            Err(stumble) => {
                let why = stumble.why()?;
                rows::undo(tx).await?;
                tried.left_out.push(left_out(tx, *product, why).await?);
            }
        }
    }
    Ok(tried)
}

/// An item's part in the batch.
struct Asked {
    job: JobId,
    /// Its listing would better stay for a while.
    early: bool,
}

impl From<JobId> for Asked {
    fn from(job: JobId) -> Self {
        Self { job, early: false }
    }
}

/// Why an item was not taken.
enum Stumble {
    Named(LeftOutWhy),
    Met(Error),
}

impl From<Error> for Stumble {
    fn from(error: Error) -> Self {
        Self::Met(error)
    }
}

impl Stumble {
    /// An error that is not about the item ends the whole batch.
    fn why(self) -> Result<LeftOutWhy, Error> {
        match self {
            Self::Named(why) => Ok(why),
            Self::Met(error) => refusal(error),
        }
    }
}

/// What a refusal of one item means for it; an error that is not about the item comes back.
pub(super) fn refusal(error: Error) -> Result<LeftOutWhy, Error> {
    match error {
        Error::NotReady(gaps) => Ok(LeftOutWhy::NotReady { gaps }),
        Error::UnderWay(_) => Ok(LeftOutWhy::UnderWay),
        Error::OutOfPlace { .. } | Error::NotFound { .. } => Ok(LeftOutWhy::OutOfPlace),
        other => Err(other),
    }
}

async fn one(
    tx: &mut TenantTx,
    act: Act,
    product: ProductId,
    account: &[Gap],
) -> Result<Asked, Stumble> {
    let listing = vinted_listing(tx, product).await?;
    match act {
        Act::Publish => {
            if listing.is_some() {
                return Err(Stumble::Named(LeftOutWhy::UnderWay));
            }
            let gaps = account.to_vec();
            Ok(
                listings::publish::begin(tx, product, Platform::Vinted, gaps, Publication::Public)
                    .await?
                    .into(),
            )
        }
        Act::Update => {
            let listing = listing.ok_or(Stumble::Named(LeftOutWhy::OutOfPlace))?;
            if listing.state == ListingState::Live && !listing.outdated {
                return Err(Stumble::Named(LeftOutWhy::UpToDate));
            }
            Ok(
                listings::update::begin(tx, listing.id, PhotoChoice::Replace)
                    .await?
                    .into(),
            )
        }
        Act::Relist => {
            let listing = listing.ok_or(Stumble::Named(LeftOutWhy::OutOfPlace))?;
            if let Some(why) = listings::relist::left_out(tx, listing.id).await? {
                return Err(Stumble::Named(why));
            }
            Ok(listings::relist::begin(tx, listing.id, Actor::Seller)
                .await?
                .into())
        }
        Act::Withdraw => {
            let listing = listing.ok_or(Stumble::Named(LeftOutWhy::OutOfPlace))?;
            let job = listings::withdraw::begin(tx, listing.id).await?;
            Ok(Asked {
                job,
                early: listing.caution.is_some(),
            })
        }
    }
}

/// The product's listing that is, or may be, on Vinted.
async fn vinted_listing(
    tx: &mut TenantTx,
    product: ProductId,
) -> Result<Option<ListingView>, Error> {
    let listings = listings::of_product(tx, product).await?;
    Ok(listings.into_iter().find(|listing| {
        listing.platform == Platform::Vinted
            && matches!(
                listing.state,
                ListingState::Creating
                    | ListingState::Live
                    | ListingState::Updating
                    | ListingState::Removing
                    | ListingState::Draft
                    | ListingState::Relisting
                    | ListingState::InDoubt
            )
    }))
}

/// Names an item for the person who chose it; one that is gone has no name any more.
async fn left_out(
    tx: &mut TenantTx,
    product: ProductId,
    why: LeftOutWhy,
) -> Result<LeftOut, Error> {
    let title = match products::get(tx, product).await {
        Ok(product) => product.fields.title,
        Err(Error::NotFound { .. }) => String::new(),
        Err(error) => return Err(error),
    };
    Ok(LeftOut {
        product,
        title,
        why,
    })
}
