//! Moves products through their life: the row is locked, the pure rules of [`super::status`] say what follows, row and
//! counts change together.

use crate::database::TenantTx;
use crate::database::rows::{self, Attempted};
use crate::error::Error;
use crate::listings;
use crate::products::counts;
use crate::products::row;
use crate::products::status::{self, Change};
use stoflow_wire::ids::ProductId;
use stoflow_wire::listings::ListingState;
use stoflow_wire::problem::Problem;
use stoflow_wire::products::ProductStatus;

pub(super) async fn archive(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    let now = lock(tx, product).await?;
    let badges = listings::badges(tx, &[product]).await?;
    let mut states = badges.values().flatten().map(|badge| badge.state);
    if states.any(ListingState::may_be_live) {
        return Err(Error::OutOfPlace {
            attempted: "archiving what a marketplace may be showing",
        });
    }
    go(tx, product, &now, Change::Archive, "archiving this product").await
}

pub(super) async fn restore(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    let now = lock(tx, product).await?;
    let before = now.archived_from.unwrap_or(ProductStatus::Draft);
    let change = Change::Restore { before };
    go(tx, product, &now, change, "restoring this product").await
}

/// What the channels say happened.
pub(super) async fn tell(
    tx: &mut TenantTx,
    product: ProductId,
    change: Change,
) -> Result<(), Error> {
    let now = lock(tx, product).await?;
    let attempted = "changing the status of this product";
    go(tx, product, &now, change, attempted).await
}

/// How a product stands; nobody else changes it before this transaction ends.
struct Locked {
    status: ProductStatus,
    archived_from: Option<ProductStatus>,
}

async fn lock(tx: &mut TenantTx, product: ProductId) -> Result<Locked, Error> {
    let (status, archived_from): (String, Option<String>) =
        sqlx::query_as("select status, archived_from from products where id = $1 for update")
            .bind(product.0)
            .fetch_optional(tx.conn())
            .await
            .attempted("locking a product")?
            .ok_or(super::NO_PRODUCT)?;
    Ok(Locked {
        status: row::status(&status)?,
        archived_from: archived_from.as_deref().and_then(ProductStatus::from_name),
    })
}

async fn go(
    tx: &mut TenantTx,
    product: ProductId,
    now: &Locked,
    change: Change,
    attempted: &'static str,
) -> Result<(), Error> {
    let next = status::next(now.status, change).ok_or(Error::OutOfPlace { attempted })?;
    if next == now.status {
        return Ok(());
    }
    counts::appear(tx, product).await?;
    let archived_from = (next == ProductStatus::Archived).then(|| now.status.name());
    let done = sqlx::query(
        "update products set status = $2, archived_from = $3, updated_at = now() where id = $1",
    )
    .bind(product.0)
    .bind(next.name())
    .bind(archived_from)
    .execute(tx.conn())
    .await;
    // Leaving the archive may meet another product that took the SKU meanwhile.
    rows::on_unique(done, attempted, || {
        Error::field("sku", Problem::AlreadyUsed)
    })?;
    counts::moved(tx, now.status, next).await
}
