//! Where the day stands in Paris, and what was done on it (`vinted_days`) and in this hour (`vinted_connection`). By the database's clock, which all nodes
//! share and which knows when summer time begins.

use super::policy::{Share, Today};
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use stoflow_wire::governor::{DailyCaps, QuietHours};
use stoflow_wire::platform::JobKind;
use time::OffsetDateTime;

/// Counts of days that are over are kept for as long as somebody may ask.
const KEPT_DAYS: i32 = 400;

#[derive(sqlx::FromRow)]
struct Row {
    midnight: OffsetDateTime,
    quiet_until: Option<OffsetDateTime>,
    publications: i32,
    changes: i32,
    removals: i32,
    next_hour: OffsetDateTime,
    this_hour: i32,
}

/// The quiet hours of a day end at `until`, or on the next day where they began after it.
pub(super) async fn read(tx: &mut TenantTx, quiet: Option<QuietHours>) -> Result<Today, Error> {
    let row: Row = sqlx::query_as(
        "with paris as (select now() at time zone 'Europe/Paris' as clock), \
         minute as (select extract(hour from clock)::integer * 60 + extract(minute from clock)::integer as now \
             from paris), \
         done as (select action, done from vinted_days, paris where day = clock::date) \
         select ((clock::date + 1)::timestamp at time zone 'Europe/Paris') as midnight, \
         case when $1::integer < $2 and minute.now >= $1 and minute.now < $2 or $1 > $2 and minute.now < $2 \
             then (clock::date + make_interval(mins => $2)) at time zone 'Europe/Paris' \
             when $1 > $2 and minute.now >= $1 \
             then (clock::date + 1 + make_interval(mins => $2)) at time zone 'Europe/Paris' \
             end as quiet_until, \
         coalesce((select done from done where action = $3), 0) as publications, \
         coalesce((select done from done where action = $4), 0) as changes, \
         coalesce((select done from done where action = $5), 0) as removals, \
         date_trunc('hour', now()) + interval '1 hour' as next_hour, \
         coalesce((select hour_writes from vinted_connection where hour = date_trunc('hour', now())), 0) as this_hour \
         from paris, minute",
    )
    .bind(quiet.map(|quiet| i32::from(quiet.from)))
    .bind(quiet.map(|quiet| i32::from(quiet.until)))
    .bind(Share::Publications.name())
    .bind(Share::Changes.name())
    .bind(Share::Removals.name())
    .fetch_one(tx.conn())
    .await
    .attempted("reading how the day stands")?;
    Ok(Today {
        midnight: row.midnight,
        quiet_until: row.quiet_until,
        done: DailyCaps {
            publications: row.publications.cast_unsigned(),
            changes: row.changes.cast_unsigned(),
            removals: row.removals.cast_unsigned(),
        },
        next_hour: row.next_hour,
        this_hour: row.this_hour.cast_unsigned(),
    })
}

const ATTEMPTED: &str = "counting what was done today";

/// One more of the day's share, where the kind has one.
pub(super) async fn count(tx: &mut TenantTx, kind: JobKind) -> Result<(), Error> {
    let Some(share) = Share::of(kind) else {
        return Ok(());
    };
    let first: bool = sqlx::query_scalar(
        "insert into vinted_days (day, action, done) values ((now() at time zone 'Europe/Paris')::date, $1, 1) \
         on conflict (day, action) do update set done = vinted_days.done + 1 returning done = 1",
    )
    .bind(share.name())
    .fetch_one(tx.conn())
    .await
    .attempted(ATTEMPTED)?;
    if first {
        sqlx::query("delete from vinted_days where day < current_date - $1")
            .bind(KEPT_DAYS)
            .execute(tx.conn())
            .await
            .attempted(ATTEMPTED)?;
    }
    Ok(())
}

/// One more of the hour's share.
pub(super) async fn count_hour(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query(
        "insert into vinted_connection (hour, hour_writes) values (date_trunc('hour', now()), 1) \
         on conflict (one) do update set hour = excluded.hour, hour_writes = case \
             when vinted_connection.hour = excluded.hour then vinted_connection.hour_writes + 1 else 1 end",
    )
    .execute(tx.conn())
    .await
    .attempted(ATTEMPTED)?;
    Ok(())
}
