//! Jobs that ended long ago: put away whole, with steps and history, and in the end forgotten.
//!
//! What went out of the table of jobs is in nobody's way any more: it is found by its page and by the list of old ones.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs::detail::Past;
use crate::jobs::view::Row;
use serde_json::Value;
use sqlx::types::Json;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{JobFilter, JobView, Trouble};
use stoflow_wire::platform::{JobKind, VintedAction};
use time::OffsetDateTime;

/// How long a finished job stays among the others.
const KEPT_DAYS: i32 = 90;
/// Readings of the inbox come many times a day and would be in the way.
const INBOX_KEPT_DAYS: i32 = 1;
/// How long the archive keeps a job after its end.
const ARCHIVED_DAYS: i32 = 730;
/// The same for what read and found nothing wrong: nobody asks for it as long as for a sale.
const READINGS_ARCHIVED_DAYS: i32 = 120;
/// Jobs moved or forgotten in one transaction.
const AT_ONCE: usize = 200;

#[derive(sqlx::FromRow)]
struct Old {
    id: i64,
    platform: String,
    action: String,
    product_id: Option<i64>,
    listing_id: Option<i64>,
    batch_id: Option<i64>,
    title: Option<String>,
    search_text: Option<String>,
    url: Option<String>,
    state: String,
    trouble: Option<Json<Trouble>>,
    result: Option<Value>,
    attempt: i32,
    created_at: OffsetDateTime,
    finished_at: OffsetDateTime,
    steps: Value,
    history: Value,
}

/// Moves some of the jobs that are old enough. Several servers may do it at once: each job is moved by one of them.
/// `true` where there may be more.
pub(super) async fn move_some(tx: &mut TenantTx) -> Result<bool, Error> {
    let old: Vec<Old> = sqlx::query_as(
        "select j.id, j.platform, j.action, j.product_id, j.listing_id, j.batch_id, p.title, p.search_text, l.url, j.state, \
         j.trouble, j.result, j.attempt, j.created_at, j.finished_at, \
         coalesce((select jsonb_agg(jsonb_build_object('step', t.step, 'state', t.state, 'started_at', t.started_at, \
             'finished_at', t.finished_at, 'result', t.result, 'trouble', t.trouble) order by t.position) from marketplace_tasks t where t.job_id = j.id), '[]') \
             as steps, \
         coalesce((select jsonb_agg(jsonb_build_object('at', e.at, 'actor', e.actor, 'event', e.event, \
             'detail', e.detail) order by e.id) from job_events e where e.job_id = j.id), '[]') as history \
         from marketplace_jobs j left join products p on p.id = j.product_id \
         left join listings l on l.id = j.listing_id \
         where j.finished_at < now() - make_interval(days => $1) or (j.action = $3 and j.state = 'completed' \
             and j.finished_at < now() - make_interval(days => $2)) \
         order by j.finished_at limit $4 for update of j skip locked",
    )
    .bind(KEPT_DAYS)
    .bind(INBOX_KEPT_DAYS)
    .bind(JobKind::Vinted(VintedAction::Message).action())
    .bind(i64::try_from(AT_ONCE).unwrap_or(i64::MAX))
    .fetch_all(tx.conn())
    .await
    .attempted("looking for old jobs")?;
    for job in &old {
        put(tx, job).await?;
    }
    let ids: Vec<i64> = old.iter().map(|job| job.id).collect();
    sqlx::query("delete from marketplace_jobs where id = any ($1)")
        .bind(&ids)
        .execute(tx.conn())
        .await
        .attempted("taking old jobs out")?;
    forget_batches(tx).await?;
    Ok(old.len() == AT_ONCE)
}

