//! What the sales mean for the seller's items: a listing of ours that was bought is sold. Follows from how things stand,
//! not from what changed, so that doing it again changes nothing, whoever sees the sale first: this room or the
//! wardrobe.
//!
//! A listing with a job at it is left alone: the job decides, and the next reading looks again.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::listings::outcome;
use stoflow_wire::ids::{ListingId, ProductId};

/// Finds out whose items were sold, and tells them.
pub(crate) async fn follow(tx: &mut TenantTx) -> Result<(), Error> {
    recognise(tx).await?;
    for (listing, product) in sold(tx).await? {
        outcome::sell(tx, ListingId(listing), ProductId(product)).await?;
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

/// Listings that still seem to be live and were bought, with nobody at work on them.
async fn sold(tx: &mut TenantTx) -> Result<Vec<(i64, i64)>, Error> {
    sqlx::query_as(
        "select l.id, l.product_id from listings l
        where l.state = 'live'
        and exists (select 1 from sale_items i join sales s on s.id = i.sale_id
            where i.listing_id = l.id and s.state <> 'called_off')
        and not exists (select 1 from marketplace_jobs j where j.listing_id = l.id and j.finished_at is null)
        order by l.id for update of l skip locked",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("looking which listings were sold")
}
