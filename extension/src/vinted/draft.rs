//! Making a listing as a draft: look first if an earlier attempt may have made one, photos in order, make or write it,
//! read it.
//!
//! Nothing here is public. Whether the photos are as they should be is for the server to judge; making the draft public
//! is `complete`. A draft that its seller completed by hand meanwhile is left alone.

use super::attributes::FormStyle;
use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::look::{Found, Look, Reach};
use super::read_back;
use super::replies::{Answer, int};
use super::requests;
use super::uploads::Uploads;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::mem;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::vinted::{
    DraftOrder, DraftedListing, ReadBack, SeenItem, UploadedPhoto, VintedResult,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    order: DraftOrder,
    uploads: Uploads,
    /// How the category's form takes the item; `None` until it was asked.
    #[serde(default)]
    style: Option<FormStyle>,
    phase: Phase,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Phase {
    /// An earlier attempt may have made it.
    LookFirst(Look),
    /// The next missing photo, or the draft where none is missing.
    Make,
    /// The making call left and no clear answer came.
    LookAfter {
        look: Look,
        trouble: Trouble,
    },
    Read(i64),
    Over(Outcome),
}

impl Draft {
    pub fn new(order: DraftOrder) -> Self {
        let phase = if order.listing.look_first && order.draft.is_none() {
            Phase::LookFirst(Look::new(Reach::of(&order.listing)))
        } else {
            Phase::Make
        };
        Self {
            uploads: Uploads::of(&order.listing),
            order,
            style: None,
            phase,
        }
    }

    pub fn title(&self) -> &str {
        &self.order.listing.item.title
    }

    pub fn uploaded(&self) -> &[UploadedPhoto] {
        self.uploads.all()
    }

    fn photo_ids(&self) -> Vec<i64> {
        self.uploads.ids(&self.order.listing)
    }

    fn make(&self) -> Call {
        let listing = &self.order.listing;
        if let Some(photo) = self.uploads.call(listing) {
            return photo;
        }
        let photos = self.photo_ids();
        match (self.style, self.order.draft) {
            (None, _) => {
                let catalog_id = listing.item.catalog_id;
                Call::new(CallKind::Read, requests::attributes(catalog_id))
            }
            (Some(style), Some(draft)) => Call::new(
                CallKind::Replace,
                requests::update_draft(draft, listing, style, &photos),
            ),
            (Some(style), None) => {
                Call::new(CallKind::Create, requests::draft(listing, style, &photos))
            }
        }
    }

    fn hear_make(&mut self, answer: Answer) -> Phase {
        if let Some(photo) = self.uploads.missing(&self.order.listing) {
            return match self.uploads.hear(photo, answer) {
                Ok(()) => Phase::Make,
                Err(trouble) => Phase::Over(self.stopped(trouble)),
            };
        }
        match (self.style, self.order.draft) {
            (None, _) => self.hear_style(answer),
            (Some(_), Some(draft)) => self.hear_write(draft, answer),
            (Some(_), None) => self.hear_create(answer),
        }
    }

    fn hear_style(&mut self, answer: Answer) -> Phase {
        match FormStyle::told_by(answer) {
            Ok(style) => {
                self.style = Some(style);
                Phase::Make
            }
            Err(trouble) => Phase::Over(self.stopped(trouble)),
        }
    }

    fn hear_create(&mut self, answer: Answer) -> Phase {
        match answer {
            Answer::Said(answer) => match made(&answer) {
                Some(draft) => Phase::Read(draft),
                None => look_after(Answer::Gone.into_trouble("draft")),
            },
            // The bot check may have let it through; looking now would be one more call against it.
            Answer::Unclear(Trouble::Challenged) => Phase::Over(self.in_doubt(Trouble::Challenged)),
            Answer::Unclear(trouble) => look_after(trouble),
            other => self.refused(other),
        }
    }

    /// A write that may not have arrived shows when the draft is read.
    fn hear_write(&mut self, draft: i64, answer: Answer) -> Phase {
        match answer {
            Answer::Gone => {
                self.order.draft = None;
                Phase::Make
            }
            Answer::Unclear(Trouble::Challenged) => Phase::Over(self.in_doubt(Trouble::Challenged)),
            Answer::Said(_) | Answer::Unclear(_) => Phase::Read(draft),
            other => self.refused(other),
        }
    }

    fn refused(&mut self, answer: Answer) -> Phase {
        let trouble = answer.into_trouble("draft");
        self.uploads.forget_refused(&trouble);
        Phase::Over(self.stopped(trouble))
    }

    /// What an earlier attempt made is written anew, unless its seller made it public.
    fn adopt(&mut self, vinted_id: i64, answer: &Value) -> Phase {
        if read_back::is_draft(answer) {
            self.order.draft = Some(vinted_id);
            return Phase::Make;
        }
        let item = answer.get("item").unwrap_or(&Value::Null);
        let seen = read_back::seen(answer, read_back::photo_ids(item));
        Phase::Over(self.drafted(vinted_id, seen))
    }

    fn drafted(&self, vinted_id: i64, seen: Option<SeenItem>) -> Outcome {
        Outcome::Done(VintedResult::Drafted(DraftedListing {
            vinted_id,
            read_back: ReadBack {
                seen: seen.map(Box::new),
                photos: self.uploads.named(&self.order.listing),
            },
        }))
    }

    fn stopped(&self, trouble: Trouble) -> Outcome {
        Outcome::Stopped {
            trouble,
            uploaded: self.uploaded().to_vec(),
        }
    }

    fn in_doubt(&self, trouble: Trouble) -> Outcome {
        Outcome::InDoubt {
            trouble,
            uploaded: self.uploaded().to_vec(),
        }
    }
}

impl Errand for Draft {
    fn intent(&self, member: i64) -> Intent {
        match &self.phase {
            Phase::LookFirst(look) | Phase::LookAfter { look, .. } => look.intent(member),
            Phase::Make => Intent::Call(self.make()),
            Phase::Read(draft) => {
                Intent::Call(Call::new(CallKind::Read, requests::editable_item(*draft)))
            }
            Phase::Over(outcome) => Intent::Over(outcome.clone()),
        }
    }

    fn hear(&mut self, answer: Answer) {
        self.phase = match mem::replace(&mut self.phase, Phase::Make) {
            Phase::LookFirst(mut look) => match look.hear(answer, &self.order.listing) {
                Found::NotYet => Phase::LookFirst(look),
                Found::It { vinted_id, answer } => self.adopt(vinted_id, &answer),
                Found::Nothing => Phase::Make,
                Found::Stopped(trouble) => Phase::Over(self.in_doubt(trouble)),
            },
            Phase::Make => self.hear_make(answer),
            Phase::LookAfter { mut look, trouble } => {
                match look.hear(answer, &self.order.listing) {
                    Found::NotYet => Phase::LookAfter { look, trouble },
                    Found::It { vinted_id, .. } => Phase::Read(vinted_id),
                    Found::Nothing | Found::Stopped(_) => Phase::Over(self.in_doubt(trouble)),
                }
            }
            Phase::Read(draft) => Phase::Over(self.drafted(
                draft,
                match answer {
                    Answer::Said(answer) => read_back::seen(&answer, self.photo_ids()),
                    _ => None,
                },
            )),
            over @ Phase::Over(_) => over,
        };
    }

    fn rested(&mut self) {
        if let Phase::LookFirst(look) | Phase::LookAfter { look, .. } = &mut self.phase {
            look.rested();
        }
    }

    fn place(&self) -> Place {
        let of = u32::try_from(self.order.listing.photos.len()).unwrap_or(u32::MAX);
        let looks = u32::from(self.order.listing.look_first);
        let (step, done) = match &self.phase {
            Phase::LookFirst(_) => (Step::Look, 0),
            Phase::Make => match self.uploads.missing(&self.order.listing) {
                Some((position, _)) => (Step::UploadPhoto { position, of }, looks + position - 1),
                None => (Step::Draft, looks + of),
            },
            Phase::LookAfter { .. } => (Step::Look, looks + of),
            Phase::Read(_) => (Step::ReadDraft, looks + of + 1),
            Phase::Over(_) => (Step::ReadDraft, looks + of + 2),
        };
        Place {
            step,
            done,
            of: looks + of + 2,
        }
    }

    fn stopped_by(&self, trouble: Trouble) -> Outcome {
        match self.phase {
            Phase::Make => self.stopped(trouble),
            _ => self.in_doubt(trouble),
        }
    }

    fn given_up(&self) -> Option<Outcome> {
        matches!(self.phase, Phase::Make).then(|| Outcome::Cancelled {
            uploaded: self.uploaded().to_vec(),
        })
    }
}

/// The draft that the answer to the making call names.
fn made(answer: &Value) -> Option<i64> {
    int(answer.get("draft")?.get("id"))
}

fn look_after(trouble: Trouble) -> Phase {
    Phase::LookAfter {
        look: Look::new(Reach::Newest),
        trouble,
    }
}
