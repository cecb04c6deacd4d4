//! The photos of a product: judged, made upright, stripped and stored, in the order the seller wants. The first is
//! the cover. Writes `product_photos`, and nobody else does.
//!
//! A stored photo never changes; another picture is another photo. Knows nothing of what marketplaces want of them.

mod decoding;
pub(crate) mod intake;
pub(crate) mod rendering;
pub mod store;

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::hints::Topic;
use crate::keys::Keys;
use crate::listings::snapshots;
use crate::products;
use bytes::Bytes;
use std::collections::HashMap;
use stoflow_wire::ids::{PhotoId, ProductId, TenantId};
use stoflow_wire::photos::{PhotoView, UploadReport};
use stoflow_wire::problem::Problem;
use time::OffsetDateTime;

/// Photos of one product.
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
}

impl From<&Photo> for PhotoView {
    fn from(photo: &Photo) -> Self {
        Self {
            id: photo.id,
            width: photo.width,
            height: photo.height,
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

/// The product's photos in order.
pub async fn list(tx: &mut TenantTx, product: ProductId) -> Result<Vec<Photo>, Error> {
    let rows: Vec<(i64, String, String, i32, i32)> = sqlx::query_as(
        "select id, storage_key, content_hash, width, height
        from product_photos
        where product_id = $1
        order by position, id",
    )
    .bind(product.0)
    .fetch_all(tx.conn())
    .await
    .attempted("listing photos")?;
    Ok(rows
        .into_iter()
        .map(|(id, storage_key, content_hash, width, height)| Photo {
            id: PhotoId(id),
            storage_key,
            content_hash,
            width: width.unsigned_abs(),
            height: height.unsigned_abs(),
        })
        .collect())
}

/// The first photo of each product that has one.
pub async fn covers(
    tx: &mut TenantTx,
    products: &[ProductId],
) -> Result<HashMap<ProductId, PhotoId>, Error> {
    let ids: Vec<i64> = products.iter().map(|product| product.0).collect();
    let covers: Vec<(i64, i64)> = sqlx::query_as(
        "select distinct on (product_id) product_id, id
        from product_photos
        where product_id = any ($1)
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

/// Puts the photos in this order; the first becomes the cover. `order` names each of the product's photos once, else
/// [`Problem::Unknown`] at `photos`: the page that sent it is behind.
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
    let mut tx = backend.database.tenant(tenant).await?;
    products::touch(&mut tx, product).await?;
    let storage_key: String = sqlx::query_scalar(
        "delete from product_photos where id = $1 and product_id = $2 returning storage_key",
    )
    .bind(photo.0)
    .bind(product.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("removing a photo")?
    .ok_or(NO_PHOTO)?;
    let is_kept = snapshots::shows(&mut tx, &storage_key).await?;
    tx.commit().await?;
    if !is_kept {
        backend.photos.remove(tenant, &storage_key).await;
    }
    backend.hints.wake(tenant, Topic::Products);
    Ok(())
}

/// The picture itself. [`Error::NotFound`] where this seller has no such photo.
pub async fn open(
    backend: &Backend,
    tenant: TenantId,
    photo: PhotoId,
    rendition: Rendition,
) -> Result<OpenPhoto, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let row: Option<(String, String)> =
        sqlx::query_as("select storage_key, content_hash from product_photos where id = $1")
            .bind(photo.0)
            .fetch_optional(tx.conn())
            .await
            .attempted("finding a photo")?;
    // Given back before the store is asked, which may be far away.
    tx.commit().await?;
    let (storage_key, content_hash) = row.ok_or(NO_PHOTO)?;
    Ok(OpenPhoto {
        content_type: CONTENT_TYPE,
        bytes: backend.photos.get(tenant, &storage_key, rendition).await?,
        etag: format!("\"{content_hash}-{}\"", rendition.file_name()),
    })
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

/// Where whoever is given this path can read the full picture until `expires`, without signing in:
/// `/photos/signed/{tenant}/{photo}/{expires}/{signature}`, `expires` in seconds since 1970.
pub fn signed_path(
    keys: &Keys,
    tenant: TenantId,
    photo: &Photo,
    expires: OffsetDateTime,
) -> String {
    let resource = signed_resource(tenant, photo.id);
    let signature = keys.sign_path(&resource, expires);
    format!("{resource}/{}/{signature}", expires.unix_timestamp())
}

/// Opens what [`signed_path`] names. [`Error::NotFound`] for a signature that is not ours or is over.
pub async fn open_signed(
    backend: &Backend,
    tenant: TenantId,
    photo: PhotoId,
    expires: i64,
    signature: &str,
) -> Result<OpenPhoto, Error> {
    let expires = OffsetDateTime::from_unix_timestamp(expires).map_err(|_| NO_PHOTO)?;
    let resource = signed_resource(tenant, photo);
    if !backend
        .keys
        .check_path(&resource, expires, signature, backend.clock.now())
    {
        return Err(NO_PHOTO);
    }
    open(backend, tenant, photo, Rendition::Full).await
}

fn signed_resource(tenant: TenantId, photo: PhotoId) -> String {
    format!("/photos/signed/{tenant}/{photo}")
}

const NO_PHOTO: Error = Error::NotFound { what: "photo" };
