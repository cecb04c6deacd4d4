//! The readings of what was sold (`sales_reading`): when one last came to its end, and when it is time for another.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs::queue;
use stoflow_wire::sales::SalesReading;
use time::OffsetDateTime;

/// A reading came to its end.
pub(crate) async fn complete(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query(
        "insert into sales_reading (completed_at) values (now())
        on conflict (one) do update set completed_at = now()",
    )
    .execute(tx.conn())
    .await
    .attempted("ending a reading of the sales")?;
    Ok(())
}

/// How fresh the sales are.
pub(super) async fn view(tx: &mut TenantTx) -> Result<SalesReading, Error> {
    let at: Option<Option<OffsetDateTime>> =
        sqlx::query_scalar("select completed_at from sales_reading")
            .fetch_optional(tx.conn())
            .await
            .attempted("reading when the sales were last read")?;
    Ok(SalesReading {
        running: queue::with_key(tx, super::READING_KEY).await?,
        completed_at: at.flatten(),
    })
}

/// Whether it is time for a reading that nobody asked for: the last one is half an hour ago, an extension is there and
/// not paused, the lane is free to go, and none is under way. Said every half hour at most, and never before the first
/// reading. Writes down that it was said.
pub(super) async fn is_stale(tx: &mut TenantTx) -> Result<bool, Error> {
    let said = sqlx::query(
        "update sales_reading set begun_by_itself_at = now()
        where completed_at < now() - interval '30 minutes'
        and coalesce(begun_by_itself_at < now() - interval '30 minutes', true)
        and exists (select 1 from executors e
            where e.revoked_at is null and not e.paused and e.lease_until > now())
        and not exists (select 1 from vinted_connection c where c.stopped is not null or c.paused_at is not null)
        and not exists (select 1 from marketplace_jobs j where j.idempotency_key = $1)",
    )
    .bind(super::READING_KEY)
    .execute(tx.conn())
    .await
    .attempted("looking whether the sales are stale")?;
    Ok(said.rows_affected() == 1)
}
