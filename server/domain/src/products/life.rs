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
use stoflow_wire::receipts::SoldBy;

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

/// It is sold, and `by` says so. One that is archived keeps that for when it is restored.
pub(super) async fn sell(tx: &mut TenantTx, product: ProductId, by: SoldBy) -> Result<(), Error> {
    let now = lock(tx, product).await?;
    learn(tx, product, &now, Change::Sell, "selling this product").await?;
    sqlx::query(
        "update products set sold_at = coalesce(sold_at, now()), sold_by = coalesce(sold_by, $2) where id = $1",
    )
    .bind(product.0)
    .bind(by.name())
    .execute(tx.conn())
    .await
    .attempted("writing down since when a product is sold")?;
    Ok(())
}

/// A piece of it is here again: of what is sold, the last one.
pub(super) async fn take_back(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    let done = sqlx::query(
        "update products set quantity = quantity + 1, version = version + 1, updated_at = now()
        where id = $1 and coalesce(archived_from, status) in ('draft', 'published')",
    )
    .bind(product.0)
    .execute(tx.conn())
    .await
    .attempted("taking a piece of a product back")?;
    if done.rows_affected() == 1 {
        return Ok(());
    }
    reopen(tx, product).await
}

/// It is not sold after all.
async fn reopen(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    let now = lock(tx, product).await?;
    let attempted = "putting this product into stock again";
    learn(tx, product, &now, Change::Reopen, attempted).await?;
    sqlx::query("update products set sold_at = null, sold_by = null where id = $1")
        .bind(product.0)
        .execute(tx.conn())
        .await
        .attempted(attempted)?;
    Ok(())
}

/// What is archived stays there, whatever is heard of it: the news is about the status it goes back to.
async fn learn(
    tx: &mut TenantTx,
    product: ProductId,
    now: &Locked,
    change: Change,
    attempted: &'static str,
) -> Result<(), Error> {
    if now.status != ProductStatus::Archived {
        return go(tx, product, now, change, attempted).await;
    }
    let before = now.archived_from.unwrap_or(ProductStatus::Draft);
    let after = status::next(before, change).ok_or(Error::OutOfPlace { attempted })?;
    sqlx::query("update products set archived_from = $2, updated_at = now() where id = $1")
        .bind(product.0)
        .bind(after.name())
        .execute(tx.conn())
        .await
        .attempted(attempted)?;
    Ok(())
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
