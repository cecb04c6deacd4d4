//! Taking a listing away. A listing that is gone already is what was wanted.

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
    outcome: Option<Outcome>,
}

impl Delete {
    pub fn new(order: DeleteOrder) -> Self {
        Self {
            order,
            outcome: None,
        }
    }
}

impl Errand for Delete {
    fn intent(&self, _member: i64) -> Intent {
        match &self.outcome {
            Some(outcome) => Intent::Over(outcome.clone()),
            None => Intent::Call(Call::new(
                CallKind::Delete,
                requests::delete(self.order.vinted_id),
            )),
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
            step: Step::Remove,
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
