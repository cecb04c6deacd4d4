//! Asking for a live listing to be taken off its marketplace.

use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::history::Actor;
use crate::jobs::kept::Kept;
use crate::jobs::queue::{self, NewJob};
use crate::listings::{self, rows};
use stoflow_wire::ids::{JobId, ListingId};
use stoflow_wire::listings::ListingState;
use stoflow_wire::platform::{JobKind, VintedAction};

pub(crate) async fn begin(tx: &mut TenantTx, listing: ListingId) -> Result<JobId, Error> {
    let listing = rows::lock(tx, listing).await?;
    if listing.state != ListingState::Live {
        return Err(listings::busy(tx, &listing, "withdrawing what is not live").await);
    }
    listings::go(tx, listing.id, ListingState::Removing).await?;
    let job = NewJob {
        kind: JobKind::Vinted(VintedAction::Delete),
        product: Some(listing.product),
        listing: Some(listing.id),
        idempotency_key: format!("delete-{}", listing.reference),
        kept: Kept::default(),
        asked_by: Actor::Seller,
    };
    queue::enqueue(tx, &job).await
}
