//! Making an item from a listing of the wardrobe: the item, its listing and the link at once, then its photos one by
//! one. Needs no extension: photos of listings are public.

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::hints::Topic;
use crate::jobs::kept::LinkCursor;
use crate::jobs::rows::{self, Job};
use crate::jobs::settle::Verdict;
use crate::jobs::tasks;
use crate::listings::written;
use crate::photos::intake::Stored;
use crate::photos::{self, Upload, intake};
use crate::wardrobe;
use crate::wardrobe::made::{self, Making};
use bytes::Bytes;
use stoflow_wire::ids::{ProductId, TenantId};
use stoflow_wire::jobs::{Progress, Step, Trouble};
use stoflow_wire::photos::PhotoView;
use stoflow_wire::wardrobe::WardrobePhoto;

/// Does the whole job. What is done stays done when it is taken up again.
pub(crate) async fn perform(
    backend: &Backend,
    tenant: TenantId,
    job: &Job,
) -> Result<Verdict, Error> {
    if job.cancel_requested {
        return Ok(Verdict::Stopped);
    }
    match work(backend, tenant, job.clone()).await {
        Err(Error::OutOfPlace {
            attempted: rows::GOING_ON,
        }) => Ok(Verdict::Stopped),
        worked => worked,
    }
}

async fn work(backend: &Backend, tenant: TenantId, mut job: Job) -> Result<Verdict, Error> {
    let cursor = job.kept.link.clone();
    let cursor = cursor.ok_or_else(|| Error::internal("making an item", "from no listing"))?;
    let product = match cursor.product {
        Some(product) => product,
        None => match make(backend, tenant, &mut job, cursor).await? {
            Making::Made(product) => product,
            Making::Taken => return Ok(Verdict::Done),
            Making::Gone => return Ok(Verdict::Fail(Trouble::Gone)),
        },
    };
    fetch_all(backend, tenant, &mut job, product).await
}

async fn make(
    backend: &Backend,
    tenant: TenantId,
    job: &mut Job,
    cursor: LinkCursor,
) -> Result<Making, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    tasks::begin(&mut tx, job, &Step::Prepare).await?;
    let making = made::make(&mut tx, cursor.vinted_id).await?;
    if let Making::Made(product) = making {
        job.kept.link = Some(LinkCursor {
            product: Some(product),
            ..cursor
        });
        rows::note_own_work(&mut tx, job, Some(product)).await?;
        tx.commit().await?;
        backend.hints.wake(tenant, Topic::Products);
    }
    Ok(making)
}

/// Fetches what is not there yet, in order. What cannot be had is passed over, and makes the job end badly.
async fn fetch_all(
    backend: &Backend,
    tenant: TenantId,
    job: &mut Job,
    product: ProductId,
) -> Result<Verdict, Error> {
    let Known { photos, fetched } = known(backend, tenant, job).await?;
    let of = u32::try_from(photos.len()).unwrap_or(u32::MAX);
    let mut missing = None;
    for (position, photo) in (1..).zip(photos) {
        if fetched.contains(&photo.vinted_id) {
            continue;
        }
        show(backend, tenant, job, position, of).await?;
        match backend.images.fetch(&photo.url).await {
            Ok(bytes) => {
                if !keep(backend, tenant, job, product, (photo.vinted_id, bytes)).await? {
                    missing = missing.or(Some(position));
                }
            }
            Err(reason) => {
                tracing::warn!(%tenant, job = %job.id, position, %reason, "a photo could not be fetched");
                missing = missing.or(Some(position));
            }
        }
    }
    Ok(match missing {
        Some(position) => Verdict::Retry(Trouble::PhotoUnavailable { position }),
        None => Verdict::Done,
    })
}

fn vinted_id(job: &Job) -> Result<i64, Error> {
    let cursor = job.kept.link.as_ref();
    cursor
        .map(|cursor| cursor.vinted_id)
        .ok_or_else(|| Error::internal("fetching photos", "of no listing"))
}

/// What is known of a listing's photos when the fetching begins.
struct Known {
    /// As many as an item can have.
    photos: Vec<WardrobePhoto>,
    /// Vinted's ids of those that the item has, or had until the seller threw them away.
    fetched: Vec<i64>,
}

/// What becomes known after this is another job's.
async fn known(backend: &Backend, tenant: TenantId, job: &Job) -> Result<Known, Error> {
    let vinted_id = vinted_id(job)?;
    let mut tx = backend.database.tenant(tenant).await?;
    let held = wardrobe::rows::lock(&mut tx, vinted_id).await?;
    wardrobe::rows::begin_photos(&mut tx, vinted_id).await?;
    tx.commit().await?;
    let Some(fetched) = held.fetched.clone() else {
        // It was unlinked meanwhile: what the item has is the seller's now.
        return Ok(Known {
            photos: Vec::new(),
            fetched: Vec::new(),
        });
    };
    let mut photos = held.all_photos();
    photos.truncate(photos::MAX_PER_PRODUCT);
    Ok(Known { photos, fetched })
}

async fn show(
    backend: &Backend,
    tenant: TenantId,
    job: &mut Job,
    position: u32,
    of: u32,
) -> Result<(), Error> {
    let step = Step::FetchPhoto { position, of };
    job.progress = Some(Progress {
        step: step.clone(),
        done: position - 1,
        of,
        wait: None,
    });
    let mut tx = backend.database.tenant(tenant).await?;
    tasks::begin(&mut tx, job, &step).await?;
    rows::note_own_work(&mut tx, job, None).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Progress);
    Ok(())
}

/// Puts a photo into the seller's storage and names it, exactly once: the name and the note that it is done are one
/// transaction. `false` for what is no picture.
async fn keep(
    backend: &Backend,
    tenant: TenantId,
    job: &mut Job,
    product: ProductId,
    (photo, bytes): (i64, Bytes),
) -> Result<bool, Error> {
    let upload = Upload {
        file_name: photo.to_string(),
        bytes,
    };
    let Ok(picture) = intake::take(backend, tenant, upload).await? else {
        return Ok(false);
    };
    let mut tx = backend.database.tenant(tenant).await?;
    let pictures = [picture];
    let named = match name(&mut tx, job, product, &pictures, photo).await {
        Ok(named) => named,
        Err(error) => {
            intake::discard(backend, tenant, &pictures).await;
            return Err(error);
        }
    };
    // Where this fails nobody knows whether the row is there, so the picture stays.
    tx.commit().await?;
    if named.is_empty() {
        intake::discard(backend, tenant, &pictures).await;
    }
    backend.hints.wake(tenant, Topic::Products);
    Ok(true)
}

/// The name, the note that this photo is there, and the job's own claim: all of it or nothing.
async fn name(
    tx: &mut TenantTx,
    job: &Job,
    product: ProductId,
    pictures: &[Stored],
    photo: i64,
) -> Result<Vec<PhotoView>, Error> {
    let named = intake::name_within(tx, product, pictures).await?;
    for picture in &named {
        written::add_photo(tx, product, picture.id, photo).await?;
    }
    wardrobe::rows::note_fetched(tx, vinted_id(job)?, photo).await?;
    rows::note_own_work(tx, job, None).await?;
    Ok(named)
}
