//! Whether a job's unrepeatable call may have been made. The mark stands at what the job is about: at its listing, or
//! at its reply.

use crate::conversations::outbox;
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::rows::Job;
use crate::listings;

/// A permit was given, to this attempt or an earlier one, and what came of it is not known.
pub(crate) async fn is_open(tx: &mut TenantTx, job: &Job) -> Result<bool, Error> {
    match job.kept.reply {
        Some(reply) => outbox::is_sent(tx, reply).await,
        None => listings::rows::is_sent(tx, job.listing).await,
    }
}

/// From here on it may have been made: to be committed before the permit leaves.
pub(crate) async fn begin(tx: &mut TenantTx, job: &Job) -> Result<(), Error> {
    match (job.kept.reply, job.listing) {
        (Some(reply), _) => outbox::mark_sent(tx, reply).await,
        (None, Some(listing)) => listings::rows::mark_sent(tx, listing).await,
        (None, None) => Ok(()),
    }
}
