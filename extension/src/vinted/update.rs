//! Writing what changed of a live listing: read it, send the photos it has not got, write it as a whole, read it back.
//!
//! Vinted drops every photo that a write leaves out and empties every field, so what does not change is read first and
//! sent back. Writing the same twice does no harm; still a lost answer is settled by reading. The form does not open for
//! a reserved listing either: one it does not know is looked for in the wardrobe before anything is said of it.

use super::absence::{self, Absence};
use super::attributes::FormStyle;
use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::item_body::{self, Body};
use super::read_back;
use super::replies::{Answer, int};
use super::requests;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::mem;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::listings::ListingField;
use stoflow_wire::vinted::{
    NewPhotos, PhotoToUpload, PhotoUpdate, ReadBack, SeenItem, UpdateOrder, UploadedPhoto,
    VintedResult,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Update {
    order: UpdateOrder,
    /// Names this write to Vinted, as the upload form does.
    upload_session: String,
    uploaded: Vec<UploadedPhoto>,
    phase: Phase,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Phase {
    Read,
    /// The upload form does not know it: is it in the wardrobe?
    Look {
        page: u32,
    },
    /// Which form the category has.
    Ask(Live),
    /// The next photo the listing has not got, or the write where none is missing.
    Write(Live),
    ReadBack {
        photo_ids: Vec<i64>,
        /// Why the write may not have arrived.
        unclear: Option<Trouble>,
    },
    Over(Outcome),
}

/// The live listing as it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Live {
    photo_ids: Vec<i64>,
    body: Body,
    style: FormStyle,
}

impl Update {
    /// `command` names the write where the order brings no name of its own.
    pub fn new(order: UpdateOrder, command: String) -> Self {
        let (upload_session, uploaded) = match &order.photos {
            PhotoUpdate::Keep => (command, Vec::new()),
            PhotoUpdate::Replace(photos) => {
                (photos.upload_session.clone(), photos.uploaded.clone())
            }
        };
        Self {
            order,
            upload_session,
            uploaded,
            phase: Phase::Read,
        }
    }

    pub fn title(&self) -> &str {
        &self.order.item.title
    }

    /// Photos that were sent, in the order they got there.
    pub fn uploaded(&self) -> &[UploadedPhoto] {
        &self.uploaded
    }

    fn new_photos(&self) -> Option<&NewPhotos> {
        match &self.order.photos {
            PhotoUpdate::Keep => None,
            PhotoUpdate::Replace(photos) => Some(photos),
        }
    }

    /// What a wanted photo is called on Vinted, where it is there.
    fn vinted_id_of(&self, photos: &NewPhotos, live: &Live, photo: &PhotoToUpload) -> Option<i64> {
        let named = |known: &[UploadedPhoto]| {
            let known = known.iter().find(|known| known.key == photo.key)?;
            Some(known.vinted_id)
        };
        named(&self.uploaded)
            .or_else(|| named(&photos.listed).filter(|id| live.photo_ids.contains(id)))
    }

    /// The first photo that Vinted has not got, and its position from 1.
    fn missing_photo(&self, live: &Live) -> Option<(u32, &PhotoToUpload)> {
        let photos = self.new_photos()?;
        (1..)
            .zip(&photos.wanted)
            .find(|(_, photo)| self.vinted_id_of(photos, live, photo).is_none())
    }

    /// The photos the listing is to have, by our names and Vinted's.
    fn named_photos(&self, live: &Live) -> Vec<UploadedPhoto> {
        let wanted = self.new_photos().into_iter();
        let pairs =
            wanted.flat_map(|photos| photos.wanted.iter().map(move |photo| (photos, photo)));
        pairs
            .filter_map(|(photos, photo)| {
                Some(UploadedPhoto {
                    key: photo.key.clone(),
                    vinted_id: self.vinted_id_of(photos, live, photo)?,
                })
            })
            .collect()
    }

    fn photo_ids(&self, live: &Live) -> Vec<i64> {
        match self.order.photos {
            PhotoUpdate::Keep => live.photo_ids.clone(),
            PhotoUpdate::Replace(_) => {
                let named = self.named_photos(live).into_iter();
                named.map(|photo| photo.vinted_id).collect()
            }
        }
    }

    fn write(&self, live: &Live) -> Call {
        if let Some((_, photo)) = self.missing_photo(live) {
            return Call {
                kind: CallKind::Photo,
                request: requests::photo(&self.upload_session, photo),
                photo: Some(photo.clone()),
            };
        }
        let body = item_body::changed(&live.body, &self.order.item, &self.order.changed);
        Call::new(
            CallKind::Replace,
            requests::replace(
                self.order.vinted_id,
                body,
                live.style,
                &self.photo_ids(live),
                &self.upload_session,
            ),
        )
    }

    fn hear_read(&self, answer: Answer) -> Phase {
        let answer = match answer {
            Answer::Gone => return LOOK,
            Answer::Said(answer) => answer,
            other => return Phase::Over(self.stopped(other.into_trouble("item"))),
        };
        let item = answer.get("item").unwrap_or(&Value::Null);
        let photo_ids = read_back::photo_ids(item);
        if photo_ids.is_empty() {
            // A live listing has photos; writing without them would take them away.
            return Phase::Over(self.stopped(Answer::Gone.into_trouble("photos")));
        }
        let style = FormStyle::of_listing(item);
        let live = Live {
            photo_ids,
            body: item_body::of_listing(item),
            style: style.unwrap_or_default(),
        };
        if style != Some(FormStyle::Attributes) && self.touches_the_form() {
            Phase::Ask(live)
        } else {
            Phase::Write(live)
        }
    }

    fn hear_look(&self, page: u32, answer: Answer) -> Phase {
        match absence::told_by(answer, self.order.vinted_id, page) {
            Absence::LookOn(page) => Phase::Look { page },
            Absence::Is(trouble) => Phase::Over(self.stopped(trouble)),
        }
    }

    /// Whether something changes that a category's form takes in one place or another.
    fn touches_the_form(&self) -> bool {
        let moved = [
            ListingField::Category,
            ListingField::Size,
            ListingField::Condition,
        ];
        let mut changed = self.order.changed.iter();
        changed.any(|field| moved.contains(field))
    }

    fn hear_ask(&self, live: Live, answer: Answer) -> Phase {
        match FormStyle::told_by(answer) {
            Ok(style) => Phase::Write(Live { style, ..live }),
            Err(trouble) => Phase::Over(self.stopped(trouble)),
        }
    }

    fn hear_write(&mut self, live: Live, answer: Answer) -> Phase {
        match self.missing_photo(&live) {
            Some((position, photo)) => {
                let key = photo.key.clone();
                self.hear_photo(live, key, position, answer)
            }
            None => self.hear_replace(&live, answer),
        }
    }

    fn hear_photo(&mut self, live: Live, key: String, position: u32, answer: Answer) -> Phase {
        let answer = match answer {
            Answer::Said(photo) => match int(photo.get("id")) {
                Some(vinted_id) => {
                    self.uploaded.push(UploadedPhoto { key, vinted_id });
                    return Phase::Write(live);
                }
                None => Answer::Gone,
            },
            Answer::NoPhoto => Answer::No(Trouble::PhotoUnavailable { position }),
            other => other,
        };
        Phase::Over(self.stopped(answer.into_trouble("photo")))
    }

    fn hear_replace(&mut self, live: &Live, answer: Answer) -> Phase {
        let photo_ids = self.photo_ids(live);
        // From here on they are the listing's, whatever it is read back to hold.
        self.uploaded = self.named_photos(live);
        match answer {
            Answer::Said(_) => Phase::ReadBack {
                photo_ids,
                unclear: None,
            },
            Answer::Gone => LOOK,
            Answer::Unclear(Trouble::Challenged) => Phase::Over(self.in_doubt(Trouble::Challenged)),
            Answer::Unclear(trouble) => Phase::ReadBack {
                photo_ids,
                unclear: Some(trouble),
            },
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
            (None, seen) => self.updated(seen),
            (Some(_), Some(seen)) if self.is_as_ordered(&seen) => self.updated(Some(seen)),
            (Some(trouble), Some(_)) => self.stopped(trouble),
            (Some(trouble), None) => self.in_doubt(trouble),
        }
    }

    fn updated(&self, seen: Option<SeenItem>) -> Outcome {
        Outcome::Done(VintedResult::Updated(ReadBack {
            seen: seen.map(Box::new),
            photos: self.uploaded.clone(),
        }))
    }

    /// Of what was to be written, and of the photos in any case.
    fn is_as_ordered(&self, seen: &SeenItem) -> bool {
        let written = self.order.changed.iter().chain([&ListingField::Photos]);
        written
            .into_iter()
            .all(|field| read_back::holds(seen, &self.order.item, *field))
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

/// From the newest page on.
const LOOK: Phase = Phase::Look { page: 1 };

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
            Phase::Ask(_) => Intent::Call(Call::new(
                CallKind::Read,
                requests::attributes(order.item.catalog_id),
            )),
            Phase::Write(live) => Intent::Call(self.write(live)),
            Phase::Over(outcome) => Intent::Over(outcome.clone()),
        }
    }

    fn hear(&mut self, answer: Answer) {
        self.phase = match mem::replace(&mut self.phase, Phase::Read) {
            Phase::Read => self.hear_read(answer),
            Phase::Look { page } => self.hear_look(page, answer),
            Phase::Ask(live) => self.hear_ask(live, answer),
            Phase::Write(live) => self.hear_write(live, answer),
            Phase::ReadBack { photo_ids, unclear } => {
                Phase::Over(self.hear_read_back(photo_ids, unclear, answer))
            }
            over @ Phase::Over(_) => over,
        };
    }

    fn place(&self) -> Place {
        let wanted = self.new_photos().map_or(0, |photos| photos.wanted.len());
        let photos = u32::try_from(wanted).unwrap_or(u32::MAX);
        let (step, done) = match &self.phase {
            Phase::Read | Phase::Look { .. } | Phase::Ask(_) => (Step::Look, 0),
            Phase::Write(live) => match self.missing_photo(live) {
                Some((position, _)) => (
                    Step::UploadPhoto {
                        position,
                        of: photos,
                    },
                    position,
                ),
                None => (Step::Update, photos + 1),
            },
            Phase::ReadBack { .. } => (Step::ReadBack, photos + 2),
            Phase::Over(_) => (Step::ReadBack, photos + 3),
        };
        Place {
            step,
            done,
            of: photos + 3,
        }
    }

    fn stopped_by(&self, trouble: Trouble) -> Outcome {
        self.stopped(trouble)
    }

    fn given_up(&self) -> Option<Outcome> {
        let nothing_written = matches!(
            self.phase,
            Phase::Read | Phase::Look { .. } | Phase::Ask(_) | Phase::Write(_)
        );
        nothing_written.then(|| Outcome::Cancelled {
            uploaded: self.uploaded.clone(),
        })
    }
}
