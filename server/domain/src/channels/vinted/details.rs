//! Reading the details of every listing that lacks them: a chain of small commands of one job, behind everything else
//! of the shop. Five hundred listings take their time at a human pace; orders and messages do not wait for them.
//!
//! Says nothing of what is there and what is gone: that is `sync`.

use super::sync;
use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::judge::Ending;
use crate::jobs::kept::DetailsCursor;
use crate::jobs::rows::Job;
use crate::jobs::settle::{Intent, Verdict};
use crate::wardrobe::{consequences, made, runs, seen};
use stoflow_wire::ids::TenantId;
use stoflow_wire::jobs::{Progress, Step};
use stoflow_wire::vinted::{VintedOrder, VintedResult};
use stoflow_wire::wardrobe::{DetailsOrder, FoundDetails};

/// What is read in no walk: it neither says that a listing is there nor that it is gone.
const NO_WALK: i64 = 0;

/// Which come next is asked before each command: a page that was read meanwhile may have told of newer ones.
pub(super) async fn prepare(backend: &Backend, tenant: TenantId) -> Result<Verdict, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let most = i64::try_from(sync::AT_ONCE).unwrap_or(i64::MAX);
    let vinted_ids = runs::wanted(&mut tx, most).await?;
    tx.commit().await?;
    if vinted_ids.is_empty() {
        return Ok(Verdict::Done);
    }
    Ok(Verdict::AwaitExecutor(Box::new(Intent {
        order: VintedOrder::ReadDetails(DetailsOrder { vinted_ids }),
        version: 0,
        hash: None,
    })))
}

pub(super) fn progress(cursor: DetailsCursor) -> Progress {
    let of = cursor.read.saturating_add(cursor.left);
    Progress {
        step: Step::ReadDetails {
            position: (cursor.read + 1).min(of.max(1)),
            of,
        },
        done: cursor.read,
        of,
        wait: None,
    }
}

/// Stores what a command read. Goes on until no listing lacks its details; a command that settled none of those it was
/// asked for failed, so that no chain goes round in a circle.
pub(super) async fn take_in(
    tx: &mut TenantTx,
    job: &mut Job,
    cursor: DetailsCursor,
    read: &VintedResult,
    asked: Option<&VintedOrder>,
) -> Result<Ending, Error> {
    let (VintedResult::Details { found }, Some(VintedOrder::ReadDetails(order))) = (read, asked)
    else {
        return Ok(sync::unreadable(job));
    };
    let settled = store(tx, NO_WALK, &order.vinted_ids, found).await?;
    if settled == 0 {
        return Ok(sync::unreadable(job));
    }
    made::fetch_missing(tx).await?;
    let left = runs::without_details(tx).await?;
    job.kept.details = Some(DetailsCursor {
        read: cursor.read.saturating_add(settled),
        left: u32::try_from(left).unwrap_or(u32::MAX),
    });
    Ok(match left {
        0 => Ending::Done,
        _ if job.cancel_requested => Ending::Cancelled,
        _ => Ending::Continued,
    })
}

/// Writes down what the upload form said of the listings that were asked for, and answers how many it spoke of.
pub(super) async fn store(
    tx: &mut TenantTx,
    run: i64,
    asked: &[i64],
    found: &[FoundDetails],
) -> Result<u32, Error> {
    let mut settled = 0;
    let mut without = Vec::new();
    for answer in found
        .iter()
        .filter(|found| asked.contains(&found.vinted_id))
    {
        settled += 1;
        match &answer.details {
            Some(details) => {
                seen::detail(tx, run, answer.vinted_id, details).await?;
                made::complete(tx, answer.vinted_id).await?;
            }
            None => without.push(answer.vinted_id),
        }
    }
    seen::without_details(tx, run, &without).await?;
    consequences::follow(tx, asked).await?;
    Ok(settled)
}
