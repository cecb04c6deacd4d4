//! Asking for a live listing's price and text to be written anew.

use crate::channels::vinted::{item, update::PHOTOS_ARE_THERE};
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::history::Actor;
use crate::jobs::kept::Kept;
use crate::jobs::queue::{self, NewJob};
use crate::listings::{self, rows};
use crate::products;
use stoflow_wire::ids::{JobId, ListingId};
use stoflow_wire::listings::ListingState;
use stoflow_wire::platform::{JobKind, VintedAction};

pub(crate) async fn begin(tx: &mut TenantTx, listing: ListingId) -> Result<JobId, Error> {
    let listing = rows::lock(tx, listing).await?;
    if listing.state != ListingState::Live {
        return Err(listings::busy(tx, &listing, "updating what is not live").await);
    }
    let product = products::get(tx, listing.product).await?;
    let gaps = item::gaps(&product.fields, PHOTOS_ARE_THERE);
    if !gaps.is_empty() {
        return Err(Error::NotReady(gaps));
    }
    listings::go(tx, listing.id, ListingState::Updating).await?;
    let job = NewJob {
        kind: JobKind::Vinted(VintedAction::Update),
        product: Some(product.id),
        listing: Some(listing.id),
        idempotency_key: format!("update-{}", listing.reference),
        kept: Kept::default(),
        asked_by: Actor::Seller,
    };
    queue::enqueue(tx, &job).await
}
