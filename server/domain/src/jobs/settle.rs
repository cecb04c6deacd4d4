//! How an attempt ends: job, listing, lane and history change in one transaction, or not at all.
//! The judging is `judge`, the listing's part is `listings::outcome`; this room puts them together.

use crate::backend::Backend;
use crate::channels::vinted::draft::turning;
use crate::channels::vinted::{delete, draft, inbox, reply, sales, sync};
use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::{connection, lane};
use crate::governor;
use crate::jobs::history::{self, Actor};
use crate::jobs::judge::{self, Ending, Judgement};
use crate::jobs::retry::Bearing;
use crate::jobs::rows::{self, Job};
use crate::jobs::state::{Event, IllegalTransition};
use crate::jobs::{doubt, retry, tasks};
use crate::listings;
use serde_json::json;
use std::time::Duration;
use stoflow_wire::executor::{Command, CommandId, Outcome};
use stoflow_wire::jobs::{JobState, Progress, Step, StepResult, Trouble};
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::vinted::{PhotoUpdate, UpdateOrder, VintedOrder, VintedResult};

/// What a handler says of a claimed job.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// Nothing is left to do.
    Done,
    AwaitExecutor(Box<Intent>),
    /// It was asked to stop, or taken away, and did no more.
    Stopped,
    /// Ended badly in a way that may pass.
    Retry(Trouble),
    Fail(Trouble),
}

/// An order, and the version of the product it was made from; 0 where it is about none.
#[derive(Debug)]
pub(crate) struct Intent {
    pub(crate) order: VintedOrder,
    pub(crate) version: i64,
    /// Of what the listing is given, where it is given something.
    pub(crate) hash: Option<String>,
}

/// Applies a handler's verdict to the job it claimed. A worker that comes too late changes nothing.
pub(crate) async fn verdict(
    backend: &Backend,
    tx: &mut TenantTx,
    claimed: &Job,
    verdict: &Verdict,
) -> Result<(), Error> {
    let mut job = rows::lock(tx, claimed.id).await?;
    if job.state != JobState::Running || job.fence != claimed.fence {
        tracing::warn!(tenant = %tx.tenant(), job = %job.id, fence = claimed.fence, "a worker came too late and was stopped");
        return Ok(());
    }
    match verdict {
        Verdict::AwaitExecutor(intent) => park(backend, tx, &mut job, intent).await,
        Verdict::Done => {
            let done = Judgement {
                ending: Ending::Done,
                in_doubt: false,
                stops_lane: None,
            };
            conclude(tx, &mut job, done, Actor::Worker).await
        }
        Verdict::Stopped => {
            let ending = if job.cancel_requested {
                Ending::Cancelled
            } else {
                Ending::HandedBack(None)
            };
            let stopped = Judgement {
                ending,
                in_doubt: false,
                stops_lane: None,
            };
            conclude(tx, &mut job, stopped, Actor::Worker).await
        }
        Verdict::Retry(trouble) => broken(tx, &mut job, trouble.clone(), Actor::Worker).await,
        Verdict::Fail(trouble) => {
            let failed = Judgement {
                ending: Ending::Failed(trouble.clone()),
                in_doubt: doubt::is_open(tx, &job).await?,
                stops_lane: None,
            };
            conclude(tx, &mut job, failed, Actor::Worker).await
        }
    }
}

/// Writes the intent and parks the job, in one transaction: the exact order is on record before anything leaves.
async fn park(
    backend: &Backend,
    tx: &mut TenantTx,
    job: &mut Job,
    intent: &Intent,
) -> Result<(), Error> {
    if job.cancel_requested && !doubt::is_open(tx, job).await? {
        let cancelled = Judgement {
            ending: Ending::Cancelled,
            in_doubt: false,
            stops_lane: None,
        };
        return conclude(tx, job, cancelled, Actor::Worker).await;
    }
    let on_record = draft::put_on_record(job, intent);
    if let (Some(listing), true) = (job.listing, on_record) {
        listings::rows::intend(tx, listing, intent).await?;
    }
    let progress = beginning(job, &intent.order);
    if progress.step == Step::Handover {
        tasks::begin(tx, job, &Step::Prepare).await?;
    }
    tasks::begin(tx, job, &progress.step).await?;
    follow(job, Event::Parked)?;
    job.kept.refused_permit = false;
    job.progress = Some(progress);
    job.trouble = connection::absence(tx).await?;
    job.command = Some(Command {
        id: CommandId(format!("{:032x}", rand::random::<u128>())),
        job: job.id,
        fence: job.fence,
        order: intent.order.clone(),
        account: lane::account(tx).await?,
        pace: governor::pace(tx, backend.settings.vinted_pace).await?,
    });
    rows::park(tx, job, patience(backend)).await?;
    history::note(
        tx,
        job.id,
        Actor::Worker,
        "parked",
        json!({"fence": job.fence}),
    )
    .await
}

