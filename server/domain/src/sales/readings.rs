//! The readings of what was sold (`sales` in `readings`): when one last came to its end, and when it is time for another.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::executors::sight::Acquaintance;
use crate::jobs::queue;
use stoflow_wire::sales::SalesReading;
use time::OffsetDateTime;

/// A reading came to its end.
pub(crate) async fn complete(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query(
        "insert into readings (what, completed_at) values ('sales', now())
        on conflict (what) do update set completed_at = now()",
    )
    .execute(tx.conn())
    .await
    .attempted("ending a reading of the sales")?;
    Ok(())
}

/// How fresh the sales are.
pub(super) async fn view(tx: &mut TenantTx) -> Result<SalesReading, Error> {
    let at: Option<Option<OffsetDateTime>> =
        sqlx::query_scalar("select completed_at from readings where what = 'sales'")
            .fetch_optional(tx.conn())
            .await
            .attempted("reading when the sales were last read")?;
    Ok(SalesReading {
        running: queue::with_key(tx, super::READING_KEY).await?,
        completed_at: at.flatten(),
    })
}

/// Whether it is time for a reading that nobody asked for: the last one is half an hour ago and none is under way. Said
/// every half hour at most. Writes down that it was said.
pub(super) async fn is_stale(tx: &mut TenantTx, acquaintance: Acquaintance) -> Result<bool, Error> {
    const ATTEMPTED: &str = "looking whether the sales are stale";
    let first = acquaintance == Acquaintance::Settled;
    if first {
        sqlx::query("insert into readings (what) values ('sales') on conflict (what) do nothing")
            .execute(tx.conn())
            .await
            .attempted(ATTEMPTED)?;
    }
    let said = sqlx::query(
        "update readings set begun_by_itself_at = now()
        where what = 'sales' and coalesce(completed_at < now() - interval '30 minutes', $2)
        and coalesce(begun_by_itself_at < now() - interval '30 minutes', true)
        and not exists (select 1 from marketplace_jobs j where j.idempotency_key = $1)",
    )
    .bind(super::READING_KEY)
    .bind(first)
    .execute(tx.conn())
    .await
    .attempted(ATTEMPTED)?;
    Ok(said.rows_affected() == 1)
}
