//! What an executor's answer means for the job, the listing and the lane. Pure: facts in, judgement out.

use crate::jobs::retry::{self, Bearing, RetryClass};
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::vinted::VintedResult;

/// What is known when the executor's part ends.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts that are true or not, each by itself"
)]
pub(crate) struct Facts {
    pub(crate) kind: JobKind,
    /// This command got its permit.
    pub(crate) permitted: bool,
    /// A permit was given, to this command or an earlier one, and it is not known what came of it.
    pub(crate) unresolved: bool,
    /// This command was refused its permit.
    pub(crate) refused_permit: bool,
    pub(crate) cancel_requested: bool,
    pub(crate) attempts_left: bool,
    /// It is a chain of commands with a draft on its way.
    pub(crate) through_draft: bool,
    /// Access was denied to this job before, and the seller has looked since.
    pub(crate) denied_before: bool,
}

/// How this attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Nothing was left to do.
    Done,
    Finished(Box<VintedResult>),
    /// One command of several is done: back in the queue for the next, with all its attempts.
    Continued,
    /// Again by itself, after a wait.
    TryAgain(Trouble),
    Failed(Trouble),
    /// Its time was over before anything was done.
    Expired(Trouble),
    /// Back in the queue as if it had not been taken.
    HandedBack(Option<Trouble>),
    Cancelled,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) ending: Ending,
    /// The listing may or may not be live: look before anything else.
    pub(crate) in_doubt: bool,
    /// Why the lane stands still from now on.
    pub(crate) stops_lane: Option<Trouble>,
}

/// Judges an answer.
pub(crate) fn answer(facts: Facts, outcome: Outcome) -> Judgement {
    match outcome {
        Outcome::Done(result) if fits(facts, &result) => {
            certain(Ending::Finished(Box::new(result)))
        }
        Outcome::Done(_) => doubtful(
            facts,
            Trouble::Unreadable {
                what: "result".to_owned(),
            },
        ),
        Outcome::InDoubt { trouble, .. } => doubtful(facts, trouble),
        Outcome::Stopped {
            trouble: Trouble::Gone,
            ..
        } if facts.kind == JobKind::Vinted(VintedAction::Delete) => {
            certain(Ending::Finished(Box::new(VintedResult::Deleted)))
        }
        Outcome::Stopped { trouble, .. } => stopped(facts, trouble),
        Outcome::Cancelled { .. } => cancelled(facts),
    }
}

/// Judges an executor that was handed the command and was not heard of again.
pub(crate) fn silence(facts: Facts) -> Judgement {
    let in_doubt = facts.unresolved && dangerous(facts);
    Judgement {
        ending: passing(facts, in_doubt, Trouble::TimedOut),
        in_doubt,
        stops_lane: None,
    }
}

fn stopped(facts: Facts, trouble: Trouble) -> Judgement {
    let in_doubt = earlier_doubt_stays(facts);
    match retry::bearing(&trouble) {
        Bearing::StopsLane => lane_stopping(facts, in_doubt, trouble),
        Bearing::Final => Judgement {
            ending: Ending::Failed(trouble),
            in_doubt,
            stops_lane: None,
        },
        Bearing::Passing => Judgement {
            ending: passing(facts, in_doubt, trouble),
            in_doubt,
            stops_lane: None,
        },
    }
}

fn doubtful(facts: Facts, trouble: Trouble) -> Judgement {
    let in_doubt = dangerous(facts);
    if retry::bearing(&trouble) == Bearing::StopsLane {
        return lane_stopping(facts, in_doubt, trouble);
    }
    Judgement {
        ending: passing(facts, in_doubt, trouble),
        in_doubt,
        stops_lane: None,
    }
}

fn cancelled(facts: Facts) -> Judgement {
    let in_doubt = earlier_doubt_stays(facts);
    let ending = if facts.refused_permit && !facts.cancel_requested {
        Ending::HandedBack(None)
    } else {
        let wish = Facts {
            cancel_requested: true,
            ..facts
        };
        passing(wish, in_doubt, Trouble::Unknown)
    };
    Judgement {
        ending,
        in_doubt,
        stops_lane: None,
    }
}

/// Access denied once may be about the account. Denied again to the same job after the seller looked, it is about what the
/// job acts on: that job ends, and those behind it have their turn. The first of them to be denied stops the lane anew.
fn lane_stopping(facts: Facts, in_doubt: bool, trouble: Trouble) -> Judgement {
    if trouble == Trouble::AccessDenied && facts.denied_before && !in_doubt {
        return certain(given_up(facts, trouble));
    }
    let ending = if facts.cancel_requested && !in_doubt {
        Ending::Cancelled
    } else {
        Ending::HandedBack(Some(trouble.clone()))
    };
    Judgement {
        ending,
        in_doubt,
        stops_lane: Some(trouble),
    }
}

fn given_up(facts: Facts, trouble: Trouble) -> Ending {
    if facts.cancel_requested {
        Ending::Cancelled
    } else {
        Ending::Failed(trouble)
    }
}

/// A wish to cancel is granted as soon as it is certain that nothing of ours is live; until then the job goes on
/// looking.
fn passing(facts: Facts, in_doubt: bool, trouble: Trouble) -> Ending {
    if facts.cancel_requested && !in_doubt {
        Ending::Cancelled
    } else if facts.attempts_left {
        Ending::TryAgain(trouble)
    } else {
        Ending::Failed(trouble)
    }
}

fn certain(ending: Ending) -> Judgement {
    Judgement {
        ending,
        in_doubt: false,
        stops_lane: None,
    }
}

/// A command that ended without its effect says nothing of an earlier command, unless it came as far as asking for
/// its own permit: it looked before that and found nothing.
fn earlier_doubt_stays(facts: Facts) -> bool {
    facts.unresolved && !facts.permitted && !facts.refused_permit && dangerous(facts)
}

fn dangerous(facts: Facts) -> bool {
    retry::class(facts.kind) == RetryClass::Dangerous
}

fn fits(facts: Facts, result: &VintedResult) -> bool {
    match facts.kind {
        JobKind::Vinted(VintedAction::Publish | VintedAction::Relist) => match result {
            VintedResult::Published(_) => true,
            // Which of the chain's commands it answers is for `channels::vinted::draft` to say.
            VintedResult::Drafted(_) | VintedResult::Deleted | VintedResult::FoundSold => {
                facts.through_draft
            }
            _ => false,
        },
        JobKind::Vinted(VintedAction::Update) => matches!(result, VintedResult::Updated(_)),
        // What it is comes first, that it is gone after.
        JobKind::Vinted(VintedAction::Delete) => {
            matches!(
                result,
                VintedResult::Deleted | VintedResult::FoundSold | VintedResult::Details { .. }
            )
        }
        JobKind::Vinted(VintedAction::Sync) => {
            matches!(
                result,
                VintedResult::Wardrobe(_) | VintedResult::Details { .. }
            )
        }
        JobKind::Vinted(VintedAction::Orders) => {
            matches!(
                result,
                VintedResult::Sales(_)
                    | VintedResult::Transactions { .. }
                    | VintedResult::Invoices(_)
                    | VintedResult::Label(_)
            )
        }
        JobKind::Vinted(VintedAction::Message) => {
            matches!(
                result,
                VintedResult::Inbox(_) | VintedResult::Conversations { .. }
            )
        }
        JobKind::Vinted(VintedAction::Reply) => matches!(result, VintedResult::Replied(_)),
        // No executor ever has a part in it.
        JobKind::Vinted(VintedAction::Link) => false,
    }
}

#[cfg(test)]
mod tests;
