//! The steps of a job (`marketplace_tasks`), each with its own end. A step that comes again in a later attempt keeps
//! its row.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use sqlx::types::Json;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::Step;

/// `step` is being done now; what was being done before it is done.
pub(crate) async fn begin(tx: &mut TenantTx, job: JobId, step: &Step) -> Result<(), Error> {
    let known: Vec<(i32, Json<Step>, String)> = sqlx::query_as(
        "select position, step, state from marketplace_tasks where job_id = $1 order by position",
    )
    .bind(job.0)
    .fetch_all(tx.conn())
    .await
    .attempted("reading a job's steps")?;
    let own = known.iter().find(|(_, other, _)| other.0 == *step);
    if own.is_some_and(|(_, _, state)| state == "running") {
        return Ok(());
    }
    end_running(tx, job, "done").await?;
    let position = own.map_or_else(
        || known.last().map_or(0, |(last, _, _)| last + 1),
        |(position, _, _)| *position,
    );
    sqlx::query(
        "insert into marketplace_tasks (job_id, position, step, state) values ($1, $2, $3, 'running') \
         on conflict (job_id, position) do update set state = 'running', started_at = now(), finished_at = null",
    )
    .bind(job.0)
    .bind(position)
    .bind(Json(step))
    .execute(tx.conn())
    .await
    .attempted("beginning a job's step")?;
    Ok(())
}

/// The job's last step was done in this transaction, and ends what was being done before it.
pub(crate) async fn record(tx: &mut TenantTx, job: JobId, last: &Step) -> Result<(), Error> {
    sqlx::query(
        "with ended as (update marketplace_tasks set state = 'done', finished_at = now() \
             where job_id = $1 and state = 'running') \
         insert into marketplace_tasks (job_id, position, step, state, finished_at) \
         select $1, coalesce(max(position) + 1, 0), $2, 'done', now() from marketplace_tasks where job_id = $1",
    )
    .bind(job.0)
    .bind(Json(last))
    .execute(tx.conn())
    .await
    .attempted("noting a job's last step")?;
    Ok(())
}

/// The step being done came to an end with the attempt.
pub(crate) async fn finish(tx: &mut TenantTx, job: JobId) -> Result<(), Error> {
    end_running(tx, job, "done").await
}

/// The step being done was cut short with the attempt.
pub(crate) async fn cut_short(tx: &mut TenantTx, job: JobId) -> Result<(), Error> {
    end_running(tx, job, "failed").await
}

async fn end_running(tx: &mut TenantTx, job: JobId, state: &'static str) -> Result<(), Error> {
    sqlx::query(
        "update marketplace_tasks set state = $2, finished_at = now() where job_id = $1 and state = 'running'",
    )
    .bind(job.0)
    .bind(state)
    .execute(tx.conn())
    .await
    .attempted("ending a job's step")?;
    Ok(())
}
