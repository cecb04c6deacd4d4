//! Listings and the shelf that holds them, from creation to deletion and beyond: a deleted listing stays visible to
//! the control, so that a test can count what ever existed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::form::Listing;
use super::photos::PhotoId;
use super::session::MemberId;
use crate::clock;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub u64);

/// Where a listing stands in its sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Begun and not put up for sale yet.
    Draft,
    OnSale,
    Reserved,
    Sold,
    Deleted,
}

/// How the site takes the removal of a listing that is sold or reserved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoldRemoval {
    /// As any other: it is gone from the wardrobe.
    #[default]
    Taken,
    /// 204 without a body, and gone.
    NoContent,
    /// 404, and it stays.
    NotFound,
    /// 400 with a complaint, and it stays.
    Refused,
}

/// May others see it?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    Shown,
    Hidden,
}

/// A listing on the site.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) id: ItemId,
    pub(crate) member: MemberId,
    pub(crate) listing: Listing,
    /// In the order the seller gave; the first is the cover.
    pub(crate) photos: Vec<PhotoId>,
    pub(crate) standing: Standing,
    pub(crate) visibility: Visibility,
    pub(crate) views: u64,
    pub(crate) favourites: u64,
    /// The body of the last create or update, as it came.
    pub(crate) request: Value,
    pub(crate) created_at: OffsetDateTime,
    pub(crate) updated_at: OffsetDateTime,
    /// Since when it is not for sale any more: sold or deleted, whichever came first.
    pub(crate) gone_at: Option<OffsetDateTime>,
}

impl Item {
    /// On sale and shown: what a buyer finds.
    pub(crate) fn is_live(&self) -> bool {
        self.standing == Standing::OnSale && self.visibility == Visibility::Shown
    }

    pub(crate) fn stand(&mut self, standing: Standing) {
        self.standing = standing;
        self.gone_at = match standing {
            Standing::Sold | Standing::Deleted => self.gone_at.or_else(|| Some(clock::now())),
            Standing::Draft | Standing::OnSale | Standing::Reserved => None,
        };
    }

    /// Still in the wardrobe, be it sold or hidden.
    pub(crate) fn is_kept(&self) -> bool {
        self.standing != Standing::Deleted
    }

    /// May its owner still change it? The real site's editor knows nothing of sold and reserved listings.
    pub(crate) fn is_editable(&self) -> bool {
        matches!(self.standing, Standing::Draft | Standing::OnSale)
    }

    pub(crate) fn url(&self) -> String {
        format!("https://www.vinted.fr{}", self.path())
    }

    pub(crate) fn path(&self) -> String {
        format!("/items/{}-{}", self.id.0, slug(&self.listing.title))
    }

    /// `{"amount": "12.50", "currency_code": "EUR"}`.
    pub(crate) fn price(&self) -> Value {
        let cents = self.listing.price_cents;
        json!({ "amount": format!("{}.{:02}", cents / 100, cents % 100), "currency_code": "EUR" })
    }
}

fn slug(title: &str) -> String {
    let dashed: String = title
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let words: Vec<&str> = dashed.split('-').filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// All listings of all members.
#[derive(Default)]
pub(crate) struct Shelf {
    by_id: BTreeMap<ItemId, Item>,
}

/// Where the numbering begins; the real site's ids are of this size.
const FIRST: ItemId = ItemId(9_181_519_430);
const MOST_ITEMS: usize = 100_000;

impl Shelf {
    /// Puts a listing up for sale. Two equal calls make two listings: that the real site would notice is unproven.
    pub(crate) fn add(
        &mut self,
        member: MemberId,
        listing: Listing,
        photos: Vec<PhotoId>,
        request: Value,
    ) -> ItemId {
        if self.by_id.len() == MOST_ITEMS {
            self.by_id.pop_first();
        }
        let id = self
            .by_id
            .keys()
            .next_back()
            .map_or(FIRST, |newest| ItemId(newest.0 + 7));
        let now = clock::now();
        let item = Item {
            id,
            member,
            listing,
            photos,
            standing: Standing::OnSale,
            visibility: Visibility::Shown,
            views: 0,
            favourites: 0,
            request,
            created_at: now,
            updated_at: now,
            gone_at: None,
        };
        self.by_id.insert(id, item);
        id
    }

    pub(crate) fn get(&self, id: ItemId) -> Option<&Item> {
        self.by_id.get(&id)
    }

    pub(crate) fn get_mut(&mut self, id: ItemId) -> Option<&mut Item> {
        self.by_id.get_mut(&id)
    }

    /// Newest first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Item> {
        self.by_id.values().rev()
    }

    /// A member's, newest first.
    pub(crate) fn of(&self, member: MemberId) -> impl Iterator<Item = &Item> {
        self.all().filter(move |item| item.member == member)
    }
}
