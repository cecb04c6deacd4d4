//! Asking where a parcel's label lies. The label itself is fetched by the server: its address is enough for that.
//! Nothing is changed by it, so no permit is asked and nothing can be in doubt.

use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::replies::Answer;
use super::{requests, sales_page};
use serde::{Deserialize, Serialize};
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::sales::{FoundLabel, LabelOrder};
use stoflow_wire::vinted::VintedResult;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindLabel {
    order: LabelOrder,
    outcome: Option<Outcome>,
}

impl FindLabel {
    pub fn new(order: LabelOrder) -> Self {
        Self {
            order,
            outcome: None,
        }
    }

    fn found(&self, url: Option<String>) -> Outcome {
        Outcome::Done(VintedResult::Label(FoundLabel {
            shipment_id: self.order.shipment_id,
            url,
        }))
    }
}

impl Errand for FindLabel {
    fn intent(&self, _member: i64) -> Intent {
        match &self.outcome {
            Some(outcome) => Intent::Over(outcome.clone()),
            None => Intent::Call(Call::new(
                CallKind::Read,
                requests::label(self.order.shipment_id),
            )),
        }
    }

    fn hear(&mut self, answer: Answer) {
        let url = match &answer {
            Answer::Said(answer) => sales_page::label(answer),
            _ => None,
        };
        self.outcome = Some(match (url, answer) {
            (Some(url), _) => self.found(Some(url)),
            (None, Answer::Gone) => self.found(None),
            (None, answer) => self.stopped_by(answer.into_trouble("label")),
        });
    }

    fn place(&self) -> Place {
        Place {
            step: Step::FindLabel,
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
