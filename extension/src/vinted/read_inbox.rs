//! Reading one page of the member's inbox. Nothing is changed by it, so no permit is asked and nothing can be in doubt.

use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::inbox_page;
use super::replies::Answer;
use super::requests::{self, INBOX_PAGE};
use serde::{Deserialize, Serialize};
use stoflow_wire::conversations::InboxOrder;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::vinted::VintedResult;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadInbox {
    order: InboxOrder,
    outcome: Option<Outcome>,
}

impl ReadInbox {
    pub fn new(order: InboxOrder) -> Self {
        Self {
            order: InboxOrder {
                page: order.page.max(1),
                per_page: order.per_page.clamp(1, INBOX_PAGE),
            },
            outcome: None,
        }
    }
}

impl Errand for ReadInbox {
    fn intent(&self, _member: i64) -> Intent {
        match &self.outcome {
            Some(outcome) => Intent::Over(outcome.clone()),
            None => Intent::Call(Call::new(CallKind::Read, requests::inbox(self.order))),
        }
    }

    fn hear(&mut self, answer: Answer) {
        let page = match &answer {
            Answer::Said(answer) => inbox_page::read(answer, self.order),
            _ => None,
        };
        self.outcome = Some(match page {
            Some(page) => Outcome::Done(VintedResult::Inbox(Box::new(page))),
            None => self.stopped_by(answer.into_trouble("inbox")),
        });
    }

    fn place(&self) -> Place {
        Place {
            step: Step::ReadInbox {
                page: self.order.page,
                of: 0,
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
