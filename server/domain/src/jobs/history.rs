//! A job's history: who did what, when. Written along with every change, read by the job's page and by support.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use serde::Deserialize;
use serde_json::Value;
use stoflow_wire::ids::JobId;
use time::OffsetDateTime;

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    Seller,
    Worker,
    Executor,
    /// A lease, a deadline or a wait that ended; a reading whose time had come.
    Clock,
}

impl Actor {
    /// The word in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Seller => "seller",
            Self::Worker => "worker",
            Self::Executor => "executor",
            Self::Clock => "clock",
        }
    }
}

/// One entry, as stored.
#[derive(Clone, Debug, sqlx::FromRow, Deserialize)]
pub struct JobEvent {
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// `seller`, `worker`, `executor` or `clock`.
    pub actor: String,
    pub event: String,
    pub detail: Value,
}

pub(crate) async fn note(
    tx: &mut TenantTx,
    job: JobId,
    actor: Actor,
    event: &'static str,
    detail: Value,
) -> Result<(), Error> {
    sqlx::query("insert into job_events (job_id, actor, event, detail) values ($1, $2, $3, $4)")
        .bind(job.0)
        .bind(actor.name())
        .bind(event)
        .bind(detail)
        .execute(tx.conn())
        .await
        .attempted("writing a job's history")?;
    Ok(())
}

pub(crate) async fn of(tx: &mut TenantTx, job: JobId) -> Result<Vec<JobEvent>, Error> {
    sqlx::query_as("select at, actor, event, detail from job_events where job_id = $1 order by id")
        .bind(job.0)
        .fetch_all(tx.conn())
        .await
        .attempted("reading a job's history")
}
