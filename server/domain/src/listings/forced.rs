//! Which listings have to be gone because their item was sold, and since when (`listings.forced_at`).

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use stoflow_wire::ids::{ListingId, ProductId};

/// The product's listings that are, or may be, live, the oldest first.
pub(super) async fn present(
    tx: &mut TenantTx,
    product: ProductId,
) -> Result<Vec<ListingId>, Error> {
    let ids: Vec<i64> = sqlx::query_scalar(
        "select id from listings where product_id = $1 \
         and state in ('creating', 'live', 'updating', 'removing', 'in_doubt') order by id",
    )
    .bind(product.0)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which listings are live")?;
    Ok(ids.into_iter().map(ListingId).collect())
}

/// It has to be gone, because its item was sold; since when, stays as it was first said.
pub(super) async fn note(tx: &mut TenantTx, id: ListingId) -> Result<(), Error> {
    sqlx::query("update listings set forced_at = coalesce(forced_at, now()) where id = $1")
        .bind(id.0)
        .execute(tx.conn())
        .await
        .attempted("writing down since when a listing has to be gone")?;
    Ok(())
}

/// Its item was not sold after all.
pub(super) async fn forget(tx: &mut TenantTx, id: ListingId) -> Result<(), Error> {
    sqlx::query("update listings set forced_at = null where id = $1")
        .bind(id.0)
        .execute(tx.conn())
        .await
        .attempted("taking back that a listing has to be gone")?;
    Ok(())
}
