//! Taking a photo out: the row, and once that is committed the pictures, unless they show what a listing was that is
//! gone.

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::listings::snapshots;
use crate::photos::intake::Place;
use crate::photos::{NO_PHOTO, Picture};
use crate::products;
use sqlx::types::Json;
use stoflow_wire::ids::{PhotoId, ProductId, TenantId};

/// A photo whose row is gone, and how it stood. Its pictures are in the store until somebody throws them away.
pub(super) struct Gone {
    /// Of whatever comes in its place; nothing is kept of a crop there.
    pub(super) place: Place,
    pub(super) picture: Picture,
    /// What it was before it was first cropped.
    pub(super) whole: Option<Picture>,
}

pub(super) async fn remove(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    photo: PhotoId,
) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    products::touch(&mut tx, product).await?;
    let gone = take_out(&mut tx, product, photo).await?;
    products::keep_pictured(&mut tx, product).await?;
    let pictures = [gone.picture].into_iter().chain(gone.whole);
    let Parted { loose, .. } = part(&mut tx, pictures).await?;
    tx.commit().await?;
    throw_away(backend, tenant, loose).await;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    position: i32,
    internal: bool,
    storage_key: String,
    content_hash: String,
    width: i32,
    height: i32,
    bytes: i64,
    original: Option<Json<Picture>>,
    earlier_keys: Vec<String>,
}

pub(super) async fn take_out(
    tx: &mut TenantTx,
    product: ProductId,
    photo: PhotoId,
) -> Result<Gone, Error> {
    let row: Option<Row> = sqlx::query_as(
        "delete from product_photos where id = $1 and product_id = $2
        returning position, internal, storage_key, content_hash, width, height, bytes, original, earlier_keys",
    )
    .bind(photo.0)
    .bind(product.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("removing a photo")?;
    let row = row.ok_or(NO_PHOTO)?;
    Ok(Gone {
        place: Place {
            position: row.position,
            internal: row.internal,
            original: None,
            earlier: row.earlier_keys,
        },
        picture: Picture {
            storage_key: row.storage_key,
            content_hash: row.content_hash,
            width: row.width.unsigned_abs(),
            height: row.height.unsigned_abs(),
            bytes: row.bytes,
        },
        whole: row.original.map(|original| original.0),
    })
}

/// Pictures that are no photo any more.
#[derive(Default)]
pub(super) struct Parted {
    /// Nobody needs them.
    pub(super) loose: Vec<Picture>,
    /// The keys of those that show what a listing was that is gone.
    pub(super) shown: Vec<String>,
}

pub(super) async fn part(
    tx: &mut TenantTx,
    pictures: impl IntoIterator<Item = Picture>,
) -> Result<Parted, Error> {
    let mut parted = Parted::default();
    for picture in pictures {
        if snapshots::shows(tx, &picture.storage_key).await? {
            parted.shown.push(picture.storage_key);
        } else {
            parted.loose.push(picture);
        }
    }
    Ok(parted)
}

/// The pictures go, once the transaction is committed.
pub(super) async fn throw_away(backend: &Backend, tenant: TenantId, pictures: Vec<Picture>) {
    for picture in pictures {
        backend.photos.remove(tenant, &picture.storage_key).await;
    }
}
