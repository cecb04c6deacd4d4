//! The steps of a job (`marketplace_tasks`), each with its own end: what it left behind on the marketplace, or why it was
//! cut short. A step that is done again under a later claim has a row of its own, so that every try can be read.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs::rows::Job;
use sqlx::types::Json;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{Step, StepResult, Trouble};
use stoflow_wire::vinted::UploadedPhoto;

#[derive(sqlx::FromRow)]
struct Known {
    position: i32,
    step: Json<Step>,
    state: String,
    fence: i64,
}

/// `step` is being done now, under the job's present claim; what was being done before it is done.
pub(crate) async fn begin(tx: &mut TenantTx, job: &Job, step: &Step) -> Result<(), Error> {
    let known: Vec<Known> = sqlx::query_as(
        "select position, step, state, fence from marketplace_tasks where job_id = $1 order by position",
    )
    .bind(job.id.0)
    .fetch_all(tx.conn())
    .await
    .attempted("reading a job's steps")?;
    let own = known
        .iter()
        .find(|other| other.fence == job.fence && other.step.0 == *step);
    if own.is_some_and(|own| own.state == "running") {
        return Ok(());
    }
    end_running(tx, job.id, "done", None).await?;
    let next = known.last().map_or(0, |last| last.position + 1);
    let position = own.map_or(next, |own| own.position);
    sqlx::query(
        "insert into marketplace_tasks (job_id, position, step, state, fence) values ($1, $2, $3, 'running', $4) \
         on conflict (job_id, position) do update set state = 'running', started_at = now(), finished_at = null, \
         trouble = null",
    )
    .bind(job.id.0)
    .bind(position)
    .bind(Json(step))
    .bind(job.fence)
    .execute(tx.conn())
    .await
    .attempted("beginning a job's step")?;
    Ok(())
}

/// Photos the marketplace has now; the newest is what the step being done left behind.
pub(crate) async fn photos_came(
    tx: &mut TenantTx,
    job: &Job,
    uploaded: &[UploadedPhoto],
) -> Result<(), Error> {
    let new = uploaded
        .iter()
        .rev()
        .find(|photo| !job.kept.uploaded.contains(photo));
    let Some(photo) = new else { return Ok(()) };
    let result = StepResult::Photo {
        vinted_id: photo.vinted_id,
    };
    sqlx::query("update marketplace_tasks set result = $2 where job_id = $1 and state = 'running'")
        .bind(job.id.0)
        .bind(Json(result))
        .execute(tx.conn())
        .await
        .attempted("noting what a job's step left behind")?;
    Ok(())
}

/// The job's last step was done in this transaction, and ends what was being done before it.
pub(crate) async fn record(
    tx: &mut TenantTx,
    job: &Job,
    result: Option<StepResult>,
) -> Result<(), Error> {
    sqlx::query(
        "with ended as (update marketplace_tasks set state = 'done', finished_at = now() \
             where job_id = $1 and state = 'running') \
         insert into marketplace_tasks (job_id, position, step, state, finished_at, fence, result) \
         select $1, coalesce(max(position) + 1, 0), $2, 'done', now(), $3, $4 from marketplace_tasks where job_id = $1",
    )
    .bind(job.id.0)
    .bind(Json(Step::Record))
    .bind(job.fence)
    .bind(result.map(Json))
    .execute(tx.conn())
    .await
    .attempted("noting a job's last step")?;
    Ok(())
}

/// The step being done came to an end with the attempt.
pub(crate) async fn finish(tx: &mut TenantTx, job: JobId) -> Result<(), Error> {
    end_running(tx, job, "done", None).await
}

/// The step being done was cut short with the attempt.
pub(crate) async fn cut_short(
    tx: &mut TenantTx,
    job: JobId,
    trouble: Option<&Trouble>,
) -> Result<(), Error> {
    end_running(tx, job, "failed", trouble).await
}

async fn end_running(
    tx: &mut TenantTx,
    job: JobId,
    state: &'static str,
    trouble: Option<&Trouble>,
) -> Result<(), Error> {
    sqlx::query(
        "update marketplace_tasks set state = $2, trouble = $3, finished_at = now() \
         where job_id = $1 and state = 'running'",
    )
    .bind(job.0)
    .bind(state)
    .bind(trouble.map(Json))
    .execute(tx.conn())
    .await
    .attempted("ending a job's step")?;
    Ok(())
}
