//! Asking for a live listing to be taken off its marketplace: because the seller wants it, or because the item was sold
//! elsewhere. Then nothing holds it back but the marketplace itself, and when it was asked for is kept for the receipt.

use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::acts;
use crate::jobs::history::Actor;
use crate::jobs::kept::Kept;
use crate::jobs::queue::{self, NewJob};
use crate::listings::rows::Listing;
use crate::listings::{self, forced, rows};
use crate::products;
use stoflow_wire::ids::{JobId, ListingId, ProductId};
use stoflow_wire::listings::ListingState;
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::products::ProductStatus;

pub(crate) async fn begin(tx: &mut TenantTx, listing: ListingId) -> Result<JobId, Error> {
    let listing = rows::lock(tx, listing).await?;
    if listing.state != ListingState::Live {
        return Err(listings::busy(tx, &listing, "withdrawing what is not live").await);
    }
    ask(tx, &listing, Kept::default()).await
}

/// Everything of a product that is, or may be, live has to be gone at once. What is not live yet is called off, and
/// withdrawn as soon as it is live after all. Answers how many are on their way off.
pub(crate) async fn forced(tx: &mut TenantTx, product: ProductId) -> Result<u32, Error> {
    let mut leaving = 0;
    for id in forced::present(tx, product).await? {
        let listing = rows::lock(tx, id).await?;
        match listing.state {
            ListingState::Live => force(tx, &listing).await?,
            ListingState::Removing => {
                forced::note(tx, id).await?;
                queue::hurry(tx, id).await?;
            }
            ListingState::Creating | ListingState::Updating | ListingState::InDoubt => {
                Box::pin(call_off(tx, product)).await?;
                // A publication that nobody had begun leaves no trace.
                if !forced::present(tx, product).await?.contains(&id) {
                    continue;
                }
            }
            ListingState::Removed | ListingState::Sold | ListingState::Failed => continue,
        }
        leaving += 1;
    }
    Ok(leaving)
}

/// As [`forced`], where the product is sold: a listing of it came to be live.
pub(crate) async fn what_was_sold(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    if products::get(tx, product).await?.status != ProductStatus::Sold {
        return Ok(());
    }
    for id in forced::present(tx, product).await? {
        let listing = rows::lock(tx, id).await?;
        if listing.state == ListingState::Live {
            force(tx, &listing).await?;
        }
    }
    Ok(())
}

async fn force(tx: &mut TenantTx, listing: &Listing) -> Result<(), Error> {
    forced::note(tx, listing.id).await?;
    let forced = Kept {
        forced: true,
        ..Kept::default()
    };
    match ask(tx, listing, forced).await {
        Ok(_) | Err(Error::UnderWay(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

async fn call_off(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    if let Some(listings::Present { job: Some(job) }) = listings::standing(tx, product).await? {
        acts::call_off(tx, job).await?;
    }
    Ok(())
}

async fn ask(tx: &mut TenantTx, listing: &Listing, kept: Kept) -> Result<JobId, Error> {
    listings::go(tx, listing.id, ListingState::Removing).await?;
    let job = NewJob {
        kind: JobKind::Vinted(VintedAction::Delete),
        product: Some(listing.product),
        listing: Some(listing.id),
        idempotency_key: format!("delete-{}", listing.reference),
        kept,
        asked_by: Actor::Seller,
    };
    queue::enqueue(tx, &job).await
}
