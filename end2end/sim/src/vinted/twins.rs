//! Two listings of one thing. Sellers report that the site refuses the second while the first can be bought; an equal
//! form sent twice was seen to make two. So it is on order, and an upload session that a browser sends again stays out
//! of it.

use serde::{Deserialize, Serialize};

use super::State;
use super::errors::{FieldError, Refusal};
use super::form::Listing;
use super::items::Item;
use super::photos::PhotoId;
use super::session::MemberId;

/// What becomes of the second of two equal listings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Twins {
    #[default]
    Taken,
    Refused,
}

/// Refuses a listing whose title, price and pictures a live one of the member has, where that is ordered.
pub(super) fn refuse(
    state: &State,
    member: MemberId,
    listing: &Listing,
    photos: &[PhotoId],
) -> Result<(), Refusal> {
    if state.twins == Twins::Taken {
        return Ok(());
    }
    let pictures = |photos: &[PhotoId]| -> Vec<String> {
        let known = photos.iter().filter_map(|id| state.photos.get(*id));
        known.map(|photo| photo.sha256.clone()).collect()
    };
    let is_twin = |item: &Item| {
        item.is_live()
            && item.photos != photos
            && item.listing.title == listing.title
            && item.listing.price_cents == listing.price_cents
            && pictures(&item.photos) == pictures(photos)
    };
    if state.items.of(member).any(is_twin) {
        return Err(Refusal::Validation(vec![FieldError::new(
            "item",
            "Tu as déjà mis cet article en vente",
        )]));
    }
    Ok(())
}
