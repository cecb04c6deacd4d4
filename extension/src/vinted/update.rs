//! Writing price and text of a live listing: read it, write it as a whole, read it back.
//!
//! The upload form does not open for a reserved listing either: one it does not know is looked for in the wardrobe
//! before anything is said of it.
//!
//! Vinted drops every photo that a write leaves out and empties every field, so both are read first and sent back.
//! Writing the same twice does no harm; still a lost answer is settled by reading.

use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::read_back;
use super::replies::{Answer, int};
use super::requests;
use super::wardrobe_page;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::mem;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::vinted::{ReadBack, SeenItem, UpdateOrder, VintedResult};
use stoflow_wire::wardrobe::WardrobeState;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    order: UpdateOrder,
    /// Names this write to Vinted, as the upload form does.
    upload_session: String,
    phase: Phase,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Phase {
    Read,
    Write(Kept),
    /// The upload form does not know it: is it in the wardrobe?
    Look {
        page: u32,
    },
    ReadBack {
        photo_ids: Vec<i64>,
        /// Why the write may not have arrived.
        unclear: Option<Trouble>,
    },
    Over(Outcome),
}

/// What of the live listing goes back with the write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    photo_ids: Vec<i64>,
    fields: Map<String, Value>,
}

impl Update {
    pub fn new(order: UpdateOrder, upload_session: String) -> Self {
        Self {
            order,
            upload_session,
            phase: Phase::Read,
        }
    }

    pub fn title(&self) -> &str {
        &self.order.item.title
    }

    fn hear_read_back(
        &self,
        photo_ids: Vec<i64>,
        unclear: Option<Trouble>,
        answer: Answer,
    ) -> Outcome {
        let seen = match answer {
            Answer::Said(answer) => read_back::seen(&answer, photo_ids),
            _ => None,
        };
        match (unclear, seen) {
            (None, seen) => Outcome::Done(VintedResult::Updated(ReadBack { seen })),
            (Some(_), Some(seen)) if self.is_as_ordered(&seen) => {
                Outcome::Done(VintedResult::Updated(ReadBack { seen: Some(seen) }))
            }
            (Some(trouble), Some(_)) => stopped(trouble),
            (Some(trouble), None) => in_doubt(trouble),
        }
    }

    fn is_as_ordered(&self, seen: &SeenItem) -> bool {
        read_back::is_as_ordered(seen, &self.order.item)
    }
}

impl Errand for Update {
    fn intent(&self, member: i64) -> Intent {
        let order = &self.order;
        match &self.phase {
            Phase::Read | Phase::ReadBack { .. } => Intent::Call(Call::new(
                CallKind::Read,
                requests::editable_item(order.vinted_id),
            )),
            Phase::Look { page } => Intent::Call(Call::new(
                CallKind::Read,
                requests::wardrobe(member, requests::large(*page)),
            )),
            Phase::Write(kept) => Intent::Call(Call::new(
                CallKind::Replace,
                requests::replace(
                    order.vinted_id,
                    &order.item,
                    &kept.photo_ids,
                    &kept.fields,
                    &self.upload_session,
                ),
            )),
            Phase::Over(outcome) => Intent::Over(outcome.clone()),
        }
    }

    fn hear(&mut self, answer: Answer) {
        self.phase = match mem::replace(&mut self.phase, Phase::Read) {
            Phase::Read => hear_read(answer),
            Phase::Write(kept) => hear_write(kept, answer),
            Phase::Look { page } => hear_look(self.order.vinted_id, page, answer),
            Phase::ReadBack { photo_ids, unclear } => {
                Phase::Over(self.hear_read_back(photo_ids, unclear, answer))
            }
            over @ Phase::Over(_) => over,
        };
    }

    fn place(&self) -> Place {
        let (step, done) = match &self.phase {
            Phase::Read | Phase::Look { .. } => (Step::Look, 0),
            Phase::Write(_) => (Step::Update, 1),
            Phase::ReadBack { .. } => (Step::ReadBack, 2),
            Phase::Over(_) => (Step::ReadBack, 3),
        };
        Place { step, done, of: 3 }
    }

    fn stopped_by(&self, trouble: Trouble) -> Outcome {
        stopped(trouble)
    }

    fn given_up(&self) -> Option<Outcome> {
        matches!(
            self.phase,
            Phase::Read | Phase::Write(_) | Phase::Look { .. }
        )
        .then(|| Outcome::Cancelled {
            uploaded: Vec::new(),
        })
    }
}

/// From the newest page on.
const LOOK: Phase = Phase::Look { page: 1 };

/// No wardrobe has more pages; whoever says so is not believed.
const MOST_PAGES: i64 = 1_000;

fn hear_look(vinted_id: i64, page: u32, answer: Answer) -> Phase {
    let list = match answer {
        Answer::Said(list) => list,
        other => return Phase::Over(stopped(other.into_trouble("wardrobe"))),
    };
    let pages = list
        .get("pagination")
        .and_then(|pages| int(pages.get("total_pages")));
    let (Some(items), Some(pages)) = (list.get("items").and_then(Value::as_array), pages) else {
        return Phase::Over(stopped(Answer::Gone.into_trouble("wardrobe")));
    };
    match wardrobe_page::state_of(items, vinted_id) {
        None if i64::from(page) < pages.min(MOST_PAGES) => Phase::Look { page: page + 1 },
        None | Some(WardrobeState::Sold | WardrobeState::Closed | WardrobeState::Vanished) => {
            Phase::Over(stopped(Trouble::Gone))
        }
        Some(WardrobeState::Reserved) => Phase::Over(stopped(Trouble::Reserved)),
        // It is there, and the form will open for it another time.
        Some(WardrobeState::OnSale | WardrobeState::Draft | WardrobeState::Hidden) => {
            Phase::Over(stopped(Answer::Gone.into_trouble("item")))
        }
    }
}

fn hear_read(answer: Answer) -> Phase {
    let answer = match answer {
        Answer::Gone => return LOOK,
        Answer::Said(answer) => answer,
        other => return Phase::Over(stopped(other.into_trouble("item"))),
    };
    let item = answer.get("item").unwrap_or(&Value::Null);
    let photo_ids = read_back::photo_ids(item);
    if photo_ids.is_empty() {
        // A live listing has photos; writing without them would take them away.
        return Phase::Over(stopped(Answer::Gone.into_trouble("photos")));
    }
    Phase::Write(Kept {
        photo_ids,
        fields: requests::carried(item),
    })
}

fn hear_write(kept: Kept, answer: Answer) -> Phase {
    let photo_ids = kept.photo_ids;
    match answer {
        Answer::Said(_) => Phase::ReadBack {
            photo_ids,
            unclear: None,
        },
        Answer::Gone => LOOK,
        Answer::Unclear(Trouble::Challenged) => Phase::Over(in_doubt(Trouble::Challenged)),
        Answer::Unclear(trouble) => Phase::ReadBack {
            photo_ids,
            unclear: Some(trouble),
        },
        other => Phase::Over(stopped(other.into_trouble("item"))),
    }
}

fn stopped(trouble: Trouble) -> Outcome {
    Outcome::Stopped {
        trouble,
        uploaded: Vec::new(),
    }
}

fn in_doubt(trouble: Trouble) -> Outcome {
    Outcome::InDoubt {
        trouble,
        uploaded: Vec::new(),
    }
}
