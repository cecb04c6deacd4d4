//! Jobs and what a seller can do with one, or with all. Each act leads plain forms back to the page they came from.

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{JobDetail, JobFilter, JobList};

/// What the page of all jobs shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub list: JobList,
    /// The seller paused all work on Vinted.
    pub paused: bool,
}

#[server(prefix = "/fn", endpoint = "list_jobs", input = Json)]
pub async fn list_jobs(filter: JobFilter) -> Result<Standing, AppError> {
    use stoflow_domain::{executors, jobs};
    use stoflow_wire::jobs::Trouble;

    let mut tx = crate::request::tenant_tx().await?;
    let list = jobs::list(&mut tx, &filter).await?;
    let connection = executors::connection(&mut tx).await?;
    tx.commit().await?;
    Ok(Standing {
        list,
        paused: connection.stopped == Some(Trouble::PausedBySeller),
    })
}

#[server(prefix = "/fn", endpoint = "open_job", input = Json)]
pub async fn open_job(job: JobId) -> Result<JobDetail, AppError> {
    use stoflow_domain::jobs;

    let mut tx = crate::request::tenant_tx().await?;
    let detail = jobs::detail(&mut tx, job).await?;
    tx.commit().await?;
    Ok(detail)
}

#[server(prefix = "/fn", endpoint = "cancel_job")]
pub async fn cancel_job(job: JobId, #[server(default)] back: String) -> Result<(), AppError> {
    use crate::request;
    use stoflow_domain::jobs;

    let seller = request::signed_in()?;
    lead_back(
        &back,
        jobs::cancel(&request::backend()?, seller.tenant, job).await,
    )
}

#[server(prefix = "/fn", endpoint = "retry_job")]
pub async fn retry_job(job: JobId, #[server(default)] back: String) -> Result<(), AppError> {
    use crate::request;
    use stoflow_domain::jobs;

    let seller = request::signed_in()?;
    lead_back(
        &back,
        jobs::retry(&request::backend()?, seller.tenant, job).await,
    )
}

#[server(prefix = "/fn", endpoint = "pause_job")]
pub async fn pause_job(job: JobId, #[server(default)] back: String) -> Result<(), AppError> {
    use crate::request;
    use stoflow_domain::jobs;

    let seller = request::signed_in()?;
    lead_back(
        &back,
        jobs::pause(&request::backend()?, seller.tenant, job).await,
    )
}

#[server(prefix = "/fn", endpoint = "resume_job")]
pub async fn resume_job(job: JobId, #[server(default)] back: String) -> Result<(), AppError> {
    use crate::request;
    use stoflow_domain::jobs;

    let seller = request::signed_in()?;
    lead_back(
        &back,
        jobs::resume(&request::backend()?, seller.tenant, job).await,
    )
}

/// Nothing happens on Vinted any more until [`resume_all_jobs`].
#[server(prefix = "/fn", endpoint = "pause_all_jobs")]
pub async fn pause_all_jobs(#[server(default)] back: String) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::jobs;

    let seller = request::signed_in()?;
    let paused = jobs::pause_all(&request::backend()?, seller.tenant).await;
    tell(&back, Notice::AllPaused, paused)
}

#[server(prefix = "/fn", endpoint = "resume_all_jobs")]
pub async fn resume_all_jobs(#[server(default)] back: String) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::executors;

    let seller = request::signed_in()?;
    let resumed = executors::resume_lane(&request::backend()?, seller.tenant).await;
    tell(&back, Notice::LaneResumed, resumed)
}

/// Runs every job again that waits for the seller. Answers how many.
#[server(prefix = "/fn", endpoint = "retry_broken_jobs")]
pub async fn retry_broken_jobs(#[server(default)] back: String) -> Result<u32, AppError> {
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::jobs;

    let seller = request::signed_in()?;
    let retried = jobs::retry_broken(&request::backend()?, seller.tenant).await;
    tell(&back, Notice::TryingAgain, retried)
}

/// The page a form of jobs came from.
#[cfg(feature = "ssr")]
pub fn origin(back: &str) -> &str {
    if back.is_empty() {
        crate::paths::JOBS
    } else {
        crate::request::own_path(back)
    }
}

#[cfg(feature = "ssr")]
fn lead_back(back: &str, acted: Result<(), stoflow_domain::error::Error>) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::Form;

    match acted {
        Ok(()) => {
            request::lead_to(origin(back));
            Ok(())
        }
        Err(error) => Err(request::refuse(
            Form::Other,
            origin(back),
            &[],
            error.into(),
        )),
    }
}

#[cfg(feature = "ssr")]
fn tell<T>(
    back: &str,
    notice: crate::visit::Notice,
    acted: Result<T, stoflow_domain::error::Error>,
) -> Result<T, AppError> {
    use crate::request;
    use crate::visit::Form;

    match acted {
        Ok(done) => {
            request::done(notice, origin(back));
            Ok(done)
        }
        Err(error) => Err(request::refuse(
            Form::Other,
            origin(back),
            &[],
            error.into(),
        )),
    }
}
