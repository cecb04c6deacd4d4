//! The workers of one server process: they take shops by turn, claim one job of each, do it and settle it.
//!
//! No transaction is held while a job is done. Wake-ups shorten the wait; that a shop is looked at every two seconds
//! when its hint is there, and every minute in any case, is what correctness rests on.

use crate::backend::Backend;
use crate::error::Error;
use crate::hints::{Hint, Topic};
use crate::jobs::history::Actor;
use crate::jobs::judge::{Ending, Judgement};
use crate::jobs::rows::Job;
use crate::jobs::settle;
use crate::jobs::turns::{self, Turn};
use crate::jobs::{dispatch, doubt, queue, rows, sweep};
use std::time::Duration;
use stoflow_wire::ids::TenantId;
use stoflow_wire::jobs::JobState;
use time::OffsetDateTime;
use tokio::sync::{broadcast, watch};
use tokio::task::JoinSet;

/// Jobs prepared at the same time.
const HANDS: usize = 4;
const POLL: Duration = Duration::from_secs(2);
const RENEWAL: Duration = Duration::from_secs(10);
/// A worker that could not renew for this long stops before its lease is over.
const UNRENEWED: Duration = Duration::from_secs(20);
const SWEEP: Duration = Duration::from_secs(10);
/// Sweeps until every shop was seen: a minute's worth.
const SLICES: usize = 6;
/// Shops in a slice where there are few.
const AT_LEAST: usize = 100;

/// A pool of workers.
pub struct Worker {
    backend: Backend,
    /// Names this process in leases and histories.
    name: String,
}

impl Worker {
    pub fn new(backend: Backend, name: &str) -> Self {
        Self {
            backend,
            name: name.to_owned(),
        }
    }

    /// Works until `shutdown` turns true; what is in hand then is handed back at once.
    pub async fn run(self, shutdown: watch::Receiver<bool>) {
        let mut pool = JoinSet::new();
        for hand in 0..HANDS {
            let owner = format!("{}/{hand}", self.name);
            pool.spawn(serve(self.backend.clone(), owner, shutdown.clone()));
        }
        pool.spawn(sweep_round(self.backend.clone(), shutdown));
        while pool.join_next().await.is_some() {}
    }
}

