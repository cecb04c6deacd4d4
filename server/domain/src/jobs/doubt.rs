//! Whether a job's unrepeatable call may have been made. The mark stands at what the job is about: at its listing, at
//! its reply, or at a draft that is no listing yet.

use crate::conversations::outbox;
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::kept::{DraftCursor, DraftStage};
use crate::jobs::rows::Job;
use crate::listings;

/// A permit was given, to this attempt or an earlier one, and what came of it is not known.
pub(crate) async fn is_open(tx: &mut TenantTx, job: &Job) -> Result<bool, Error> {
    match (job.kept.reply, draft_of(job)) {
        (Some(reply), _) => outbox::is_sent(tx, reply).await,
        (None, Some(draft)) => Ok(draft.sent),
        (None, None) => listings::rows::is_sent(tx, job.listing).await,
    }
}

/// From here on it may have been made: to be committed before the permit leaves, with the job's own row.
pub(crate) async fn begin(tx: &mut TenantTx, job: &mut Job) -> Result<(), Error> {
    if draft_of(job).is_some() {
        if let Some(draft) = &mut job.kept.draft {
            draft.sent = true;
        }
        return Ok(());
    }
    match (job.kept.reply, job.listing) {
        (Some(reply), _) => outbox::mark_sent(tx, reply).await,
        (None, Some(listing)) => listings::rows::mark_sent(tx, listing).await,
        (None, None) => Ok(()),
    }
}

/// The draft whose making or taking away is all that may have happened: the listing itself is as it was.
fn draft_of(job: &Job) -> Option<&DraftCursor> {
    let draft = job.kept.draft.as_ref()?;
    (draft.stage != DraftStage::Complete).then_some(draft)
}
