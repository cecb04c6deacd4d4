//! Taking a photo out: the row, and once that is committed the pictures, unless they show what a listing was that is
//! gone.

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::listings::snapshots;
use crate::photos::NO_PHOTO;
use crate::products;
use stoflow_wire::ids::{PhotoId, ProductId, TenantId};

/// A photo whose row is gone, and how it stood.
pub(super) struct Gone {
    pub(super) position: i32,
    pub(super) internal: bool,
    storage_key: String,
    is_kept: bool,
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
    tx.commit().await?;
    gone.throw_away(backend, tenant).await;
    Ok(())
}

pub(super) async fn take_out(
    tx: &mut TenantTx,
    product: ProductId,
    photo: PhotoId,
) -> Result<Gone, Error> {
    let row: Option<(String, i32, bool)> = sqlx::query_as(
        "delete from product_photos where id = $1 and product_id = $2 returning storage_key, position, internal",
    )
    .bind(photo.0)
    .bind(product.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("removing a photo")?;
    let (storage_key, position, internal) = row.ok_or(NO_PHOTO)?;
    Ok(Gone {
        is_kept: snapshots::shows(tx, &storage_key).await?,
        position,
        internal,
        storage_key,
    })
}

impl Gone {
    /// The pictures go, once the transaction is committed.
    pub(super) async fn throw_away(self, backend: &Backend, tenant: TenantId) {
        if !self.is_kept {
            backend.photos.remove(tenant, &self.storage_key).await;
        }
    }
}
