//! The table `marketplace_jobs`, one locked row at a time. Applies events to a row; does not know what they mean
//! outside. Every write names the fence.

use crate::database::TenantTx;
use crate::database::rows::{Attempted, is_duplicate};
use crate::error::Error;
use crate::executors::lane::stands_still;
use crate::jobs::judge::Facts;
use crate::jobs::kept::Kept;
use crate::jobs::queue::LANES;
use crate::jobs::retry::{self, RetryClass};
use crate::jobs::state::{self, Event, IllegalTransition};
use sqlx::types::Json;
use std::time::Duration;
use stoflow_wire::executor::{Command, CommandId};
use stoflow_wire::ids::{ExecutorId, JobId, ListingId, ProductId};
use stoflow_wire::jobs::{JobState, Progress, Trouble};
use stoflow_wire::platform::JobKind;

/// A job whose row this transaction has locked.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub(crate) struct Job {
    pub(crate) id: JobId,
    pub(crate) kind: JobKind,
    pub(crate) listing: Option<ListingId>,
    pub(crate) state: JobState,
    /// 1 critical … 4 low.
    pub(crate) priority: i16,
    pub(crate) attempt: i32,
    pub(crate) max_attempts: i32,
    pub(crate) fence: i64,
    pub(crate) cancel_requested: bool,
    /// The newest command; it stays when its executor's part is over, so that a late answer is recognised.
    pub(crate) command: Option<Command>,
    /// The executor the newest command was handed to.
    pub(crate) executor: Option<ExecutorId>,
    /// `None` while that executor has to be given it again.
    pub(crate) handed_connection: Option<String>,
    /// Handed over more than ten seconds ago.
    pub(crate) handed_long_ago: bool,
    pub(crate) acked: bool,
    pub(crate) permitted: bool,
    pub(crate) kept: Kept,
    pub(crate) progress: Option<Progress>,
    pub(crate) result: Option<serde_json::Value>,
    pub(crate) trouble: Option<Trouble>,
}

#[derive(sqlx::FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
struct Row {
    id: i64,
    platform: String,
    action: String,
    listing_id: Option<i64>,
    state: String,
    priority: i16,
    attempt: i32,
    max_attempts: i32,
    fence: i64,
    cancel_requested: bool,
    command: Option<Json<Command>>,
    executor_id: Option<i64>,
    handed_connection: Option<String>,
    handed_long_ago: bool,
    acked: bool,
    permitted: bool,
    kept: Json<Kept>,
    progress: Option<Json<Progress>>,
    result: Option<serde_json::Value>,
    trouble: Option<Json<Trouble>>,
}

impl Job {
    /// Follows an arrow of the machine; the row in the database follows with [`put`].
    pub(crate) fn apply(&mut self, event: Event) -> Result<(), IllegalTransition> {
        self.state = state::next(self.state, event)?;
        Ok(())
    }

    pub(crate) fn attempts_left(&self) -> bool {
        self.attempt < self.max_attempts
    }

    /// The command with this id is the newest one, and its executor's part is not over.
    pub(crate) fn awaits(&self, command: &CommandId, fence: i64) -> bool {
        self.state == JobState::AwaitingExecutor
            && self.fence == fence
            && self.command.as_ref().is_some_and(|own| own.id == *command)
    }

    pub(crate) fn is_dangerous(&self) -> bool {
        retry::class(self.kind) == RetryClass::Dangerous
    }

    /// Its commands change nothing outside.
    pub(crate) fn only_reads(&self) -> bool {
        retry::class(self.kind) == RetryClass::Pure
    }

    /// What a judgement rests on; `sent` is the listing's: a permit was given and its end is unknown.
    pub(crate) fn facts(&self, sent: bool) -> Facts {
        Facts {
            kind: self.kind,
            permitted: self.permitted,
            unresolved: sent,
            refused_permit: self.kept.refused_permit,
            cancel_requested: self.cancel_requested,
            attempts_left: self.attempts_left(),
            through_draft: self.kept.draft.is_some(),
            denied_before: self.kept.denied,
        }
    }

    /// A number that differs between jobs and attempts, for spreading retries.
    pub(crate) fn spread(&self) -> u64 {
        let seed = self.id.0.unsigned_abs() ^ self.fence.unsigned_abs().rotate_left(32);
        seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16
    }
}

impl TryFrom<Row> for Job {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let unknown = |what: &str| Error::internal("reading a job", what.to_owned());
        Ok(Self {
            id: JobId(row.id),
            kind: JobKind::from_names(&row.platform, &row.action)
                .ok_or_else(|| unknown("unknown kind"))?,
            listing: row.listing_id.map(ListingId),
            state: JobState::from_name(&row.state).ok_or_else(|| unknown("unknown state"))?,
            priority: row.priority,
            attempt: row.attempt,
            max_attempts: row.max_attempts,
            fence: row.fence,
            cancel_requested: row.cancel_requested,
            command: row.command.map(|json| json.0),
            executor: row.executor_id.map(ExecutorId),
            handed_connection: row.handed_connection,
            handed_long_ago: row.handed_long_ago,
            acked: row.acked,
            permitted: row.permitted,
            kept: row.kept.0,
            progress: row.progress.map(|json| json.0),
            result: row.result,
            trouble: row.trouble.map(|json| json.0),
        })
    }
}

