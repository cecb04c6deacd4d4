//! Taking a listing or a draft away. One that is gone already is what was wanted.

use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::replies::Answer;
use super::requests;
use serde::{Deserialize, Serialize};
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::vinted::{DeleteOrder, VintedResult};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delete {
    order: DeleteOrder,
    #[serde(default)]
    removal: Removal,
    outcome: Option<Outcome>,
}

/// What is taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Removal {
    #[default]
    Listing,
    Draft,
}

impl Delete {
    pub fn new(order: DeleteOrder, removal: Removal) -> Self {
        Self {
            order,
            removal,
            outcome: None,
        }
    }
}

impl Errand for Delete {
    fn intent(&self, _member: i64) -> Intent {
        match &self.outcome {
            Some(outcome) => Intent::Over(outcome.clone()),
            None => {
                let request = match self.removal {
                    Removal::Listing => requests::delete(self.order.vinted_id),
                    Removal::Draft => requests::delete_draft(self.order.vinted_id),
                };
                Intent::Call(Call::new(CallKind::Delete, request))
            }
        }
    }

    fn hear(&mut self, answer: Answer) {
        self.outcome = Some(match answer {
            Answer::Said(_) | Answer::Gone => Outcome::Done(VintedResult::Deleted),
            Answer::Unclear(trouble) => Outcome::InDoubt {
                trouble,
                uploaded: Vec::new(),
            },
            other => self.stopped_by(other.into_trouble("item")),
        });
    }

    fn place(&self) -> Place {
        Place {
            step: match self.removal {
                Removal::Listing => Step::Remove,
                Removal::Draft => Step::RemoveDraft,
            },
            done: u32::from(self.outcome.is_some()),
            of: 1,
        }
    }

    fn stopped_by(&self, trouble: Trouble) -> Outcome {
        Outcome::Stopped {
            trouble,
            uploaded: Vec::new(),
        }
    }

    fn given_up(&self) -> Option<Outcome> {
        self.outcome.is_none().then(|| Outcome::Cancelled {
            uploaded: Vec::new(),
        })
    }
}
