//! What the editor's photos ask of the server. Each says who asks, makes one call into the domain and commits.

use crate::error::AppError;
use leptos::prelude::*;
use stoflow_wire::ids::{PhotoId, ProductId};
use stoflow_wire::photos::{Mark, PhotoView, Turn};

/// The addresses of the acts on photos.
pub const REORDER: &str = "/fn/reorder_photos";
pub const TURN: &str = "/fn/turn_photo";
pub const CROP: &str = "/fn/crop_photo";
pub const RESTORE: &str = "/fn/restore_photo";
pub const MARK: &str = "/fn/mark_photo";
pub const REMOVE: &str = "/fn/remove_photo";

/// Puts the photos in order; `order` is their ids parted by commas.
#[server(prefix = "/fn", endpoint = "reorder_photos")]
pub async fn reorder_photos(product: ProductId, order: String) -> Result<(), AppError> {
    use crate::{paths, request};
    use stoflow_domain::photos;

    let order: Result<Vec<PhotoId>, _> = order.split(',').map(str::parse).collect();
    let order = order.map_err(|_| AppError::Unreadable)?;
    let mut tx = request::tenant_tx().await?;
    photos::reorder(&mut tx, product, &order).await?;
    tx.commit().await?;
    request::lead_to(&paths::photos(product));
    Ok(())
}

/// Turns a photo; the answer is the one in its place.
#[server(prefix = "/fn", endpoint = "turn_photo")]
pub async fn turn_photo(
    product: ProductId,
    photo: PhotoId,
    turn: Turn,
) -> Result<PhotoView, AppError> {
    use crate::{paths, request};
    use stoflow_domain::photos;

    let seller = request::signed_in()?;
    let turned = photos::turn(&request::backend()?, seller.tenant, product, photo, turn).await?;
    request::lead_to(&paths::photos(product));
    Ok(turned)
}

/// Cuts so many percent off each edge of a photo; the answer is the one in its place.
#[server(prefix = "/fn", endpoint = "crop_photo")]
pub async fn crop_photo(
    product: ProductId,
    photo: PhotoId,
    left: String,
    top: String,
    right: String,
    bottom: String,
) -> Result<PhotoView, AppError> {
    use crate::{paths, request};
    use stoflow_domain::photos;
    use stoflow_wire::crop::Crop;

    let seller = request::signed_in()?;
    let crop = Crop::read([&left, &top, &right, &bottom]).ok_or(AppError::Unreadable)?;
    let cropped = photos::crop(&request::backend()?, seller.tenant, product, photo, crop).await?;
    request::lead_to(&paths::photos(product));
    Ok(cropped)
}

/// Brings back what a photo was before it was cropped; the answer is the one in its place.
#[server(prefix = "/fn", endpoint = "restore_photo")]
pub async fn restore_photo(product: ProductId, photo: PhotoId) -> Result<PhotoView, AppError> {
    use crate::{paths, request};
    use stoflow_domain::photos;

    let seller = request::signed_in()?;
    let restored = photos::restore(&request::backend()?, seller.tenant, product, photo).await?;
    request::lead_to(&paths::photos(product));
    Ok(restored)
}

/// Says what a photo is there for.
#[server(prefix = "/fn", endpoint = "mark_photo")]
pub async fn mark_photo(product: ProductId, photo: PhotoId, mark: Mark) -> Result<(), AppError> {
    use crate::{paths, request};
    use stoflow_domain::photos;

    let mut tx = request::tenant_tx().await?;
    photos::mark(&mut tx, product, photo, mark).await?;
    tx.commit().await?;
    request::lead_to(&paths::photos(product));
    Ok(())
}

#[server(prefix = "/fn", endpoint = "remove_photo")]
pub async fn remove_photo(product: ProductId, photo: PhotoId) -> Result<(), AppError> {
    use crate::visit::Notice;
    use crate::{paths, request};
    use stoflow_domain::photos;

    let seller = request::signed_in()?;
    photos::remove(&request::backend()?, seller.tenant, product, photo).await?;
    request::done(Notice::PhotoRemoved, &paths::photos(product));
    Ok(())
}
