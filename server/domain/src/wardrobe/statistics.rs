//! How the wardrobe does: one line for each day on which it was read (`wardrobe_days`), and the listings that stand out.

use crate::channels::vinted;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::wardrobe::runs;
use stoflow_wire::ids::ProductId;
use stoflow_wire::money::Money;
use stoflow_wire::statistics::{Standout, Statistics, WardrobeDay};
use time::{Date, OffsetDateTime};

/// Days that are shown.
const SHOWN: i64 = 90;

/// Listings that are shown of each sort.
const STANDOUTS: i64 = 10;

/// A listing that nobody saved for so long sleeps.
const SLEEPS_AFTER_DAYS: i32 = 60;

/// Writes down how the wardrobe stands today. A later reading of the same day replaces an earlier one.
pub(super) async fn keep(tx: &mut TenantTx) -> Result<(), Error> {
    let today: DayRow = sqlx::query_as(
        "select (now() at time zone 'Europe/Paris')::date as day, count(*) filter (where state = 'on_sale') as on_sale
            , coalesce(sum(price_minor) filter (where state = 'on_sale'), 0)::bigint as value_minor
            , coalesce(sum(views) filter (where state = 'on_sale'), 0)::bigint as views
            , coalesce(sum(favourites) filter (where state = 'on_sale'), 0)::bigint as favourites
            , count(*) filter (where state = 'sold') as sold
        from wardrobe_items",
    )
    .fetch_one(tx.conn())
    .await
    .attempted("counting how the wardrobe stands")?;
    sqlx::query(
        "insert into wardrobe_days (day, on_sale, value_minor, views, favourites, sold)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (day) do update set on_sale = excluded.on_sale, value_minor = excluded.value_minor
            , views = excluded.views, favourites = excluded.favourites, sold = excluded.sold",
    )
    .bind(today.day)
    .bind(today.on_sale)
    .bind(today.value_minor)
    .bind(today.views)
    .bind(today.favourites)
    .bind(today.sold)
    .execute(tx.conn())
    .await
    .attempted("writing down how the wardrobe stands")?;
    Ok(())
}

pub(super) async fn read(tx: &mut TenantTx) -> Result<Statistics, Error> {
    Ok(Statistics {
        read_at: runs::completed_at(tx).await?,
        days: days(tx).await?,
        loved: loved(tx).await?,
        asleep: asleep(tx).await?,
    })
}

#[derive(sqlx::FromRow)]
struct DayRow {
    day: Date,
    on_sale: i64,
    value_minor: i64,
    views: i64,
    favourites: i64,
    sold: i64,
}

async fn days(tx: &mut TenantTx) -> Result<Vec<WardrobeDay>, Error> {
    let rows: Vec<DayRow> = sqlx::query_as(
        "select day, on_sale, value_minor, views, favourites, sold from (
            select day, on_sale, value_minor, views, favourites, sold from wardrobe_days order by day desc limit $1
        ) as newest order by day",
    )
    .bind(SHOWN)
    .fetch_all(tx.conn())
    .await
    .attempted("reading how the wardrobe stood")?;
    let day = |row: DayRow| WardrobeDay {
        day: row.day,
        on_sale: row.on_sale,
        value: Money::euros_from_cents(row.value_minor),
        views: row.views,
        favourites: row.favourites,
        sold: row.sold,
    };
    Ok(rows.into_iter().map(day).collect())
}

#[derive(sqlx::FromRow)]
struct StandoutRow {
    vinted_id: i64,
    title: String,
    url: String,
    price_minor: Option<i64>,
    views: i64,
    favourites: i64,
    listed_at: Option<OffsetDateTime>,
    now: OffsetDateTime,
    product_id: Option<i64>,
}

impl From<StandoutRow> for Standout {
    fn from(row: StandoutRow) -> Self {
        Self {
            vinted_id: row.vinted_id,
            title: row.title,
            url: vinted::page(row.vinted_id, &row.url),
            price: row.price_minor.map(Money::euros_from_cents),
            views: row.views,
            favourites: row.favourites,
            days_online: row
                .listed_at
                .map_or(0, |listed| (row.now - listed).whole_days().max(0)),
            product: row.product_id.map(ProductId),
        }
    }
}

async fn loved(tx: &mut TenantTx) -> Result<Vec<Standout>, Error> {
    let rows: Vec<StandoutRow> = sqlx::query_as(
        "select w.vinted_id, w.title, w.url, w.price_minor, w.views, w.favourites, w.listed_at, now() as now
            , l.product_id
        from wardrobe_items w left join listings l on l.id = w.listing_id
        where w.state = 'on_sale' and w.favourites > 0
        order by w.favourites desc, w.views desc, w.vinted_id desc limit $1",
    )
    .bind(STANDOUTS)
    .fetch_all(tx.conn())
    .await
    .attempted("looking for listings that are saved")?;
    Ok(rows.into_iter().map(Into::into).collect())
}

async fn asleep(tx: &mut TenantTx) -> Result<Vec<Standout>, Error> {
    let rows: Vec<StandoutRow> = sqlx::query_as(
        "select w.vinted_id, w.title, w.url, w.price_minor, w.views, w.favourites, w.listed_at, now() as now
            , l.product_id
        from wardrobe_items w left join listings l on l.id = w.listing_id
        where w.state = 'on_sale' and w.favourites = 0 and w.listed_at < now() - make_interval(days => $2)
        order by w.views, w.listed_at, w.vinted_id limit $1",
    )
    .bind(STANDOUTS)
    .bind(SLEEPS_AFTER_DAYS)
    .fetch_all(tx.conn())
    .await
    .attempted("looking for listings that sleep")?;
    Ok(rows.into_iter().map(Into::into).collect())
}
