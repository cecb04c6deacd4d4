//! Whose turn it is (`public.tenant_queue`): fair between shops. A hint, written after the shop's own commit and
//! allowed to be wrong in either direction; a sweep over all shops puts it right. So nobody waits for the disk for it.
//!
//! Workers are not bound to shops by a hash of their number, though that would let each connection see fewer of them:
//! the workers of a process share its connections, so that the memory of one grows with the shops of the process
//! whoever serves them, and is bounded by closing it after two hundred (`database`). Bound to shops, an idle worker
//! would watch another's queue grow.

use crate::backend::Backend;
use crate::database::Database;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::hints::Topic;
use std::time::Duration;
use stoflow_wire::ids::TenantId;
use time::OffsetDateTime;

/// A shop whose turn it is. Nobody else takes it until it is passed on, or until [`HELD`] has gone by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn {
    pub(crate) tenant: TenantId,
    /// What the hint says while the turn is held: another value means that new work came in.
    held_until: OffsetDateTime,
}

/// How long a turn is held by a worker that died.
const HELD: Duration = Duration::from_secs(30);

/// Takes the turn of the shop that waits longest and has something due.
///
/// With `in` instead of `=` PostgreSQL may look for a shop once for each row of the table, and hold the turns of all.
///
/// A shop may be served and passed on between this statement's snapshot and its lock. The row is then judged again as it
/// is by now, and `last_served` tells that it had its turn: without that it would have two in a row.
pub(crate) async fn take(database: &Database) -> Result<Option<Turn>, Error> {
    let mut tx = database.shared_in_haste().await?;
    let turn: Option<(i64, OffsetDateTime)> = sqlx::query_as(
        "update public.tenant_queue set last_served = now(), next_run_at = now() + make_interval(secs => $1) \
         where tenant_id = (select tenant_id from public.tenant_queue where next_run_at <= now() \
             and last_served <= statement_timestamp() order by last_served, next_run_at limit 1 for update skip locked) \
         returning tenant_id, next_run_at",
    )
    .bind(HELD.as_secs_f64())
    .fetch_optional(tx.conn())
    .await
    .attempted("taking a shop's turn")?;
    tx.commit().await?;
    Ok(turn.map(|(tenant, held_until)| Turn {
        tenant: TenantId(tenant),
        held_until,
    }))
}

/// Passes the turn on: the shop comes again when something is due. Keeps away from a hint that was renewed since.
pub(crate) async fn pass(
    database: &Database,
    turn: Turn,
    next_due: Option<OffsetDateTime>,
) -> Result<(), Error> {
    let mut tx = database.shared_in_haste().await?;
    match next_due {
        Some(due) => sqlx::query(
            "update public.tenant_queue set next_run_at = $3, last_served = statement_timestamp() \
                 where tenant_id = $1 and next_run_at = $2",
        )
        .bind(turn.tenant.0)
        .bind(turn.held_until)
        .bind(due)
        .execute(tx.conn())
        .await,
        None => {
            sqlx::query("delete from public.tenant_queue where tenant_id = $1 and next_run_at = $2")
                .bind(turn.tenant.0)
                .bind(turn.held_until)
                .execute(tx.conn())
                .await
        }
    }
    .attempted("passing a shop's turn on")?;
    tx.commit().await
}

/// Makes sure that the shop is served at `due` at the latest.
pub(crate) async fn ask(
    database: &Database,
    tenant: TenantId,
    due: OffsetDateTime,
) -> Result<(), Error> {
    let mut tx = database.shared_in_haste().await?;
    sqlx::query(
        "insert into public.tenant_queue (tenant_id, next_run_at) values ($1, $2) on conflict (tenant_id) \
         do update set next_run_at = least(tenant_queue.next_run_at, excluded.next_run_at)",
    )
    .bind(tenant.0)
    .bind(due)
    .execute(tx.conn())
    .await
    .attempted("asking for a shop's turn")?;
    tx.commit().await
}

/// Tells everybody that this shop's jobs changed: workers, executors, dashboards. To be called after the commit; what
/// goes wrong here costs seconds, so it is logged and nothing more.
pub(crate) async fn announce(backend: &Backend, tenant: TenantId) {
    if let Err(error) = ask_now(&backend.database, tenant).await {
        tracing::warn!(%tenant, %error, "the hint that work waits was not written; the sweep will find it");
    }
    backend.hints.wake(tenant, Topic::Jobs);
}

async fn ask_now(database: &Database, tenant: TenantId) -> Result<(), Error> {
    let mut tx = database.shared_in_haste().await?;
    sqlx::query(
        "insert into public.tenant_queue (tenant_id, next_run_at) values ($1, now()) on conflict (tenant_id) \
         do update set next_run_at = least(tenant_queue.next_run_at, now())",
    )
    .bind(tenant.0)
    .execute(tx.conn())
    .await
    .attempted("asking for a shop's turn now")?;
    tx.commit().await
}

/// Which of these shops have work, now or later.
pub(crate) async fn with_work(
    database: &Database,
    shops: &[TenantId],
) -> Result<Vec<TenantId>, Error> {
    let numbers: Vec<i64> = shops.iter().map(|shop| shop.0).collect();
    let mut tx = database.shared().await?;
    let ids: Vec<i64> =
        sqlx::query_scalar("select tenant_id from public.tenant_queue where tenant_id = any ($1)")
            .bind(numbers)
            .fetch_all(tx.conn())
            .await
            .attempted("looking which shops have work")?;
    tx.commit().await?;
    Ok(ids.into_iter().map(TenantId).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::{migrations, testing};
    use std::collections::HashMap;

    const SHOPS: i64 = 1_000;
    /// Enough that a round more or less, which the last turns of each worker may give, is no fifth.
    const ROUNDS: usize = 12;
    const WORKERS: u32 = 4;

    /// Serves whoever's turn it is, who has more to do each time. Which shops it served.
    async fn serve(database: Database) -> Vec<TenantId> {
        let turns = ROUNDS * usize::try_from(SHOPS).unwrap() / WORKERS as usize;
        let mut served = Vec::with_capacity(turns);
        while served.len() < turns {
            let turn = take(&database).await.unwrap().expect("every shop has work");
            served.push(turn.tenant);
            let at_once = Some(OffsetDateTime::UNIX_EPOCH);
            pass(&database, turn, at_once).await.unwrap();
        }
        served
    }

    /// of a thousand shops that always have work none is served a fifth more often than another.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_thousand_busy_shops_are_served_alike() {
        let url = testing::empty_database("thousand").await;
        let database = Database::connect_with(&url, WORKERS).await.unwrap();
        migrations::migrate(&database).await.unwrap();
        let mut tx = database.shared().await.unwrap();
        sqlx::query(
            "insert into public.tenant_queue (tenant_id, next_run_at) \
             select shop, now() from generate_series(1, $1) as shop",
        )
        .bind(SHOPS)
        .execute(tx.conn())
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let workers = (0..WORKERS).map(|_| tokio::spawn(serve(database.clone())));
        let mut served: HashMap<TenantId, usize> = HashMap::new();
        for turns in futures::future::join_all(workers).await {
            for shop in turns.unwrap() {
                *served.entry(shop).or_default() += 1;
            }
        }
        let least = served.values().min().copied().unwrap();
        let most = served.values().max().copied().unwrap();
        assert_eq!(served.len(), usize::try_from(SHOPS).unwrap());
        assert!(
            most * 10 <= least * 12,
            "one shop {most} times, another {least}"
        );
    }
}
