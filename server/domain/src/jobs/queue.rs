//! A shop's queue: putting a job in, taking the next one out. Inside a shop the order is priority, then age; whether
//! the one that is next may be begun now is the governor's word, asked at every claim.
//! Which shop is next is `turns`; what a job does is `dispatch`; the same request twice is `requests`.

use crate::database::TenantTx;
use crate::database::rows::{Attempted, on_unique};
use crate::error::Error;
use crate::executors::lane::stands_still;
use crate::governor::holding;
use crate::jobs::history::{self, Actor};
use crate::jobs::kept::Kept;
use crate::jobs::rows::{self, Job, lane_is_free};
use crate::jobs::settle::follow;
use crate::jobs::state::Event;
use serde_json::json;
use sqlx::types::Json;
use std::time::Duration;
use stoflow_wire::ids::{JobId, ListingId, ProductId};
use stoflow_wire::platform::{JobKind, VintedAction};
use time::OffsetDateTime;

/// How long a worker holds a job without renewing.
pub(crate) const LEASE: Duration = Duration::from_secs(30);

/// How long a job is tried for before it is given up: a night with the browser closed is nothing unusual.
pub(crate) const LIFE: Duration = Duration::from_hours(24);

/// The lane of everything on Vinted: one command at a time per shop.
pub(crate) const VINTED_LANE: &str = "vinted";

/// The lane of what is fetched from Vinted without an extension: it neither waits for the other nor stops with it.
const VINTED_PHOTO_LANE: &str = "vinted_photos";

/// All there are.
pub(crate) const LANES: [&str; 2] = [VINTED_LANE, VINTED_PHOTO_LANE];

/// How often a wish meets a job that is over the moment it looks at it, before it gives up.
const TRIES: u32 = 8;

/// A job to be done.
#[derive(Clone, Debug)]
pub(crate) struct NewJob {
    pub(crate) kind: JobKind,
    /// `None` for what is about a whole shop, or about an item that is yet to be made.
    pub(crate) product: Option<ProductId>,
    /// The listing it is at; nobody else touches that one until the job is over.
    pub(crate) listing: Option<ListingId>,
    /// The same wish twice is one job, as long as the first is open.
    pub(crate) idempotency_key: String,
    /// What it begins with.
    pub(crate) kept: Kept,
    /// As its history will tell.
    pub(crate) asked_by: Actor,
}

/// Puts a job into the queue, in the caller's transaction. `UnderWay` where the same one is open already.
pub(crate) async fn enqueue(tx: &mut TenantTx, job: &NewJob) -> Result<JobId, Error> {
    for _ in 0..TRIES {
        if let Some(id) = insert_all(tx, std::slice::from_ref(job)).await?.pop() {
            return Ok(id);
        }
        // Where it is over by now, there is room for a new one.
        if let Some(open) = with_key(tx, &job.idempotency_key).await? {
            return Err(Error::UnderWay(open));
        }
    }
    Err(Error::internal(
        "putting a job into the queue",
        "the same job begins and ends again and again",
    ))
}

/// As [`enqueue`] for many at once that one and the same asked for; those that are open already are left out. Answers
/// the new ones in order.
pub(crate) async fn enqueue_all(tx: &mut TenantTx, jobs: &[NewJob]) -> Result<Vec<JobId>, Error> {
    insert_all(tx, jobs).await
}

