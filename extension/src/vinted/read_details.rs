//! Reading some of the member's listings as the upload form edits them, one after the other. Nothing is changed by it,
//! so no permit is asked and nothing can be in doubt. What was read when it stops is read again by the next command.

use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::listing_details;
use super::replies::Answer;
use super::requests;
use serde::{Deserialize, Serialize};
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::vinted::VintedResult;
use stoflow_wire::wardrobe::{DetailsOrder, FoundDetails};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadDetails {
    order: DetailsOrder,
    /// In the order's order, as far as it has come.
    found: Vec<FoundDetails>,
    stopped: Option<Outcome>,
}

impl ReadDetails {
    pub fn new(order: DetailsOrder) -> Self {
        Self {
            order,
            found: Vec::new(),
            stopped: None,
        }
    }

    fn next(&self) -> Option<i64> {
        self.order.vinted_ids.get(self.found.len()).copied()
    }

    fn is_over(&self) -> bool {
        self.stopped.is_some() || self.next().is_none()
    }
}

impl Errand for ReadDetails {
    fn intent(&self, _member: i64) -> Intent {
        match (&self.stopped, self.next()) {
            (Some(outcome), _) => Intent::Over(outcome.clone()),
            (None, Some(vinted_id)) => Intent::Call(Call::new(
                CallKind::Read,
                requests::editable_item(vinted_id),
            )),
            (None, None) => Intent::Over(Outcome::Done(VintedResult::Details {
                found: self.found.clone(),
            })),
        }
    }

    fn hear(&mut self, answer: Answer) {
        let Some(vinted_id) = self.next() else {
            return;
        };
        let details = match &answer {
            Answer::Said(answer) => listing_details::read(answer),
            _ => None,
        };
        if details.is_some() || answer == Answer::Gone {
            self.found.push(FoundDetails { vinted_id, details });
        } else {
            self.stopped = Some(self.stopped_by(answer.into_trouble("item")));
        }
    }

    fn place(&self) -> Place {
        let count = |length| u32::try_from(length).unwrap_or(u32::MAX);
        let (done, of) = (count(self.found.len()), count(self.order.vinted_ids.len()));
        Place {
            step: Step::ReadDetails {
                position: (done + 1).min(of),
                of,
            },
            done,
            of,
        }
    }

    fn stopped_by(&self, trouble: Trouble) -> Outcome {
        Outcome::Stopped {
            trouble,
            uploaded: Vec::new(),
        }
    }

    fn given_up(&self) -> Option<Outcome> {
        (!self.is_over()).then(|| Outcome::Cancelled {
            uploaded: Vec::new(),
        })
    }
}
