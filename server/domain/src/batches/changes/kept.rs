//! A change as `batch_jobs` keeps it: a batch that has no jobs. Its answer stands where other batches keep theirs, in
//! `left_out`, with what was changed beside what was not.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use sqlx::types::Json;
use stoflow_wire::changes::{ChangeKind, ChangeReport};
use stoflow_wire::ids::BatchId;

/// What stands in `platform`: no marketplace has a part in it.
const HERE: &str = "stoflow";

/// A new change. `None` where this key had one before; a click that is being taken right now is waited for.
pub(super) async fn begin(
    tx: &mut TenantTx,
    kind: ChangeKind,
    key: &str,
) -> Result<Option<BatchId>, Error> {
    let id: Option<i64> = sqlx::query_scalar(
        "insert into batch_jobs (platform, action, idempotency_key) values ($1, $2, $3)
        on conflict (idempotency_key) do nothing returning id",
    )
    .bind(HERE)
    .bind(kind.name())
    .bind(key)
    .fetch_optional(tx.conn())
    .await
    .attempted("beginning a change")?;
    Ok(id.map(BatchId))
}

pub(super) async fn keep(
    tx: &mut TenantTx,
    batch: BatchId,
    report: &ChangeReport,
) -> Result<(), Error> {
    sqlx::query("update batch_jobs set asked = $2, left_out = $3 where id = $1")
        .bind(batch.0)
        .bind(i32::try_from(report.changed.len()).unwrap_or(i32::MAX))
        .bind(Json(report))
        .execute(tx.conn())
        .await
        .attempted("keeping what a change did")?;
    Ok(())
}

/// What the first click with this key was told.
pub(super) async fn of_key(tx: &mut TenantTx, key: &str) -> Result<ChangeReport, Error> {
    let report: Option<Json<ChangeReport>> = sqlx::query_scalar(
        "select left_out from batch_jobs where platform = $1 and idempotency_key = $2",
    )
    .bind(HERE)
    .bind(key)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading what a change did")?;
    report.map(|json| json.0).ok_or(NO_CHANGE)
}

pub(super) async fn get(tx: &mut TenantTx, batch: BatchId) -> Result<ChangeReport, Error> {
    read(
        tx,
        "select left_out from batch_jobs where id = $1 and platform = $2",
        batch,
    )
    .await
}

/// As [`get`]; nobody else takes it back before this transaction ends.
pub(super) async fn hold(tx: &mut TenantTx, batch: BatchId) -> Result<ChangeReport, Error> {
    read(
        tx,
        "select left_out from batch_jobs where id = $1 and platform = $2 for update",
        batch,
    )
    .await
}

async fn read(
    tx: &mut TenantTx,
    statement: &'static str,
    batch: BatchId,
) -> Result<ChangeReport, Error> {
    let report: Option<Json<ChangeReport>> = sqlx::query_scalar(statement)
        .bind(batch.0)
        .bind(HERE)
        .fetch_optional(tx.conn())
        .await
        .attempted("reading what a change did")?;
    report.map(|json| json.0).ok_or(NO_CHANGE)
}

/// Changes of yesterday are taken back by hand.
pub(super) async fn forget_old(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query(
        "delete from batch_jobs where platform = $1 and created_at < now() - interval '1 day'",
    )
    .bind(HERE)
    .execute(tx.conn())
    .await
    .attempted("forgetting old changes")?;
    Ok(())
}

const NO_CHANGE: Error = Error::NotFound { what: "change" };
