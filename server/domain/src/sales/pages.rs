//! Pages of sales: what is to be sent with the most urgent first, everything else with the newest first.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::products::search;
use crate::sales::rows::{Row, dress, row_columns};
use crate::sales::{called_off, readings};
use stoflow_wire::ids::SaleId;
use stoflow_wire::sales::{SaleCounts, SaleFilter, SaleList, SaleRow, SaleShow};

/// Rows of a page.
const PAGE: usize = 50;

/// One more than a page tells whether there is another.
const ASKED: i64 = 51;

pub(super) async fn list(tx: &mut TenantTx, filter: &SaleFilter) -> Result<SaleList, Error> {
    let found = match filter.show {
        SaleShow::ToShip => urgent(tx, filter).await?,
        SaleShow::UnderWay => newest(tx, filter, &["under_way", "delivered"]).await?,
        SaleShow::Finished => newest(tx, filter, &["completed", "called_off"]).await?,
        SaleShow::All => newest(tx, filter, &ALL).await?,
    };
    let mut rows: Vec<SaleRow> = found.into_iter().map(dress).collect::<Result<_, _>>()?;
    let is_last = rows.len() <= PAGE;
    rows.truncate(PAGE);
    let next: Option<SaleId> = rows.last().filter(|_| !is_last).map(|row| row.id);
    Ok(SaleList {
        rows,
        next,
        counts: counts(tx).await?,
        reading: readings::view(tx).await?,
        proposals: called_off::list(tx).await?,
    })
}

const ALL: [&str; 5] = [
    "to_ship",
    "under_way",
    "delivered",
    "completed",
    "called_off",
];

async fn urgent(tx: &mut TenantTx, filter: &SaleFilter) -> Result<Vec<Row>, Error> {
    sqlx::query_as(concat!(
        "select ",
        row_columns!(),
        " from sales s where s.state = 'to_ship' and s.search_text like all ($1)
        and ($2::bigint is null
            or (s.ship_by, s.id) > (select last.ship_by, last.id from sales last where last.id = $2))
        order by s.ship_by, s.id limit $3"
    ))
    .bind(search::patterns(&filter.search))
    .bind(filter.after.map(|sale| sale.0))
    .bind(ASKED)
    .fetch_all(tx.conn())
    .await
    .attempted("listing what is to be sent")
}

async fn newest(
    tx: &mut TenantTx,
    filter: &SaleFilter,
    states: &[&'static str],
) -> Result<Vec<Row>, Error> {
    sqlx::query_as(concat!(
        "select ",
        row_columns!(),
        " from sales s where s.state = any ($4) and s.search_text like all ($1)
        and ($2::bigint is null
            or (s.sold_at, s.id) < (select last.sold_at, last.id from sales last where last.id = $2))
        order by s.sold_at desc, s.id desc limit $3"
    ))
    .bind(search::patterns(&filter.search))
    .bind(filter.after.map(|sale| sale.0))
    .bind(ASKED)
    .bind(states)
    .fetch_all(tx.conn())
    .await
    .attempted("listing the sales")
}

async fn counts(tx: &mut TenantTx) -> Result<SaleCounts, Error> {
    let (to_ship, under_way, finished, without_label): (i64, i64, i64, i64) = sqlx::query_as(
        "select count(*) filter (where state = 'to_ship')
            , count(*) filter (where state in ('under_way', 'delivered'))
            , count(*) filter (where state in ('completed', 'called_off'))
            , count(*) filter (where state = 'to_ship' and shipment_id is not null and label_at is null)
        from sales",
    )
    .fetch_one(tx.conn())
    .await
    .attempted("counting the sales")?;
    Ok(SaleCounts {
        to_ship,
        under_way,
        finished,
        without_label,
        to_answer: called_off::count(tx).await?,
    })
}
