//! Jobs as the dashboard shows them. Reads the product's title and the listing's page along; changes nothing.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use sqlx::types::Json;
use std::cmp::Reverse;
use stoflow_wire::ids::{JobId, ListingId, ProductId};
use stoflow_wire::jobs::{JobState, JobView, Progress, Trouble};
use stoflow_wire::platform::JobKind;
use time::OffsetDateTime;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: i64,
    platform: String,
    action: String,
    state: String,
    product_id: Option<i64>,
    title: Option<String>,
    listing_id: Option<i64>,
    progress: Option<Json<Progress>>,
    trouble: Option<Json<Trouble>>,
    attempt: i32,
    url: Option<String>,
    created_at: OffsetDateTime,
    finished_at: Option<OffsetDateTime>,
}

impl TryFrom<Row> for JobView {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let unknown = |what: &str| Error::internal("showing a job", what.to_owned());
        Ok(Self {
            id: JobId(row.id),
            kind: JobKind::from_names(&row.platform, &row.action)
                .ok_or_else(|| unknown("unknown kind"))?,
            state: JobState::from_name(&row.state).ok_or_else(|| unknown("unknown state"))?,
            product: row.product_id.map(ProductId),
            product_title: row.title.unwrap_or_default(),
            listing: row.listing_id.map(ListingId),
            progress: row.progress.map(|json| json.0),
            trouble: row.trouble.map(|json| json.0),
            attempt: row.attempt,
            url: row.url,
            created_at: row.created_at,
            finished_at: row.finished_at,
        })
    }
}

/// Jobs `j` with their product `p` and their listing `l`, as [`Row`] reads them.
macro_rules! jobs_where {
    ($($rest:tt)+) => {
        concat!(
            "select j.id, j.platform, j.action, j.state, j.product_id, p.title, j.listing_id, j.progress, j.trouble, \
             j.attempt, l.url, j.created_at, j.finished_at \
             from marketplace_jobs j left join products p on p.id = j.product_id \
             left join listings l on l.id = j.listing_id where ",
            $($rest)+
        )
    };
}

pub(super) use jobs_where;

/// One job. [`Error::NotFound`] where this shop has none of this id.
pub(crate) async fn one(tx: &mut TenantTx, id: JobId) -> Result<JobView, Error> {
    let row: Option<Row> = sqlx::query_as(jobs_where!("j.id = $1"))
        .bind(id.0)
        .fetch_optional(tx.conn())
        .await
        .attempted("reading a job")?;
    row.ok_or(Error::NotFound { what: "job" })?.try_into()
}

/// The most the drawer shows.
const DRAWER: i64 = 200;

/// What is being done, what ended in the last minutes, what comes next in the queue's own order, and what ended earlier:
/// where there is more than can be shown, it is what nothing happens to that is left out.
pub(crate) async fn recent(tx: &mut TenantTx) -> Result<Vec<JobView>, Error> {
    let rows: Vec<Row> = sqlx::query_as(jobs_where!(
        "j.finished_at is null or (j.finished_at > now() - interval '24 hours' \
         and (j.action <> 'message' or j.state <> 'completed' or j.finished_at > now() - interval '5 minutes')) \
         order by case when j.state in ('running', 'awaiting_executor') then 0 \
                 when j.finished_at > now() - interval '5 minutes' then 1 \
                 when j.finished_at is null then 2 else 3 end, \
             j.finished_at desc, j.priority, (j.progress is not null), j.id limit $1"
    ))
    .bind(DRAWER)
    .fetch_all(tx.conn())
    .await
    .attempted("reading the drawer's jobs")?;
    let mut jobs: Vec<JobView> = rows
        .into_iter()
        .map(TryInto::try_into)
        .collect::<Result<_, Error>>()?;
    jobs.sort_unstable_by_key(|job| Reverse(job.id));
    Ok(jobs)
}
