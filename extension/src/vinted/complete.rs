//! Making a draft public: read it, complete it with its photos as they are, read it back.
//!
//! A draft becomes public once, whoever asks how often: a lost answer is settled by reading.

use super::attributes::FormStyle;
use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::item_body::{self, Body};
use super::published;
use super::read_back;
use super::replies::Answer;
use super::requests;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::mem;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::listings::ListingField;
use stoflow_wire::vinted::{CompleteOrder, PublishedListing, ReadBack, SeenItem};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complete {
    order: CompleteOrder,
    phase: Phase,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Phase {
    Read,
    Complete(Kept),
    ReadBack {
        listing: PublishedListing,
        photo_ids: Vec<i64>,
        /// Why it may not be public.
        unclear: Option<Trouble>,
    },
    Over(Outcome),
}

/// What of the draft goes along when it is completed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    photo_ids: Vec<i64>,
    body: Body,
    style: FormStyle,
}

impl Complete {
    pub fn new(order: CompleteOrder) -> Self {
        Self {
            order,
            phase: Phase::Read,
        }
    }

    pub fn title(&self) -> &str {
        &self.order.item.title
    }

    fn hear_read(&self, answer: Answer) -> Phase {
        let answer = match answer {
            Answer::Gone => return Phase::Over(stopped(Trouble::Gone)),
            Answer::Said(answer) => answer,
            other => return Phase::Over(stopped(other.into_trouble("draft"))),
        };
        let item = answer.get("item").unwrap_or(&Value::Null);
        let photo_ids = read_back::photo_ids(item);
        if read_back::is_draft(&answer) {
            return Phase::Complete(Kept {
                photo_ids,
                body: item_body::of_listing(item),
                style: FormStyle::of_listing(item).unwrap_or_default(),
            });
        }
        let read_back = seen(read_back::seen(&answer, photo_ids));
        let listing = published::adopted(self.order.vinted_id, read_back);
        Phase::Over(published::done(listing))
    }

    /// The form goes along once more, with what the draft has besides it.
    fn completion(
        &self,
        Kept {
            photo_ids,
            body,
            style,
        }: &Kept,
    ) -> Call {
        let all = ListingField::of_the_item();
        let body = item_body::changed(body, &self.order.item, &all);
        let (id, session) = (self.order.vinted_id, &self.order.upload_session);
        Call::new(
            CallKind::Complete,
            requests::complete_draft(id, body, *style, photo_ids, session),
        )
    }

    fn hear_completion(&self, Kept { photo_ids, .. }: Kept, answer: Answer) -> Phase {
        let draft = self.order.vinted_id;
        match answer {
            Answer::Said(answer) => Phase::ReadBack {
                listing: published::completed(draft, &answer),
                photo_ids,
                unclear: None,
            },
            Answer::Unclear(Trouble::Challenged) => Phase::Over(in_doubt(Trouble::Challenged)),
            Answer::Unclear(trouble) => Phase::ReadBack {
                listing: published::adopted(draft, seen(None)),
                photo_ids,
                unclear: Some(trouble),
            },
            Answer::Gone => Phase::Over(stopped(Trouble::Gone)),
            other => Phase::Over(stopped(other.into_trouble("draft"))),
        }
    }
}

impl Errand for Complete {
    fn intent(&self, _member: i64) -> Intent {
        let order = &self.order;
        match &self.phase {
            Phase::Read => Intent::Call(Call::new(
                CallKind::Read,
                requests::editable_item(order.vinted_id),
            )),
            Phase::Complete(kept) => Intent::Call(self.completion(kept)),
            Phase::ReadBack { listing, .. } => Intent::Call(Call::new(
                CallKind::Read,
                requests::editable_item(listing.vinted_id),
            )),
            Phase::Over(outcome) => Intent::Over(outcome.clone()),
        }
    }

    fn hear(&mut self, answer: Answer) {
        self.phase = match mem::replace(&mut self.phase, Phase::Read) {
            Phase::Read => self.hear_read(answer),
            Phase::Complete(kept) => self.hear_completion(kept, answer),
            Phase::ReadBack {
                listing,
                photo_ids,
                unclear,
            } => Phase::Over(read_back_of(listing, photo_ids, unclear, &answer)),
            over @ Phase::Over(_) => over,
        };
    }

    fn place(&self) -> Place {
        let (step, done) = match &self.phase {
            Phase::Read => (Step::ReadDraft, 0),
            Phase::Complete(_) => (Step::Complete, 1),
            Phase::ReadBack { .. } => (Step::ReadBack, 2),
            Phase::Over(_) => (Step::ReadBack, 3),
        };
        Place { step, done, of: 3 }
    }

    fn stopped_by(&self, trouble: Trouble) -> Outcome {
        match self.phase {
            Phase::ReadBack { .. } => in_doubt(trouble),
            _ => stopped(trouble),
        }
    }

    fn given_up(&self) -> Option<Outcome> {
        matches!(self.phase, Phase::Read | Phase::Complete(_)).then(|| Outcome::Cancelled {
            uploaded: Vec::new(),
        })
    }
}

fn read_back_of(
    listing: PublishedListing,
    photo_ids: Vec<i64>,
    unclear: Option<Trouble>,
    answer: &Answer,
) -> Outcome {
    let shown = match answer {
        Answer::Said(answer) if unclear.is_none() || !read_back::is_draft(answer) => {
            read_back::seen(answer, photo_ids)
        }
        _ => None,
    };
    match (unclear, answer) {
        (Some(trouble), Answer::Said(_)) if shown.is_none() => stopped(trouble),
        (Some(trouble), answer) if !matches!(answer, Answer::Said(_)) => in_doubt(trouble),
        _ => published::done(PublishedListing {
            read_back: seen(shown),
            ..listing
        }),
    }
}

/// No photo is sent with a completion.
fn seen(seen: Option<SeenItem>) -> ReadBack {
    ReadBack {
        seen: seen.map(Box::new),
        photos: Vec::new(),
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
