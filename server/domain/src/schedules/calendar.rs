//! The table `public.schedules`: what is due is taken by one server, and its end says when it is due again.

use super::cadence::{self, Cadence};
use crate::database::Database;
use crate::database::rows::Attempted;
use crate::error::Error;
use std::time::Duration;
use time::OffsetDateTime;

/// How long a run of a server that died keeps others away.
const HELD: Duration = Duration::from_mins(5);

/// A run that failed is tried again after this, or at its next time where that is sooner.
const TRY_AGAIN: Duration = Duration::from_mins(5);

/// Something to be done again and again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    pub(super) name: &'static str,
    pub(super) cadence: Cadence,
}

/// A run that is this server's to do.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct Turn {
    pub(super) name: String,
    fence: i64,
    #[sqlx(rename = "last_run_at")]
    begun_at: OffsetDateTime,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    Failed,
}

/// The database's time, which all servers share.
pub(super) async fn now(database: &Database) -> Result<OffsetDateTime, Error> {
    let mut tx = database.shared().await?;
    let now = sqlx::query_scalar("select now()")
        .fetch_one(tx.conn())
        .await
        .attempted("asking what time it is")?;
    tx.commit().await?;
    Ok(now)
}

/// Takes one schedule that is due. Two servers never have the same; one whose server died is due again. A schedule
/// that was never heard of is due at once.
pub(super) async fn take(
    database: &Database,
    schedules: &[Schedule],
    now: OffsetDateTime,
) -> Result<Option<Turn>, Error> {
    const ATTEMPTED: &str = "taking what is due by the clock";
    let names: Vec<&str> = schedules.iter().map(|schedule| schedule.name).collect();
    let mut tx = database.shared().await?;
    sqlx::query(
        "insert into public.schedules (name, next_at) select name, $2 from unnest($1::text[]) as s (name) \
         where not exists (select 1 from public.schedules k where k.name = s.name) on conflict (name) do nothing",
    )
    .bind(&names)
    .bind(now)
    .execute(tx.conn())
    .await
    .attempted(ATTEMPTED)?;
    let turn = sqlx::query_as(
        "update public.schedules set held_until = $2, fence = fence + 1, last_run_at = $1 \
         where name = (select name from public.schedules where next_at <= $1 \
             and coalesce(held_until <= $1, true) and name = any ($3) \
             order by next_at, name limit 1 for update skip locked) \
         returning name, fence, last_run_at",
    )
    .bind(now)
    .bind(now + HELD)
    .bind(&names)
    .fetch_optional(tx.conn())
    .await
    .attempted(ATTEMPTED)?;
    tx.commit().await?;
    Ok(turn)
}

/// A run is over. Without effect where another server has taken it up meanwhile.
pub(super) async fn end(
    database: &Database,
    schedules: &[Schedule],
    turn: &Turn,
    outcome: Outcome,
) -> Result<(), Error> {
    let Some(schedule) = schedules.iter().find(|own| own.name == turn.name) else {
        return Ok(());
    };
    let next = cadence::next(schedule.cadence, turn.begun_at);
    let (next_at, word) = match outcome {
        Outcome::Done => (next, "done"),
        Outcome::Failed => (next.min(turn.begun_at + TRY_AGAIN), "failed"),
    };
    let mut tx = database.shared().await?;
    sqlx::query(
        "update public.schedules set next_at = $3, held_until = null, last_outcome = $4 \
         where name = $1 and fence = $2",
    )
    .bind(&turn.name)
    .bind(turn.fence)
    .bind(next_at)
    .bind(word)
    .execute(tx.conn())
    .await
    .attempted("writing how something done by the clock ended")?;
    tx.commit().await
}
