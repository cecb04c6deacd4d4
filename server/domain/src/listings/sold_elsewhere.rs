//! The seller says that an item was sold where StoFlow does not look, or takes that back. Taking it back is real or not
//! at all: it is too late as soon as a removal got its permit, because then the call may be out.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs::acts;
use crate::listings::{forced, rows, withdraw};
use crate::products::{self, Stock};
use crate::sales;
use stoflow_wire::ids::{JobId, ListingId, ProductId};
use stoflow_wire::products::ProductStatus;
use stoflow_wire::receipts::{SoldBy, SoldElsewhere};

const TOO_LATE: Error = Error::OutOfPlace {
    attempted: "taking a sale back after a listing left",
};

pub(crate) async fn begin(tx: &mut TenantTx, product: ProductId) -> Result<SoldElsewhere, Error> {
    products::touch(tx, product).await?;
    let status = products::get(tx, product).await?.status;
    if !matches!(status, ProductStatus::Draft | ProductStatus::Published) {
        return Err(Error::OutOfPlace {
            attempted: "selling what is sold or archived",
        });
    }
    match products::sell_one(tx, product, SoldBy::Seller).await? {
        Stock::Some(left) => Ok(SoldElsewhere { left, leaving: 0 }),
        Stock::None => Ok(SoldElsewhere {
            left: 0,
            leaving: withdraw::forced(tx, product).await?,
        }),
    }
}

pub(crate) async fn undo(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    products::touch(tx, product).await?;
    if !may_undo(tx, product).await? {
        return Err(TOO_LATE);
    }
    let removals = removals(tx, product).await?;
    if removals.iter().any(|removal| removal.left) {
        return Err(TOO_LATE);
    }
    products::take_back(tx, product).await?;
    for removal in removals {
        forced::forget(tx, ListingId(removal.listing)).await?;
        acts::call_off(tx, JobId(removal.job)).await?;
    }
    if rows::is_anywhere(tx, product).await? {
        products::set_status(tx, product, ProductStatus::Published).await?;
    }
    Ok(())
}

pub(super) async fn restock(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    const ATTEMPTED: &str = "putting into stock what is not sold, or still leaves a marketplace";
    products::touch(tx, product).await?;
    let status = products::get(tx, product).await?.status;
    if status != ProductStatus::Sold || rows::is_anywhere(tx, product).await? {
        return Err(Error::OutOfPlace {
            attempted: ATTEMPTED,
        });
    }
    products::take_back(tx, product).await?;
    sales::called_off::said(tx, product).await
}

/// The word was the seller's, and every listing it was about is still to be taken off.
pub(super) async fn may_undo(tx: &mut TenantTx, product: ProductId) -> Result<bool, Error> {
    sqlx::query_scalar(
        "select exists (select 1 from products p where p.id = $1 and p.status = 'sold' and p.sold_by = 'seller'
            and not exists (select 1 from listings l where l.product_id = p.id and l.forced_at >= p.sold_at
                and (l.state <> 'removing' or l.sent_at is not null
                    or not exists (select 1 from marketplace_jobs j where j.listing_id = l.id
                        and j.action = 'delete' and j.finished_at is null and j.permitted_at is null
                        and not j.cancel_requested and j.attempt < 2))))",
    )
    .bind(product.0)
    .fetch_one(tx.conn())
    .await
    .attempted("looking whether a sale can be taken back")
}

#[derive(sqlx::FromRow)]
struct Removal {
    listing: i64,
    job: i64,
    /// A permit was given: the call may be out.
    left: bool,
}

/// The removals that are under way, locked: none gets its permit meanwhile.
async fn removals(tx: &mut TenantTx, product: ProductId) -> Result<Vec<Removal>, Error> {
    sqlx::query_as(
        "select l.id as listing, j.id as job, j.permitted_at is not null or l.sent_at is not null as left
        from listings l join marketplace_jobs j on j.listing_id = l.id
        where l.product_id = $1 and l.forced_at is not null and l.state = 'removing' and j.finished_at is null
        order by j.id for update of j",
    )
    .bind(product.0)
    .fetch_all(tx.conn())
    .await
    .attempted("looking how far the removals are")
}
