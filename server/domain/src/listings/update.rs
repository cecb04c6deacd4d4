//! Asking for a live listing to be given what changed.

use crate::channels::vinted::{content, update};
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::history::Actor;
use crate::jobs::kept::Kept;
use crate::jobs::queue::{self, NewJob};
use crate::listings::offer::{self, Offer};
use crate::listings::{self, rows, written};
use stoflow_wire::ids::{JobId, ListingId};
use stoflow_wire::listings::{ListingState, PhotoChoice};
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::pricing::Channel;

pub(crate) async fn begin(
    tx: &mut TenantTx,
    listing: ListingId,
    choice: PhotoChoice,
) -> Result<JobId, Error> {
    let listing = rows::lock(tx, listing).await?;
    if listing.state != ListingState::Live {
        return Err(listings::busy(tx, &listing, "updating what is not live").await);
    }
    let Offer {
        product,
        photos,
        own,
    } = offer::read(tx, Channel::Vinted, listing.product).await?;
    let written = written::get(tx, listing.id).await?;
    let gaps = update::gaps(&product.fields, &own, &written, &photos, choice)?;
    if !gaps.is_empty() {
        return Err(Error::NotReady(gaps));
    }
    listings::go(tx, listing.id, ListingState::Updating).await?;
    let job = NewJob {
        kind: JobKind::Vinted(VintedAction::Update),
        product: Some(product.id),
        listing: Some(listing.id),
        idempotency_key: format!("update-{}", listing.reference),
        kept: Kept {
            photos_left: (choice == PhotoChoice::Keep).then(|| content::hashes(&photos)),
            ..Kept::default()
        },
        asked_by: Actor::Seller,
    };
    queue::enqueue(tx, &job).await
}
