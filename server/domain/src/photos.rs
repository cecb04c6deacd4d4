//! The photos of a product: judged, made upright, stripped and stored, in the order the seller wants. The first that
//! may be published is the cover. Writes `product_photos`, and nobody else does.
//!
//! A stored photo never changes; another picture is another photo. Knows nothing of what marketplaces want of them, but
//! that an internal one is none of their business.

mod again;
mod decoding;
pub(crate) mod intake;
pub(crate) mod internal;
mod removal;
pub(crate) mod rendering;
pub mod signed;
pub mod store;

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::hints::Topic;
use crate::products;
use bytes::Bytes;
use rendering::Change;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use stoflow_wire::crop::Crop;
use stoflow_wire::ids::{PhotoId, ProductId, TenantId};
use stoflow_wire::photos::{Mark, PhotoView, Turn, UploadReport};
use stoflow_wire::problem::Problem;

/// Photos of one product that may be published.
pub const MAX_PER_PRODUCT: usize = stoflow_wire::photos::MOST;

/// What both renditions are.
pub const CONTENT_TYPE: &str = "image/jpeg";

/// A stored photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub id: PhotoId,
    /// Folder in the store, below the seller's own.
    pub storage_key: String,
    /// SHA-256 of the full rendition, hex.
    pub content_hash: String,
    /// Pixels of the full rendition.
    pub width: u32,
    pub height: u32,
    /// Never published.
    pub internal: bool,
    /// Of one that was cropped: the folder of the picture that it was before.
    pub whole_key: Option<String>,
}

/// A photo's pictures in the store, and what is known of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Picture {
    storage_key: String,
    content_hash: String,
    /// Pixels and bytes of the full rendition.
    width: u32,
    height: u32,
    bytes: i64,
}

impl From<&Photo> for PhotoView {
    fn from(photo: &Photo) -> Self {
        Self {
            id: photo.id,
            width: photo.width,
            height: photo.height,
            internal: photo.internal,
            cropped: photo.whole_key.is_some(),
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    storage_key: String,
    content_hash: String,
    width: i32,
    height: i32,
    internal: bool,
    whole_key: Option<String>,
}

impl From<Row> for Photo {
    fn from(row: Row) -> Self {
        Self {
            id: PhotoId(row.id),
            storage_key: row.storage_key,
            content_hash: row.content_hash,
            width: row.width.unsigned_abs(),
            height: row.height.unsigned_abs(),
            internal: row.internal,
            whole_key: row.whole_key,
        }
    }
}

/// A file as it was sent. Its name is only for telling the seller about it.
#[derive(Clone, Debug)]
pub struct Upload {
    pub file_name: String,
    pub bytes: Bytes,
}

/// The two pictures of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rendition {
    /// Longest side at most 2000 pixels.
    Full,
    /// Longest side at most 400 pixels.
    Thumb,
}

impl Rendition {
    /// As in `/photos/{id}/{full|thumb}`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "full" => Some(Self::Full),
            "thumb" => Some(Self::Thumb),
            _ => None,
        }
    }

    fn file_name(self) -> &'static str {
        match self {
            Self::Full => "full.jpg",
            Self::Thumb => "thumb.jpg",
        }
    }
}

/// A picture to send.
#[derive(Clone, Debug)]
pub struct OpenPhoto {
    pub content_type: &'static str,
    pub bytes: Bytes,
    /// A strong validator, in quotes.
    pub etag: String,
}

/// Takes an upload of several files, each judged by itself: what is good is kept in the order it came, what is not
/// is in the report with its reason. [`Error::NotFound`] where there is no such product.
pub async fn add(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    uploads: Vec<Upload>,
) -> Result<UploadReport, Error> {
    let report = intake::add(backend, tenant, product, uploads).await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(report)
}

/// All the product's photos in order, for its seller.
pub async fn list(tx: &mut TenantTx, product: ProductId) -> Result<Vec<Photo>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "select id, storage_key, content_hash, width, height, internal, original ->> 'storage_key' as whole_key
        from product_photos
        where product_id = $1
        order by position, id",
    )
    .bind(product.0)
    .fetch_all(tx.conn())
    .await
    .attempted("listing photos")?;
    Ok(rows.into_iter().map(Photo::from).collect())
}

/// Those of them that channels may show, in order.
pub async fn publishable(tx: &mut TenantTx, product: ProductId) -> Result<Vec<Photo>, Error> {
    let mut photos = list(tx, product).await?;
    photos.retain(|photo| !photo.internal);
    Ok(photos)
}

/// The first photo of each product that has one to show.
pub async fn covers(
    tx: &mut TenantTx,
    products: &[ProductId],
) -> Result<HashMap<ProductId, PhotoId>, Error> {
    let ids: Vec<i64> = products.iter().map(|product| product.0).collect();
    let covers: Vec<(i64, i64)> = sqlx::query_as(
        "select distinct on (product_id) product_id, id
        from product_photos
        where product_id = any ($1) and not internal
        order by product_id, position, id",
    )
    .bind(&ids)
    .fetch_all(tx.conn())
    .await
    .attempted("finding covers")?;
    Ok(covers
        .into_iter()
        .map(|(product, photo)| (ProductId(product), PhotoId(photo)))
        .collect())
}

