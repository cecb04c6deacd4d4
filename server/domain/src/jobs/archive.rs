//! Jobs that ended three months ago: one row each is kept, their steps and their history go.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use sqlx::types::Json;
use stoflow_wire::ids::{JobId, ProductId};
use stoflow_wire::jobs::{JobState, JobView, Trouble};
use stoflow_wire::platform::JobKind;
use time::OffsetDateTime;

/// How long a finished job keeps its steps and its history.
const KEPT_DAYS: i32 = 90;
/// Jobs moved in one transaction.
const AT_ONCE: i64 = 200;

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    platform: String,
    action: String,
    product_id: Option<i64>,
    state: String,
    trouble: Option<Json<Trouble>>,
    attempt: i32,
    created_at: OffsetDateTime,
    finished_at: OffsetDateTime,
}

/// Moves some of the jobs that are old enough. Several servers may do it at once: each job is moved by one of them.
/// Answers how many were moved.
pub(super) async fn move_some(tx: &mut TenantTx) -> Result<usize, Error> {
    let old: Vec<Row> = sqlx::query_as(
        "delete from marketplace_jobs where id in (select id from marketplace_jobs \
             where finished_at < now() - make_interval(days => $1) \
             order by finished_at limit $2 for update skip locked) \
         returning id, platform, action, product_id, state, trouble, attempt, created_at, finished_at",
    )
    .bind(KEPT_DAYS)
    .bind(AT_ONCE)
    .fetch_all(tx.conn())
    .await
    .attempted("taking old jobs out")?;
    for job in &old {
        put(tx, job).await?;
    }
    if !old.is_empty() {
        forget_batches(tx).await?;
    }
    Ok(old.len())
}

async fn put(tx: &mut TenantTx, job: &Row) -> Result<(), Error> {
    sqlx::query(
        "insert into job_archive (id, platform, action, product_id, state, trouble, attempt, created_at, finished_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(job.id)
    .bind(&job.platform)
    .bind(&job.action)
    .bind(job.product_id)
    .bind(&job.state)
    .bind(&job.trouble)
    .bind(job.attempt)
    .bind(job.created_at)
    .bind(job.finished_at)
    .execute(tx.conn())
    .await
    .attempted("putting an old job into the archive")?;
    Ok(())
}

/// Old batches that have no job left.
async fn forget_batches(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query(
        "delete from batch_jobs b where b.created_at < now() - make_interval(days => $1) \
         and not exists (select 1 from marketplace_jobs j where j.batch_id = b.id)",
    )
    .bind(KEPT_DAYS)
    .execute(tx.conn())
    .await
    .attempted("forgetting old batches")?;
    Ok(())
}

/// An archived job. [`Error::NotFound`] where the archive has none of this id.
pub(super) async fn one(tx: &mut TenantTx, id: JobId) -> Result<JobView, Error> {
    let found: Option<Row> = sqlx::query_as(
        "select id, platform, action, product_id, state, trouble, attempt, created_at, finished_at \
         from job_archive where id = $1",
    )
    .bind(id.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("looking into the archive of jobs")?;
    let row = found.ok_or(Error::NotFound { what: "job" })?;
    let title: Option<String> = sqlx::query_scalar("select title from products where id = $1")
        .bind(row.product_id)
        .fetch_optional(tx.conn())
        .await
        .attempted("reading what an archived job was about")?;
    show(row, title.unwrap_or_default())
}

fn show(row: Row, product_title: String) -> Result<JobView, Error> {
    let unknown = |what: &str| Error::internal("showing an archived job", what.to_owned());
    Ok(JobView {
        id: JobId(row.id),
        kind: JobKind::from_names(&row.platform, &row.action)
            .ok_or_else(|| unknown("unknown kind"))?,
        state: JobState::from_name(&row.state).ok_or_else(|| unknown("unknown state"))?,
        product: row.product_id.map(ProductId),
        product_title,
        listing: None,
        progress: None,
        trouble: row.trouble.map(|json| json.0),
        attempt: row.attempt,
        url: None,
        created_at: row.created_at,
        finished_at: Some(row.finished_at),
    })
}