async fn serve(backend: Backend, owner: String, mut shutdown: watch::Receiver<bool>) {
    let mut hints = backend.hints.subscribe();
    while !*shutdown.borrow() {
        match serve_next(&backend, &owner, &mut shutdown).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "a worker could not look for work"),
        }
        tokio::select! {
            _ = shutdown.changed() => {}
            () = job_hint(&mut hints) => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

async fn job_hint(hints: &mut broadcast::Receiver<Hint>) {
    loop {
        match hints.recv().await {
            Ok(hint) if hint.topic == Topic::Jobs => return,
            Ok(_) => {}
            Err(broadcast::error::RecvError::Lagged(_)) => return,
            Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// Serves the shop whose turn it is. `false` when it is nobody's.
async fn serve_next(
    backend: &Backend,
    owner: &str,
    shutdown: &mut watch::Receiver<bool>,
) -> Result<bool, Error> {
    let Some(turn) = turns::take(&backend.database).await? else {
        return Ok(false);
    };
    match serve_shop(backend, owner, turn, shutdown).await {
        Ok(()) => {}
        Err(Error::NotFound { .. }) => turns::pass(&backend.database, turn, None).await?,
        // The turn comes back by itself in half a minute.
        Err(error) => tracing::warn!(tenant = %turn.tenant, %error, "a shop could not be served"),
    }
    Ok(true)
}

async fn serve_shop(
    backend: &Backend,
    owner: &str,
    turn: Turn,
    shutdown: &mut watch::Receiver<bool>,
) -> Result<(), Error> {
    visit(backend, owner, turn.tenant, shutdown).await?;
    let due = next_due(backend, turn.tenant).await?;
    turns::pass(&backend.database, turn, due).await
}

async fn next_due(backend: &Backend, tenant: TenantId) -> Result<Option<OffsetDateTime>, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let due = queue::next_due(&mut tx).await?;
    tx.commit().await?;
    Ok(due)
}

/// Lets time pass in a shop, then does one of its jobs. `false` when there was none to do.
pub(crate) async fn visit(
    backend: &Backend,
    owner: &str,
    tenant: TenantId,
    shutdown: &mut watch::Receiver<bool>,
) -> Result<bool, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let changed = sweep::tick(&mut tx, settle::patience(backend)).await?;
    tx.commit().await?;
    let job = claim(backend, owner, tenant).await?;
    if let Some(job) = &job {
        perform(backend, tenant, job, shutdown).await?;
    }
    if changed || job.is_some() {
        turns::announce(backend, tenant).await;
    }
    Ok(job.is_some())
}

async fn claim(backend: &Backend, owner: &str, tenant: TenantId) -> Result<Option<Job>, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    match queue::claim(&mut tx, owner).await {
        Err(Error::OutOfPlace {
            attempted: queue::CLAIMING,
        }) => Ok(None),
        Err(error) => Err(error),
        Ok(job) => {
            tx.commit().await?;
            Ok(job)
        }
    }
}

/// Does a claimed job while its lease is renewed. A lease that is lost stops the work: it is somebody else's now.
async fn perform(
    backend: &Backend,
    tenant: TenantId,
    job: &Job,
    shutdown: &mut watch::Receiver<bool>,
) -> Result<(), Error> {
    let verdict = tokio::select! {
        verdict = Box::pin(dispatch::dispatch(backend, tenant, job)) => verdict,
        () = lease_lost(backend, tenant, job) => {
            tracing::warn!(%tenant, job = %job.id, "a worker lost its lease and stopped");
            return Ok(());
        }
        () = stopping(shutdown) => return hand_back(backend, tenant, job).await,
    };
    Box::pin(settle::verdict(backend, tenant, job, verdict)).await
}

/// Renews the lease for as long as it is ours.
async fn lease_lost(backend: &Backend, tenant: TenantId, job: &Job) {
    let mut unrenewed = Duration::ZERO;
    while unrenewed < UNRENEWED {
        tokio::time::sleep(RENEWAL).await;
        match renew(backend, tenant, job).await {
            Ok(true) => unrenewed = Duration::ZERO,
            Ok(false) => return,
            Err(_) => unrenewed += RENEWAL,
        }
    }
}

async fn renew(backend: &Backend, tenant: TenantId, job: &Job) -> Result<bool, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let ours = queue::renew(&mut tx, job.id, job.fence).await?;
    tx.commit().await?;
    Ok(ours)
}

async fn stopping(shutdown: &mut watch::Receiver<bool>) {
    if shutdown.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn hand_back(backend: &Backend, tenant: TenantId, claimed: &Job) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
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
    tx.commit().await
}

async fn sweep_round(backend: Backend, mut shutdown: watch::Receiver<bool>) {
    let mut after = TenantId(0);
    while !*shutdown.borrow() {
        match sweep_slice(&backend, after).await {
            Ok(last) => after = last,
            Err(error) => tracing::warn!(%error, "the sweep could not look at the shops"),
        }
        tokio::select! {
            _ = shutdown.changed() => {}
            () = tokio::time::sleep(SWEEP) => {}
        }
    }
}

/// Tends a slice of the shops after `after`; answers where the next slice begins.
async fn sweep_slice(backend: &Backend, after: TenantId) -> Result<TenantId, Error> {
    let shops = turns::shops(&backend.database).await?;
    let slice = shops.len().div_ceil(SLICES).max(AT_LEAST);
    let mut last = TenantId(0);
    for shop in shops.iter().filter(|shop| **shop > after).take(slice) {
        if let Err(error) = sweep::tend(backend, *shop).await {
            tracing::warn!(tenant = %shop, %error, "the sweep could not tend a shop");
        }
        last = *shop;
    }
    let was_the_last = shops.last() == Some(&last);
    Ok(if was_the_last { TenantId(0) } else { last })
}

/// Does all that can be done in a shop now, in this task, as one worker would.
#[cfg(any(test, feature = "testing"))]
pub(crate) async fn until_idle(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    let (_running, mut shutdown) = watch::channel(false);
    while visit(backend, "test", tenant, &mut shutdown).await? {}
    Ok(())
}
