//! The photos of a listing that is about to be taken off. Those it was made from, or that were made from it, lie in
//! the seller's storage already; of any other listing they are fetched, since Vinted gives them to nobody afterwards.

use crate::backend::Backend;
use crate::error::Error;
use crate::listings::{rows::Listing, snapshots};
use crate::photos::{self, Upload, intake};
use crate::wardrobe;
use std::time::Duration;
use stoflow_wire::ids::TenantId;
use stoflow_wire::wardrobe::WardrobePhoto;

/// A removal does not wait longer for photos: what has come by then is kept.
const PATIENCE: Duration = Duration::from_secs(25);

/// Writes down where the listing's photos lie, the cover first.
pub(super) async fn keep(
    backend: &Backend,
    tenant: TenantId,
    listing: &Listing,
) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let own = photos::publishable(&mut tx, listing.product).await?;
    let shown = wardrobe::rows::shown(&mut tx, listing.id).await?;
    let has_them = snapshots::has_photos(&mut tx, listing.id).await?;
    tx.commit().await?;
    if has_them {
        return Ok(());
    }
    let foreign = listing.request.is_none() && !shown.made_from_it;
    let mut keys = Vec::new();
    if foreign || own.is_empty() {
        let fetching = fetch_all(backend, tenant, &shown.photos, &mut keys);
        if tokio::time::timeout(PATIENCE, fetching).await.is_err() {
            tracing::warn!(%tenant, listing = %listing.id, "not all photos came in time");
        }
    } else {
        keys = own.into_iter().map(|photo| photo.storage_key).collect();
    }
    let mut tx = backend.database.tenant(tenant).await?;
    snapshots::illustrate(&mut tx, listing.id, &keys).await?;
    tx.commit().await
}

async fn fetch_all(
    backend: &Backend,
    tenant: TenantId,
    photos: &[WardrobePhoto],
    keys: &mut Vec<String>,
) {
    for photo in photos {
        match fetch(backend, tenant, photo).await {
            Ok(Some(key)) => keys.push(key),
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(%tenant, %error, "a photo of a listing that is taken off could not be kept");
            }
        }
    }
}

async fn fetch(
    backend: &Backend,
    tenant: TenantId,
    photo: &WardrobePhoto,
) -> Result<Option<String>, Error> {
    let bytes = match backend.images.fetch(&photo.url).await {
        Ok(bytes) => bytes,
        Err(reason) => {
            tracing::warn!(%tenant, %reason, "a photo of a listing that is taken off could not be fetched");
            return Ok(None);
        }
    };
    let upload = Upload {
        file_name: photo.vinted_id.to_string(),
        bytes,
    };
    let taken = intake::take(backend, tenant, upload).await?;
    Ok(taken.ok().map(intake::Stored::into_key))
}