/// Writes jobs and the beginnings of their histories.
async fn insert_all(tx: &mut TenantTx, jobs: &[NewJob]) -> Result<Vec<JobId>, Error> {
    let Some(asked_by) = jobs.first().map(|job| job.asked_by) else {
        return Ok(Vec::new());
    };
    let mut ids: Vec<i64> = sqlx::query_scalar(
        "with asked as (insert into marketplace_jobs \
             (platform, action, product_id, listing_id, idempotency_key, lane, priority, kept, expires_at) \
             select platform, action, product_id, listing_id, idempotency_key, lane, priority, kept, \
                 now() + make_interval(secs => $9) \
             from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::smallint[], \
                 $8::jsonb[]) with ordinality as j (platform, action, product_id, listing_id, idempotency_key, lane, \
                 priority, kept, place) order by place \
             on conflict (idempotency_key) where idempotency_key is not null do nothing returning id), \
         told as (insert into job_events (job_id, actor, event) select id, $10, $11 from asked order by id) \
         select id from asked",
    )
    .bind(jobs.iter().map(|job| job.kind.platform().name()).collect::<Vec<_>>())
    .bind(jobs.iter().map(|job| job.kind.action()).collect::<Vec<_>>())
    .bind(jobs.iter().map(|job| job.product.map(|id| id.0)).collect::<Vec<_>>())
    .bind(jobs.iter().map(|job| job.listing.map(|id| id.0)).collect::<Vec<_>>())
    .bind(jobs.iter().map(|job| job.idempotency_key.as_str()).collect::<Vec<_>>())
    .bind(jobs.iter().map(|job| lane(job.kind)).collect::<Vec<_>>())
    .bind(jobs.iter().map(priority).collect::<Vec<_>>())
    .bind(jobs.iter().map(|job| Json(&job.kept)).collect::<Vec<_>>())
    .bind(LIFE.as_secs_f64())
    .bind(asked_by.name())
    .bind("asked")
    .fetch_all(tx.conn())
    .await
    .attempted("putting jobs into the queue")?;
    ids.sort_unstable();
    Ok(ids.into_iter().map(JobId).collect())
}

/// The open job that holds this key.
pub(crate) async fn with_key(tx: &mut TenantTx, key: &str) -> Result<Option<JobId>, Error> {
    let id: Option<i64> =
        sqlx::query_scalar("select id from marketplace_jobs where idempotency_key = $1")
            .bind(key)
            .fetch_optional(tx.conn())
            .await
            .attempted("finding the job that is at it")?;
    Ok(id.map(JobId))
}

/// What is to be done to this listing is forced from now on: it goes first, and nothing of the day holds it back.
pub(crate) async fn hurry(tx: &mut TenantTx, listing: ListingId) -> Result<(), Error> {
    sqlx::query(
        "update marketplace_jobs set priority = 1, kept = kept || '{\"forced\": true}'::jsonb, \
         run_at = case when state = 'pending' then least(run_at, now()) else run_at end, \
         trouble = case when state = 'pending' then null else trouble end \
         where listing_id = $1 and finished_at is null and priority > 1",
    )
    .bind(listing.0)
    .execute(tx.conn())
    .await
    .attempted("putting a removal first")?;
    Ok(())
}

/// Gives a job that was over its key back. `OutOfPlace` where another job has it by now.
pub(crate) async fn take_key_again(tx: &mut TenantTx, job: JobId, key: &str) -> Result<(), Error> {
    const ATTEMPTED: &str = "trying a job again that another one has replaced";
    let done = sqlx::query("update marketplace_jobs set idempotency_key = $2 where id = $1")
        .bind(job.0)
        .bind(key)
        .execute(tx.conn())
        .await;
    on_unique(done, ATTEMPTED, || Error::OutOfPlace {
        attempted: ATTEMPTED,
    })?;
    Ok(())
}

/// Nothing goes before this job any more, and no governor holds it back.
pub(crate) async fn urge(tx: &mut TenantTx, job: JobId) -> Result<(), Error> {
    sqlx::query("update marketplace_jobs set priority = 1 where id = $1")
        .bind(job.0)
        .execute(tx.conn())
        .await
        .attempted("letting a job go first")?;
    Ok(())
}

pub(crate) fn lane(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Vinted(VintedAction::Link) => VINTED_PHOTO_LANE,
        JobKind::Vinted(
            VintedAction::Publish
            | VintedAction::Update
            | VintedAction::Delete
            | VintedAction::Relist
            | VintedAction::Sync
            | VintedAction::Orders
            | VintedAction::Message
            | VintedAction::Reply,
        ) => VINTED_LANE,
    }
}

/// Before what is to appear.
const HIGH: i16 = 2;
const LOW: i16 = 4;

