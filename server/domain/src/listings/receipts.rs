//! Receipts: how products that were sold left their marketplaces, and how long that took. Read off listings, jobs and
//! sales as they stand; changes nothing.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::listings::sold_elsewhere;
use sqlx::types::Json;
use stoflow_wire::ids::{JobId, ListingId, PhotoId, ProductId, SaleId};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::platform::Platform;
use stoflow_wire::receipts::{Leave, Receipt, ReceiptLine, ReceiptRow, Receipts, SaleOfIt, SoldBy};
use time::OffsetDateTime;

/// Receipts that are shown at once.
const SHOWN: i64 = 50;

pub(super) async fn of_product(
    tx: &mut TenantTx,
    product: ProductId,
) -> Result<Option<Receipt>, Error> {
    let head: Option<(Option<OffsetDateTime>, Option<String>)> = sqlx::query_as(
        "select sold_at, sold_by from products where id = $1 and coalesce(archived_from, status) = 'sold'",
    )
    .bind(product.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading since when a product is sold")?;
    let Some((sold_at, by)) = head else {
        return Ok(None);
    };
    Ok(Some(Receipt {
        sold_at,
        by: by.as_deref().and_then(SoldBy::from_name),
        sale: sale(tx, product).await?,
        lines: lines(tx, product).await?,
        may_undo: sold_elsewhere::may_undo(tx, product).await?,
    }))
}

async fn sale(tx: &mut TenantTx, product: ProductId) -> Result<Option<SaleOfIt>, Error> {
    let sale: Option<(i64, OffsetDateTime, bool)> = sqlx::query_as(
        "select s.id, coalesce(s.paid_at, s.sold_at), s.state = 'called_off' and i.answered_at is null
        from sale_items i join sales s on s.id = i.sale_id join listings l on l.id = i.listing_id
        where l.product_id = $1 and i.applied_at is not null
        order by s.state = 'called_off', i.applied_at desc, s.id desc limit 1",
    )
    .bind(product.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading by which sale a product was sold")?;
    Ok(sale.map(|(id, bought_at, called_off)| SaleOfIt {
        id: SaleId(id),
        bought_at,
        called_off,
    }))
}

#[derive(sqlx::FromRow)]
struct Line {
    id: i64,
    platform: String,
    state: String,
    forced_at: Option<OffsetDateTime>,
    removed_at: Option<OffsetDateTime>,
    job: Option<i64>,
    trouble: Option<Json<Trouble>>,
}

impl TryFrom<Line> for ReceiptLine {
    type Error = Error;

    fn try_from(row: Line) -> Result<Self, Error> {
        let leave = match row.state.as_str() {
            "sold" => Leave::SoldThere,
            "removed" => Leave::Gone,
            "removing" | "creating" | "updating" | "relisting" => Leave::Leaving,
            _ => Leave::Stays,
        };
        Ok(Self {
            listing: ListingId(row.id),
            platform: Platform::from_name(&row.platform).ok_or_else(|| {
                Error::internal("reading a receipt", "its marketplace is unknown")
            })?,
            leave,
            asked_at: row.forced_at,
            gone_at: row.removed_at.filter(|_| leave == Leave::Gone),
            job: row.job.map(JobId),
            trouble: row.trouble.map(|json| json.0),
        })
    }
}

async fn lines(tx: &mut TenantTx, product: ProductId) -> Result<Vec<ReceiptLine>, Error> {
    let lines: Vec<Line> = sqlx::query_as(
        "select l.id, l.platform, l.state, l.forced_at, l.removed_at, j.id as job, coalesce(j.trouble, l.trouble) as trouble
        from listings l
        left join lateral (select d.id, d.trouble from marketplace_jobs d
            where d.listing_id = l.id and d.action = 'delete' order by d.id desc limit 1) j on true
        where l.product_id = $1 and (l.forced_at is not null or l.state not in ('removed', 'failed'))
        order by l.id",
    )
    .bind(product.0)
    .fetch_all(tx.conn())
    .await
    .attempted("reading how a product left its marketplaces")?;
    lines.into_iter().map(TryInto::try_into).collect()
}

pub(super) async fn all(tx: &mut TenantTx) -> Result<Receipts, Error> {
    let (gone, waiting, half_s, nearly_all_s): (i64, i64, Option<f64>, Option<f64>) =
        sqlx::query_as(
            "select count(took), count(*) filter (where state in ('live', 'updating', 'removing', 'in_doubt'))
                , percentile_cont(0.5) within group (order by took), percentile_cont(0.99) within group (order by took)
            from (select l.state, case when l.state = 'removed'
                    then extract(epoch from l.removed_at - l.forced_at)::float8 end as took
                from listings l where l.forced_at is not null) as forced",
        )
        .fetch_one(tx.conn())
        .await
        .attempted("measuring how fast sold items left")?;
    Ok(Receipts {
        gone,
        waiting,
        half_s: half_s.map(whole),
        nearly_all_s: nearly_all_s.map(whole),
        rows: rows(tx).await?,
    })
}

/// Whole seconds, never less than it took.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast from a float stops at the ends of the range"
)]
fn whole(seconds: f64) -> i64 {
    seconds.ceil() as i64
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    title: String,
    cover: Option<i64>,
    sold_at: OffsetDateTime,
    sold_by: String,
    listings: i64,
    gone: i64,
    took: Option<f64>,
}

async fn rows(tx: &mut TenantTx) -> Result<Vec<ReceiptRow>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "select p.id, p.title, (select f.id from product_photos f where f.product_id = p.id and not f.internal
                order by f.position, f.id limit 1) as cover
            , p.sold_at, p.sold_by, count(l.id) as listings
            , count(l.id) filter (where l.state = 'removed') as gone
            , extract(epoch from max(l.removed_at) filter (where l.state = 'removed') - p.sold_at)::float8 as took
        from products p left join listings l on l.product_id = p.id and l.forced_at is not null
        where p.sold_at is not null and p.sold_by is not null
        group by p.id order by p.sold_at desc, p.id desc limit $1",
    )
    .bind(SHOWN)
    .fetch_all(tx.conn())
    .await
    .attempted("reading the newest receipts")?;
    let shown = rows.into_iter().filter_map(|row| {
        Some(ReceiptRow {
            product: ProductId(row.id),
            title: row.title,
            cover: row.cover.map(PhotoId),
            sold_at: row.sold_at,
            by: SoldBy::from_name(&row.sold_by)?,
            listings: row.listings,
            gone: row.gone,
            took_s: row.took.filter(|_| row.gone == row.listings).map(whole),
        })
    });
    Ok(shown.collect())
}
