//! What time does to a shop's jobs: waits end, leases lapse, deadlines pass, lives are over. All by the database's
//! clock. Run whenever a shop is served, and for every shop in turn by the sweep.

use crate::backend::Backend;
use crate::channels::ebay;
use crate::channels::vinted::alarm;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::executors::lane::stands_still;
use crate::executors::{connection, device, sight};
use crate::governor::holding;
use crate::jobs::history::{self, Actor};
use crate::jobs::judge::{Ending, Judgement};
use crate::jobs::rows::{self, Job};
use crate::jobs::settle::{self, follow};
use crate::jobs::state::Event;
use crate::jobs::{archive, doubt, queue, turns};
use crate::{conversations, listings, products, sales, wardrobe};
use serde_json::json;
use std::time::Duration;
use stoflow_wire::ids::{JobId, TenantId};
use stoflow_wire::jobs::{JobState, Trouble};

/// Jobs moved in one transaction; the rest follow in the next.
const AT_ONCE: i64 = 100;

#[derive(sqlx::FromRow)]
struct Due {
    id: i64,
    expired: bool,
    /// The worker's lease lapsed more than five minutes ago and nobody rescued the job.
    forgotten: bool,
}

/// Nobody is at it, and its time is over; while its lane stands still no time goes by for it.
macro_rules! life_is_over {
    () => {
        concat!(
            "(j.expires_at <= now() and (j.state in ('pending', 'retryable') \
             or (j.state = 'awaiting_executor' and j.executor_id is null)) and not ",
            stands_still!(),
            ")"
        )
    };
}

/// Does what is due in this shop. `true` when something changed.
pub(crate) async fn tick(tx: &mut TenantTx, patience: Duration) -> Result<bool, Error> {
    let due: Vec<Due> = sqlx::query_as(concat!(
        "select j.id, ",
        life_is_over!(),
        " as expired, \
         coalesce(j.state = 'running' and j.lease_until < now() - interval '5 minutes', false) as forgotten \
         from marketplace_jobs j where j.finished_at is null and ( \
             (j.state = 'retryable' and j.run_at <= now()) \
             or (j.state = 'running' and j.lease_until <= now()) \
             or (j.state = 'awaiting_executor' and j.deadline <= now()) or ",
        life_is_over!(),
        ") order by j.id limit $1 for update of j skip locked"
    ))
    .bind(AT_ONCE)
    .fetch_all(tx.conn())
    .await
    .attempted("looking for jobs whose time has come")?;
    for job in &due {
        if job.forgotten {
            tracing::error!(tenant = %tx.tenant(), job = job.id, "a lapsed lease was not rescued for five minutes");
        }
        let locked = rows::lock(tx, JobId(job.id)).await?;
        if job.expired {
            expire(tx, locked).await?;
        } else {
            pass_time(tx, locked, patience).await?;
        }
    }
    let held = holding::hold_back(tx).await?;
    Ok(held || !due.is_empty())
}

async fn expire(tx: &mut TenantTx, mut job: Job) -> Result<(), Error> {
    let trouble = job.trouble.clone().unwrap_or(Trouble::TimedOut);
    let expired = Judgement {
        ending: Ending::Expired(trouble),
        in_doubt: doubt::is_open(tx, &job).await?,
        stops_lane: None,
    };
    settle::conclude(tx, &mut job, expired, Actor::Clock).await
}

async fn pass_time(tx: &mut TenantTx, mut job: Job, patience: Duration) -> Result<(), Error> {
    match job.state {
        JobState::Retryable => {
            follow(&mut job, Event::Due)?;
            rows::put(tx, &job, Duration::ZERO).await
        }
        JobState::Running => {
            history::note(
                tx,
                job.id,
                Actor::Clock,
                "rescued",
                json!({"fence": job.fence}),
            )
            .await?;
            settle::broken(tx, &mut job, Trouble::Internal, Actor::Clock).await
        }
        JobState::AwaitingExecutor => look_after(tx, job, patience).await,
        _ => Ok(()),
    }
}

/// A parked job nobody took waits on, and says so. One that was handed over and is not heard of ends its attempt,
/// unless the person paused the extension.
async fn look_after(tx: &mut TenantTx, mut job: Job, patience: Duration) -> Result<(), Error> {
    let Some(executor) = job.executor else {
        job.trouble = connection::absence(tx).await?;
        return rows::note_progress(tx, &job, patience).await;
    };
    if device::is_paused(tx, executor).await? {
        return rows::note_progress(tx, &job, patience).await;
    }
    settle::silence(tx, &mut job, Actor::Clock).await
}

/// Serves time to one shop, puts its hint right, and tells its seller where Vinted is out of sight for long. One
/// transaction: there are many shops.
pub(crate) async fn tend(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let changed = tick(&mut tx, settle::patience(backend)).await?;
    let changed = keep_fresh(&mut tx).await? || changed;
    queue::grow_old(&mut tx).await?;
    let due = queue::next_due(&mut tx).await?;
    let alarm = alarm::due(&mut tx).await?;
    let of_ebay = ebay::alarm::due(&mut tx).await?;
    tx.commit().await?;
    if changed {
        turns::announce(backend, tenant).await;
    }
    if let Some(due) = due {
        turns::ask(&backend.database, tenant, due).await?;
    }
    if let Some(alarm) = alarm {
        alarm::send(backend, tenant, alarm).await?;
    }
    if let Some(due) = of_ebay {
        ebay::alarm::see_to(backend, tenant, due).await?;
    }
    Ok(())
}

/// Asks for what nobody asked for and is time to be read again, or put up anew. `true` where it did.
async fn keep_fresh(tx: &mut TenantTx) -> Result<bool, Error> {
    let Some(acquaintance) = sight::can_be_read(tx).await? else {
        return Ok(false);
    };
    let wardrobe = wardrobe::keep_fresh(tx, acquaintance).await?;
    let sales = sales::keep_fresh(tx, acquaintance).await?;
    let conversations = conversations::keep_fresh(tx, acquaintance).await?;
    let relisting = listings::relist::by_itself(tx).await?;
    Ok(wardrobe || sales || conversations || relisting)
}

/// Puts away what is old in one shop, some of it at a time.
pub(crate) async fn clear(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    let mut more = true;
    while more {
        let mut tx = backend.database.tenant(tenant).await?;
        products::clear_untouched(&mut tx).await?;
        more = archive::move_some(&mut tx).await?;
        more = archive::forget_some(&mut tx).await? || more;
        tx.commit().await?;
    }
    Ok(())
}
