//! Where a chain through a draft can turn back and where it cannot: before the old listing goes, whoever stops takes the
//! draft away; after, there is only the way on. Pure.

use crate::jobs::judge::{Ending, Judgement};
use crate::jobs::kept::{DraftStage, Purpose};
use crate::jobs::retry::{self, Bearing};
use crate::jobs::rows::Job;
use std::mem;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::vinted::VintedOrder;

/// What a judgement means where a draft is on its way: before its completion nothing public is in doubt, and who gives
/// up takes the draft away first.
pub(crate) fn temper(job: &mut Job, judged: &mut Judgement) {
    if !is_chain(job.kind) {
        return;
    }
    let attempts_left = job.attempts_left();
    let Some(cursor) = job.kept.draft.as_mut() else {
        return;
    };
    if cursor.stage == DraftStage::Complete {
        return;
    }
    let in_doubt = mem::take(&mut judged.in_doubt);
    if cursor.stage == DraftStage::Make {
        cursor.sent = in_doubt;
    }
    let ending = mem::replace(&mut judged.ending, Ending::Continued);
    judged.ending = match (ending, &cursor.stage) {
        (Ending::Cancelled, DraftStage::Replace) if cursor.sent => {
            // It may be gone already: there is no way back.
            if attempts_left {
                Ending::TryAgain(Trouble::Unknown)
            } else {
                Ending::Failed(Trouble::Unknown)
            }
        }
        (Ending::Cancelled, DraftStage::Make | DraftStage::Replace) if cursor.draft.is_some() => {
            cursor.stage = DraftStage::Discard { why: None };
            job.cancel_requested = false;
            Ending::Continued
        }
        (Ending::Failed(why), DraftStage::Make | DraftStage::Replace)
            if cursor.draft.is_some() && retry::bearing(&why) == Bearing::Final =>
        {
            cursor.stage = DraftStage::Discard { why: Some(why) };
            Ending::Continued
        }
        (Ending::Failed(_), DraftStage::Discard { why: Some(why) }) => Ending::Failed(why.clone()),
        (ending, _) => ending,
    };
    if matches!(cursor.stage, DraftStage::Discard { .. }) {
        cursor.sent = false;
    }
}

/// A job that nobody has in hand is to stop, and a draft of it is there: it is taken away next. `false` where there is
/// none.
pub(crate) fn turn_back(job: &mut Job) -> bool {
    let Some(cursor) = job.kept.draft.as_mut().filter(|_| is_chain(job.kind)) else {
        return false;
    };
    let before = matches!(cursor.stage, DraftStage::Make | DraftStage::Replace);
    if !before || cursor.draft.is_none() {
        return false;
    }
    cursor.stage = DraftStage::Discard { why: None };
    true
}

/// Whether asking it to stop changes nothing: it finds out first what became of the old listing, or takes its draft away
/// already. From the completion on it can be stopped, and leaves a draft.
pub(crate) fn goes_on_anyhow(job: &Job) -> bool {
    let draft = job.kept.draft.as_ref();
    is_past_return(job) && draft.is_some_and(|draft| draft.stage != DraftStage::Complete)
}

/// Whether the job can only go on: the old listing may be gone, or the draft is being taken away already.
pub(crate) fn is_past_return(job: &Job) -> bool {
    let Some(cursor) = job.kept.draft.as_ref().filter(|_| is_chain(job.kind)) else {
        return false;
    };
    match cursor.stage {
        DraftStage::Make => false,
        DraftStage::Replace => cursor.sent,
        DraftStage::Complete => cursor.purpose == Purpose::Replace,
        DraftStage::Discard { .. } => true,
    }
}

/// Whether the command is what a day has only so many of: of a chain, one.
pub(crate) fn is_counted(job: &Job) -> bool {
    let order = job.command.as_ref().map(|command| &command.order);
    match job.kind {
        JobKind::Vinted(VintedAction::Relist) => matches!(order, Some(VintedOrder::Delete(_))),
        JobKind::Vinted(_) => !matches!(
            order,
            Some(VintedOrder::Complete(_) | VintedOrder::DeleteDraft(_))
        ),
    }
}

fn is_chain(kind: JobKind) -> bool {
    matches!(
        kind,
        JobKind::Vinted(VintedAction::Publish | VintedAction::Relist)
    )
}
