//! Taking an upload in: each file is judged, rendered and stored by itself, then all are named in one transaction.
//!
//! Nothing is held while a picture is decoded: neither a connection nor the product's row.

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::photos::rendering::{self, Rendered};
use crate::photos::{MAX_PER_PRODUCT, Picture, Rendition, Upload};
use crate::products;
use aws_lc_rs::digest;
use futures::{StreamExt, stream};
use sqlx::types::Json;
use stoflow_wire::ids::{PhotoId, ProductId, TenantId};
use stoflow_wire::photos::{PhotoProblem, PhotoRefused, PhotoView, UploadReport};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Pictures decoded at once in this process: each may take 160 MiB and a whole core.
const DECODERS: usize = 2;

static DECODER_SEATS: Semaphore = Semaphore::const_new(DECODERS);

/// An upload's picture, which no row names yet.
pub(crate) struct Stored {
    file_name: String,
    picture: Picture,
}

impl Stored {
    /// Where it lies, for what keeps a picture without a product.
    pub(crate) fn into_key(self) -> String {
        self.picture.storage_key
    }
}

pub(super) async fn add(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    uploads: Vec<Upload>,
) -> Result<UploadReport, Error> {
    let mut report = UploadReport::default();
    if free_places(backend, tenant, product).await? == 0 {
        report.refused = uploads
            .into_iter()
            .map(|upload| too_many(upload.file_name))
            .collect();
        return Ok(report);
    }
    let taken: Vec<_> = stream::iter(uploads)
        .map(|upload| take(backend, tenant, upload))
        .buffered(DECODERS)
        .collect()
        .await;
    let mut stored = Vec::new();
    let mut failed = None;
    for outcome in taken {
        match outcome {
            Ok(Ok(picture)) => stored.push(picture),
            Ok(Err(refused)) => report.refused.push(refused),
            Err(error) => failed = Some(error),
        }
    }
    if let Some(error) = failed {
        discard(backend, tenant, &stored).await;
        return Err(error);
    }
    report.added = name_all(backend, tenant, product, &stored).await?;
    let surplus = &stored[report.added.len()..];
    discard(backend, tenant, surplus).await;
    let refused = surplus
        .iter()
        .map(|picture| too_many(picture.file_name.clone()));
    report.refused.extend(refused);
    Ok(report)
}

fn too_many(file_name: String) -> PhotoRefused {
    PhotoRefused {
        file_name,
        reason: PhotoProblem::TooMany,
    }
}

/// A first look, before any work is done; the count that decides is taken under the product's lock.
async fn free_places(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
) -> Result<usize, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    products::get(&mut tx, product).await?;
    let (count, _) = count_and_last(&mut tx, product).await?;
    tx.commit().await?;
    Ok(MAX_PER_PRODUCT.saturating_sub(count))
}

/// One file, from its bytes to its pictures in the store; the inner error is the file's own.
pub(crate) async fn take(
    backend: &Backend,
    tenant: TenantId,
    upload: Upload,
) -> Result<Result<Stored, PhotoRefused>, Error> {
    let file_name = upload.file_name;
    match seated(move || rendering::render(&upload.bytes)).await {
        Ok(rendered) => {
            let picture = store(backend, tenant, rendered).await?;
            Ok(Ok(Stored { file_name, picture }))
        }
        Err(reason) => Ok(Err(PhotoRefused { file_name, reason })),
    }
}

/// Puts both pictures into the store, under a key of their own.
pub(super) async fn store(
    backend: &Backend,
    tenant: TenantId,
    rendered: Rendered,
) -> Result<Picture, Error> {
    let stored = Picture {
        storage_key: Uuid::new_v4().to_string(),
        content_hash: sha256(&rendered.full),
        width: rendered.width,
        height: rendered.height,
        bytes: i64::try_from(rendered.full.len()).unwrap_or(i64::MAX),
    };
    let pictures = [
        (Rendition::Full, rendered.full),
        (Rendition::Thumb, rendered.thumb),
    ];
    for (rendition, bytes) in pictures {
        backend
            .photos
            .put(tenant, &stored.storage_key, rendition, bytes)
            .await?;
    }
    Ok(stored)
}