async fn put(tx: &mut TenantTx, job: &Old) -> Result<(), Error> {
    sqlx::query(
        "insert into job_archive (id, platform, action, product_id, listing_id, title, search_text, url, state, \
         trouble, result, attempt, created_at, finished_at, steps, history, batch_id) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
    )
    .bind(job.id)
    .bind(&job.platform)
    .bind(&job.action)
    .bind(job.product_id)
    .bind(job.listing_id)
    .bind(job.title.as_deref().unwrap_or_default())
    .bind(job.search_text.as_deref().unwrap_or_default())
    .bind(&job.url)
    .bind(&job.state)
    .bind(&job.trouble)
    .bind(&job.result)
    .bind(job.attempt)
    .bind(job.created_at)
    .bind(job.finished_at)
    .bind(&job.steps)
    .bind(&job.history)
    .bind(job.batch_id)
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

/// Forgets some of what was kept for long enough. `true` where there may be more.
pub(super) async fn forget_some(tx: &mut TenantTx) -> Result<bool, Error> {
    let readings = [
        VintedAction::Sync,
        VintedAction::Orders,
        VintedAction::Message,
    ];
    let forgotten = sqlx::query(
        "delete from job_archive where id in (select id from job_archive \
             where finished_at < now() - make_interval(days => $1) or (action = any ($3) and state = 'completed' \
                 and finished_at < now() - make_interval(days => $2)) limit $4)",
    )
    .bind(ARCHIVED_DAYS)
    .bind(READINGS_ARCHIVED_DAYS)
    .bind(readings.map(|action| JobKind::Vinted(action).action()))
    .bind(i64::try_from(AT_ONCE).unwrap_or(i64::MAX))
    .execute(tx.conn())
    .await
    .attempted("forgetting what was archived for long")?;
    Ok(usize::try_from(forgotten.rows_affected()) == Ok(AT_ONCE))
}

/// Jobs `j` of the archive, as [`Row`] reads them. What it was about is named as it was, unless it can be asked.
macro_rules! archived_where {
    ($rest:literal) => {
        concat!(
            "select j.id, j.platform, j.action, j.state, p.id as product_id, coalesce(p.title, j.title) as title, \
             j.listing_id, null::jsonb as progress, j.trouble, j.attempt, j.url, j.created_at, j.finished_at \
             from job_archive j left join products p on p.id = j.product_id where ",
            $rest
        )
    };
}

/// An archived job. [`Error::NotFound`] where the archive has none of this id.
pub(super) async fn one(tx: &mut TenantTx, id: JobId) -> Result<JobView, Error> {
    let row: Option<Row> = sqlx::query_as(archived_where!("j.id = $1"))
        .bind(id.0)
        .fetch_optional(tx.conn())
        .await
        .attempted("looking into the archive of jobs")?;
    row.ok_or(Error::NotFound { what: "job" })?.try_into()
}

/// Its steps and its history, as they were put away. Nothing of either where it was put away without.
pub(super) async fn past(tx: &mut TenantTx, id: JobId) -> Result<Past, Error> {
    sqlx::query_as("select steps, history from job_archive where id = $1")
        .bind(id.0)
        .fetch_optional(tx.conn())
        .await
        .attempted("reading an archived job's history")?
        .ok_or(Error::NotFound { what: "job" })
}

/// The archived jobs that `filter` asks for, the newest first, at most `most`.
pub(super) async fn page(
    tx: &mut TenantTx,
    filter: &JobFilter,
    patterns: &[String],
    most: i64,
) -> Result<Vec<JobView>, Error> {
    let rows: Vec<Row> = sqlx::query_as(archived_where!(
        "($1::bigint is null or j.id < $1) and ($2::text is null or (j.platform = $2 and j.action = $3)) \
         and ($4::bigint is null or j.batch_id = $4) \
         and (cardinality($5::text[]) = 0 or j.search_text like all ($5)) order by j.id desc limit $6"
    ))
    .bind(filter.after.map(|job| job.0))
    .bind(filter.kind.map(|kind| kind.platform().name()))
    .bind(filter.kind.map(JobKind::action))
    .bind(filter.batch.map(|batch| batch.0))
    .bind(patterns)
    .bind(most)
    .fetch_all(tx.conn())
    .await
    .attempted("listing archived jobs")?;
    rows.into_iter().map(TryInto::try_into).collect()
}