/// Which of these products have a photo at all, be it one that is kept from buyers.
pub(crate) async fn pictured(
    tx: &mut TenantTx,
    products: &[ProductId],
) -> Result<HashSet<ProductId>, Error> {
    let ids: Vec<i64> = products.iter().map(|product| product.0).collect();
    let pictured: Vec<i64> = sqlx::query_scalar(
        "select distinct product_id from product_photos where product_id = any ($1)",
    )
    .bind(&ids)
    .fetch_all(tx.conn())
    .await
    .attempted("finding products with photos")?;
    Ok(pictured.into_iter().map(ProductId).collect())
}

/// Puts the photos in this order; the first that may be published becomes the cover. `order` names each of the
/// product's photos once, else [`Problem::Unknown`] at `photos`: the page that sent it is behind.
pub async fn reorder(
    tx: &mut TenantTx,
    product: ProductId,
    order: &[PhotoId],
) -> Result<(), Error> {
    products::touch(tx, product).await?;
    let mut present: Vec<PhotoId> = list(tx, product)
        .await?
        .iter()
        .map(|photo| photo.id)
        .collect();
    let mut wanted = order.to_vec();
    present.sort_unstable();
    wanted.sort_unstable();
    if wanted != present {
        return Err(Error::field("photos", Problem::Unknown));
    }
    let ids: Vec<i64> = order.iter().map(|photo| photo.0).collect();
    sqlx::query(
        "update product_photos
        set position = (ordered.place - 1)::integer
        from unnest($2::bigint[]) with ordinality as ordered (id, place)
        where product_photos.id = ordered.id and product_photos.product_id = $1",
    )
    .bind(product.0)
    .bind(&ids)
    .execute(tx.conn())
    .await
    .attempted("ordering photos")?;
    Ok(())
}

/// Removes a photo for good: the row, and once that is committed the pictures, unless they show what a listing was
/// that is gone.
/// [`Error::NotFound`] where the product has no such photo.
pub async fn remove(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    photo: PhotoId,
) -> Result<(), Error> {
    removal::remove(backend, tenant, product, photo).await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(())
}

/// The photo turned, as another photo in its place; the old one goes as by [`remove`].
/// [`Error::NotFound`] where the product has no such photo.
pub async fn turn(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    photo: PhotoId,
    turn: Turn,
) -> Result<PhotoView, Error> {
    let turned = again::replace(backend, tenant, product, photo, Change::Turn(turn)).await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(turned)
}

/// What is left of the photo, as another photo in its place; what it was before its first crop stays with it, see
/// [`restore`]. A crop that cuts nothing off leaves the photo. [`Error::NotFound`] where the product has no such photo,
/// [`Problem::TooSmall`] at `crop` where too little is left.
pub async fn crop(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    photo: PhotoId,
    crop: Crop,
) -> Result<PhotoView, Error> {
    let cropped = again::replace(backend, tenant, product, photo, Change::Crop(crop)).await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(cropped)
}

/// The photo as it was before it was first cropped, as another photo in its place; turns that were made since are gone with what
/// was left of it. One that was never cropped stays as it is. [`Error::NotFound`] where the product has no such photo.
pub async fn restore(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    photo: PhotoId,
) -> Result<PhotoView, Error> {
    let restored = again::restore(backend, tenant, product, photo).await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(restored)
}

/// Says what a photo is there for. [`Error::NotFound`] where the product has no such photo, [`Problem::TooMany`] at the
/// mark's name where there are as many already, [`Problem::AlreadyUsed`] at `internal` while a channel is being given the
/// product's photos.
pub async fn mark(
    tx: &mut TenantTx,
    product: ProductId,
    photo: PhotoId,
    mark: Mark,
) -> Result<(), Error> {
    internal::mark(tx, product, photo, mark).await
}

/// The picture itself. [`Error::NotFound`] where this seller has no such photo.
pub async fn open(
    backend: &Backend,
    tenant: TenantId,
    photo: PhotoId,
    rendition: Rendition,
) -> Result<OpenPhoto, Error> {
    let found = find(backend, tenant, photo).await?;
    found.open(backend, tenant, rendition).await
}

/// Where a photo's pictures lie.
struct Found {
    storage_key: String,
    content_hash: String,
    internal: bool,
}

async fn find(backend: &Backend, tenant: TenantId, photo: PhotoId) -> Result<Found, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let row: Option<(String, String, bool)> = sqlx::query_as(
        "select storage_key, content_hash, internal from product_photos where id = $1",
    )
    .bind(photo.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("finding a photo")?;
    // Given back before the store is asked, which may be far away.
    tx.commit().await?;
    let (storage_key, content_hash, internal) = row.ok_or(NO_PHOTO)?;
    Ok(Found {
        storage_key,
        content_hash,
        internal,
    })
}

impl Found {
    async fn open(
        self,
        backend: &Backend,
        tenant: TenantId,
        rendition: Rendition,
    ) -> Result<OpenPhoto, Error> {
        let bytes = backend
            .photos
            .get(tenant, &self.storage_key, rendition)
            .await?;
        Ok(OpenPhoto {
            content_type: CONTENT_TYPE,
            bytes,
            etag: format!("\"{}-{}\"", self.content_hash, rendition.file_name()),
        })
    }
}

/// A picture that no product names any more, by where it lies in the store.
pub(crate) async fn open_stored(
    backend: &Backend,
    tenant: TenantId,
    storage_key: &str,
    rendition: Rendition,
) -> Result<OpenPhoto, Error> {
    Ok(OpenPhoto {
        content_type: CONTENT_TYPE,
        bytes: backend.photos.get(tenant, storage_key, rendition).await?,
        etag: format!("\"{storage_key}-{}\"", rendition.file_name()),
    })
}

const NO_PHOTO: Error = Error::NotFound { what: "photo" };
