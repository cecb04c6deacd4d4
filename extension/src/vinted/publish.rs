//! Publishing: look first if an earlier attempt may have succeeded, photos in order, create, read back.
//!
//! The creating call leaves at most once per command. When its answer is lost, the listing is looked for and adopted;
//! where two looks find nothing the command ends in doubt, and whoever sent it decides.

use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::look::{Found, Look, Reach};
use super::read_back;
use super::replies::{Answer, int};
use super::requests::{self, SITE};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::mem;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::vinted::{
    PhotoToUpload, PublishOrder, PublishedListing, ReadBack, UploadedPhoto, VintedResult,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publish {
    order: PublishOrder,
    uploaded: Vec<UploadedPhoto>,
    phase: Phase,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Phase {
    /// An earlier attempt may have created it.
    LookFirst(Look),
    /// The next missing photo, or the listing where none is missing.
    Make,
    /// The creating call left and no clear answer came.
    LookAfter {
        look: Look,
        trouble: Trouble,
    },
    ReadBack(Created),
    Over(Outcome),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Created {
    vinted_id: i64,
    needs_verification: bool,
}

impl Publish {
    pub fn new(order: PublishOrder) -> Self {
        let phase = if order.look_first {
            Phase::LookFirst(Look::new(Reach::Far))
        } else {
            Phase::Make
        };
        Self {
            uploaded: order.uploaded.clone(),
            order,
            phase,
        }
    }

    pub fn title(&self) -> &str {
        &self.order.item.title
    }

    /// Photos that are on Vinted, in the order they got there.
    pub fn uploaded(&self) -> &[UploadedPhoto] {
        &self.uploaded
    }

    /// The first photo that Vinted has not got, and its position from 1.
    fn missing_photo(&self) -> Option<(u32, &PhotoToUpload)> {
        (1..)
            .zip(&self.order.photos)
            .find(|(_, photo)| self.vinted_id_of(photo).is_none())
    }

    fn vinted_id_of(&self, photo: &PhotoToUpload) -> Option<i64> {
        let uploaded = self.uploaded.iter().find(|done| done.key == photo.key)?;
        Some(uploaded.vinted_id)
    }

    /// In the order's order, the cover first.
    fn photo_ids(&self) -> Vec<i64> {
        let ids = self.order.photos.iter();
        ids.filter_map(|photo| self.vinted_id_of(photo)).collect()
    }

    fn make(&self) -> Call {
        match self.missing_photo() {
            Some((_, photo)) => Call {
                kind: CallKind::Photo,
                request: requests::photo(&self.order.upload_session, photo),
                photo: Some(photo.clone()),
            },
            None => Call::new(
                CallKind::Create,
                requests::create(&self.order, &self.photo_ids()),
            ),
        }
    }

    fn hear_make(&mut self, answer: Answer) -> Phase {
        match self.missing_photo() {
            Some((position, photo)) => {
                let key = photo.key.clone();
                self.hear_photo(key, position, answer)
            }
            None => self.hear_create(answer),
        }
    }

    fn hear_photo(&mut self, key: String, position: u32, answer: Answer) -> Phase {
        let answer = match answer {
            Answer::Said(photo) => match int(photo.get("id")) {
                Some(vinted_id) => {
                    self.uploaded.push(UploadedPhoto { key, vinted_id });
                    return Phase::Make;
                }
                None => Answer::Gone,
            },
            Answer::NoPhoto => Answer::No(Trouble::PhotoUnavailable { position }),
            other => other,
        };
        Phase::Over(self.stopped(answer.into_trouble("photo")))
    }

    fn hear_create(&mut self, answer: Answer) -> Phase {
        match answer {
            Answer::Said(answer) => match created(&answer) {
                Some(created) => Phase::ReadBack(created),
                None => look_after(Answer::Gone.into_trouble("item")),
            },
            // The bot check may have let it through; looking now would be one more call against it.
            Answer::Unclear(Trouble::Challenged) => Phase::Over(self.in_doubt(Trouble::Challenged)),
            Answer::Unclear(trouble) => look_after(trouble),
            other => {
                let trouble = other.into_trouble("item");
                self.forget_refused_photos(&trouble);
                Phase::Over(self.stopped(trouble))
            }
        }
    }

    /// Photos that Vinted does not take any more have to be uploaded again by the next attempt.
    fn forget_refused_photos(&mut self, trouble: &Trouble) {
        if let Trouble::Refused { reasons } = trouble
            && reasons.iter().any(|reason| reason.field.contains("photo"))
        {
            self.uploaded.clear();
        }
    }

    fn hear_read_back(&self, created: &Created, answer: &Answer) -> Outcome {
        let seen = match answer {
            Answer::Said(answer) => read_back::seen(answer, self.photo_ids()),
            _ => None,
        };
        Outcome::Done(VintedResult::Published(PublishedListing {
            vinted_id: created.vinted_id,
            url: url(created.vinted_id),
            adopted: false,
            needs_verification: created.needs_verification,
            read_back: ReadBack { seen },
        }))
    }

    fn adopted(&self, vinted_id: i64, answer: &Value) -> Outcome {
        Outcome::Done(VintedResult::Published(PublishedListing {
            vinted_id,
            url: url(vinted_id),
            adopted: true,
            needs_verification: false,
            read_back: ReadBack {
                seen: read_back::seen(answer, self.photo_ids()),
            },
        }))
    }

    fn stopped(&self, trouble: Trouble) -> Outcome {
        Outcome::Stopped {
            trouble,
            uploaded: self.uploaded.clone(),
        }
    }

    fn in_doubt(&self, trouble: Trouble) -> Outcome {
        Outcome::InDoubt {
            trouble,
            uploaded: self.uploaded.clone(),
        }
    }
}

impl Errand for Publish {
    fn intent(&self, member: i64) -> Intent {
        match &self.phase {
            Phase::LookFirst(look) | Phase::LookAfter { look, .. } => look.intent(member),
            Phase::Make => Intent::Call(self.make()),
            Phase::ReadBack(created) => Intent::Call(Call::new(
                CallKind::Read,
                requests::editable_item(created.vinted_id),
            )),
            Phase::Over(outcome) => Intent::Over(outcome.clone()),
        }
    }

    fn hear(&mut self, answer: Answer) {
        self.phase = match mem::replace(&mut self.phase, Phase::Make) {
            Phase::LookFirst(mut look) => match look.hear(answer, &self.order) {
                Found::NotYet => Phase::LookFirst(look),
                Found::It { vinted_id, answer } => Phase::Over(self.adopted(vinted_id, &answer)),
                Found::Nothing => Phase::Make,
                Found::Stopped(trouble) => Phase::Over(self.in_doubt(trouble)),
            },
            Phase::Make => self.hear_make(answer),
            Phase::LookAfter { mut look, trouble } => match look.hear(answer, &self.order) {
                Found::NotYet => Phase::LookAfter { look, trouble },
                Found::It { vinted_id, answer } => Phase::Over(self.adopted(vinted_id, &answer)),
                Found::Nothing => Phase::Over(self.in_doubt(trouble)),
                Found::Stopped(trouble) => Phase::Over(self.in_doubt(trouble)),
            },
            Phase::ReadBack(created) => Phase::Over(self.hear_read_back(&created, &answer)),
            over @ Phase::Over(_) => over,
        };
    }

    fn rested(&mut self) {
        if let Phase::LookFirst(look) | Phase::LookAfter { look, .. } = &mut self.phase {
            look.rested();
        }
    }

    fn place(&self) -> Place {
        let photos = u32::try_from(self.order.photos.len()).unwrap_or(u32::MAX);
        let looks = u32::from(self.order.look_first);
        let (step, done) = match &self.phase {
            Phase::LookFirst(_) => (Step::Look, 0),
            Phase::Make => match self.missing_photo() {
                Some((position, _)) => (
                    Step::UploadPhoto {
                        position,
                        of: photos,
                    },
                    looks + position - 1,
                ),
                None => (Step::Create, looks + photos),
            },
            Phase::LookAfter { .. } => (Step::Look, looks + photos),
            Phase::ReadBack(_) => (Step::ReadBack, looks + photos + 1),
            Phase::Over(_) => (Step::ReadBack, looks + photos + 2),
        };
        Place {
            step,
            done,
            of: looks + photos + 2,
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
            uploaded: self.uploaded.clone(),
        })
    }
}

fn look_after(trouble: Trouble) -> Phase {
    Phase::LookAfter {
        look: Look::new(Reach::Newest),
        trouble,
    }
}

fn created(answer: &Value) -> Option<Created> {
    let vinted_id = int(answer.get("item")?.get("id"))?;
    let actions = answer.get("after_upload_actions").and_then(Value::as_array);
    let needs_verification = actions
        .into_iter()
        .flatten()
        .any(|action| action.as_str() == Some("show_item_verification_modal"));
    Some(Created {
        vinted_id,
        needs_verification,
    })
}

fn url(vinted_id: i64) -> String {
    format!("{SITE}/items/{vinted_id}")
}
