//! Another picture in a photo's place: the stored one turned or cropped. It keeps the place and the mark, and the old one
//! goes as by a removal.
//!
//! Nothing is held while the picture is made: neither a connection nor the product's row.

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::photos::intake::{self, Place, Stored};
use crate::photos::removal::{self, Gone};
use crate::photos::rendering::{self, Change};
use crate::photos::{self, NO_PHOTO, Photo, Rendition};
use crate::products;
use stoflow_wire::crop::{Crop, LEAST};
use stoflow_wire::ids::{PhotoId, ProductId, TenantId};
use stoflow_wire::photos::PhotoView;
use stoflow_wire::problem::Problem;

pub(super) async fn replace(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    photo: PhotoId,
    change: Change,
) -> Result<PhotoView, Error> {
    let old = find(backend, tenant, product, photo).await?;
    if let Change::Crop(crop) = change
        && leaves_it(crop, &old)?
    {
        return Ok(PhotoView::from(&old));
    }
    let full = backend
        .photos
        .get(tenant, &old.storage_key, Rendition::Full)
        .await?;
    let made = intake::seated(move || rendering::again(&full, change))
        .await
        .map_err(|problem| Error::internal("reading a stored photo", format!("{problem:?}")))?;
    let stored = intake::store(backend, tenant, old.storage_key, made).await?;
    let mut tx = backend.database.tenant(tenant).await?;
    match exchange(&mut tx, product, photo, &stored).await {
        Ok((gone, new)) => {
            // Where this fails nobody knows which of them is there, so the pictures of both stay.
            tx.commit().await?;
            gone.throw_away(backend, tenant).await;
            Ok(new)
        }
        Err(error) => {
            intake::discard(backend, tenant, &[stored]).await;
            Err(error)
        }
    }
}

async fn find(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    photo: PhotoId,
) -> Result<Photo, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let photos = photos::list(&mut tx, product).await?;
    tx.commit().await?;
    photos
        .into_iter()
        .find(|known| known.id == photo)
        .ok_or(NO_PHOTO)
}

/// Whether nothing is cut off; refused where too little would be left.
fn leaves_it(crop: Crop, photo: &Photo) -> Result<bool, Error> {
    let min = LEAST.into();
    let frame = crop
        .frame(photo.width, photo.height)
        .ok_or_else(|| Error::field("crop", Problem::TooSmall { min }))?;
    Ok((frame.width, frame.height) == (photo.width, photo.height))
}

/// The old photo's row for the new one's, unless somebody took it out meanwhile.
async fn exchange(
    tx: &mut TenantTx,
    product: ProductId,
    photo: PhotoId,
    stored: &Stored,
) -> Result<(Gone, PhotoView), Error> {
    products::touch(tx, product).await?;
    let gone = removal::take_out(tx, product, photo).await?;
    let place = Place {
        position: gone.position,
        internal: gone.internal,
    };
    let new = intake::name(tx, product, stored, place).await?;
    Ok((gone, new))
}
