//! The page of all jobs: filtered, fifty at a time, with what a seller wants counted.

use super::archive;
use super::view::{Row, jobs_where};
use crate::batches;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::products::search;
use stoflow_wire::ids::{JobId, ProductId};
use stoflow_wire::jobs::{JobCounts, JobFilter, JobList, JobShow, JobState, JobView};
use stoflow_wire::platform::JobKind;

/// The same was not asked for again since.
macro_rules! not_asked_again {
    () => {
        "not exists (select 1 from marketplace_jobs n where n.id > j.id \
             and n.platform = j.platform and n.action = j.action \
             and (n.product_id = j.product_id or (j.product_id is null \
                 and n.kept #>> '{link,vinted_id}' is not distinct from j.kept #>> '{link,vinted_id}' \
                 and n.kept ->> 'reply' is not distinct from j.kept ->> 'reply')))"
    };
}

const PAGE: usize = 50;
/// One more than a page tells whether there is another.
const ASKED: i64 = 51;

pub(super) async fn read(tx: &mut TenantTx, filter: &JobFilter) -> Result<JobList, Error> {
    let mut jobs = page(tx, filter).await?;
    let is_last = jobs.len() <= PAGE;
    jobs.truncate(PAGE);
    let batches = match filter.batch {
        Some(batch) => vec![batches::get(tx, batch).await?],
        None => batches::open(tx).await?,
    };
    Ok(JobList {
        next: jobs.last().filter(|_| !is_last).map(|job| job.id),
        jobs,
        counts: counts(tx).await?,
        batches,
    })
}

async fn page(tx: &mut TenantTx, filter: &JobFilter) -> Result<Vec<JobView>, Error> {
    let patterns = search::patterns(&filter.search);
    if filter.show == JobShow::Archived {
        return archive::page(tx, filter, &patterns, ASKED).await;
    }
    let states: Vec<&str> = JobState::ALL
        .into_iter()
        .filter(|state| shows(filter.show, *state))
        .map(JobState::name)
        .collect();
    let rows: Vec<Row> = sqlx::query_as(jobs_where!(
        "j.state = any($1) and ($2::bigint is null or j.id < $2) \
         and ($3::text is null or (j.platform = $3 and j.action = $4)) \
         and ($5::bigint is null or j.batch_id = $5) \
         and (cardinality($6::text[]) = 0 or p.search_text like all ($6)) \
         and (not $7 or ",
        not_asked_again!(),
        ") order by j.id desc limit $8"
    ))
    .bind(states)
    .bind(filter.after.map(|job| job.0))
    .bind(filter.kind.map(|kind| kind.platform().name()))
    .bind(filter.kind.map(JobKind::action))
    .bind(filter.batch.map(|batch| batch.0))
    .bind(patterns)
    .bind(filter.show == JobShow::Broken)
    .bind(ASKED)
    .fetch_all(tx.conn())
    .await
    .attempted("listing jobs")?;
    rows.into_iter().map(TryInto::try_into).collect()
}

fn shows(show: JobShow, state: JobState) -> bool {
    match show {
        // Those of the archive are another table's.
        JobShow::All | JobShow::Archived => true,
        JobShow::Open => !state.is_final(),
        JobShow::Broken => matches!(state, JobState::Failed | JobState::Expired),
        JobShow::Completed => state == JobState::Completed,
    }
}

async fn counts(tx: &mut TenantTx) -> Result<JobCounts, Error> {
    let open =
        sqlx::query_scalar("select count(*) from marketplace_jobs where finished_at is null")
            .fetch_one(tx.conn())
            .await
            .attempted("counting the open jobs")?;
    let broken = sqlx::query_scalar(concat!(
        "select count(*) from marketplace_jobs j where j.state in ('failed', 'expired') and ",
        not_asked_again!()
    ))
    .fetch_one(tx.conn())
    .await
    .attempted("counting the broken jobs")?;
    Ok(JobCounts { open, broken })
}

/// The jobs that wait for the seller, the oldest first, at most `most`.
pub(super) async fn broken(tx: &mut TenantTx, most: i64) -> Result<Vec<JobId>, Error> {
    let jobs: Vec<i64> = sqlx::query_scalar(concat!(
        "select j.id from marketplace_jobs j where j.state in ('failed', 'expired') and ",
        not_asked_again!(),
        " order by j.id limit $1"
    ))
    .bind(most)
    .fetch_all(tx.conn())
    .await
    .attempted("looking for broken jobs")?;
    Ok(jobs.into_iter().map(JobId).collect())
}

/// The products that a job waits for the seller about.
pub(super) async fn broken_products(tx: &mut TenantTx) -> Result<Vec<ProductId>, Error> {
    let products: Vec<i64> = sqlx::query_scalar(concat!(
        "select distinct j.product_id from marketplace_jobs j \
         where j.state in ('failed', 'expired') and j.product_id is not null and ",
        not_asked_again!()
    ))
    .fetch_all(tx.conn())
    .await
    .attempted("looking for products of broken jobs")?;
    Ok(products.into_iter().map(ProductId).collect())
}
