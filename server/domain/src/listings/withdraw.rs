//! Asking for a live listing, or a draft that is kept there, to be taken off its marketplace.

use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::kept::{DraftCursor, DraftStage, Kept, Purpose};
use crate::jobs::queue::{self, NewJob};
use crate::listings::rows::Listing;
use crate::listings::{self, rows};
use stoflow_wire::ids::{JobId, ListingId};
use stoflow_wire::listings::ListingState;
use stoflow_wire::platform::{JobKind, VintedAction};

pub(crate) async fn begin(tx: &mut TenantTx, listing: ListingId) -> Result<JobId, Error> {
    let listing = rows::lock(tx, listing).await?;
    let kept = match listing.state {
        ListingState::Live => Kept::default(),
        ListingState::Draft => of_a_draft(&listing)?,
        _ => return Err(listings::busy(tx, &listing, "withdrawing what is not live").await),
    };
    listings::go(tx, listing.id, ListingState::Removing).await?;
    let job = NewJob {
        kind: JobKind::Vinted(VintedAction::Delete),
        product: Some(listing.product),
        listing: Some(listing.id),
        idempotency_key: format!("delete-{}", listing.reference),
        kept,
    };
    queue::enqueue(tx, &job).await
}

fn of_a_draft(listing: &Listing) -> Result<Kept, Error> {
    let (reference, session) = (listing.reference.clone(), listing.upload_session.clone());
    let mut draft = DraftCursor::begin(Purpose::Keep, reference, session);
    draft.draft = Some(listing.vinted_id()?);
    draft.stage = DraftStage::Discard { why: None };
    Ok(Kept {
        draft: Some(draft),
        ..Kept::default()
    })
}