/// 1 critical … 5 whenever nothing else is there. What was sold elsewhere goes first. What has to disappear, what a buyer
/// waits for, and what tells of sales and buyers goes before what is to appear: two hundred publications are hours. A
/// walk through the wardrobe goes after that, until it [`grow_old`], and hundreds of details go last.
fn priority(job: &NewJob) -> i16 {
    match job.kind {
        _ if job.kept.forced => 1,
        JobKind::Vinted(VintedAction::Sync) if job.kept.details.is_some() => 5,
        JobKind::Vinted(
            VintedAction::Delete
            | VintedAction::Reply
            | VintedAction::Orders
            | VintedAction::Message,
        ) => HIGH,
        JobKind::Vinted(
            VintedAction::Publish
            | VintedAction::Update
            | VintedAction::Relist
            | VintedAction::Link,
        ) => 3,
        JobKind::Vinted(VintedAction::Sync) => LOW,
    }
}

/// What goes last would never come where there is always something else: after this time it goes first.
const PATIENT_FOR: Duration = Duration::from_mins(30);

/// Moves up what has been waiting at the end for long.
pub(crate) async fn grow_old(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query(
        "update marketplace_jobs set priority = $1 where priority = $2 and state in ('pending', 'retryable') \
         and created_at < now() - make_interval(secs => $3)",
    )
    .bind(HIGH)
    .bind(LOW)
    .bind(PATIENT_FOR.as_secs_f64())
    .execute(tx.conn())
    .await
    .attempted("moving up what has waited for long")?;
    Ok(())
}

/// Takes the shop's next job for `owner`: the fence rises, the lease begins. `None` when nothing can be done now:
/// no job is due, the governor holds back those that are, or their lanes are taken or stand still.
pub(crate) async fn claim(tx: &mut TenantTx, owner: &str) -> Result<Option<Job>, Error> {
    loop {
        let claimed = rows::claim_next(tx, owner, LEASE).await?;
        let claimed = claimed.map_err(|rows::LaneTaken| Error::OutOfPlace {
            attempted: CLAIMING,
        })?;
        let Some(job) = claimed else { return Ok(None) };
        if !holding::must_wait(tx, &job).await? {
            note_claim(tx, &job, owner).await?;
            return Ok(Some(job));
        }
        put_back(tx, job).await?;
        // All of its kind wait from now on, so that the next look finds another kind or nothing.
        holding::hold_back(tx).await?;
    }
}

/// As if it had not been taken.
async fn put_back(tx: &mut TenantTx, mut job: Job) -> Result<(), Error> {
    follow(&mut job, Event::HandedBack)?;
    job.attempt -= 1;
    rows::put(tx, &job, Duration::ZERO).await
}

async fn note_claim(tx: &mut TenantTx, job: &Job, owner: &str) -> Result<(), Error> {
    history::note(
        tx,
        job.id,
        Actor::Worker,
        "claimed",
        json!({"worker": owner, "attempt": job.attempt, "fence": job.fence}),
    )
    .await
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
/// time to pass. What waits is looked through only where nothing can be begun at once.
pub(crate) async fn next_due(tx: &mut TenantTx) -> Result<Option<OffsetDateTime>, Error> {
    sqlx::query_scalar(concat!(
        "select coalesce((select now() where exists (select 1 from unnest($1::text[]) as j (lane) cross join lateral \
             (select 1 from marketplace_jobs n where n.lane = j.lane and n.state = 'pending' and n.run_at <= now() \
             order by n.priority limit 1) as first where ",
        lane_is_free!(),
        ")), (select min(open.due) from ( \
         select j.run_at as due from marketplace_jobs j where j.state = 'pending' and ",
        lane_is_free!(),
        " union all select run_at from marketplace_jobs where state = 'retryable' \
         union all select lease_until from marketplace_jobs where state = 'running' \
         union all select deadline from marketplace_jobs where state = 'awaiting_executor' \
         union all select j.expires_at from marketplace_jobs j where (j.state in ('pending', 'retryable') \
             or (j.state = 'awaiting_executor' and j.executor_id is null)) and not ",
        stands_still!(),
        ") as open))"
    ))
    .bind(LANES.as_slice())
    .fetch_one(tx.conn())
    .await
    .attempted("looking for what is due next")
}
