//! The workers of one server process: they take shops by turn, claim one job of each, do it and settle it.
//!
//! No transaction is held while a job is done. Wake-ups shorten the wait; that a shop is looked at every two seconds
//! when its hint is there, and every minute in any case, is what correctness rests on.

use crate::backend::Backend;
use crate::error::Error;
use crate::hints::{Hint, Topic};
use crate::jobs::dispatch::{Handler, Rooms};
use crate::jobs::shift::Hand;
use crate::jobs::turns;
use crate::schedules::rounds;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, watch};
use tokio::task::JoinSet;

/// Jobs prepared at the same time.
const HANDS: usize = 4;
const POLL: Duration = Duration::from_secs(2);

/// A pool of workers.
pub struct Worker {
    backend: Backend,
    /// Names this process in leases and histories.
    name: String,
    hands: usize,
    handler: Arc<dyn Handler>,
}

impl Worker {
    pub fn new(backend: Backend, name: &str) -> Self {
        Self::with(backend, name, HANDS, Arc::new(Rooms))
    }

    /// So many hands that do jobs with `handler`.
    pub(crate) fn with(
        backend: Backend,
        name: &str,
        hands: usize,
        handler: Arc<dyn Handler>,
    ) -> Self {
        Self {
            backend,
            name: name.to_owned(),
            hands,
            handler,
        }
    }

    /// Works until `shutdown` turns true; what is in hand then is handed back at once.
    pub async fn run(self, shutdown: watch::Receiver<bool>) {
        let mut pool = JoinSet::new();
        for number in 0..self.hands {
            let hand = Hand {
                backend: self.backend.clone(),
                owner: format!("{}/{number}", self.name),
                handler: Arc::clone(&self.handler),
            };
            pool.spawn(serve(hand, shutdown.clone()));
        }
        pool.spawn(rounds::run(self.backend.clone(), shutdown));
        while pool.join_next().await.is_some() {}
    }
}

async fn serve(hand: Hand, mut shutdown: watch::Receiver<bool>) {
    let mut hints = hand.backend.hints.subscribe();
    while !*shutdown.borrow() {
        match serve_next(&hand, &mut shutdown).await {
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
async fn serve_next(hand: &Hand, shutdown: &mut watch::Receiver<bool>) -> Result<bool, Error> {
    let database = &hand.backend.database;
    let Some(turn) = turns::take(database).await? else {
        return Ok(false);
    };
    match hand.serve(turn.tenant, shutdown).await {
        Ok(turned) => {
            tracing::trace!(tenant = %turn.tenant, jobs = turned.jobs, "a turn is over");
            turns::pass(database, turn, turned.due).await?;
        }
        Err(Error::NotFound { .. }) => turns::pass(database, turn, None).await?,
        // The turn comes back by itself in half a minute.
        Err(error) => tracing::warn!(tenant = %turn.tenant, %error, "a shop could not be served"),
    }
    Ok(true)
}

/// Does all that can be done in a shop now, in this task, as one worker would.
#[cfg(any(test, feature = "testing"))]
pub(crate) async fn until_idle(
    backend: &Backend,
    tenant: stoflow_wire::ids::TenantId,
) -> Result<(), Error> {
    let (_running, mut shutdown) = watch::channel(false);
    let hand = Hand {
        backend: backend.clone(),
        owner: "test".to_owned(),
        handler: Arc::new(Rooms),
    };
    while hand.serve(tenant, &mut shutdown).await?.jobs > 0 {
        turns::announce(backend, tenant).await;
    }
    Ok(())
}
