//! Jobs and what a seller can do with one. Each act leads plain forms back to the page they came from.

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::JobView;

/// Open jobs and those that ended in the last day, the newest first.
#[server(prefix = "/fn", endpoint = "recent_jobs", input = Json)]
pub async fn recent_jobs() -> Result<Vec<JobView>, AppError> {
    use stoflow_domain::jobs;

    let mut tx = crate::request::tenant_tx().await?;
    let recent = jobs::recent(&mut tx).await?;
    tx.commit().await?;
    Ok(recent)
}

#[server(prefix = "/fn", endpoint = "cancel_job")]
pub async fn cancel_job(job: JobId) -> Result<(), AppError> {
    use crate::request;
    use stoflow_domain::jobs;

    let seller = request::signed_in()?;
    back(jobs::cancel(&request::backend()?, seller.tenant, job).await)
}

#[server(prefix = "/fn", endpoint = "retry_job")]
pub async fn retry_job(job: JobId) -> Result<(), AppError> {
    use crate::request;
    use stoflow_domain::jobs;

    let seller = request::signed_in()?;
    back(jobs::retry(&request::backend()?, seller.tenant, job).await)
}

#[server(prefix = "/fn", endpoint = "pause_job")]
pub async fn pause_job(job: JobId) -> Result<(), AppError> {
    use crate::request;
    use stoflow_domain::jobs;

    let seller = request::signed_in()?;
    back(jobs::pause(&request::backend()?, seller.tenant, job).await)
}

#[server(prefix = "/fn", endpoint = "resume_job")]
pub async fn resume_job(job: JobId) -> Result<(), AppError> {
    use crate::request;
    use stoflow_domain::jobs;

    let seller = request::signed_in()?;
    back(jobs::resume(&request::backend()?, seller.tenant, job).await)
}

/// Plain forms come from `/jobs`: elsewhere the jobs are shown by scripts.
#[cfg(feature = "ssr")]
fn back(acted: Result<(), stoflow_domain::error::Error>) -> Result<(), AppError> {
    use crate::visit::Form;
    use crate::{paths, request};

    match acted {
        Ok(()) => {
            request::lead_to(paths::JOBS);
            Ok(())
        }
        Err(error) => Err(request::refuse(Form::Other, paths::JOBS, &[], error.into())),
    }
}
