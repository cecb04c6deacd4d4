//! What the sales mean for the seller's items: an item that was bought is sold. Each sale is told once, whoever saw it
//! first: a listing that the wardrobe showed to be sold has told its item already; one that we took off meanwhile has not.
//!
//! A listing with a job at it is left alone: the job decides, and the next reading looks again. What a sale that was
//! called off means is the seller's to say (`called_off`).

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::listings::outcome;
use std::collections::HashSet;
use stoflow_wire::ids::{ListingId, ProductId};

/// Finds out whose items were sold, and tells them.
pub(crate) async fn follow(tx: &mut TenantTx) -> Result<(), Error> {
    recognise(tx).await?;
    let mut told = HashSet::new();
    for sold in untold(tx).await? {
        if !sold.knows && told.insert(sold.listing) {
            outcome::sell(tx, ListingId(sold.listing), ProductId(sold.product)).await?;
        }
        note(tx, &sold).await?;
    }
    Ok(())
}

/// Items that were sold from a listing StoFlow knows by Vinted's number are that listing's; of several the newest's.
async fn recognise(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query(
        "update sale_items set listing_id = l.id from listings l
        where sale_items.listing_id is null and l.platform = 'vinted'
        and l.external_id = sale_items.vinted_id::text
        and not exists (select 1 from listings newer where newer.platform = 'vinted'
            and newer.external_id = l.external_id and newer.id > l.id)",
    )
    .execute(tx.conn())
    .await
    .attempted("recognising what was sold")?;
    Ok(())
}

/// An item of a sale whose product was not told.
#[derive(sqlx::FromRow)]
struct Untold {
    sale_id: i64,
    position: i32,
    listing: i64,
    product: i64,
    /// The listing was seen sold before: the product knows.
    knows: bool,
}

/// Of listings that nobody is at work on. A sale that was called off before it was told sold its listing only where
/// that was seen, and no other sale can have done it.
async fn untold(tx: &mut TenantTx) -> Result<Vec<Untold>, Error> {
    sqlx::query_as(
        "select i.sale_id, i.position, l.id as listing, l.product_id as product, l.state = 'sold' as knows
        from sale_items i join sales s on s.id = i.sale_id join listings l on l.id = i.listing_id
        where i.applied_at is null
        and (s.state <> 'called_off' and l.state in ('live', 'removed', 'sold')
            or s.state = 'called_off' and l.state = 'sold'
                and not exists (select 1 from sales unread where unread.details_due and unread.state <> 'called_off')
                and not exists (select 1 from sale_items other where other.listing_id = l.id
                    and other.sale_id <> i.sale_id))
        and not exists (select 1 from marketplace_jobs j where j.listing_id = l.id and j.finished_at is null)
        order by l.id, s.state = 'called_off', i.sale_id for update of l skip locked",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("looking which items were sold")
}

async fn note(tx: &mut TenantTx, sold: &Untold) -> Result<(), Error> {
    sqlx::query(
        "update sale_items set applied_at = now() where sale_id = $1 and position = $2 and applied_at is null",
    )
    .bind(sold.sale_id)
    .bind(sold.position)
    .execute(tx.conn())
    .await
    .attempted("writing down that an item was told of its sale")?;
    Ok(())
}