/// What a parked job shows before its executor said anything. One that only reads goes straight to what it reads.
fn beginning(job: &Job, order: &VintedOrder) -> Progress {
    let calls = match order {
        VintedOrder::Publish(publish) => publish.photos.len() + 4,
        VintedOrder::Draft(draft) => draft.listing.photos.len() + 4,
        VintedOrder::Update(update) => 4 + new_photos(update),
        VintedOrder::Delete(_)
        | VintedOrder::DeleteDraft(_)
        | VintedOrder::Complete(_)
        | VintedOrder::Reply(_) => 4,
        VintedOrder::ReadDetails(_) if !job.only_reads() => 2,
        VintedOrder::ReadInbox(_) | VintedOrder::ReadConversations(_) => {
            return inbox::progress(&job.kept);
        }
        VintedOrder::ReadWardrobe(_) | VintedOrder::ReadDetails(_) => {
            return sync::progress(&job.kept);
        }
        VintedOrder::ReadSales(_)
        | VintedOrder::ReadTransactions(_)
        | VintedOrder::ReadInvoices(_)
        | VintedOrder::FindLabel(_) => return sales::progress(&job.kept),
    };
    Progress {
        step: Step::Handover,
        done: 0,
        of: u32::try_from(calls).unwrap_or(u32::MAX),
        wait: None,
    }
}

/// How many of an update's photos are believed to need an upload.
fn new_photos(update: &UpdateOrder) -> usize {
    match &update.photos {
        PhotoUpdate::Keep => 0,
        PhotoUpdate::Replace(photos) => {
            let there = photos.listed.len() + photos.uploaded.len();
            photos.wanted.len().saturating_sub(there)
        }
    }
}

/// An executor's answer to the command the job awaits.
pub(crate) async fn answer(
    tx: &mut TenantTx,
    job: &mut Job,
    outcome: Outcome,
) -> Result<(), Error> {
    if let Outcome::Stopped { uploaded, .. }
    | Outcome::InDoubt { uploaded, .. }
    | Outcome::Cancelled { uploaded } = &outcome
    {
        tasks::photos_came(tx, job, uploaded).await?;
        job.kept.add_uploaded(uploaded.clone());
    }
    if let Outcome::Stopped { trouble, .. } | Outcome::InDoubt { trouble, .. } = &outcome {
        job.kept.forget_unusable(trouble);
    }
    let sent = doubt::is_open(tx, job).await?;
    let mut judged = judge::answer(job.facts(sent), outcome);
    match (job.kind, &judged.ending) {
        (
            JobKind::Vinted(VintedAction::Publish | VintedAction::Relist),
            Ending::Finished(result),
        ) => {
            let result = result.clone();
            judged.ending = Box::pin(draft::take_in(tx, job, result)).await?;
        }
        (JobKind::Vinted(VintedAction::Sync), Ending::Finished(read)) => {
            judged.ending = Box::pin(sync::take_in(tx, job, read)).await?;
        }
        (JobKind::Vinted(VintedAction::Delete), ending) => {
            if let Some(ending) = delete::take_in(tx, job, ending).await? {
                judged.ending = ending;
            }
        }
        (JobKind::Vinted(VintedAction::Orders), Ending::Finished(read)) => {
            judged.ending = Box::pin(sales::take_in(tx, job, read)).await?;
        }
        (JobKind::Vinted(VintedAction::Message), Ending::Finished(read)) => {
            judged.ending = Box::pin(inbox::take_in(tx, job, read)).await?;
        }
        _ => {}
    }
    conclude(tx, job, judged, Actor::Executor).await
}

/// The executor that was handed the command is silent, or gone for good.
pub(crate) async fn silence(tx: &mut TenantTx, job: &mut Job, actor: Actor) -> Result<(), Error> {
    let sent = doubt::is_open(tx, job).await?;
    let judged = judge::silence(job.facts(sent));
    conclude(tx, job, judged, actor).await
}

/// Our own part of the job broke.
pub(crate) async fn broken(
    tx: &mut TenantTx,
    job: &mut Job,
    trouble: Trouble,
    actor: Actor,
) -> Result<(), Error> {
    let may_pass = retry::bearing(&trouble) != Bearing::Final;
    let ending = if may_pass && job.attempts_left() {
        Ending::TryAgain(trouble)
    } else {
        Ending::Failed(trouble)
    };
    let judged = Judgement {
        ending,
        in_doubt: doubt::is_open(tx, job).await?,
        stops_lane: None,
    };
    conclude(tx, job, judged, actor).await
}

