//! Work that outlives a click: what is asked for here gets done or says why not, whatever is killed meanwhile.
//!
//! The truth of a job is its row in the shop's schema, changed in the same transaction as the listing it is about.
//! `state` is its life, `queue` and `turns` say which is next, `worker`, `shift` and `dispatch` do it, `settle` ends it, `sweep`
//! is what time does to it, `archive` what is put away in the end, `acts` what the seller may do. This room knows no marketplace but by `dispatch`.

pub(crate) mod acts;
mod archive;
mod detail;
pub(crate) mod dispatch;
pub(crate) mod doubt;
pub mod drill;
pub mod history;
pub(crate) mod judge;
pub(crate) mod kept;
mod list;
pub(crate) mod queue;
pub mod requests;
pub(crate) mod retry;
pub(crate) mod rows;
pub(crate) mod settle;
mod shift;
pub mod state;
pub(crate) mod sweep;
pub(crate) mod tasks;
pub(crate) mod turns;
pub(crate) mod view;
pub mod worker;

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::lane;
use crate::hints::Topic;
use history::JobEvent;
use stoflow_wire::ids::{JobId, ProductId, TenantId};
use stoflow_wire::jobs::{JobDetail, JobFilter, JobList, JobView};

/// One job as the drawer shows it.
pub async fn view(tx: &mut TenantTx, job: JobId) -> Result<JobView, Error> {
    view::one(tx, job).await
}

/// What the drawer shows: the open jobs and those that ended in the last 24 hours, newest first. Of more than 200 those
/// that something happens to, or happened to a moment ago.
pub async fn recent(tx: &mut TenantTx) -> Result<Vec<JobView>, Error> {
    view::recent(tx).await
}

/// One page of all jobs, the newest first. [`Error::NotFound`] for a batch this shop has not.
pub async fn list(tx: &mut TenantTx, filter: &JobFilter) -> Result<JobList, Error> {
    list::read(tx, filter).await
}

/// The products whose last job of a kind failed or was given up.
pub(crate) async fn broken_products(tx: &mut TenantTx) -> Result<Vec<ProductId>, Error> {
    list::broken_products(tx).await
}

/// A job with its steps and its whole history, archived or not. [`Error::NotFound`] where this shop has none of this id.
pub async fn detail(tx: &mut TenantTx, job: JobId) -> Result<JobDetail, Error> {
    detail::read(tx, job).await
}

/// Everything that happened to a job, oldest first.
pub async fn history(tx: &mut TenantTx, job: JobId) -> Result<Vec<JobEvent>, Error> {
    history::of(tx, job).await
}

/// Cancels a job. One that an executor has in hand is asked to stop before its effect; where the effect has happened
/// already the listing stays live and the job completes. `OutOfPlace` for a job that is over.
pub async fn cancel(backend: &Backend, tenant: TenantId, job: JobId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    acts::cancel(&mut tx, job, settle::patience(backend)).await?;
    done(backend, tx).await
}

/// Runs a job again: now instead of later, or anew after it failed or expired. `OutOfPlace` in other states, and
/// where its listing has moved on meanwhile.
pub async fn retry(backend: &Backend, tenant: TenantId, job: JobId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    acts::retry(&mut tx, job).await?;
    done(backend, tx).await
}

/// Keeps a job that no executor has in hand from being run. `OutOfPlace` for others.
pub async fn pause(backend: &Backend, tenant: TenantId, job: JobId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    acts::pause(&mut tx, job).await?;
    done(backend, tx).await
}

/// Lets a paused job run again.
pub async fn resume(backend: &Backend, tenant: TenantId, job: JobId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    acts::resume(&mut tx, job).await?;
    done(backend, tx).await
}

/// All of the shop's work stands still from now on, until `executors::resume_lane`: whatever its lane, and whether or
/// not a check stopped Vinted as well. What an executor has in hand is finished where its effect has begun, and handed
/// back where it has not.
pub async fn pause_all(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    lane::pause(&mut tx).await?;
    done(backend, tx).await?;
    backend.hints.wake(tenant, Topic::Executors);
    Ok(())
}

/// Runs every job again that waits for the seller, at most 1,000. Answers how many; those whose listing has moved on
/// meanwhile stay as they are.
pub async fn retry_broken(backend: &Backend, tenant: TenantId) -> Result<u32, Error> {
    const MOST: i64 = 1_000;
    let mut tx = backend.database.tenant(tenant).await?;
    let broken = list::broken(&mut tx, MOST).await?;
    tx.commit().await?;
    let mut retried = 0;
    for job in broken {
        let mut tx = backend.database.tenant(tenant).await?;
        match acts::retry(&mut tx, job).await {
            Ok(()) => {
                tx.commit().await?;
                retried += 1;
            }
            Err(Error::OutOfPlace { .. } | Error::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    turns::announce(backend, tenant).await;
    backend.hints.wake(tenant, Topic::Products);
    Ok(retried)
}

async fn done(backend: &Backend, tx: TenantTx) -> Result<(), Error> {
    let tenant = tx.tenant();
    tx.commit().await?;
    turns::announce(backend, tenant).await;
    Ok(())
}

/// Passes time in one shop: waits that ended, leases that lapsed, deadlines that passed.
pub async fn rescue(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    sweep::tend(backend, tenant).await
}

/// Puts away what is old in one shop, and forgets what was put away for long enough.
pub async fn clear(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    sweep::clear(backend, tenant).await
}

/// Does all that can be done in a shop right now, as a worker would.
#[cfg(any(test, feature = "testing"))]
pub async fn run_until_idle(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    worker::until_idle(backend, tenant).await
}
