//! How many products there are in each status, kept up by the transactions that change it: counting ten thousand rows
//! for each page of the list would cost more than the page. Untouched products do not count.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use stoflow_wire::ids::ProductId;
use stoflow_wire::products::{ProductStatus, StatusCounts};

pub(super) async fn read(tx: &mut TenantTx) -> Result<StatusCounts, Error> {
    let counts: Option<(i64, i64, i64, i64)> =
        sqlx::query_as("select draft, published, sold, archived from product_counts")
            .fetch_optional(tx.conn())
            .await
            .attempted("counting products")?;
    Ok(counts.map_or_else(StatusCounts::default, from_row))
}

/// The counts of a row of draft, published, sold and archived.
pub(super) fn from_row((draft, published, sold, archived): (i64, i64, i64, i64)) -> StatusCounts {
    StatusCounts {
        draft,
        published,
        sold,
        archived,
    }
}

/// Adds to the counts; what is negative is taken off. To be called after the products' own rows were written, so that
/// two transactions wait for each other in the same order.
pub(super) async fn add(tx: &mut TenantTx, change: StatusCounts) -> Result<(), Error> {
    sqlx::query(
        "insert into product_counts (draft, published, sold, archived)
        values ($1, $2, $3, $4)
        on conflict (one) do update
        set draft = product_counts.draft + excluded.draft
            , published = product_counts.published + excluded.published
            , sold = product_counts.sold + excluded.sold
            , archived = product_counts.archived + excluded.archived",
    )
    .bind(change.draft)
    .bind(change.published)
    .bind(change.sold)
    .bind(change.archived)
    .execute(tx.conn())
    .await
    .attempted("counting a product")?;
    Ok(())
}

/// A product went from one status to another.
pub(super) async fn moved(
    tx: &mut TenantTx,
    from: ProductStatus,
    to: ProductStatus,
) -> Result<(), Error> {
    let mut change = StatusCounts::default();
    tally(&mut change, from, -1);
    tally(&mut change, to, 1);
    add(tx, change).await
}

pub(super) fn tally(counts: &mut StatusCounts, status: ProductStatus, number: i64) {
    match status {
        ProductStatus::Draft => counts.draft += number,
        ProductStatus::Published => counts.published += number,
        ProductStatus::Sold => counts.sold += number,
        ProductStatus::Archived => counts.archived += number,
        ProductStatus::PendingDeletion => {}
    }
}

/// From its first touch on, a product shows in lists and counts.
pub(super) async fn appear(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    let done = sqlx::query("update products set touched = true where id = $1 and not touched")
        .bind(product.0)
        .execute(tx.conn())
        .await
        .attempted("showing a product")?;
    if done.rows_affected() == 0 {
        return Ok(());
    }
    let mut change = StatusCounts::default();
    tally(&mut change, ProductStatus::Draft, 1);
    add(tx, change).await
}
