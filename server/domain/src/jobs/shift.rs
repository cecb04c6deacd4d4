//! One worker's turn at one shop: lets time pass there, then does its jobs one after the other until the turn is over.
//!
//! The end of a job and the claim of the next are one transaction; none is open while a job is done.

use crate::backend::Backend;
use crate::error::Error;
use crate::hints::Topic;
use crate::jobs::dispatch::Handler;
use crate::jobs::history::Actor;
use crate::jobs::judge::{Ending, Judgement};
use crate::jobs::rows::{self, Job};
use crate::jobs::settle::{self, Verdict};
use crate::jobs::{doubt, queue, sweep};
use std::sync::Arc;
use std::time::{Duration, Instant};
use stoflow_wire::ids::TenantId;
use stoflow_wire::jobs::JobState;
use time::OffsetDateTime;
use tokio::sync::watch;

const RENEWAL: Duration = Duration::from_secs(10);
/// A worker that could not renew for this long stops before its lease is over.
const UNRENEWED: Duration = Duration::from_secs(20);

/// Jobs of one turn, and how long after its beginning no further one is begun: then it is the next shop's turn.
const JOBS: u32 = 10;
const TURN: Duration = Duration::from_millis(250);

/// One worker.
pub(super) struct Hand {
    pub(super) backend: Backend,
    /// Names it in leases and histories.
    pub(super) owner: String,
    pub(super) handler: Arc<dyn Handler>,
}

/// What a transaction of a turn begins with.
enum First {
    LetTimePass,
    Settle(Box<Job>, Verdict),
}

/// What it ends with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    ClaimNext,
    Rest,
}

/// A turn that is over.
pub(super) struct Turned {
    /// Jobs that were done.
    pub(super) jobs: u32,
    /// When the shop has to be served again, if ever.
    pub(super) due: Option<OffsetDateTime>,
}

/// What is next in the shop.
enum Next {
    Job(Box<Job>),
    /// Nothing that this turn could do. When something has to happen again, if ever.
    Due(Option<OffsetDateTime>),
}

impl Hand {
    /// Serves one shop for one turn.
    pub(super) async fn serve(
        &self,
        tenant: TenantId,
        shutdown: &mut watch::Receiver<bool>,
    ) -> Result<Turned, Error> {
        let begun = Instant::now();
        let mut jobs = 0;
        let mut next = self
            .go_on(tenant, First::LetTimePass, Then::ClaimNext)
            .await?;
        loop {
            let job = match next {
                Next::Job(job) => job,
                Next::Due(due) => return Ok(Turned { jobs, due }),
            };
            let first = match self.perform(tenant, &job, shutdown).await? {
                Some(verdict) => First::Settle(job, verdict),
                None => First::LetTimePass,
            };
            jobs += 1;
            let over = jobs == JOBS || begun.elapsed() >= TURN || *shutdown.borrow();
            let then = if over { Then::Rest } else { Then::ClaimNext };
            next = self.go_on(tenant, first, then).await?;
        }
    }

    /// One transaction: settles what was done and claims what is next. Where another worker took that lane at the same
    /// moment it is done again without a claim.
    async fn go_on(&self, tenant: TenantId, first: First, then: Then) -> Result<Next, Error> {
        match self.try_to_go_on(tenant, &first, then).await {
            Err(Error::OutOfPlace {
                attempted: queue::CLAIMING,
            }) => self.try_to_go_on(tenant, &first, Then::Rest).await,
            gone_on => gone_on,
        }
    }

    async fn try_to_go_on(
        &self,
        tenant: TenantId,
        first: &First,
        then: Then,
    ) -> Result<Next, Error> {
        let mut tx = self.backend.database.tenant(tenant).await?;
        let changed = match first {
            First::LetTimePass => sweep::tick(&mut tx, settle::patience(&self.backend)).await?,
            First::Settle(job, verdict) => {
                Box::pin(settle::verdict(&self.backend, &mut tx, job, verdict)).await?;
                true
            }
        };
        let claimed = match then {
            Then::ClaimNext => queue::claim(&mut tx, &self.owner).await?,
            Then::Rest => None,
        };
        let changed = changed || claimed.is_some();
        let next = match claimed {
            Some(job) => Next::Job(Box::new(job)),
            None => Next::Due(queue::next_due(&mut tx).await?),
        };
        tx.commit().await?;
        if changed {
            // Something may be there for a browser to fetch; whoever shows jobs has something new to show.
            self.backend.hints.wake(tenant, Topic::Commands);
            self.backend.hints.wake(tenant, Topic::Progress);
        }
        Ok(next)
    }

    /// Does a claimed job while its lease is renewed. `None` where it is not ours any more: the lease is lost, or it
    /// was handed back because this process stops.
    async fn perform(
        &self,
        tenant: TenantId,
        job: &Job,
        shutdown: &mut watch::Receiver<bool>,
    ) -> Result<Option<Verdict>, Error> {
        tokio::select! {
            verdict = self.handler.handle(&self.backend, tenant, job) => Ok(Some(verdict)),
            () = self.lease_lost(tenant, job) => {
                tracing::warn!(%tenant, job = %job.id, "a worker lost its lease and stopped");
                Ok(None)
            }
            () = stopping(shutdown) => {
                self.hand_back(tenant, job).await?;
                Ok(None)
            }
        }
    }

    /// Renews the lease for as long as it is ours.
    async fn lease_lost(&self, tenant: TenantId, job: &Job) {
        let mut unrenewed = Duration::ZERO;
        while unrenewed < UNRENEWED {
            tokio::time::sleep(RENEWAL).await;
            match self.renew(tenant, job).await {
                Ok(true) => unrenewed = Duration::ZERO,
                Ok(false) => return,
                Err(_) => unrenewed += RENEWAL,
            }
        }
    }

    async fn renew(&self, tenant: TenantId, job: &Job) -> Result<bool, Error> {
        let mut tx = self.backend.database.tenant(tenant).await?;
        let ours = queue::renew(&mut tx, job.id, job.fence).await?;
        tx.commit().await?;
        Ok(ours)
    }

    async fn hand_back(&self, tenant: TenantId, claimed: &Job) -> Result<(), Error> {
        let mut tx = self.backend.database.tenant(tenant).await?;
        let mut job = rows::lock(&mut tx, claimed.id).await?;
        if job.state != JobState::Running || job.fence != claimed.fence {
            return Ok(());
        }
        let untouched = Judgement {
            ending: Ending::HandedBack(None),
            in_doubt: doubt::is_open(&mut tx, &job).await?,
            stops_lane: None,
        };
        settle::conclude(&mut tx, &mut job, untouched, Actor::Worker).await?;
        tx.commit().await?;
        self.backend.hints.wake(tenant, Topic::Jobs);
        Ok(())
    }
}

async fn stopping(shutdown: &mut watch::Receiver<bool>) {
    if shutdown.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
