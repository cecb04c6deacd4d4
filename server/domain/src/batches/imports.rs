//! An import as `batch_jobs` keeps it: a batch that has no jobs, with the sheet that waits and, once it is done, with what it
//! did. What that looks like is the business of `exchange`.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::types::Json;
use stoflow_wire::ids::BatchId;

/// What stands in `platform`: no marketplace has a part in it.
const FILE: &str = "file";
const ACTION: &str = "import";

/// A new import, kept as `sheet`. Those that nobody ran for a day, and those of last month, are forgotten.
pub(crate) async fn begin(
    tx: &mut TenantTx,
    sheet: &(impl Serialize + Sync),
) -> Result<BatchId, Error> {
    sqlx::query(
        "delete from batch_jobs where platform = $1
            and created_at < now() - case when asked = 0 then interval '1 day' else interval '30 days' end",
    )
    .bind(FILE)
    .execute(tx.conn())
    .await
    .attempted("forgetting old imports")?;
    let id: i64 = sqlx::query_scalar(
        "insert into batch_jobs (platform, action, idempotency_key, left_out) values ($1, $2, $3, $4) returning id",
    )
    .bind(FILE)
    .bind(ACTION)
    .bind(super::key())
    .bind(Json(sheet))
    .fetch_one(tx.conn())
    .await
    .attempted("beginning an import")?;
    Ok(BatchId(id))
}

/// [`Error::NotFound`] where this shop has none of this id, or it is forgotten.
pub(crate) async fn get<T: DeserializeOwned + Send + Unpin + 'static>(
    tx: &mut TenantTx,
    batch: BatchId,
) -> Result<T, Error> {
    read(
        tx,
        "select left_out from batch_jobs where id = $1 and platform = $2",
        batch,
    )
    .await
}

/// As [`get`]; nobody else runs it or takes it back before this transaction ends.
pub(crate) async fn hold<T: DeserializeOwned + Send + Unpin + 'static>(
    tx: &mut TenantTx,
    batch: BatchId,
) -> Result<T, Error> {
    read(
        tx,
        "select left_out from batch_jobs where id = $1 and platform = $2 for update",
        batch,
    )
    .await
}

async fn read<T: DeserializeOwned + Send + Unpin + 'static>(
    tx: &mut TenantTx,
    statement: &'static str,
    batch: BatchId,
) -> Result<T, Error> {
    let kept: Option<Json<T>> = sqlx::query_scalar(statement)
        .bind(batch.0)
        .bind(FILE)
        .fetch_optional(tx.conn())
        .await
        .attempted("reading an import")?;
    kept.map(|json| json.0)
        .ok_or(Error::NotFound { what: "import" })
}

/// `made` is how many items came of it.
pub(crate) async fn keep(
    tx: &mut TenantTx,
    batch: BatchId,
    made: u32,
    import: &(impl Serialize + Sync),
) -> Result<(), Error> {
    sqlx::query("update batch_jobs set asked = $2, left_out = $3 where id = $1")
        .bind(batch.0)
        .bind(i32::try_from(made).unwrap_or(i32::MAX))
        .bind(Json(import))
        .execute(tx.conn())
        .await
        .attempted("keeping an import")?;
    Ok(())
}
