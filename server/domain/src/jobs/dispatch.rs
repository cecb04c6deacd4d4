//! Which room does which kind of job. Exhaustive: a new kind does not compile until it has a room.

use crate::backend::Backend;
use crate::channels::vinted;
use crate::error::Error;
use crate::jobs::rows::Job;
use crate::jobs::settle::Verdict;
use futures::future::BoxFuture;
use stoflow_wire::ids::TenantId;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::platform::{JobKind, VintedAction};

/// Does claimed jobs.
pub(crate) trait Handler: Send + Sync {
    fn handle<'a>(
        &'a self,
        backend: &'a Backend,
        tenant: TenantId,
        job: &'a Job,
    ) -> BoxFuture<'a, Verdict>;
}

/// Does each job in its room.
pub(crate) struct Rooms;

impl Handler for Rooms {
    fn handle<'a>(
        &'a self,
        backend: &'a Backend,
        tenant: TenantId,
        job: &'a Job,
    ) -> BoxFuture<'a, Verdict> {
        Box::pin(dispatch(backend, tenant, job))
    }
}

/// Does a claimed job, as far as this process can.
async fn dispatch(backend: &Backend, tenant: TenantId, job: &Job) -> Verdict {
    let worked = match job.kind {
        JobKind::Vinted(VintedAction::Publish) => {
            vinted::publish::prepare(backend, tenant, job).await
        }
        JobKind::Vinted(VintedAction::Update) => {
            vinted::update::prepare(backend, tenant, job).await
        }
        JobKind::Vinted(VintedAction::Delete) => {
            vinted::delete::prepare(backend, tenant, job).await
        }
        JobKind::Vinted(VintedAction::Relist) => {
            Box::pin(vinted::draft::relist(backend, tenant, job)).await
        }
        JobKind::Vinted(VintedAction::Sync) => vinted::sync::prepare(backend, tenant, job).await,
        JobKind::Vinted(VintedAction::Message) => Ok(vinted::inbox::prepare(job)),
        JobKind::Vinted(VintedAction::Reply) => vinted::reply::prepare(backend, tenant, job).await,
        JobKind::Vinted(VintedAction::Link) => {
            Box::pin(vinted::link::perform(backend, tenant, job)).await
        }
        JobKind::Vinted(VintedAction::Orders) => {
            Box::pin(vinted::sales::prepare(backend, tenant, job)).await
        }
    };
    match worked {
        Ok(verdict) => verdict,
        Err(Error::NotReady(gaps)) => Verdict::Fail(Trouble::NotReady { gaps }),
        Err(error) => {
            tracing::error!(%tenant, job = %job.id, %error, "a job could not be prepared");
            Verdict::Retry(Trouble::Internal)
        }
    }
}
