//! What an executor is to be sent now: the command that is parked for its shop, again where it was lost, and the wish
//! to give it up. Only the one connection that holds the lane gets anything, and nothing new that the governor would
//! not let begin: a command may have waited for a browser until the quiet hours came.

use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::device::Device;
use crate::executors::{Connected, News, lane};
use crate::governor::holding;
use crate::jobs::doubt;
use crate::jobs::history::{self, Actor};
use crate::jobs::judge::{Ending, Judgement};
use crate::jobs::queue::VINTED_LANE;
use crate::jobs::rows::{self, Job};
use crate::jobs::settle;
use serde_json::json;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::Duration;
use stoflow_wire::executor::{Command, ToExecutor};
use stoflow_wire::vinted::VintedOrder;

pub(super) async fn next(
    tx: &mut TenantTx,
    connected: &Connected,
    device: &Device,
    patience: Duration,
    news: &mut News,
) -> Result<Vec<ToExecutor>, Error> {
    let stands_by = lane::is_anothers(tx, connected.executor).await?;
    connected.stands_by.store(stands_by, Ordering::Relaxed);
    if stands_by {
        // Nothing is locked for those who only wait: a shop may have ten of them.
        return Ok(Vec::new());
    }
    let job = rows::lock_awaiting(tx, VINTED_LANE).await?;
    let at_work = job
        .as_ref()
        .is_some_and(|job| job.executor == Some(connected.executor));
    if device.paused && !at_work {
        lane::release(tx, &connected.connection).await?;
        return Ok(Vec::new());
    }
    if !lane::hold(tx, connected.executor, &connected.connection).await? {
        return Ok(Vec::new());
    }
    let Some(job) = job else {
        return tell_what_waits(tx, connected).await;
    };
    match job.executor {
        None => hand_over(tx, connected, job, patience, news).await,
        Some(_) if at_work => remind(tx, connected, job, patience).await,
        Some(_) => take_over(tx, job, news).await,
    }
}

/// Nothing is to be done; what waits by the seller's own rules is said where it changed.
async fn tell_what_waits(
    tx: &mut TenantTx,
    connected: &Connected,
) -> Result<Vec<ToExecutor>, Error> {
    let held = holding::held(tx).await?;
    let mut told = connected
        .held
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    if *told == held {
        return Ok(Vec::new());
    }
    told.clone_from(&held);
    Ok(vec![ToExecutor::HeldBack { held }])
}

async fn hand_over(
    tx: &mut TenantTx,
    connected: &Connected,
    mut job: Job,
    patience: Duration,
    news: &mut News,
) -> Result<Vec<ToExecutor>, Error> {
    if lane::stopped(tx).await?.is_some() {
        return Ok(Vec::new());
    }
    if holding::must_wait(tx, &job).await? {
        return hand_back(tx, job, news).await;
    }
    job.executor = Some(connected.executor);
    job.handed_connection = Some(connected.connection.clone());
    rows::hand_over(tx, &job, Some(patience)).await?;
    let detail = json!({"executor": connected.executor, "fence": job.fence});
    history::note(tx, job.id, Actor::Worker, "handed_over", detail).await?;
    news.jobs_shown = true;
    Ok(job.command.map(execute).into_iter().collect())
}

/// Back into the queue as if it had not been taken, to wait there with its reason.
async fn hand_back(
    tx: &mut TenantTx,
    mut job: Job,
    news: &mut News,
) -> Result<Vec<ToExecutor>, Error> {
    let untouched = Judgement {
        ending: Ending::HandedBack(None),
        in_doubt: doubt::is_open(tx, &job).await?,
        stops_lane: None,
    };
    settle::conclude(tx, &mut job, untouched, Actor::Clock).await?;
    holding::hold_back(tx).await?;
    news.jobs_moved = true;
    Ok(Vec::new())
}

/// Sends again what this executor has not got, and what it should stop.
async fn remind(
    tx: &mut TenantTx,
    connected: &Connected,
    mut job: Job,
    patience: Duration,
) -> Result<Vec<ToExecutor>, Error> {
    let here = job.handed_connection.as_ref() == Some(&connected.connection);
    let lost = !here || (!job.acked && job.handed_long_ago);
    let cancelled = job.cancel_requested;
    if lost {
        job.handed_connection = Some(connected.connection.clone());
        rows::hand_over(tx, &job, (!here).then_some(patience)).await?;
    }
    let Some(command) = job.command else {
        return Ok(Vec::new());
    };
    // One that looks first goes on looking: only its permit will be refused.
    let stop = cancelled && !looks_first(&command);
    let id = command.id.clone();
    let mut frames = Vec::new();
    if lost {
        frames.push(execute(command));
    }
    if stop {
        frames.push(ToExecutor::CancelJob { command: id });
    }
    Ok(frames)
}

/// The browser it was handed to has lost the lane: this attempt of it is over, the next will be ours.
async fn take_over(
    tx: &mut TenantTx,
    mut job: Job,
    news: &mut News,
) -> Result<Vec<ToExecutor>, Error> {
    settle::silence(tx, &mut job, Actor::Clock).await?;
    news.jobs_moved = true;
    Ok(Vec::new())
}

fn execute(command: Command) -> ToExecutor {
    ToExecutor::ExecuteJob {
        command: Box::new(command),
    }
}

fn looks_first(command: &Command) -> bool {
    match &command.order {
        VintedOrder::Publish(order) => order.look_first,
        VintedOrder::Reply(order) => order.look_first,
        VintedOrder::Update(_)
        | VintedOrder::Delete(_)
        | VintedOrder::ReadWardrobe(_)
        | VintedOrder::ReadDetails(_)
        | VintedOrder::ReadSales(_)
        | VintedOrder::ReadTransactions(_)
        | VintedOrder::ReadInvoices(_)
        | VintedOrder::FindLabel(_)
        | VintedOrder::ReadInbox(_)
        | VintedOrder::ReadConversations(_) => false,
    }
}
