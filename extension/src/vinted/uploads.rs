//! The photos of a listing on their way to vinted.fr, one call each: which are there, which is next. Knows nothing of
//! the listing they are for.

use super::errand::{Call, CallKind};
use super::replies::{Answer, int};
use super::requests;
use serde::{Deserialize, Serialize};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::{PhotoToUpload, PublishOrder, UploadedPhoto};

/// Photos that are on Vinted, in the order they got there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Uploads(Vec<UploadedPhoto>);

impl Uploads {
    /// Goes on from what the order says was uploaded before.
    pub fn of(order: &PublishOrder) -> Self {
        Self(order.uploaded.clone())
    }

    pub fn all(&self) -> &[UploadedPhoto] {
        &self.0
    }

    /// The first photo that Vinted has not got, and its position from 1.
    pub fn missing<'a>(&self, order: &'a PublishOrder) -> Option<(u32, &'a PhotoToUpload)> {
        (1..)
            .zip(&order.photos)
            .find(|(_, photo)| self.vinted_id_of(photo).is_none())
    }

    /// In the order's order, the cover first.
    pub fn ids(&self, order: &PublishOrder) -> Vec<i64> {
        let named = self.named(order).into_iter();
        named.map(|photo| photo.vinted_id).collect()
    }

    /// The same with our names of them.
    pub fn named(&self, order: &PublishOrder) -> Vec<UploadedPhoto> {
        let photos = order.photos.iter();
        photos
            .filter_map(|photo| {
                Some(UploadedPhoto {
                    key: photo.key.clone(),
                    vinted_id: self.vinted_id_of(photo)?,
                })
            })
            .collect()
    }

    /// The call that brings the next photo; `None` where none is missing.
    pub fn call(&self, order: &PublishOrder) -> Option<Call> {
        let (_, photo) = self.missing(order)?;
        Some(Call {
            kind: CallKind::Photo,
            request: requests::photo(&order.upload_session, photo),
            photo: Some(photo.clone()),
        })
    }

    /// What came of bringing `photo`.
    pub fn hear(
        &mut self,
        (position, photo): (u32, &PhotoToUpload),
        answer: Answer,
    ) -> Result<(), Trouble> {
        let answer = match answer {
            Answer::Said(said) => match int(said.get("id")) {
                Some(vinted_id) => {
                    let key = photo.key.clone();
                    self.0.push(UploadedPhoto { key, vinted_id });
                    return Ok(());
                }
                None => Answer::Gone,
            },
            Answer::NoPhoto => Answer::No(Trouble::PhotoUnavailable { position }),
            other => other,
        };
        Err(answer.into_trouble("photo"))
    }

    /// Photos that Vinted does not take any more have to be uploaded again by the next attempt.
    pub fn forget_refused(&mut self, trouble: &Trouble) {
        if let Trouble::Refused { reasons } = trouble
            && reasons.iter().any(|reason| reason.field.contains("photo"))
        {
            self.0.clear();
        }
    }

    fn vinted_id_of(&self, photo: &PhotoToUpload) -> Option<i64> {
        let uploaded = self.0.iter().find(|done| done.key == photo.key)?;
        Some(uploaded.vinted_id)
    }
}