/// What a [`Row`] is read from.
macro_rules! columns {
    () => {
        "id, platform, action, listing_id, state, priority, attempt, max_attempts, fence, cancel_requested, \
         command, executor_id, handed_connection, \
         coalesce(handed_at < now() - interval '10 seconds', false) as handed_long_ago, acked_at is not null as acked, \
         permitted_at is not null as permitted, kept, progress, result, trouble"
    };
}

/// Nothing is under way in the lane of `j`, and it does not stand still.
macro_rules! lane_is_free {
    () => {
        concat!(
            "not exists (select 1 from marketplace_jobs b where b.lane = j.lane \
                 and b.state in ('running', 'awaiting_executor')) and not ",
            stands_still!()
        )
    };
}

pub(crate) use lane_is_free;

/// Off the index of what waits, lane by lane: where PostgreSQL believes that few jobs wait it would sort all of them.
macro_rules! claim {
    ($before:literal) => {
        concat!(
            $before,
            "update marketplace_jobs set state = $1, fence = fence + 1, attempt = attempt + 1, lease_owner = $2, \
             lease_until = now() + make_interval(secs => $3), started_at = coalesce(started_at, now()) \
             where id = (select first.id from unnest($4::text[]) as j (lane) cross join lateral \
                     (select n.id, n.priority, n.progress is not null as goes_on from marketplace_jobs n \
                     where n.lane = j.lane and n.state = 'pending' and n.run_at <= now() \
                     order by n.priority, (n.progress is not null), n.id limit 1 for update skip locked) as first \
                 where ",
            lane_is_free!(),
            " order by first.priority, first.goes_on, first.id limit 1) returning ",
            columns!()
        )
    };
}

/// Takes the next job whose time has come and whose lane is free and does not stand still, with [`Event::Claimed`].
/// Of equal priority what is to be begun goes before what goes on after one of its commands.
pub(crate) async fn claim_next(
    tx: &mut TenantTx,
    owner: &str,
    lease: Duration,
) -> Result<Result<Option<Job>, LaneTaken>, Error> {
    let running = state::next(JobState::Pending, Event::Claimed)
        .map_err(|illegal| Error::internal("claiming a job", illegal))?;
    let claimed: Result<Option<Row>, sqlx::Error> = sqlx::query_as(claim!(""))
        .bind(running.name())
        .bind(owner)
        .bind(lease.as_secs_f64())
        .bind(LANES.as_slice())
        .fetch_optional(tx.conn())
        .await;
    match claimed {
        Err(error) if is_duplicate(&error) => Ok(Err(LaneTaken)),
        claimed => {
            let row = claimed.attempted("claiming a job")?;
            Ok(Ok(row.map(Job::try_from).transpose()?))
        }
    }
}

/// Another worker took another job of the same lane at the same moment.
pub(crate) struct LaneTaken;

/// Locks a job's row. `NotFound` where this shop has no such job.
pub(crate) async fn lock(tx: &mut TenantTx, id: JobId) -> Result<Job, Error> {
    let row: Option<Row> = sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from marketplace_jobs where id = $1 for update"
    ))
    .bind(id.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("locking a job")?;
    row.ok_or(Error::NotFound { what: "job" })?.try_into()
}

/// Locks the job of `lane` that awaits an executor, if there is one.
pub(crate) async fn lock_awaiting(tx: &mut TenantTx, lane: &str) -> Result<Option<Job>, Error> {
    let id: Option<i64> = sqlx::query_scalar(
        "select id from marketplace_jobs where lane = $1 and state = 'awaiting_executor'",
    )
    .bind(lane)
    .fetch_optional(tx.conn())
    .await
    .attempted("finding the job that awaits an executor")?;
    let Some(id) = id else { return Ok(None) };
    let job = lock(tx, JobId(id)).await?;
    Ok((job.state == JobState::AwaitingExecutor).then_some(job))
}

/// Writes a row that is neither running nor awaiting an executor any more. `after` is the wait before its next run.
pub(crate) async fn put(tx: &mut TenantTx, job: &Job, after: Duration) -> Result<(), Error> {
    let written = sqlx::query(
        "update marketplace_jobs set state = $3, attempt = $4, cancel_requested = $5, kept = $6, progress = $7, \
         result = $8, trouble = $9, run_at = now() + make_interval(secs => $10), lease_owner = null, \
         lease_until = null, deadline = null, finished_at = case when $11 then now() end, \
         idempotency_key = case when $11 then null else idempotency_key end where id = $1 and fence = $2",
    )
    .bind(job.id.0)
    .bind(job.fence)
    .bind(job.state.name())
    .bind(job.attempt)
    .bind(job.cancel_requested)
    .bind(Json(&job.kept))
    .bind(job.progress.as_ref().map(Json))
    .bind(&job.result)
    .bind(job.trouble.as_ref().map(Json))
    .bind(after.as_secs_f64())
    .bind(job.state.is_final())
    .execute(tx.conn())
    .await
    .attempted("writing a job")?;
    hold_fence(written.rows_affected())
}

