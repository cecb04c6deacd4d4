//! Jobs that the governor holds back: they wait in the queue for the time it named, with the reason on them.

use super::policy::{self, Hold, Reach};
use super::{day, rules};
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs::queue::{self, LIFE, VINTED_LANE};
use crate::jobs::rows::Job;
use sqlx::types::Json;
use stoflow_wire::executor::Held;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::platform::JobKind;

/// What is urgent is never held back: a sale elsewhere does not wait for the morning.
const URGENT: i16 = 1;

/// Whether this job must not be begun, or handed to a browser, now.
pub(crate) async fn must_wait(tx: &mut TenantTx, job: &Job) -> Result<bool, Error> {
    if job.priority <= URGENT || queue::lane(job.kind) != VINTED_LANE {
        return Ok(false);
    }
    let rules = rules::read(tx).await?;
    let today = day::read(tx, rules.quiet).await?;
    Ok(policy::judge(&rules, &today, job.kind).is_some())
}

/// Lets jobs wait that are due and must not be begun now. `true` where there were some.
pub(crate) async fn hold_back(tx: &mut TenantTx) -> Result<bool, Error> {
    let due = due(tx).await?;
    if due.is_empty() {
        return Ok(false);
    }
    let rules = rules::read(tx).await?;
    let today = day::read(tx, rules.quiet).await?;
    let mut held = false;
    for kind in due {
        if let Some(hold) = policy::judge(&rules, &today, kind) {
            let waiting = wait(tx, &hold).await?;
            held |= waiting;
        }
    }
    Ok(held)
}

/// The kinds of work that could be begun now.
async fn due(tx: &mut TenantTx) -> Result<Vec<JobKind>, Error> {
    let kinds: Vec<(String, String)> = sqlx::query_as(
        "select distinct platform, action from marketplace_jobs \
         where state = 'pending' and run_at <= now() and lane = $1 and priority > $2",
    )
    .bind(VINTED_LANE)
    .bind(URGENT)
    .fetch_all(tx.conn())
    .await
    .attempted("looking what could be begun")?;
    let kinds = kinds.iter();
    Ok(kinds
        .filter_map(|(platform, action)| JobKind::from_names(platform, action))
        .collect())
}

/// A job's life does not go by while it is held back.
async fn wait(tx: &mut TenantTx, hold: &Hold) -> Result<bool, Error> {
    let action = match hold.reach {
        Reach::All => None,
        Reach::Action(action) => Some(action),
    };
    let jobs: Vec<i64> = sqlx::query_scalar(
        "update marketplace_jobs set run_at = $3, trouble = $4, \
         expires_at = greatest(expires_at, $3 + make_interval(secs => $6)) \
         where id in (select id from marketplace_jobs \
             where state = 'pending' and run_at <= now() and lane = $1 and priority > $5 \
             and ($2::text is null or action = $2) for update skip locked) returning id",
    )
    .bind(VINTED_LANE)
    .bind(action)
    .bind(hold.until)
    .bind(Json(&hold.why))
    .bind(URGENT)
    .bind(LIFE.as_secs_f64())
    .fetch_all(tx.conn())
    .await
    .attempted("holding jobs back")?;
    sqlx::query(
        "insert into job_events (job_id, actor, event, detail) \
         select held.id, 'clock', 'held_back', jsonb_build_object('trouble', $2::jsonb) \
         from unnest($1::bigint[]) as held (id)",
    )
    .bind(&jobs)
    .bind(Json(&hold.why))
    .execute(tx.conn())
    .await
    .attempted("writing down what is held back")?;
    Ok(!jobs.is_empty())
}

/// What waits now, told by those that go on first; `None` where nothing does.
pub(crate) async fn held(tx: &mut TenantTx) -> Result<Option<Held>, Error> {
    let row: Option<(Json<Trouble>, i64)> = sqlx::query_as(
        "select trouble, count(*) over () from marketplace_jobs \
         where state = 'pending' and lane = $1 and run_at > now() \
         and trouble ->> 'code' in ('quiet_hours', 'daily_cap', 'hourly_cap') order by run_at, id limit 1",
    )
    .bind(VINTED_LANE)
    .fetch_optional(tx.conn())
    .await
    .attempted("looking what is held back")?;
    Ok(row.map(|(why, jobs)| Held {
        jobs: u32::try_from(jobs).unwrap_or(u32::MAX),
        why: why.0,
    }))
}

/// Everything that is held back is due at once, to be judged by other rules.
pub(super) async fn release(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query(
        "update marketplace_jobs set run_at = now(), trouble = null \
         where state = 'pending' and lane = $1 and trouble ->> 'code' in ('quiet_hours', 'daily_cap', 'hourly_cap')",
    )
    .bind(VINTED_LANE)
    .execute(tx.conn())
    .await
    .attempted("letting jobs go on")?;
    Ok(())
}
