//! Publishing on Vinted: the order for the seller's browser.
//!
//! After an ambiguous end the order of then goes out again, word for word, with the wish to look first: the reference
//! in its description is what a listing made by the earlier attempt is found by.

use crate::backend::Backend;
use crate::channels::vinted::content::Content;
use crate::channels::vinted::text::Reference;
use crate::channels::vinted::{draft, item};
use crate::error::Error;
use crate::jobs::rows::Job;
use crate::jobs::settle::{Intent, Verdict};
use crate::listings;
use crate::listings::offer::{self, Offer};
use crate::listings::rows::Listing;
use crate::own_words::OwnWords;
use crate::photos::{self, Photo};
use crate::products::Product;
use stoflow_wire::ids::TenantId;
use stoflow_wire::listings::ListingState;
use stoflow_wire::pricing::Channel;
use stoflow_wire::vinted::{PhotoToUpload, PublishOrder, UploadedPhoto, VintedItem, VintedOrder};
use time::Duration;

/// How long the photos of an order can be fetched: longer than any job lives.
const PHOTOS_GOOD_FOR: Duration = Duration::hours(48);

pub(crate) async fn prepare(
    backend: &Backend,
    tenant: TenantId,
    job: &Job,
) -> Result<Verdict, Error> {
    if let Some(cursor) = &job.kept.draft {
        return draft::prepare(backend, tenant, job, cursor).await;
    }
    let mut tx = backend.database.tenant(tenant).await?;
    let listing = listings::rows::of_job(&mut tx, job.listing).await?;
    if !matches!(
        listing.state,
        ListingState::Creating | ListingState::InDoubt
    ) {
        return Ok(Verdict::Done);
    }
    let Offer {
        product,
        photos,
        own,
    } = offer::read(&mut tx, Channel::Vinted, listing.product).await?;
    tx.commit().await?;
    let reference = reference(&listing)?;
    let sent = match sent_before(&listing) {
        Some(sent) => sent,
        None => made_now(&product, &own, &photos, &reference)?,
    };
    let order = VintedOrder::Publish(PublishOrder {
        item: sent.item,
        reference: reference.line(),
        upload_session: listing.upload_session.clone(),
        photos: to_upload(backend, tenant, &photos),
        look_first: listing.sent,
        sent_at: listing.sent_at,
        uploaded: still_wanted(&job.kept.uploaded, &photos),
    });
    Ok(Verdict::AwaitExecutor(Box::new(Intent {
        order,
        version: sent.version,
        hash: sent.hash,
    })))
}

pub(crate) fn reference(listing: &Listing) -> Result<Reference, Error> {
    reference_of(&listing.reference)
}

pub(super) fn reference_of(code: &str) -> Result<Reference, Error> {
    Reference::of_code(code)
        .ok_or_else(|| Error::internal("reading a listing's reference", "it is malformed"))
}

/// What is sent, the version of the product it was made from, and the hash of both item and photos.
pub(super) struct Sent {
    pub(super) item: VintedItem,
    pub(super) version: i64,
    pub(super) hash: Option<String>,
}

/// The item whose fate is unknown.
fn sent_before(listing: &Listing) -> Option<Sent> {
    match &listing.request {
        Some(VintedOrder::Publish(order)) if listing.sent => Some(Sent {
            item: order.item.clone(),
            version: listing.request_version?,
            hash: listing.request_hash.clone(),
        }),
        _ => None,
    }
}

/// The product as it is now: it may have changed since the job was asked for.
pub(super) fn made_now(
    product: &Product,
    own: &OwnWords,
    photos: &[Photo],
    reference: &Reference,
) -> Result<Sent, Error> {
    let gaps = item::gaps(&product.fields, own, photos.len());
    if !gaps.is_empty() {
        return Err(Error::NotReady(gaps));
    }
    let content = Content::of(&product.fields, own, reference, photos).map_err(Error::NotReady)?;
    Ok(Sent {
        hash: Some(content.hash()?),
        item: content.item,
        version: product.version,
    })
}

pub(super) fn to_upload(
    backend: &Backend,
    tenant: TenantId,
    photos: &[Photo],
) -> Vec<PhotoToUpload> {
    let expires = backend.clock.now() + PHOTOS_GOOD_FOR;
    photos
        .iter()
        .map(|photo| PhotoToUpload {
            key: photo.id.to_string(),
            path: photos::signed::path(&backend.keys, tenant, photo, expires),
            content_type: photos::CONTENT_TYPE.to_owned(),
        })
        .collect()
}

/// Photos taken out of the product since are not sent again.
pub(super) fn still_wanted(uploaded: &[UploadedPhoto], photos: &[Photo]) -> Vec<UploadedPhoto> {
    uploaded
        .iter()
        .filter(|known| photos.iter().any(|photo| photo.id.to_string() == known.key))
        .cloned()
        .collect()
}
