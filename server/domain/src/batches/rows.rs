//! The table `batch_jobs`, and which jobs belong to a batch. An item that is refused is undone to its savepoint.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use sqlx::types::Json;
use stoflow_wire::batches::{BatchReport, LeftOut};
use stoflow_wire::ids::{BatchId, JobId};
use stoflow_wire::platform::{JobKind, VintedAction};

/// A new batch. `None` where this key had one before; a click that is being taken right now is waited for.
pub(super) async fn begin(
    tx: &mut TenantTx,
    action: VintedAction,
    key: &str,
) -> Result<Option<BatchId>, Error> {
    let kind = JobKind::Vinted(action);
    let id: Option<i64> = sqlx::query_scalar(
        "insert into batch_jobs (platform, action, idempotency_key) values ($1, $2, $3) \
         on conflict (idempotency_key) do nothing returning id",
    )
    .bind(kind.platform().name())
    .bind(kind.action())
    .bind(key)
    .fetch_optional(tx.conn())
    .await
    .attempted("beginning a batch")?;
    Ok(id.map(BatchId))
}

/// What the first click with this key was told.
pub(super) async fn first_answer(tx: &mut TenantTx, key: &str) -> Result<BatchReport, Error> {
    let (id, asked, left_out): (i64, i32, Json<Vec<LeftOut>>) =
        sqlx::query_as("select id, asked, left_out from batch_jobs where idempotency_key = $1")
            .bind(key)
            .fetch_one(tx.conn())
            .await
            .attempted("reading what a batch began with")?;
    Ok(BatchReport {
        batch: Some(BatchId(id)),
        asked: asked.unsigned_abs(),
        early: 0,
        left_out: left_out.0,
    })
}

pub(super) async fn keep_answer(
    tx: &mut TenantTx,
    batch: BatchId,
    report: &BatchReport,
) -> Result<(), Error> {
    sqlx::query("update batch_jobs set asked = $2, left_out = $3 where id = $1")
        .bind(batch.0)
        .bind(i32::try_from(report.asked).unwrap_or(i32::MAX))
        .bind(Json(&report.left_out))
        .execute(tx.conn())
        .await
        .attempted("writing what a batch began with")?;
    Ok(())
}

/// These jobs belong to the batch. Many at once are nobody's hurry: a single removal, a reply or a look for sales goes
/// before each of them.
pub(super) async fn gather(tx: &mut TenantTx, batch: BatchId, jobs: &[JobId]) -> Result<(), Error> {
    let jobs: Vec<i64> = jobs.iter().map(|job| job.0).collect();
    sqlx::query("update marketplace_jobs set batch_id = $1, priority = greatest(priority, 3) where id = any($2)")
        .bind(batch.0)
        .bind(jobs)
        .execute(tx.conn())
        .await
        .attempted("gathering the jobs of a batch")?;
    Ok(())
}

/// The jobs of the batch that are not over, the last first. [`Error::NotFound`] where there is no such batch.
pub(super) async fn open_jobs(tx: &mut TenantTx, batch: BatchId) -> Result<Vec<JobId>, Error> {
    sqlx::query_scalar::<_, i64>("select id from batch_jobs where id = $1")
        .bind(batch.0)
        .fetch_optional(tx.conn())
        .await
        .attempted("looking for a batch")?
        .ok_or(Error::NotFound { what: "batch" })?;
    let jobs: Vec<i64> = sqlx::query_scalar(
        "select id from marketplace_jobs where batch_id = $1 and finished_at is null order by id desc",
    )
    .bind(batch.0)
    .fetch_all(tx.conn())
    .await
    .attempted("reading the jobs of a batch")?;
    Ok(jobs.into_iter().map(JobId).collect())
}

/// What follows can be undone by itself.
pub(super) async fn mark(tx: &mut TenantTx) -> Result<(), Error> {
    say(tx, "savepoint item").await
}

pub(super) async fn pass(tx: &mut TenantTx) -> Result<(), Error> {
    say(tx, "release savepoint item").await
}

pub(super) async fn undo(tx: &mut TenantTx) -> Result<(), Error> {
    say(tx, "rollback to savepoint item").await
}

async fn say(tx: &mut TenantTx, statement: &'static str) -> Result<(), Error> {
    sqlx::query(statement)
        .execute(tx.conn())
        .await
        .attempted("taking one item of a batch by itself")?;
    Ok(())
}
