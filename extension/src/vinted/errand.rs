//! What an order has to offer to `run`, which drives it: its next call, an ear for the answer, its place on the bar.

use super::replies::Answer;
use super::requests::PageRequest;
use stoflow_wire::executor::{Outcome, Pace};
use stoflow_wire::jobs::{Step as NamedStep, Trouble};
use stoflow_wire::vinted::PhotoToUpload;

/// One order on its way. Its calls begin when the member is known.
pub trait Errand {
    /// What it wants next; asking again without an answer in between gives the same.
    fn intent(&self, member: i64) -> Intent;
    /// The answer to the call it wanted.
    fn hear(&mut self, answer: Answer);
    /// The rest it wanted is over.
    fn rested(&mut self) {}
    fn place(&self) -> Place;
    /// How it ends when the run cannot go on, before or between its calls.
    fn stopped_by(&self, trouble: Trouble) -> Outcome;
    /// How it ends when it is given up; `None` while its effect may have happened.
    fn given_up(&self) -> Option<Outcome>;
}

/// What an errand wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    Call(Call),
    /// A rest between two looks, as long as the command's pace says.
    Rest,
    Over(Outcome),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub kind: CallKind,
    pub request: PageRequest,
    pub photo: Option<PhotoToUpload>,
}

impl Call {
    /// A call that takes no photo along.
    pub fn new(kind: CallKind, request: PageRequest) -> Self {
        Self {
            kind,
            request,
            photo: None,
        }
    }
}

/// What a call does to the world; everything about pace, permits and repetition follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    Read,
    Photo,
    /// A second one would make a second listing, or say the same twice.
    Create,
    Replace,
    /// Makes a draft public; a second one finds it so.
    Complete,
    Delete,
}

impl CallKind {
    /// The bounds of the wait before it, in milliseconds.
    pub fn pace(self, pace: &Pace) -> (u32, u32) {
        match self {
            Self::Read => pace.read_ms,
            Self::Photo | Self::Create | Self::Replace | Self::Complete => pace.write_ms,
            Self::Delete => pace.delete_ms,
        }
    }

    /// Must the server be asked right before?
    pub fn needs_permit(self) -> bool {
        matches!(
            self,
            Self::Create | Self::Replace | Self::Complete | Self::Delete
        )
    }

    /// May it simply be asked again when its answer was lost? A photo that arrived twice is shown nowhere, and a
    /// listing that is gone already is what a second deletion wants to hear.
    pub fn may_repeat(self) -> bool {
        matches!(self, Self::Read | Self::Photo | Self::Delete)
    }
}

/// Where an errand stands, for the bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub step: NamedStep,
    /// Steps done, and steps in all.
    pub done: u32,
    pub of: u32,
}