/// Parks a claimed job: its command waits for an executor, at most `patience` before somebody looks again.
pub(crate) async fn park(tx: &mut TenantTx, job: &Job, patience: Duration) -> Result<(), Error> {
    let written = sqlx::query(
        "update marketplace_jobs set state = $3, command_id = $4, command = $5, executor_id = null, \
         handed_at = null, handed_connection = null, acked_at = null, permitted_at = null, kept = $6, progress = $7, \
         trouble = $8, lease_owner = null, lease_until = null, deadline = now() + make_interval(secs => $9) \
         where id = $1 and fence = $2",
    )
    .bind(job.id.0)
    .bind(job.fence)
    .bind(job.state.name())
    .bind(job.command.as_ref().map(|command| command.id.0.as_str()))
    .bind(job.command.as_ref().map(Json))
    .bind(Json(&job.kept))
    .bind(job.progress.as_ref().map(Json))
    .bind(job.trouble.as_ref().map(Json))
    .bind(patience.as_secs_f64())
    .execute(tx.conn())
    .await
    .attempted("parking a job")?;
    hold_fence(written.rows_affected())
}

/// Writes what an executor at work reported; its silence is counted from now on.
pub(crate) async fn note_progress(
    tx: &mut TenantTx,
    job: &Job,
    patience: Duration,
) -> Result<(), Error> {
    let written = sqlx::query(
        "update marketplace_jobs set kept = $3, progress = $4, trouble = $5, cancel_requested = $6, \
         acked_at = case when $7 then coalesce(acked_at, now()) else acked_at end, \
         permitted_at = case when $8 then coalesce(permitted_at, now()) else permitted_at end, \
         handed_connection = $9, deadline = now() + make_interval(secs => $10) where id = $1 and fence = $2",
    )
    .bind(job.id.0)
    .bind(job.fence)
    .bind(Json(&job.kept))
    .bind(job.progress.as_ref().map(Json))
    .bind(job.trouble.as_ref().map(Json))
    .bind(job.cancel_requested)
    .bind(job.acked)
    .bind(job.permitted)
    .bind(&job.handed_connection)
    .bind(patience.as_secs_f64())
    .execute(tx.conn())
    .await
    .attempted("writing what an executor reported")?;
    hold_fence(written.rows_affected())
}

/// Writes how far a claimed job is, in the transaction that got it there. `OutOfPlace` where it is somebody else's
/// by now, was asked to stop, or the seller paused everything: then nothing of that transaction may stay.
pub(crate) async fn note_own_work(
    tx: &mut TenantTx,
    job: &Job,
    product: Option<ProductId>,
) -> Result<(), Error> {
    let written = sqlx::query(
        "update marketplace_jobs set kept = $3, progress = $4, product_id = coalesce($5, product_id) \
         where id = $1 and fence = $2 and state = 'running' and not cancel_requested \
         and not exists (select 1 from vinted_connection c where c.paused_at is not null)",
    )
    .bind(job.id.0)
    .bind(job.fence)
    .bind(Json(&job.kept))
    .bind(job.progress.as_ref().map(Json))
    .bind(product.map(|product| product.0))
    .execute(tx.conn())
    .await
    .attempted("writing how far a job is")?;
    if written.rows_affected() == 1 {
        return Ok(());
    }
    Err(Error::OutOfPlace {
        attempted: GOING_ON,
    })
}

/// What a worker was attempting whose job was taken from it, or was asked to stop.
pub(crate) const GOING_ON: &str = "going on with a job that is not ours any more";

/// Hands the parked command to an executor on a connection, or hands it over again. Without `patience` the deadline
/// stays: saying it again is no sign of life.
pub(crate) async fn hand_over(
    tx: &mut TenantTx,
    job: &Job,
    patience: Option<Duration>,
) -> Result<(), Error> {
    let written = sqlx::query(
        "update marketplace_jobs set executor_id = $3, handed_connection = $4, handed_at = now(), trouble = null, \
         deadline = coalesce(now() + make_interval(secs => $5), deadline) where id = $1 and fence = $2",
    )
    .bind(job.id.0)
    .bind(job.fence)
    .bind(job.executor.map(|id| id.0))
    .bind(&job.handed_connection)
    .bind(patience.map(|patience| patience.as_secs_f64()))
    .execute(tx.conn())
    .await
    .attempted("handing a job over")?;
    hold_fence(written.rows_affected())
}

fn hold_fence(written: u64) -> Result<(), Error> {
    if written == 1 {
        return Ok(());
    }
    Err(Error::internal(
        "writing a job",
        "its fence has moved: somebody else has it",
    ))
}

#[cfg(test)]
mod tests;
