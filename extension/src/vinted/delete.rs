//! Taking a listing away. A listing that is gone already is what was wanted, unless it is gone because somebody bought
//! it: where the site does not simply take it away, the wardrobe is asked why, among the member's newest listings.

use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::replies::Answer;
use super::{requests, wardrobe_page};
use serde::{Deserialize, Serialize};
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::vinted::{DeleteOrder, VintedResult};
use stoflow_wire::wardrobe::{WardrobePage, WardrobeState};

/// How far back to look: as far as for a listing that may have been made days ago.
const MOST_PAGES: u32 = 3;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delete {
    order: DeleteOrder,
    /// Why the wardrobe is asked, and its page.
    #[serde(default)]
    doubt: Option<(Doubt, u32)>,
    outcome: Option<Outcome>,
}

/// What the site said instead of taking it away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Doubt {
    /// It is not there.
    Gone,
    /// No, and why.
    Refused(Trouble),
}

impl Doubt {
    /// How it ends where the wardrobe does not know better.
    fn outcome(self) -> Outcome {
        match self {
            Self::Gone => Outcome::Done(VintedResult::Deleted),
            Self::Refused(trouble) => stopped(trouble),
        }
    }
}

impl Delete {
    pub fn new(order: DeleteOrder) -> Self {
        Self {
            order,
            doubt: None,
            outcome: None,
        }
    }

    fn hear_removal(&mut self, answer: Answer) {
        let outcome = match answer {
            Answer::Said(_) => Outcome::Done(VintedResult::Deleted),
            Answer::Gone => return self.doubt = Some((Doubt::Gone, 1)),
            Answer::No(trouble @ Trouble::Refused { .. }) => {
                return self.doubt = Some((Doubt::Refused(trouble), 1));
            }
            Answer::Unclear(trouble) => Outcome::InDoubt {
                trouble,
                uploaded: Vec::new(),
            },
            other => stopped(other.into_trouble("item")),
        };
        self.outcome = Some(outcome);
    }

    /// A look that fails says nothing: then what the site said first stands.
    fn hear_look(&mut self, answer: &Answer, doubt: Doubt, page: u32) {
        let seen = match answer {
            Answer::Said(answer) => wardrobe_page::read(answer, requests::large(page)),
            _ => None,
        };
        let Some(seen) = seen else {
            return self.outcome = Some(doubt.outcome());
        };
        self.outcome = match self.state_in(&seen) {
            Some(WardrobeState::Sold) => Some(Outcome::Done(VintedResult::FoundSold)),
            // Not there, says the one answer, and on sale, says the other: the next attempt will see.
            Some(WardrobeState::OnSale) if doubt == Doubt::Gone => Some(Outcome::InDoubt {
                trouble: Trouble::Unknown,
                uploaded: Vec::new(),
            }),
            None if page < seen.pages.min(MOST_PAGES) => {
                return self.doubt = Some((doubt, page + 1));
            }
            _ => Some(doubt.outcome()),
        };
    }

    fn state_in(&self, page: &WardrobePage) -> Option<WardrobeState> {
        let mut items = page.items.iter();
        let item = items.find(|item| item.vinted_id == self.order.vinted_id);
        item.map(|item| item.state)
    }
}

fn stopped(trouble: Trouble) -> Outcome {
    Outcome::Stopped {
        trouble,
        uploaded: Vec::new(),
    }
}

impl Errand for Delete {
    fn intent(&self, member: i64) -> Intent {
        match (&self.outcome, &self.doubt) {
            (Some(outcome), _) => Intent::Over(outcome.clone()),
            (None, Some((_, page))) => Intent::Call(Call::new(
                CallKind::Read,
                requests::wardrobe(member, requests::large(*page)),
            )),
            (None, None) => Intent::Call(Call::new(
                CallKind::Delete,
                requests::delete(self.order.vinted_id),
            )),
        }
    }

    fn hear(&mut self, answer: Answer) {
        match self.doubt.clone() {
            Some((doubt, page)) => self.hear_look(&answer, doubt, page),
            None => self.hear_removal(answer),
        }
    }

    fn place(&self) -> Place {
        Place {
            step: Step::Remove,
            done: u32::from(self.outcome.is_some()),
            of: 1,
        }
    }

    fn stopped_by(&self, trouble: Trouble) -> Outcome {
        stopped(trouble)
    }

    fn given_up(&self) -> Option<Outcome> {
        match (&self.outcome, &self.doubt) {
            (None, None) => Some(Outcome::Cancelled {
                uploaded: Vec::new(),
            }),
            (None, Some((doubt, _))) => Some(doubt.clone().outcome()),
            (Some(_), _) => None,
        }
    }
}
