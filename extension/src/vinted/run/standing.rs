//! Where a run stands between two steps, as it is stored. What follows from it is the run's own.

use serde::{Deserialize, Serialize};
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::WaitReason;

/// Where the run stands between two steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Standing {
    Ready,
    Waiting {
        until_ms: u64,
        reason: WaitReason,
    },
    /// The pace before the next call was kept.
    Paced,
    /// The page is asked once more who is signed in: the next call would make something in their name. Only now, since
    /// a person may sign in as somebody else during the pace.
    AskedWho,
    /// It is still the member the run began with.
    SameMember,
    AskingPermit,
    /// The next call may leave at once, and only at once.
    Permitted,
    /// The call is with the page.
    Asked,
    Over(Box<Outcome>),
}
