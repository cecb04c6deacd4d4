//! Asking for a draft that is kept on its marketplace to be made public, as the product is now.

use crate::channel_rules;
use crate::channels::vinted::{item, update::PHOTOS_ARE_THERE};
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::history::Actor;
use crate::jobs::kept::{DraftCursor, DraftStage, Kept, Purpose};
use crate::jobs::queue::{self, NewJob};
use crate::listings::{self, rows};
use crate::own_words;
use stoflow_wire::ids::{JobId, ListingId};
use stoflow_wire::listings::ListingState;
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::pricing::Channel;

pub(super) async fn begin(tx: &mut TenantTx, listing: ListingId) -> Result<JobId, Error> {
    let listing = rows::lock(tx, listing).await?;
    if listing.state != ListingState::Draft {
        return Err(listings::busy(tx, &listing, "completing what is no draft").await);
    }
    let product = channel_rules::offered(tx, Channel::Vinted, listing.product).await?;
    let own = own_words::all(tx).await?;
    let gaps = item::gaps(&product.fields, &own, PHOTOS_ARE_THERE);
    if !gaps.is_empty() {
        return Err(Error::NotReady(gaps));
    }
    listings::go(tx, listing.id, ListingState::Creating).await?;
    let (reference, session) = (listing.reference.clone(), listing.upload_session.clone());
    let mut draft = DraftCursor::begin(Purpose::Publish, reference, session);
    draft.draft = Some(listing.vinted_id()?);
    draft.stage = DraftStage::Complete;
    let job = NewJob {
        asked_by: Actor::Seller,
        kind: JobKind::Vinted(VintedAction::Publish),
        product: Some(product.id),
        listing: Some(listing.id),
        idempotency_key: format!("publish-{}", listing.reference),
        kept: Kept {
            draft: Some(draft),
            ..Kept::default()
        },
    };
    queue::enqueue(tx, &job).await
}
