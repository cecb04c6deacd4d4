//! Fetching the label of one sale: the extension is asked where it lies, the server gets it from there. Its address is
//! good for a while and for whoever has it; no account, no cookie and no token goes along.

use crate::backend::Backend;
use crate::channels::vinted::images::NoPhoto;
use crate::error::Error;
use crate::hints::Topic;
use crate::jobs::judge::Ending;
use crate::jobs::kept::LabelCursor;
use crate::jobs::rows::{self, Job};
use crate::jobs::settle::{Intent, Verdict};
use crate::jobs::tasks;
use crate::sales::labels::{self, pdf};
use bytes::Bytes;
use stoflow_wire::ids::TenantId;
use stoflow_wire::jobs::{Progress, Step, Trouble};
use stoflow_wire::sales::{FoundLabel, LabelOrder};
use stoflow_wire::vinted::VintedOrder;

/// Does the next part of the job: asks where the label is, or gets it from there.
pub(super) async fn prepare(
    backend: &Backend,
    tenant: TenantId,
    job: &Job,
    cursor: &LabelCursor,
) -> Result<Verdict, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let here = labels::is_here(&mut tx, cursor.sale).await?;
    tx.commit().await?;
    if here {
        return Ok(Verdict::Done);
    }
    let Some(url) = &cursor.url else {
        return Ok(Verdict::AwaitExecutor(Box::new(Intent {
            order: VintedOrder::FindLabel(LabelOrder {
                shipment_id: cursor.shipment_id,
            }),
            version: 0,
            hash: None,
        })));
    };
    if job.cancel_requested {
        return Ok(Verdict::Stopped);
    }
    match fetch(backend, tenant, job.clone(), cursor, url).await {
        Err(Error::OutOfPlace {
            attempted: rows::GOING_ON,
        }) => Ok(Verdict::Stopped),
        fetched => fetched,
    }
}

/// How far the job is when its next part begins.
pub(super) fn progress(cursor: &LabelCursor) -> Progress {
    let (step, done) = match cursor.url {
        None => (Step::FindLabel, 0),
        Some(_) => (Step::FetchLabel, 1),
    };
    Progress {
        step,
        done,
        of: 2,
        wait: None,
    }
}

/// Keeps the address that was found. No address is no label: the seller has to have one made on Vinted first.
pub(super) fn take_in(job: &mut Job, asked: LabelOrder, found: &FoundLabel) -> Ending {
    let url = found
        .url
        .clone()
        .filter(|_| found.shipment_id == asked.shipment_id);
    let (Some(cursor), Some(url)) = (job.kept.label.as_mut(), url) else {
        return Ending::Failed(Trouble::NoLabel);
    };
    cursor.url = Some(url);
    if job.cancel_requested {
        Ending::Cancelled
    } else {
        Ending::Continued
    }
}

async fn fetch(
    backend: &Backend,
    tenant: TenantId,
    mut job: Job,
    cursor: &LabelCursor,
    url: &str,
) -> Result<Verdict, Error> {
    show(backend, tenant, &mut job, cursor).await?;
    let label = match backend.images.fetch_label(url).await {
        Ok(label) => label,
        Err(NoPhoto::Foreign) => {
            tracing::warn!(%tenant, job = %job.id, "a label's address is none of Vinted's");
            return refuse(backend, tenant, job).await;
        }
        Err(reason) => {
            tracing::warn!(%tenant, job = %job.id, %reason, "a label could not be fetched");
            return again(backend, tenant, job).await;
        }
    };
    if let Err(reason) = check(label.clone()).await? {
        tracing::warn!(%tenant, job = %job.id, %reason, "what was fetched is no label");
        return again(backend, tenant, job).await;
    }
    labels::keep(backend, tenant, cursor.sale, label).await?;
    let mut tx = backend.database.tenant(tenant).await?;
    labels::note(&mut tx, cursor.sale).await?;
    rows::note_own_work(&mut tx, &job, None).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(Verdict::Done)
}

async fn check(label: Bytes) -> Result<Result<(), pdf::NoLabel>, Error> {
    tokio::task::spawn_blocking(move || pdf::check(&label))
        .await
        .map_err(|error| Error::internal("reading a label", error))
}

async fn show(
    backend: &Backend,
    tenant: TenantId,
    job: &mut Job,
    cursor: &LabelCursor,
) -> Result<(), Error> {
    let progress = progress(cursor);
    let mut tx = backend.database.tenant(tenant).await?;
    tasks::begin(&mut tx, job, &progress.step).await?;
    job.progress = Some(progress);
    rows::note_own_work(&mut tx, job, None).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Jobs);
    Ok(())
}

/// Another attempt asks at the same address.
async fn again(backend: &Backend, tenant: TenantId, job: Job) -> Result<Verdict, Error> {
    if job.attempts_left() {
        return Ok(Verdict::Retry(Trouble::LabelUnavailable));
    }
    refuse(backend, tenant, job).await
}

/// Whoever tries again has Vinted asked for another address.
async fn refuse(backend: &Backend, tenant: TenantId, mut job: Job) -> Result<Verdict, Error> {
    if let Some(cursor) = job.kept.label.as_mut() {
        cursor.url = None;
    }
    let mut tx = backend.database.tenant(tenant).await?;
    rows::note_own_work(&mut tx, &job, None).await?;
    tx.commit().await?;
    Ok(Verdict::Fail(Trouble::LabelUnavailable))
}