/// In lower-case hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let hash = digest::digest(&digest::SHA256, bytes);
    hash.as_ref()
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// Works on a picture's pixels as soon as there is a seat.
pub(super) async fn seated(
    work: impl FnOnce() -> Result<Rendered, PhotoProblem> + Send + 'static,
) -> Result<Rendered, PhotoProblem> {
    // The semaphore is never closed, and a decoder that panics has met a file that cannot be read.
    let _seat = DECODER_SEATS
        .acquire()
        .await
        .map_err(|_| PhotoProblem::Damaged)?;
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or(Err(PhotoProblem::Damaged))
}

/// Names as many as the product has places for, in order.
async fn name_all(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    stored: &[Stored],
) -> Result<Vec<PhotoView>, Error> {
    if stored.is_empty() {
        return Ok(Vec::new());
    }
    let mut tx = backend.database.tenant(tenant).await?;
    let named = match name_within(&mut tx, product, stored).await {
        Ok(named) => named,
        Err(error) => {
            discard(backend, tenant, stored).await;
            return Err(error);
        }
    };
    // Where this fails nobody knows whether the rows are there, so the pictures stay.
    tx.commit().await?;
    Ok(named)
}

pub(crate) async fn name_within(
    tx: &mut TenantTx,
    product: ProductId,
    stored: &[Stored],
) -> Result<Vec<PhotoView>, Error> {
    products::touch(tx, product).await?;
    let (count, last) = count_and_last(tx, product).await?;
    let places = MAX_PER_PRODUCT.saturating_sub(count);
    let mut named = Vec::new();
    for (upload, position) in stored.iter().take(places).zip(last + 1..) {
        let place = Place {
            position,
            internal: false,
            original: None,
            earlier: Vec::new(),
        };
        named.push(name(tx, product, &upload.picture, place).await?);
    }
    products::keep_pictured(tx, product).await?;
    Ok(named)
}

pub(crate) async fn discard(backend: &Backend, tenant: TenantId, pictures: &[Stored]) {
    for upload in pictures {
        let key = &upload.picture.storage_key;
        backend.photos.remove(tenant, key).await;
    }
}

/// How many photos the product has that may be published, and the position of the last of all; −1 without any.
async fn count_and_last(tx: &mut TenantTx, product: ProductId) -> Result<(usize, i32), Error> {
    let (count, last): (i64, i32) = sqlx::query_as(
        "select count(*) filter (where not internal), coalesce(max(position), -1) \
         from product_photos where product_id = $1",
    )
    .bind(product.0)
    .fetch_one(tx.conn())
    .await
    .attempted("counting photos")?;
    Ok((usize::try_from(count).unwrap_or(usize::MAX), last))
}

/// Where a photo stands among its product's, and as what.
pub(super) struct Place {
    pub(super) position: i32,
    pub(super) internal: bool,
    /// What it was before it was first cropped.
    pub(super) original: Option<Picture>,
    /// The keys of what it was besides, where a listing that is gone shows that.
    pub(super) earlier: Vec<String>,
}

pub(super) async fn name(
    tx: &mut TenantTx,
    product: ProductId,
    picture: &Picture,
    place: Place,
) -> Result<PhotoView, Error> {
    let id = sqlx::query_scalar(
        "insert into product_photos (product_id, position, internal, storage_key, content_hash, width, height, bytes, original, earlier_keys)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        returning id",
    )
    .bind(product.0)
    .bind(place.position)
    .bind(place.internal)
    .bind(&picture.storage_key)
    .bind(&picture.content_hash)
    .bind(i32::try_from(picture.width).unwrap_or(i32::MAX))
    .bind(i32::try_from(picture.height).unwrap_or(i32::MAX))
    .bind(picture.bytes)
    .bind(place.original.as_ref().map(Json))
    .bind(&place.earlier)
    .fetch_one(tx.conn())
    .await
    .attempted("naming a photo")?;
    Ok(PhotoView {
        id: PhotoId(id),
        width: picture.width,
        height: picture.height,
        internal: place.internal,
        cropped: place.original.is_some(),
    })
}
