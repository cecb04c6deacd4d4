//! What an executor says of the command it has: got it, may I, progress, result.
//!
//! A word counts only for the newest command of its job, with that job's fence, from the executor it was handed to.
//! Everything else is late, double or forged: counted, and without effect.

use crate::channels::vinted::draft::turning;
use crate::channels::vinted::{inbox, sales, sync};
use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::{Connected, News, device, lane};
use crate::governor;
use crate::jobs::history::{self, Actor};
use crate::jobs::queue::VINTED_LANE;
use crate::jobs::rows::{self, Job};
use crate::jobs::{doubt, settle, tasks};
use serde_json::json;
use std::time::Duration;
use stoflow_wire::executor::{CommandId, Outcome, ToExecutor};
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{JobState, Progress};
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::vinted::UploadedPhoto;

/// The command a word is about.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub(super) command: CommandId,
    pub(super) fence: i64,
}

/// The job the word counts for, locked.
async fn counted(
    tx: &mut TenantTx,
    connected: &Connected,
    about: &About,
) -> Result<Option<Job>, Error> {
    let job = rows::lock_awaiting(tx, VINTED_LANE).await?;
    let job = job.filter(|job| {
        job.awaits(&about.command, about.fence) && job.executor == Some(connected.executor)
    });
    if job.is_none() {
        ignore(connected, about, "of a command that is not open");
    }
    Ok(job)
}

fn ignore(connected: &Connected, about: &About, why: &'static str) {
    tracing::warn!(
        monotonic_counter.ignored_executor_words = 1_u64,
        tenant = %connected.tenant,
        executor = %connected.executor,
        command = %about.command.0,
        fence = about.fence,
        "a word {why} was ignored"
    );
}

/// Whoever works on a command that is not open any more is asked to stop.
fn give_up(about: &About) -> Vec<ToExecutor> {
    vec![ToExecutor::CancelJob {
        command: about.command.clone(),
    }]
}

pub(super) async fn ack(
    tx: &mut TenantTx,
    connected: &Connected,
    about: &About,
    patience: Duration,
    news: &mut News,
) -> Result<Vec<ToExecutor>, Error> {
    let Some(mut job) = counted(tx, connected, about).await? else {
        return Ok(give_up(about));
    };
    job.acked = true;
    job.handed_connection = Some(connected.connection.clone());
    rows::note_progress(tx, &job, patience).await?;
    if !job.only_reads() {
        tasks::finish(tx, job.id).await?;
    }
    news.jobs_shown = true;
    Ok(Vec::new())
}

/// The permit is on record before it leaves: from then on the listing may be live. Asked again, it is given again.
pub(super) async fn may_i(
    tx: &mut TenantTx,
    connected: &Connected,
    about: &About,
    patience: Duration,
) -> Result<Vec<ToExecutor>, Error> {
    let granted = match counted(tx, connected, about).await? {
        Some(job) => decide(tx, connected, job, patience).await?,
        None => false,
    };
    Ok(vec![ToExecutor::Permit {
        command: about.command.clone(),
        granted,
    }])
}

async fn decide(
    tx: &mut TenantTx,
    connected: &Connected,
    mut job: Job,
    patience: Duration,
) -> Result<bool, Error> {
    let granted = !job.cancel_requested
        && lane::hold(tx, connected.executor, &connected.connection).await?
        && lane::stopped(tx).await?.is_none();
    if granted && !job.permitted {
        let pace = job.command.as_ref().map(|command| command.pace);
        if turning::is_counted(&job) {
            governor::count(tx, job.kind, pace).await?;
        } else {
            governor::count_write(tx, job.kind, pace).await?;
        }
    }
    job.permitted |= granted;
    job.kept.refused_permit = !granted;
    if granted && job.is_dangerous() {
        doubt::begin(tx, &mut job).await?;
    }
    rows::note_progress(tx, &job, patience).await?;
    let event = if granted {
        "permitted"
    } else {
        "permit_refused"
    };
    history::note(
        tx,
        job.id,
        Actor::Executor,
        event,
        json!({"fence": job.fence}),
    )
    .await?;
    Ok(granted)
}

pub(super) async fn progress(
    tx: &mut TenantTx,
    connected: &Connected,
    about: &About,
    report: (Progress, Vec<UploadedPhoto>),
    patience: Duration,
    news: &mut News,
) -> Result<Vec<ToExecutor>, Error> {
    let Some(mut job) = counted(tx, connected, about).await? else {
        return Ok(give_up(about));
    };
    let (mut progress, uploaded) = report;
    tasks::photos_came(tx, &job, &uploaded).await?;
    match job.kind {
        JobKind::Vinted(VintedAction::Orders) => progress = sales::place(&job.kept, progress),
        JobKind::Vinted(VintedAction::Message) => progress = inbox::place(&job.kept, progress),
        _ if job.only_reads() => progress = sync::place(&job.kept, progress),
        JobKind::Vinted(_) => tasks::begin(tx, &job, &progress.step).await?,
    }
    job.acked = true;
    job.trouble = None;
    job.kept.add_uploaded(uploaded);
    job.progress = Some(progress);
    rows::note_progress(tx, &job, patience).await?;
    news.jobs_shown = true;
    Ok(Vec::new())
}

/// Settles the command. A result that was settled before, or that comes after its command was given up, is
/// acknowledged without effect, so that the executor forgets it.
pub(super) async fn result(
    tx: &mut TenantTx,
    connected: &Connected,
    about: &About,
    answer: (JobId, Outcome),
    news: &mut News,
) -> Result<Vec<ToExecutor>, Error> {
    let (id, outcome) = answer;
    if matches!(outcome, Outcome::Done(_)) {
        device::see_session(tx, connected.executor, (id, about.fence)).await?;
    }
    let mut job = match rows::lock(tx, id).await {
        Ok(job) => job,
        Err(Error::NotFound { .. }) => {
            ignore(connected, about, "of a job that is not here");
            return Ok(Vec::new());
        }
        Err(error) => return Err(error),
    };
    let its_own = job.executor == Some(connected.executor);
    let newest = job
        .command
        .as_ref()
        .is_some_and(|own| own.id == about.command);
    if its_own && job.awaits(&about.command, about.fence) {
        settle::answer(tx, &mut job, outcome).await?;
        news.jobs_moved = true;
        if job.state == JobState::Completed {
            if writes_a_listing(job.kind) {
                lane::note_work(tx).await?;
            }
            news.executors = true;
        }
    } else if about.fence < job.fence || (its_own && newest && about.fence == job.fence) {
        ignore(connected, about, "that is late or was said before");
        let detail = json!({"executor": connected.executor, "fence": about.fence});
        history::note(tx, id, Actor::Executor, "late_answer", detail).await?;
    } else {
        ignore(connected, about, "that is not this executor's to say");
        return Ok(Vec::new());
    }
    Ok(vec![ToExecutor::ResultAck {
        command: about.command.clone(),
    }])
}

fn writes_a_listing(kind: JobKind) -> bool {
    match kind {
        JobKind::Vinted(
            VintedAction::Publish
            | VintedAction::Update
            | VintedAction::Delete
            | VintedAction::Relist,
        ) => true,
        JobKind::Vinted(
            VintedAction::Sync
            | VintedAction::Orders
            | VintedAction::Link
            | VintedAction::Message
            | VintedAction::Reply,
        ) => false,
    }
}