/// Ends the attempt as judged.
pub(crate) async fn conclude(
    tx: &mut TenantTx,
    job: &mut Job,
    mut judged: Judgement,
    actor: Actor,
) -> Result<(), Error> {
    turning::temper(job, &mut judged);
    Box::pin(listings::outcome::follow(tx, job, &judged)).await?;
    Box::pin(reply::follow(tx, job, &judged)).await?;
    end_steps(tx, job, &judged.ending).await?;
    if job.state == JobState::AwaitingExecutor {
        follow(job, Event::Returned)?;
    }
    let event = name(&judged.ending);
    let goes_on = judged.ending == Ending::Continued;
    let step = job.progress.as_ref().map(|progress| progress.step.clone());
    let after = end(job, judged.ending)?;
    if !goes_on {
        job.progress = None;
    }
    rows::put(tx, job, after).await?;
    let detail = json!({
        "attempt": job.attempt, "in_doubt": judged.in_doubt, "trouble": job.trouble, "step": step,
    });
    history::note(tx, job.id, actor, event, detail).await?;
    match judged.stops_lane {
        Some(trouble) => lane::stop(tx, &trouble).await,
        None => Ok(()),
    }
}

async fn end_steps(tx: &mut TenantTx, job: &Job, ending: &Ending) -> Result<(), Error> {
    match ending {
        Ending::Finished(result) => tasks::record(tx, job, left_behind(result)).await,
        Ending::Done => tasks::record(tx, job, None).await,
        Ending::Continued => tasks::finish(tx, job.id).await,
        Ending::TryAgain(trouble) | Ending::Failed(trouble) | Ending::Expired(trouble) => {
            tasks::cut_short(tx, job.id, Some(trouble)).await
        }
        Ending::HandedBack(trouble) => tasks::cut_short(tx, job.id, trouble.as_ref()).await,
        Ending::Cancelled => tasks::cut_short(tx, job.id, None).await,
    }
}

fn left_behind(result: &VintedResult) -> Option<StepResult> {
    match result {
        VintedResult::Published(listing) => Some(StepResult::Listing {
            vinted_id: listing.vinted_id,
        }),
        _ => None,
    }
}

/// Moves the row in memory to where `ending` leads; the wait before its next run.
fn end(job: &mut Job, ending: Ending) -> Result<Duration, Error> {
    match ending {
        Ending::Done => {
            follow(job, Event::Finished)?;
            job.trouble = None;
        }
        Ending::Finished(result) => {
            follow(job, Event::Finished)?;
            job.trouble = None;
            job.result = Some(
                serde_json::to_value(result)
                    .map_err(|error| Error::internal("writing a job's result", error))?,
            );
        }
        Ending::Continued => {
            follow(job, Event::Continued)?;
            job.attempt = 0;
            job.kept.denied = false;
            job.trouble = None;
        }
        Ending::TryAgain(trouble) => {
            follow(job, Event::Broke)?;
            let wait = retry::backoff(&trouble, job.attempt, job.spread());
            job.trouble = Some(trouble);
            return Ok(wait);
        }
        Ending::Failed(trouble) => {
            follow(job, Event::Failed)?;
            job.trouble = Some(trouble);
        }
        Ending::Expired(trouble) => {
            follow(job, Event::Expired)?;
            job.trouble = Some(trouble);
        }
        Ending::HandedBack(trouble) => {
            follow(job, Event::HandedBack)?;
            job.attempt = (job.attempt - 1).max(0);
            job.kept.denied |= trouble == Some(Trouble::AccessDenied);
            job.trouble = trouble;
        }
        Ending::Cancelled => {
            follow(job, Event::Cancelled)?;
            job.trouble = None;
        }
    }
    Ok(Duration::ZERO)
}

/// Follows an arrow that our own reasoning says is there.
pub(crate) fn follow(job: &mut Job, event: Event) -> Result<(), Error> {
    job.apply(event)
        .map_err(|illegal: IllegalTransition| Error::internal("moving a job on", illegal))
}

fn name(ending: &Ending) -> &'static str {
    match ending {
        Ending::Done | Ending::Finished(_) => "completed",
        Ending::Continued => "continued",
        Ending::TryAgain(_) => "to_be_retried",
        Ending::Failed(_) => "failed",
        Ending::Expired(_) => "expired",
        Ending::HandedBack(_) => "handed_back",
        Ending::Cancelled => "cancelled",
    }
}

/// How long nothing need be heard of a parked job before somebody looks after it.
pub(crate) fn patience(backend: &Backend) -> Duration {
    backend.settings.executor_patience.unsigned_abs()
}
