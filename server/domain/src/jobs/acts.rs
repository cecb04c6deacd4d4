//! What a seller may do to a job: cancel, pause, resume, try again.
//!
//! A job that an executor has in hand is only asked to stop. Where it is not known whether the listing went live, a
//! cancelled job goes on until it has looked, and creates nothing: found, the listing stays and is shown.

use crate::channels::vinted::draft::turning;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs::doubt;
use crate::jobs::history::{self, Actor};
use crate::jobs::judge::{Ending, Judgement};
use crate::jobs::queue::LIFE;
use crate::jobs::rows::{self, Job};
use crate::jobs::settle;
use crate::jobs::state::Event;
use crate::listings;
use serde_json::json;
use std::time::Duration;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::JobState;

pub(crate) async fn cancel(tx: &mut TenantTx, id: JobId, patience: Duration) -> Result<(), Error> {
    let mut job = rows::lock(tx, id).await?;
    if job.state.is_final() {
        return Err(out_of_place("cancelling"));
    }
    if turning::is_past_return(&job) {
        return Err(out_of_place("cancelling what can only go on"));
    }
    let in_doubt = doubt::is_open(tx, &job).await?;
    let at_work = is_at_work(&job);
    if !at_work && !in_doubt && turning::turn_back(&mut job) {
        return take_back(tx, job, Actor::Seller).await;
    }
    if !at_work && !in_doubt {
        let cancelled = Judgement {
            ending: Ending::Cancelled,
            in_doubt: false,
            stops_lane: None,
        };
        return settle::conclude(tx, &mut job, cancelled, Actor::Seller).await;
    }
    history::note(
        tx,
        id,
        Actor::Seller,
        "cancel_asked",
        json!({"in_doubt": in_doubt}),
    )
    .await?;
    job.cancel_requested = true;
    match job.state {
        JobState::Running => ask_running(tx, id).await,
        JobState::AwaitingExecutor => rows::note_progress(tx, &job, patience).await,
        JobState::Paused => {
            allowed(&mut job, Event::Resumed, "cancelling")?;
            rows::put(tx, &job, Duration::ZERO).await
        }
        _ => rows::put(tx, &job, Duration::ZERO).await,
    }
}

/// Back in the queue, to take its draft away.
async fn take_back(tx: &mut TenantTx, mut job: Job, actor: Actor) -> Result<(), Error> {
    let way: &[Event] = match job.state {
        JobState::Retryable => &[Event::Due],
        JobState::Paused => &[Event::Resumed],
        JobState::AwaitingExecutor => &[Event::Returned, Event::HandedBack],
        _ => &[],
    };
    for event in way {
        allowed(&mut job, *event, "cancelling")?;
    }
    rows::put(tx, &job, Duration::ZERO).await?;
    let detail = json!({"in_doubt": false});
    history::note(tx, job.id, actor, "cancel_asked", detail).await
}

/// Cancels a job because of what was heard elsewhere; one that is over stays as it is, and one that is at work is asked to
/// stop. The time its executor has does not begin anew.
pub(crate) async fn call_off(tx: &mut TenantTx, id: JobId) -> Result<(), Error> {
    let mut job = rows::lock(tx, id).await?;
    if job.state.is_final() || turning::goes_on_anyhow(&job) {
        return Ok(());
    }
    let in_doubt = doubt::is_open(tx, &job).await?;
    if in_doubt || is_at_work(&job) {
        return ask_running(tx, id).await;
    }
    if turning::turn_back(&mut job) {
        return take_back(tx, job, Actor::Worker).await;
    }
    let cancelled = Judgement {
        ending: Ending::Cancelled,
        in_doubt: false,
        stops_lane: None,
    };
    settle::conclude(tx, &mut job, cancelled, Actor::Worker).await
}

/// Somebody has it in hand.
fn is_at_work(job: &Job) -> bool {
    match job.state {
        JobState::Running => true,
        JobState::AwaitingExecutor => job.executor.is_some(),
        _ => false,
    }
}

async fn ask_running(tx: &mut TenantTx, id: JobId) -> Result<(), Error> {
    sqlx::query("update marketplace_jobs set cancel_requested = true where id = $1")
        .bind(id.0)
        .execute(tx.conn())
        .await
        .attempted("asking a job to stop")?;
    Ok(())
}

/// Runs a job again: now instead of at its time, or after it failed or expired. It starts with all its attempts and
/// keeps what was uploaded.
pub(crate) async fn retry(tx: &mut TenantTx, id: JobId) -> Result<(), Error> {
    let mut job = rows::lock(tx, id).await?;
    let was_final = job.state.is_final();
    allowed(&mut job, Event::RetryAsked, "trying again")?;
    if was_final {
        listings::outcome::reopen(tx, &job).await?;
    }
    job.attempt = 0;
    job.kept.denied = false;
    job.cancel_requested = false;
    job.trouble = None;
    rows::put(tx, &job, Duration::ZERO).await?;
    live_on(tx, id).await?;
    history::note(tx, id, Actor::Seller, "retry_asked", json!({})).await
}

pub(crate) async fn pause(tx: &mut TenantTx, id: JobId) -> Result<(), Error> {
    let mut job = rows::lock(tx, id).await?;
    let way: &[Event] = match job.state {
        JobState::Retryable => &[Event::Due, Event::Paused],
        JobState::AwaitingExecutor if job.executor.is_none() => {
            job.attempt = (job.attempt - 1).max(0);
            &[Event::Returned, Event::HandedBack, Event::Paused]
        }
        _ => &[Event::Paused],
    };
    for event in way {
        allowed(&mut job, *event, "pausing")?;
    }
    job.progress = None;
    rows::put(tx, &job, Duration::ZERO).await?;
    history::note(tx, id, Actor::Seller, "paused", json!({})).await
}

pub(crate) async fn resume(tx: &mut TenantTx, id: JobId) -> Result<(), Error> {
    let mut job = rows::lock(tx, id).await?;
    allowed(&mut job, Event::Resumed, "resuming")?;
    rows::put(tx, &job, Duration::ZERO).await?;
    live_on(tx, id).await?;
    history::note(tx, id, Actor::Seller, "resumed", json!({})).await
}

/// A whole life again from now on.
async fn live_on(tx: &mut TenantTx, id: JobId) -> Result<(), Error> {
    sqlx::query(
        "update marketplace_jobs set expires_at = now() + make_interval(secs => $2) where id = $1",
    )
    .bind(id.0)
    .bind(LIFE.as_secs_f64())
    .execute(tx.conn())
    .await
    .attempted("giving a job more time")?;
    Ok(())
}

fn allowed(job: &mut Job, event: Event, attempted: &'static str) -> Result<(), Error> {
    job.apply(event).map_err(|_| out_of_place(attempted))
}

fn out_of_place(attempted: &'static str) -> Error {
    Error::OutOfPlace { attempted }
}
