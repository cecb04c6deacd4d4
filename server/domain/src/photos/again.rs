//! Another picture in a photo's place: the stored one turned or cropped, or what it was before it was first cropped. It keeps
//! the place and the mark.
//!
//! What a crop cuts off is not lost: the picture it was made of stays with the photo, whatever is done to that, and goes with
//! it. Of turns nothing is kept: they are turned back. Nothing is held while a picture is made: neither a connection nor the
//! product's row.

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::photos::intake;
use crate::photos::removal::{self, Gone, Parted};
use crate::photos::rendering::{self, Change};
use crate::photos::{self, NO_PHOTO, Photo, Picture, Rendition};
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
    let made = intake::store(backend, tenant, made).await?;
    let mut tx = backend.database.tenant(tenant).await?;
    match exchange(&mut tx, product, photo, &made, change).await {
        Ok((gone, new)) => {
            // Where this fails nobody knows which of them is there, so the pictures of both stay.
            tx.commit().await?;
            removal::throw_away(backend, tenant, gone).await;
            Ok(new)
        }
        Err(error) => {
            backend.photos.remove(tenant, &made.storage_key).await;
            Err(error)
        }
    }
}

/// What the photo was before it was first cropped; one that never was stays as it is.
pub(super) async fn restore(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    photo: PhotoId,
) -> Result<PhotoView, Error> {
    let old = find(backend, tenant, product, photo).await?;
    if old.whole_key.is_none() {
        return Ok(PhotoView::from(&old));
    }
    let mut tx = backend.database.tenant(tenant).await?;
    products::touch(&mut tx, product).await?;
    let Gone {
        mut place,
        picture,
        whole,
    } = removal::take_out(&mut tx, product, photo).await?;
    let original = whole.ok_or(NO_PHOTO)?;
    let Parted { loose, shown } = removal::part(&mut tx, [picture]).await?;
    place.earlier.extend(shown);
    let new = intake::name(&mut tx, product, &original, place).await?;
    tx.commit().await?;
    removal::throw_away(backend, tenant, loose).await;
    Ok(new)
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

/// The old photo's row for one of the new picture, unless somebody took it out meanwhile. Answers what nobody needs any more.
async fn exchange(
    tx: &mut TenantTx,
    product: ProductId,
    photo: PhotoId,
    made: &Picture,
    change: Change,
) -> Result<(Vec<Picture>, PhotoView), Error> {
    products::touch(tx, product).await?;
    let Gone {
        mut place,
        picture,
        whole,
    } = removal::take_out(tx, product, photo).await?;
    let (kept, gone) = match (change, whole) {
        (_, Some(whole)) => (Some(whole), vec![picture]),
        (Change::Crop(_), None) => (Some(picture), Vec::new()),
        (Change::Turn(_), None) => (None, vec![picture]),
    };
    let Parted { loose, shown } = removal::part(tx, gone).await?;
    place.original = kept;
    place.earlier.extend(shown);
    let new = intake::name(tx, product, made, place).await?;
    Ok((loose, new))
}
