//! Publishing: look first if an earlier attempt may have succeeded, photos in order, create, take away doubles, read
//! back.
//!
//! The creating call leaves at most once per command. When its answer is lost, the listing is looked for and adopted;
//! where two looks find nothing the command ends in doubt, and whoever sent it decides. The same where a double of the
//! listing could not be taken away.

use super::attributes::FormStyle;
use super::doubles::{Doubles, Swept};
use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::look::{Found, Look, Reach};
use super::published;
use super::read_back;
use super::replies::{Answer, int};
use super::requests;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::mem;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::vinted::{
    PhotoToUpload, PublishOrder, PublishedListing, ReadBack, UploadedPhoto,
};

/// The page of the wardrobe that shows what was created a moment ago.
const NEWEST_PAGE: u32 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publish {
    order: PublishOrder,
    uploaded: Vec<UploadedPhoto>,
    /// How the category's form takes the item; `None` until it was asked.
    #[serde(default)]
    style: Option<FormStyle>,
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
    /// It is live, perhaps more than once.
    Sweep {
        doubles: Doubles,
        listing: PublishedListing,
    },
    ReadBack(PublishedListing),
    Over(Outcome),
}

impl Publish {
    pub fn new(order: PublishOrder) -> Self {
        let phase = if order.look_first {
            Phase::LookFirst(Look::new(Reach::of(&order)))
        } else {
            Phase::Make
        };
        Self {
            uploaded: order.uploaded.clone(),
            order,
            style: None,
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
        let named = self.named_photos().into_iter();
        named.map(|photo| photo.vinted_id).collect()
    }

    /// The same with our names of them.
    fn named_photos(&self) -> Vec<UploadedPhoto> {
        let photos = self.order.photos.iter();
        photos
            .filter_map(|photo| {
                Some(UploadedPhoto {
                    key: photo.key.clone(),
                    vinted_id: self.vinted_id_of(photo)?,
                })
            })
            .collect()
    }

    fn make(&self) -> Call {
        match (self.missing_photo(), self.style) {
            (Some((_, photo)), _) => Call {
                kind: CallKind::Photo,
                request: requests::photo(&self.order.upload_session, photo),
                photo: Some(photo.clone()),
            },
            (None, None) => Call::new(
                CallKind::Read,
                requests::attributes(self.order.item.catalog_id),
            ),
            (None, Some(style)) => Call::new(
                CallKind::Create,
                requests::create(&self.order, style, &self.photo_ids()),
            ),
        }
    }

    fn hear_make(&mut self, answer: Answer) -> Phase {
        match (self.missing_photo(), self.style) {
            (Some((position, photo)), _) => {
                let key = photo.key.clone();
                self.hear_photo(key, position, answer)
            }
            (None, None) => self.hear_style(answer),
            (None, Some(_)) => self.hear_create(answer),
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
            Answer::Said(answer) => match published::created(&answer) {
                Some(listing) => sweep(listing, NEWEST_PAGE),
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

    fn hear_read_back(&self, listing: PublishedListing, answer: &Answer) -> Outcome {
        let seen = match answer {
            Answer::Said(answer) => read_back::seen(answer, self.photo_ids()),
            _ => None,
        };
        published::done(PublishedListing {
            read_back: ReadBack {
                seen: seen.map(Box::new),
                photos: self.named_photos(),
            },
            ..listing
        })
    }

    fn adopt(&self, vinted_id: i64, answer: &Value, page: u32) -> Phase {
        let seen = read_back::seen(answer, self.photo_ids());
        let read_back = ReadBack {
            seen: seen.map(Box::new),
            photos: self.named_photos(),
        };
        sweep(published::adopted(vinted_id, read_back), page)
    }

    fn hear_sweep(&self, mut doubles: Doubles, listing: PublishedListing, answer: Answer) -> Phase {
        match doubles.hear(answer, &self.order) {
            Swept::NotYet => Phase::Sweep { doubles, listing },
            // What was adopted was read when it was found.
            Swept::Clean if listing.adopted => Phase::Over(published::done(listing)),
            Swept::Clean => Phase::ReadBack(listing),
            // What was in the way of the look, a bot check perhaps, gets no further call.
            Swept::Unseen => Phase::Over(published::done(listing)),
            Swept::Left(trouble) => Phase::Over(self.in_doubt(trouble)),
        }
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
            Phase::Sweep { doubles, .. } => doubles.intent(member),
            Phase::ReadBack(listing) => Intent::Call(Call::new(
                CallKind::Read,
                requests::editable_item(listing.vinted_id),
            )),
            Phase::Over(outcome) => Intent::Over(outcome.clone()),
        }
    }

    fn hear(&mut self, answer: Answer) {
        self.phase = match mem::replace(&mut self.phase, Phase::Make) {
            Phase::LookFirst(mut look) => match look.hear(answer, &self.order) {
                Found::NotYet => Phase::LookFirst(look),
                Found::It { vinted_id, answer } => self.adopt(vinted_id, &answer, look.page()),
                Found::Nothing => Phase::Make,
                Found::Stopped(trouble) => Phase::Over(self.in_doubt(trouble)),
            },
            Phase::Make => self.hear_make(answer),
            Phase::LookAfter { mut look, trouble } => match look.hear(answer, &self.order) {
                Found::NotYet => Phase::LookAfter { look, trouble },
                Found::It { vinted_id, answer } => self.adopt(vinted_id, &answer, look.page()),
                Found::Nothing => Phase::Over(self.in_doubt(trouble)),
                Found::Stopped(trouble) => Phase::Over(self.in_doubt(trouble)),
            },
            Phase::Sweep { doubles, listing } => self.hear_sweep(doubles, listing, answer),
            Phase::ReadBack(listing) => Phase::Over(self.hear_read_back(listing, &answer)),
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
            Phase::Sweep { .. } => (Step::Look, looks + photos + 1),
            Phase::ReadBack(_) => (Step::ReadBack, looks + photos + 2),
            Phase::Over(_) => (Step::ReadBack, looks + photos + 3),
        };
        Place {
            step,
            done,
            of: looks + photos + 3,
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

fn sweep(listing: PublishedListing, page: u32) -> Phase {
    Phase::Sweep {
        doubles: Doubles::new(listing.vinted_id, page),
        listing,
    }
}
