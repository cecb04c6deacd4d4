//! A month of sales: its sums for the page, its lines for the books. A sale belongs to the month of Paris in which it was
//! made, however late its money came.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::sales::{ExportedSale, rows};
use stoflow_wire::money::Money;
use stoflow_wire::revenue::{MonthView, Sums};
use time::{Date, OffsetDateTime};

/// Months that can be chosen from.
const MONTHS: i64 = 60;

pub(super) async fn view(tx: &mut TenantTx, month: Option<Date>) -> Result<MonthView, Error> {
    let months: Vec<Date> = sqlx::query_scalar(
        "select distinct date_trunc('month', sold_at at time zone 'Europe/Paris')::date as month from sales
        order by month desc limit $1",
    )
    .bind(MONTHS)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which months have sales")?;
    let month = match month.or_else(|| months.first().copied()) {
        Some(month) => first_day(month),
        None => this_month(tx).await?,
    };
    Ok(MonthView {
        month,
        sums: sums(tx, month).await?,
        months,
    })
}

fn first_day(day: Date) -> Date {
    day.replace_day(1).unwrap_or(day)
}

async fn this_month(tx: &mut TenantTx) -> Result<Date, Error> {
    sqlx::query_scalar("select date_trunc('month', now() at time zone 'Europe/Paris')::date")
        .fetch_one(tx.conn())
        .await
        .attempted("asking which month it is")
}

/// Sales in sums, as [`SUMS`] reads them.
#[derive(sqlx::FromRow)]
pub(super) struct SumsRow {
    sales: i64,
    gross: i64,
    net: i64,
    fees: i64,
    awaited: i64,
}

/// The columns of [`SumsRow`], of the table called `s` without what was called off.
macro_rules! sums_columns {
    () => {
        "count(s.id) as sales, coalesce(sum(s.price_minor), 0)::bigint as gross
            , coalesce(sum(s.revenue_minor), 0)::bigint as net
            , coalesce(sum(s.price_minor - s.revenue_minor), 0)::bigint as fees
            , count(s.id) filter (where s.revenue_minor is null) as awaited"
    };
}
pub(super) use sums_columns;

impl From<SumsRow> for Sums {
    fn from(row: SumsRow) -> Self {
        Self {
            sales: row.sales,
            gross: Money::euros_from_cents(row.gross),
            net: Money::euros_from_cents(row.net),
            fees: Money::euros_from_cents(row.fees),
            awaited: row.awaited,
        }
    }
}

async fn sums(tx: &mut TenantTx, month: Date) -> Result<Sums, Error> {
    let row: SumsRow = sqlx::query_as(concat!(
        "select ",
        sums_columns!(),
        " from sales s where s.state <> 'called_off'
        and s.sold_at >= $1::timestamp at time zone 'Europe/Paris'
        and s.sold_at < ($1 + interval '1 month') at time zone 'Europe/Paris'"
    ))
    .bind(month)
    .fetch_one(tx.conn())
    .await
    .attempted("summing up a month of sales")?;
    Ok(row.into())
}

#[derive(sqlx::FromRow)]
struct Row {
    sold_at: OffsetDateTime,
    transaction_id: i64,
    title: String,
    buyer_login: String,
    state: String,
    price_minor: Option<i64>,
    revenue_minor: Option<i64>,
    invoiced_at: Option<OffsetDateTime>,
    skus: String,
}

pub(super) async fn export(tx: &mut TenantTx, month: Date) -> Result<Vec<ExportedSale>, Error> {
    let sales: Vec<Row> = sqlx::query_as(
        "select s.sold_at, s.transaction_id, s.title, s.buyer_login, s.state, s.price_minor, s.revenue_minor, s.invoiced_at
            , coalesce((select string_agg(p.sku, ' ' order by i.position) from sale_items i
                join listings l on l.id = i.listing_id join products p on p.id = l.product_id
                where i.sale_id = s.id and p.sku <> ''), '') as skus
        from sales s
        where s.sold_at >= $1::timestamp at time zone 'Europe/Paris'
        and s.sold_at < ($1 + interval '1 month') at time zone 'Europe/Paris'
        order by s.sold_at, s.id",
    )
    .bind(first_day(month))
    .fetch_all(tx.conn())
    .await
    .attempted("reading a month of sales")?;
    let lines = sales.into_iter().map(|row| {
        Ok(ExportedSale {
            sold_at: row.sold_at,
            transaction_id: row.transaction_id,
            title: row.title,
            buyer: row.buyer_login,
            state: rows::state(&row.state)?,
            price: row.price_minor.map(Money::euros_from_cents),
            revenue: row.revenue_minor.map(Money::euros_from_cents),
            invoiced_at: row.invoiced_at,
            skus: row.skus,
        })
    });
    lines.collect()
}
