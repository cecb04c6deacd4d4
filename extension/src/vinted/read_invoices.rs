//! Reading one page of what the member's wallet was paid in a month. Nothing is changed by it, so no permit is asked and
//! nothing can be in doubt. A month without a wallet has no lines.

use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::replies::Answer;
use super::{invoices_page, requests};
use serde::{Deserialize, Serialize};
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::revenue::{InvoicesOrder, InvoicesPage};
use stoflow_wire::vinted::VintedResult;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadInvoices {
    order: InvoicesOrder,
    outcome: Option<Outcome>,
}

impl ReadInvoices {
    pub fn new(order: InvoicesOrder) -> Self {
        Self {
            order: InvoicesOrder {
                page: order.page.max(1),
                ..order
            },
            outcome: None,
        }
    }

    fn nothing(&self) -> InvoicesPage {
        InvoicesPage {
            page: self.order.page,
            pages: 0,
            lines: Vec::new(),
        }
    }
}

impl Errand for ReadInvoices {
    fn intent(&self, _member: i64) -> Intent {
        match &self.outcome {
            Some(outcome) => Intent::Over(outcome.clone()),
            None => Intent::Call(Call::new(CallKind::Read, requests::invoices(self.order))),
        }
    }

    fn hear(&mut self, answer: Answer) {
        let page = match &answer {
            Answer::Said(answer) => invoices_page::read(answer, self.order),
            Answer::Gone => Some(self.nothing()),
            _ => None,
        };
        self.outcome = Some(match page {
            Some(page) => Outcome::Done(VintedResult::Invoices(Box::new(page))),
            None => self.stopped_by(answer.into_trouble("invoices")),
        });
    }

    fn place(&self) -> Place {
        Place {
            step: Step::ReadInvoices {
                year: self.order.year,
                month: self.order.month,
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
