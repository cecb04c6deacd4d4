//! What is to be taken from the shelves: everything that must be sent, in the order one walks along them.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::sales::readings;
use stoflow_wire::ids::{ProductId, SaleId};
use stoflow_wire::sales::{Pick, PickList, SoldProduct};
use time::OffsetDateTime;

/// More than anybody packs in a day.
const MOST: i64 = 500;

#[derive(sqlx::FromRow)]
struct Row {
    sale: i64,
    title: String,
    thumb: Option<String>,
    buyer_login: String,
    ship_by: OffsetDateTime,
    packed: bool,
    product: Option<i64>,
    product_title: Option<String>,
    sku: Option<String>,
    location: Option<String>,
}

/// What lies nowhere known comes last. A sale that was not read in full yet is one thing to take.
pub(super) async fn list(tx: &mut TenantTx) -> Result<PickList, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "select s.id as sale, coalesce(i.title, s.title) as title, coalesce(i.thumb, s.thumb) as thumb, s.buyer_login
            , s.ship_by, s.packed_at is not null as packed, p.id as product, p.title as product_title, p.sku, p.location
        from sales s left join sale_items i on i.sale_id = s.id
            left join listings l on l.id = i.listing_id left join products p on p.id = l.product_id
        where s.state = 'to_ship'
        order by coalesce(p.location, '') = '', p.location, s.ship_by, s.id, i.position limit $1",
    )
    .bind(MOST)
    .fetch_all(tx.conn())
    .await
    .attempted("listing what is to be packed")?;
    let picks = rows.into_iter().map(|row| Pick {
        sale: SaleId(row.sale),
        title: row.title,
        thumb: row.thumb,
        buyer: row.buyer_login,
        ship_by: row.ship_by,
        packed: row.packed,
        product: row.product.map(|id| SoldProduct {
            id: ProductId(id),
            title: row.product_title.unwrap_or_default(),
            sku: row.sku.unwrap_or_default(),
            location: row.location.unwrap_or_default(),
        }),
    });
    Ok(PickList {
        picks: picks.collect(),
        reading: readings::view(tx).await?,
    })
}
