//! Reading one page of what the member sold. Nothing is changed by it, so no permit is asked and nothing can be in
//! doubt.

use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::replies::Answer;
use super::requests::{self, SALES_PAGE};
use super::sales_page;
use serde::{Deserialize, Serialize};
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::sales::SalesOrder;
use stoflow_wire::vinted::VintedResult;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadSales {
    order: SalesOrder,
    /// How many pages there are; 0 before it is known.
    pages: u32,
    outcome: Option<Outcome>,
}

impl ReadSales {
    pub fn new(order: SalesOrder) -> Self {
        Self {
            order: SalesOrder {
                page: order.page.max(1),
                per_page: order.per_page.clamp(1, SALES_PAGE),
            },
            pages: 0,
            outcome: None,
        }
    }
}

impl Errand for ReadSales {
    fn intent(&self, _member: i64) -> Intent {
        match &self.outcome {
            Some(outcome) => Intent::Over(outcome.clone()),
            None => Intent::Call(Call::new(CallKind::Read, requests::sales(self.order))),
        }
    }

    fn hear(&mut self, answer: Answer) {
        let page = match &answer {
            Answer::Said(answer) => sales_page::read(answer, self.order),
            _ => None,
        };
        self.outcome = Some(match page {
            Some(page) => {
                self.pages = page.pages;
                Outcome::Done(VintedResult::Sales(Box::new(page)))
            }
            None => self.stopped_by(answer.into_trouble("sales")),
        });
    }

    fn place(&self) -> Place {
        Place {
            step: Step::ReadSales {
                page: self.order.page,
                of: self.pages,
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
