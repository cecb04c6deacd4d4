//! Writing a live Vinted listing anew: what changed since it was last written, and nothing else. Where nothing did, no
//! call is made.

use crate::backend::Backend;
use crate::channels::vinted::content::{self, Content};
use crate::channels::vinted::{item, publish};
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::rows::Job;
use crate::jobs::settle::{Intent, Verdict};
use crate::listings;
use crate::listings::offer::{self, Offer};
use crate::listings::rows::Listing;
use crate::listings::written::{self, Written};
use crate::own_words::OwnWords;
use crate::photos::Photo;
use crate::products::{Product, ProductFields};
use stoflow_wire::gap::Gap;
use stoflow_wire::ids::TenantId;
use stoflow_wire::listings::{ListingField, ListingState, PhotoChoice};
use stoflow_wire::pricing::Channel;
use stoflow_wire::vinted::{NewPhotos, PhotoUpdate, UpdateOrder, VintedOrder};

/// What a listing that keeps its photos shows stays, whatever photos the product has now.
pub(crate) const PHOTOS_ARE_THERE: usize = 1;

/// Everything that keeps the product from being written to its listing.
pub(crate) fn gaps(
    fields: &ProductFields,
    own: &OwnWords,
    written: &Written,
    photos: &[Photo],
    choice: PhotoChoice,
) -> Result<Vec<Gap>, Error> {
    let count = if replaces(written, photos, choice)? {
        photos.len()
    } else {
        PHOTOS_ARE_THERE
    };
    Ok(item::gaps(fields, own, count))
}

/// Photos go again where others are wanted, and where those on the listing are not as they were given.
fn replaces(written: &Written, photos: &[Photo], choice: PhotoChoice) -> Result<bool, Error> {
    Ok(choice == PhotoChoice::Replace
        && (written.differences.contains(&ListingField::Photos)
            || written.has_other_photos(photos)?))
}

pub(crate) async fn prepare(
    backend: &Backend,
    tenant: TenantId,
    job: &Job,
) -> Result<Verdict, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let listing = listings::rows::of_job(&mut tx, job.listing).await?;
    if listing.state != ListingState::Updating {
        return Ok(Verdict::Done);
    }
    let Offer {
        product,
        photos,
        own,
    } = offer::read(&mut tx, Channel::Vinted, listing.product).await?;
    let written = written::get(&mut tx, listing.id).await?;
    let choice = match job.kept.photos_left {
        Some(_) => PhotoChoice::Keep,
        None => PhotoChoice::Replace,
    };
    let gaps = gaps(&product.fields, &own, &written, &photos, choice)?;
    if !gaps.is_empty() {
        return Err(Error::NotReady(gaps));
    }
    let reference = publish::reference(&listing)?;
    let now = Content::of(&product.fields, &own, &reference, &photos).map_err(Error::NotReady)?;
    let settled = Content {
        photos: job.kept.photos_left.clone().unwrap_or(now.photos),
        ..now
    };
    let hash = settled.hash()?;
    let order = UpdateOrder {
        vinted_id: listing.vinted_id()?,
        changed: changed(&written, &settled, &product, &hash),
        photos: if replaces(&written, &photos, choice)? {
            PhotoUpdate::Replace(NewPhotos {
                upload_session: listing.upload_session.clone(),
                listed: written.listed(&photos),
                uploaded: publish::still_wanted(&job.kept.uploaded, &photos),
                wanted: publish::to_upload(backend, tenant, &photos),
            })
        } else {
            PhotoUpdate::Keep
        },
        item: settled.item,
    };
    if order.changed.is_empty() && order.photos == PhotoUpdate::Keep {
        return settle(tx, &listing, &hash).await;
    }
    tx.commit().await?;
    Ok(Verdict::AwaitExecutor(Box::new(Intent {
        order: VintedOrder::Update(order),
        version: product.version,
        hash: Some(hash),
    })))
}

/// What to write: what changed here, or where nothing did what was found different there.
fn changed(written: &Written, now: &Content, product: &Product, hash: &str) -> Vec<ListingField> {
    let Some(item) = &written.item else {
        return unknown(product);
    };
    if written.hash.as_deref() != Some(hash) {
        return content::changes(item, &now.item);
    }
    let different = written.differences.iter().copied();
    different
        .filter(|field| *field != ListingField::Photos)
        .collect()
}

/// Of a listing of which nothing is known: all that the product says. What it says nothing about stays as it is there.
fn unknown(product: &Product) -> Vec<ListingField> {
    let said = |field: &ListingField| match field {
        ListingField::Unisex => false,
        ListingField::Parcel => product.fields.parcel.is_some(),
        ListingField::Measurements => !product.fields.measurements.is_empty(),
        _ => true,
    };
    let mut fields = ListingField::of_the_item();
    fields.retain(said);
    fields
}

/// Nothing is to be sent.
async fn settle(mut tx: TenantTx, listing: &Listing, hash: &str) -> Result<Verdict, Error> {
    written::settle(&mut tx, listing.id, hash).await?;
    tx.commit().await?;
    Ok(Verdict::Done)
}
