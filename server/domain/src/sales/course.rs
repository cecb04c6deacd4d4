//! How the money went: weeks or months in a row, each in sums, and how long items took to be sold.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::sales::months::{SumsRow, sums_columns};
use stoflow_wire::revenue::{Course, CoursePoint, Span};
use time::Date;

const WEEKS: i32 = 26;
const MONTHS: i32 = 24;

#[derive(sqlx::FromRow)]
struct Row {
    since: Date,
    days: Option<f64>,
    #[sqlx(flatten)]
    sums: SumsRow,
}

pub(super) async fn read(tx: &mut TenantTx, span: Span) -> Result<Course, Error> {
    let (unit, most) = match span {
        Span::Week => ("week", WEEKS),
        Span::Month => ("month", MONTHS),
    };
    let rows: Vec<Row> = sqlx::query_as(concat!(
        "with here as (select date_trunc($1, greatest(max(sold_at), now()) at time zone 'Europe/Paris') as now
            , date_trunc($1, min(sold_at) at time zone 'Europe/Paris') as first from sales)
        , times as (select t::date as since from here
            , generate_series(greatest(first, now - ($2 - 1) * ('1 ' || $1)::interval), now, ('1 ' || $1)::interval) as t)
        select t.since, (select percentile_cont(0.5) within group (order by extract(epoch from s.sold_at - l.published_at))
                / 86400 from sales s join sale_items i on i.sale_id = s.id join listings l on l.id = i.listing_id
                where s.state <> 'called_off' and l.published_at < s.sold_at
                and date_trunc($1, s.sold_at at time zone 'Europe/Paris')::date = t.since)::float8 as days
            , ",
        sums_columns!(),
        " from times t left join sales s on s.state <> 'called_off'
            and date_trunc($1, s.sold_at at time zone 'Europe/Paris')::date = t.since
        group by t.since order by t.since"
    ))
    .bind(unit)
    .bind(most)
    .fetch_all(tx.conn())
    .await
    .attempted("reading how the money went")?;
    let since = rows.first().map(|row| row.since);
    let times = rows.into_iter().map(|row| CoursePoint {
        from: row.since,
        sums: row.sums.into(),
        days_to_sell: row.days.map(whole),
    });
    Ok(Course {
        span,
        times: times.collect(),
        days_to_sell: match since {
            Some(since) => days_to_sell(tx, since).await?,
            None => None,
        },
    })
}

/// Half of the items that were sold since then took so many days.
async fn days_to_sell(tx: &mut TenantTx, since: Date) -> Result<Option<i64>, Error> {
    let days: Option<f64> = sqlx::query_scalar(
        "select (percentile_cont(0.5) within group (order by extract(epoch from s.sold_at - l.published_at))
            / 86400)::float8
        from sales s join sale_items i on i.sale_id = s.id join listings l on l.id = i.listing_id
        where s.state <> 'called_off' and l.published_at < s.sold_at
        and s.sold_at >= $1::timestamp at time zone 'Europe/Paris'",
    )
    .bind(since)
    .fetch_one(tx.conn())
    .await
    .attempted("measuring how long items took to be sold")?;
    Ok(days.map(whole))
}

/// Days as people count them: what was sold within hours took none.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast from a float stops at the ends of the range"
)]
fn whole(days: f64) -> i64 {
    days.round() as i64
}
