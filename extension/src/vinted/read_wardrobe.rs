//! Reading one page of the member's own wardrobe. Nothing is changed by it, so no permit is asked and nothing can be
//! in doubt.

use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::replies::Answer;
use super::requests::{self, WARDROBE_PAGE};
use super::wardrobe_page;
use serde::{Deserialize, Serialize};
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::vinted::VintedResult;
use stoflow_wire::wardrobe::WardrobeOrder;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadWardrobe {
    order: WardrobeOrder,
    /// How many pages there are; 0 before it is known.
    pages: u32,
    outcome: Option<Outcome>,
}

impl ReadWardrobe {
    pub fn new(order: WardrobeOrder) -> Self {
        Self {
            order: WardrobeOrder {
                page: order.page.max(1),
                per_page: order.per_page.clamp(1, WARDROBE_PAGE),
            },
            pages: 0,
            outcome: None,
        }
    }
}

impl Errand for ReadWardrobe {
    fn intent(&self, member: i64) -> Intent {
        match &self.outcome {
            Some(outcome) => Intent::Over(outcome.clone()),
            None => Intent::Call(Call::new(
                CallKind::Read,
                requests::wardrobe(member, self.order),
            )),
        }
    }

    fn hear(&mut self, answer: Answer) {
        let page = match &answer {
            Answer::Said(answer) => wardrobe_page::read(answer, self.order),
            _ => None,
        };
        self.outcome = Some(match page {
            Some(page) => {
                self.pages = page.pages;
                Outcome::Done(VintedResult::Wardrobe(Box::new(page)))
            }
            None => self.stopped_by(answer.into_trouble("wardrobe")),
        });
    }

    fn place(&self) -> Place {
        Place {
            step: Step::ReadWardrobe {
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
