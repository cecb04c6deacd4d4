//! Reading some of the member's sales in full, one after the other. Nothing is changed by it, so no permit is asked and
//! nothing can be in doubt. What was read when it stops is read again by the next command.

use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::replies::Answer;
use super::{requests, sales_page};
use serde::{Deserialize, Serialize};
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::sales::{FoundTransaction, TransactionsOrder};
use stoflow_wire::vinted::VintedResult;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadTransactions {
    order: TransactionsOrder,
    /// In the order's order, as far as it has come.
    found: Vec<FoundTransaction>,
    stopped: Option<Outcome>,
}

impl ReadTransactions {
    pub fn new(order: TransactionsOrder) -> Self {
        Self {
            order,
            found: Vec::new(),
            stopped: None,
        }
    }

    fn next(&self) -> Option<i64> {
        self.order.transaction_ids.get(self.found.len()).copied()
    }

    fn is_over(&self) -> bool {
        self.stopped.is_some() || self.next().is_none()
    }
}

impl Errand for ReadTransactions {
    fn intent(&self, _member: i64) -> Intent {
        match (&self.stopped, self.next()) {
            (Some(outcome), _) => Intent::Over(outcome.clone()),
            (None, Some(transaction_id)) => Intent::Call(Call::new(
                CallKind::Read,
                requests::transaction(transaction_id),
            )),
            (None, None) => Intent::Over(Outcome::Done(VintedResult::Transactions {
                transactions: self.found.clone(),
            })),
        }
    }

    fn hear(&mut self, answer: Answer) {
        let Some(transaction_id) = self.next() else {
            return;
        };
        let transaction = match &answer {
            Answer::Said(answer) => sales_page::transaction(answer, transaction_id),
            _ => None,
        };
        if transaction.is_some() || answer == Answer::Gone {
            self.found.push(FoundTransaction {
                transaction_id,
                transaction,
            });
        } else {
            self.stopped = Some(self.stopped_by(answer.into_trouble("transaction")));
        }
    }

    fn place(&self) -> Place {
        let count = |length| u32::try_from(length).unwrap_or(u32::MAX);
        let done = count(self.found.len());
        let of = count(self.order.transaction_ids.len());
        Place {
            step: Step::ReadTransactions {
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
