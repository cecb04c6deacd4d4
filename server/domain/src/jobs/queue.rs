//! A shop's queue: putting a job in, taking the next one out. Inside a shop the order is priority, then age.
//! Which shop is next is `turns`; what a job does is `dispatch`.

use crate::database::TenantTx;
use crate::database::rows::{Attempted, is_duplicate};
use crate::error::Error;
use crate::jobs::history::{self, Actor};
use crate::jobs::rows::{self, Job};
use crate::jobs::state::{Event, next};
use serde_json::json;
use std::time::Duration;
use stoflow_wire::ids::{JobId, ListingId, ProductId};
use stoflow_wire::jobs::JobState;
use stoflow_wire::platform::{JobKind, VintedAction};
use time::OffsetDateTime;

/// How long a worker holds a job without renewing.
pub(crate) const LEASE: Duration = Duration::from_secs(30);

/// How long a job is tried for before it is given up: a night with the browser closed is nothing unusual.
pub(crate) const LIFE: Duration = Duration::from_hours(24);

/// The lane of everything on Vinted: one command at a time per shop.
pub(crate) const VINTED_LANE: &str = "vinted";

/// A job to be done.
#[derive(Clone, Debug)]
pub(crate) struct NewJob {
    pub(crate) kind: JobKind,
    pub(crate) product: ProductId,
    pub(crate) listing: ListingId,
    /// The same request twice is one job, as long as the first is open.
    pub(crate) idempotency_key: String,
}

/// Puts a job into the queue, in the caller's transaction. `UnderWay` where the same one is open already.
pub(crate) async fn enqueue(tx: &mut TenantTx, job: &NewJob) -> Result<JobId, Error> {
    let id: Option<i64> = sqlx::query_scalar(
        "insert into marketplace_jobs (platform, action, product_id, listing_id, idempotency_key, lane, priority, \
         expires_at) values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8)) \
         on conflict (idempotency_key) where idempotency_key is not null do nothing returning id",
    )
    .bind(job.kind.platform().name())
    .bind(job.kind.action())
    .bind(job.product.0)
    .bind(job.listing.0)
    .bind(&job.idempotency_key)
    .bind(lane(job.kind))
    .bind(priority(job.kind))
    .bind(LIFE.as_secs_f64())
    .fetch_optional(tx.conn())
    .await
    .attempted("putting a job into the queue")?;
    let Some(id) = id else {
        return Err(Error::UnderWay(with_key(tx, &job.idempotency_key).await?));
    };
    let id = JobId(id);
    history::note(tx, id, Actor::Seller, "asked", json!({})).await?;
    Ok(id)
}

async fn with_key(tx: &mut TenantTx, key: &str) -> Result<JobId, Error> {
    let id: i64 = sqlx::query_scalar("select id from marketplace_jobs where idempotency_key = $1")
        .bind(key)
        .fetch_one(tx.conn())
        .await
        .attempted("finding the job that is at it")?;
    Ok(JobId(id))
}

fn lane(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Vinted(_) => VINTED_LANE,
    }
}

/// 1 critical … 4 low. What has to disappear goes before what is to appear.
fn priority(kind: JobKind) -> i16 {
    match kind {
        JobKind::Vinted(VintedAction::Delete) => 2,
        JobKind::Vinted(VintedAction::Publish | VintedAction::Update) => 3,
    }
}

/// Takes the shop's next job for `owner`: the fence rises, the lease begins. `None` when nothing can be done now:
/// no job is due, or the lanes of those that are due are taken or stopped.
pub(crate) async fn claim(tx: &mut TenantTx, owner: &str) -> Result<Option<Job>, Error> {
    let id: Option<i64> = sqlx::query_scalar(
        "select j.id from marketplace_jobs j where j.state = 'pending' and j.run_at <= now() \
         and not exists (select 1 from marketplace_jobs b where b.lane = j.lane \
             and b.state in ('running', 'awaiting_executor')) \
         and (j.lane <> $1 or not exists (select 1 from vinted_connection c where c.stopped is not null)) \
         order by j.priority, j.id limit 1 for update of j skip locked",
    )
    .bind(VINTED_LANE)
    .fetch_optional(tx.conn())
    .await
    .attempted("looking for the next job")?;
    let Some(id) = id else { return Ok(None) };
    let running = next(JobState::Pending, Event::Claimed)
        .map_err(|illegal| Error::internal("claiming a job", illegal))?;
    let claimed = sqlx::query(
        "update marketplace_jobs set state = $2, fence = fence + 1, attempt = attempt + 1, lease_owner = $3, \
         lease_until = now() + make_interval(secs => $4), started_at = coalesce(started_at, now()) where id = $1",
    )
    .bind(id)
    .bind(running.name())
    .bind(owner)
    .bind(LEASE.as_secs_f64())
    .execute(tx.conn())
    .await;
    match claimed {
        // Another worker took another job of the same lane at the same moment.
        Err(error) if is_duplicate(&error) => {
            return Err(Error::OutOfPlace {
                attempted: CLAIMING,
            });
        }
        claimed => claimed.attempted(CLAIMING)?,
    };
    let job = rows::lock(tx, JobId(id)).await?;
    history::note(
        tx,
        job.id,
        Actor::Worker,
        "claimed",
        json!({"worker": owner, "attempt": job.attempt, "fence": job.fence}),
    )
    .await?;
    Ok(Some(job))
}

/// What a lost race for a lane was attempting: the transaction is rolled back and nothing happened.
pub(crate) const CLAIMING: &str = "claiming a job";

/// Holds on to a claimed job for another [`LEASE`]. `false`: it is no longer ours, stop.
pub(crate) async fn renew(tx: &mut TenantTx, job: JobId, fence: i64) -> Result<bool, Error> {
    let renewed = sqlx::query(
        "update marketplace_jobs set lease_until = now() + make_interval(secs => $3) \
         where id = $1 and fence = $2 and state = 'running'",
    )
    .bind(job.0)
    .bind(fence)
    .bind(LEASE.as_secs_f64())
    .execute(tx.conn())
    .await
    .attempted("renewing a job's lease")?;
    Ok(renewed.rows_affected() == 1)
}

/// When something has to happen in this shop's queue next, by the database's time; `None` when nothing waits for
/// time to pass.
pub(crate) async fn next_due(tx: &mut TenantTx) -> Result<Option<OffsetDateTime>, Error> {
    sqlx::query_scalar(
        "select min(open.due) from ( \
         select j.run_at as due from marketplace_jobs j where j.state = 'pending' \
             and not exists (select 1 from marketplace_jobs b where b.lane = j.lane \
                 and b.state in ('running', 'awaiting_executor')) \
             and (j.lane <> $1 or not exists (select 1 from vinted_connection c where c.stopped is not null)) \
         union all select run_at from marketplace_jobs where state = 'retryable' \
         union all select lease_until from marketplace_jobs where state = 'running' \
         union all select deadline from marketplace_jobs where state = 'awaiting_executor' \
         union all select expires_at from marketplace_jobs where state in ('pending', 'retryable') \
             or (state = 'awaiting_executor' and executor_id is null)) as open",
    )
    .bind(VINTED_LANE)
    .fetch_one(tx.conn())
    .await
    .attempted("looking for what is due next")
}
