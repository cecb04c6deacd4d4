//! All that is known of one job: its steps and its whole history, wherever it is kept.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs::history::JobEvent;
use crate::jobs::{archive, history, view};
use serde::Deserialize;
use sqlx::types::Json;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{
    JobActor, JobDetail, JobEventView, Step, StepResult, StepState, StepView, Trouble,
};
use time::OffsetDateTime;

pub(super) async fn read(tx: &mut TenantTx, id: JobId) -> Result<JobDetail, Error> {
    match view::one(tx, id).await {
        Ok(job) => {
            let history = history::of(tx, id).await?;
            let steps = steps(tx, id).await?;
            Ok(JobDetail {
                job,
                archived: false,
                steps: steps.into_iter().map(step).collect::<Result<_, _>>()?,
                history: history.into_iter().map(told).collect(),
            })
        }
        Err(Error::NotFound { .. }) => archived(tx, id).await,
        Err(error) => Err(error),
    }
}

async fn archived(tx: &mut TenantTx, id: JobId) -> Result<JobDetail, Error> {
    let job = archive::one(tx, id).await?;
    let past = archive::past(tx, id).await?;
    Ok(JobDetail {
        job,
        archived: true,
        steps: past
            .steps
            .0
            .into_iter()
            .map(step)
            .collect::<Result<_, _>>()?,
        history: past.history.0.into_iter().map(told).collect(),
    })
}

/// Steps and history as the archive keeps them.
#[derive(sqlx::FromRow)]
pub(super) struct Past {
    steps: Json<Vec<StepRow>>,
    history: Json<Vec<JobEvent>>,
}

#[derive(sqlx::FromRow, Deserialize)]
struct StepRow {
    step: Json<Step>,
    state: String,
    #[serde(with = "time::serde::rfc3339")]
    started_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    finished_at: Option<OffsetDateTime>,
    #[serde(default)]
    result: Option<Json<StepResult>>,
    #[serde(default)]
    trouble: Option<Json<Trouble>>,
}

async fn steps(tx: &mut TenantTx, id: JobId) -> Result<Vec<StepRow>, Error> {
    sqlx::query_as(
        "select step, state, started_at, finished_at, result, trouble from marketplace_tasks \
         where job_id = $1 order by position",
    )
    .bind(id.0)
    .fetch_all(tx.conn())
    .await
    .attempted("reading a job's steps")
}

fn step(row: StepRow) -> Result<StepView, Error> {
    let state = match row.state.as_str() {
        "running" => StepState::Running,
        "done" => StepState::Done,
        "failed" => StepState::Failed,
        _ => return Err(Error::internal("showing a step", "its state is unknown")),
    };
    Ok(StepView {
        step: row.step.0,
        state,
        started_at: row.started_at,
        finished_at: row.finished_at,
        result: row.result.map(|json| json.0),
        trouble: row.trouble.map(|json| json.0),
    })
}

/// What of an entry's detail a seller may want to know. Each part stands by itself: an older entry may say it
/// differently.
fn told(event: JobEvent) -> JobEventView {
    let actor = match event.actor.as_str() {
        "seller" => JobActor::Seller,
        "worker" => JobActor::Worker,
        "executor" => JobActor::Executor,
        _ => JobActor::Clock,
    };
    let trouble = event.detail.get("trouble");
    let attempt = event.detail.get("attempt");
    let step = event.detail.get("step");
    JobEventView {
        at: event.at,
        actor,
        trouble: trouble.and_then(|said| Deserialize::deserialize(said).ok()),
        step: step.and_then(|said| Deserialize::deserialize(said).ok()),
        attempt: attempt.and_then(|said| Deserialize::deserialize(said).ok()),
        event: event.event,
    }
}
