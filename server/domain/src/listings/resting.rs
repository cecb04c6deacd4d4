//! Where a job leaves its listing that has not done what it was for. Pure.

use crate::jobs::kept::DraftStage;
use crate::jobs::rows::Job;
use stoflow_wire::listings::ListingState;
use stoflow_wire::platform::{JobKind, VintedAction};

/// Where a listing stands while a job is at it.
pub(super) fn under_way(job: &Job, in_doubt: bool) -> ListingState {
    match job.kind {
        JobKind::Vinted(VintedAction::Publish) if in_doubt => ListingState::InDoubt,
        JobKind::Vinted(VintedAction::Publish) => ListingState::Creating,
        JobKind::Vinted(VintedAction::Update) => ListingState::Updating,
        JobKind::Vinted(VintedAction::Delete) => ListingState::Removing,
        JobKind::Vinted(VintedAction::Relist) => ListingState::Relisting,
        // These are never at a listing: what is live is live.
        JobKind::Vinted(
            VintedAction::Sync
            | VintedAction::Link
            | VintedAction::Orders
            | VintedAction::Message
            | VintedAction::Reply,
        ) => ListingState::Live,
    }
}

/// Where it stands when the job gave up: what was live is live, and what was made as a draft is one.
pub(super) fn given_up(job: &Job, in_doubt: bool) -> ListingState {
    match job.kind {
        JobKind::Vinted(VintedAction::Publish | VintedAction::Relist) if in_doubt => {
            ListingState::InDoubt
        }
        JobKind::Vinted(VintedAction::Publish | VintedAction::Relist) if is_a_draft(job) => {
            ListingState::Draft
        }
        JobKind::Vinted(VintedAction::Publish) => ListingState::Failed,
        JobKind::Vinted(VintedAction::Relist) if may_be_replaced(job) => ListingState::Relisting,
        JobKind::Vinted(VintedAction::Delete) if job.kept.draft.is_some() => ListingState::Draft,
        JobKind::Vinted(
            VintedAction::Update
            | VintedAction::Delete
            | VintedAction::Relist
            | VintedAction::Sync
            | VintedAction::Link
            | VintedAction::Orders
            | VintedAction::Message
            | VintedAction::Reply,
        ) => ListingState::Live,
    }
}

/// Nothing is left to do but to complete it.
pub(super) fn is_a_draft(job: &Job) -> bool {
    let draft = job.kept.draft.as_ref();
    draft.is_some_and(|draft| draft.stage == DraftStage::Complete)
}

/// The old listing may be gone: only the job itself, tried again, finds out.
fn may_be_replaced(job: &Job) -> bool {
    let draft = job.kept.draft.as_ref();
    draft.is_some_and(|draft| draft.stage == DraftStage::Replace && draft.sent)
}
