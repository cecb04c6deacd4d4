//! What is done by the clock (`public.schedules`): each of it once in a cluster, by whichever server comes first.
//!
//! Knows when, and which room does it; what is done is that room's business. Shops are looked after in [`rounds`]: too
//! many for one server's turn, so that all servers share them.

mod cadence;
mod calendar;
mod duties;
pub(crate) mod rounds;
#[cfg(test)]
mod tests;

use crate::backend::Backend;
use crate::error::Error;
use calendar::{Outcome, Turn};
use duties::Duty;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How late a schedule may begin.
const TICK: Duration = Duration::from_secs(1);

/// A run is cut off after this, well before another server would take it up.
const LONGEST: Duration = Duration::from_mins(4);

/// Does what is due until told to stop, and ends what it is at. A run that is cut off is taken up again by whoever
/// comes first after some minutes.
pub async fn run(backend: &Backend, mut stop: watch::Receiver<bool>) {
    let mut runs = JoinSet::new();
    while !*stop.borrow() {
        if let Err(error) = take_all(backend, &mut runs).await {
            tracing::warn!(%error, "the schedules could not be looked at; the next second tries again");
        }
        while runs.try_join_next().is_some() {}
        tokio::select! {
            _ = stop.changed() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
    runs.join_all().await;
}

/// Each run is a task of its own: a long one makes no other late.
async fn take_all(backend: &Backend, runs: &mut JoinSet<()>) -> Result<(), Error> {
    let now = calendar::now(&backend.database).await?;
    while let Some(turn) = calendar::take(&backend.database, &duties::schedules(), now).await? {
        runs.spawn(take(backend.clone(), turn));
    }
    Ok(())
}

async fn take(backend: Backend, turn: Turn) {
    let outcome = match Duty::of_name(&turn.name) {
        Some(duty) => perform(&backend, duty).await,
        // A newer server's: it is there to do it.
        None => return,
    };
    if let Err(error) = calendar::end(&backend.database, &duties::schedules(), &turn, outcome).await
    {
        tracing::warn!(schedule = turn.name, %error, "the end of a run was not written; it will be done again");
    }
}

async fn perform(backend: &Backend, duty: Duty) -> Outcome {
    match tokio::time::timeout(LONGEST, duty.perform(backend)).await {
        Ok(Ok(())) => Outcome::Done,
        Ok(Err(error)) => {
            tracing::error!(
                schedule = duty.name(),
                error = &error as &dyn std::error::Error,
                "what is done by the clock failed; it is tried again"
            );
            Outcome::Failed
        }
        Err(_) => {
            tracing::error!(
                schedule = duty.name(),
                "what is done by the clock took too long; it is tried again"
            );
            Outcome::Failed
        }
    }
}
