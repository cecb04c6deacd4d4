//! A member's wardrobe on vinted.fr: what the extension reads there, and what the dashboard shows of it.
//!
//! Reading is all that happens here; nothing in this module can change a listing. Ids are Vinted's, texts are as Vinted
//! shows them. Source: facts `marketplace-apis.md` section 4.3, `original-backend.md` appendices F.1 and F.2.

use crate::ids::{BatchId, JobId, ListingId, ProductId};
use crate::money::Money;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// One page of the wardrobe, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardrobeOrder {
    /// From 1.
    pub page: u32,
    /// At most 96.
    pub per_page: u32,
}

/// What the upload form knows of some listings, and the wardrobe page does not: texts and ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailsOrder {
    /// At most 10, read one after the other.
    pub vinted_ids: Vec<i64>,
}

/// One page as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardrobePage {
    pub page: u32,
    /// How many there are; 0 for an empty wardrobe.
    pub pages: u32,
    /// Listings on all pages together.
    pub entries: u32,
    /// Entries without an id are left out.
    pub items: Vec<WardrobeItem>,
}

/// How a listing stands on vinted.fr.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WardrobeState {
    OnSale,
    Draft,
    Reserved,
    Hidden,
    Sold,
    /// Closed for another reason than a sale.
    Closed,
    /// It was there and is not any more. Never said by the extension: the server concludes it.
    Vanished,
}

impl WardrobeState {
    pub const ALL: [Self; 7] = [
        Self::OnSale,
        Self::Draft,
        Self::Reserved,
        Self::Hidden,
        Self::Sold,
        Self::Closed,
        Self::Vanished,
    ];

    /// The text in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnSale => "on_sale",
            Self::Draft => "draft",
            Self::Reserved => "reserved",
            Self::Hidden => "hidden",
            Self::Sold => "sold",
            Self::Closed => "closed",
            Self::Vanished => "vanished",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A listing as the wardrobe page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardrobeItem {
    pub vinted_id: i64,
    pub title: String,
    /// `None` in a currency we do not know.
    pub price: Option<Money>,
    /// What a buyer pays in all, where the page says so.
    #[serde(default)]
    pub total_price: Option<Money>,
    /// How much of that is Vinted's.
    #[serde(default)]
    pub service_fee: Option<Money>,
    pub brand: String,
    pub size: String,
    /// The condition in Vinted's words, such as "Très bon état".
    pub condition: String,
    pub url: String,
    /// In Vinted's order; the first is the cover. Where a page would not fit into one frame, only the first few of each
    /// listing; [`ListingDetails`] has all of them.
    pub photos: Vec<WardrobePhoto>,
    /// How many it has in all; 0 where that is not known.
    #[serde(default)]
    pub photo_count: u32,
    pub state: WardrobeState,
    pub views: i64,
    pub favourites: i64,
    #[serde(with = "time::serde::rfc3339::option")]
    pub listed_at: Option<OffsetDateTime>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardrobePhoto {
    pub vinted_id: i64,
    /// The largest rendition.
    pub url: String,
    /// A small one, for lists.
    pub thumb: String,
}

/// What the upload form knows of one listing; `None` where it is not there any more (sold, reserved, deleted).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundDetails {
    pub vinted_id: i64,
    pub details: Option<ListingDetails>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingDetails {
    pub description: String,
    pub catalog_id: Option<i64>,
    pub brand_id: Option<i64>,
    pub brand: String,
    pub size_id: Option<i64>,
    pub status_id: Option<i64>,
    pub colour_ids: Vec<i64>,
    pub material_ids: Vec<i64>,
    pub package_size_id: Option<i64>,
    pub is_unisex: bool,
    /// Whole centimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measurement_width: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measurement_length: Option<i64>,
    /// What the label says, in the seller's words.
    #[serde(default)]
    pub manufacturer_labelling: String,
    /// What else the form holds, by Vinted's codes; those that have a field of their own here are left out.
    #[serde(default)]
    pub attributes: Vec<ListingAttribute>,
    /// In Vinted's order, at full size.
    pub photos: Vec<WardrobePhoto>,
}

/// One of the fields that only some categories have, such as `video_game_rating`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingAttribute {
    pub code: String,
    pub ids: Vec<i64>,
}

/// One row of the dashboard's wardrobe page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardrobeRow {
    pub vinted_id: i64,
    pub title: String,
    pub price: Option<Money>,
    /// What a buyer pays in all, where the wardrobe told.
    #[serde(default)]
    pub total_price: Option<Money>,
    pub brand: String,
    pub size: String,
    pub condition: String,
    pub url: String,
    pub thumb: Option<String>,
    pub state: WardrobeState,
    pub views: i64,
    pub favourites: i64,
    #[serde(with = "time::serde::rfc3339::option")]
    pub listed_at: Option<OffsetDateTime>,
    /// When it was last read.
    #[serde(with = "time::serde::rfc3339")]
    pub seen_at: OffsetDateTime,
    pub tie: Tie,
}

/// How a listing in the wardrobe and the seller's items belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "tie", rename_all = "snake_case")]
pub enum Tie {
    /// It is this item's listing.
    Linked {
        product: ProductId,
        title: String,
        listing: ListingId,
    },
    /// It may be this item: the seller decides.
    Suggested {
        product: ProductId,
        title: String,
        because: Vec<Likeness>,
    },
    /// An item is being made from it.
    Making { job: JobId },
    /// It looks like the same thing as another listing: the seller looks before an item is made of it.
    Twin { of: TwinOf },
    /// Nobody's yet.
    Loose,
}

/// The listing another one looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwinOf {
    pub vinted_id: i64,
    pub url: String,
    /// Its item, where it has one.
    pub product: Option<ProductId>,
}

/// Why a listing may be an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// Our reference line or the item's own reference stands in it.
    Reference,
    Title,
    Brand,
    Size,
    Price,
}

/// Which listings to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WardrobeShow {
    /// On sale, drafts, hidden and reserved ones that are nobody's yet.
    #[default]
    ToLink,
    Linked,
    /// Sold, closed, vanished.
    Gone,
    All,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WardrobeFilter {
    pub show: WardrobeShow,
    /// In title, brand and size.
    pub search: String,
    /// The last row of the page before.
    pub after: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardrobeList {
    /// At most 50.
    pub rows: Vec<WardrobeRow>,
    /// Put into [`WardrobeFilter::after`] for the next page; `None` on the last.
    pub next: Option<i64>,
    pub counts: WardrobeCounts,
    pub sync: SyncView,
    /// What the forms made from this send along, so that sent twice they ask once.
    pub request: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardrobeCounts {
    pub to_link: i64,
    /// Of those to link, how many have a suggestion.
    pub suggested: i64,
    /// Of those to link, from how many an item is being made.
    pub making: i64,
    /// Of those to link, how many look like another listing.
    #[serde(default)]
    pub twins: i64,
    pub linked: i64,
    pub gone: i64,
}

/// How fresh the wardrobe is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncView {
    /// The job that reads it now.
    pub running: Option<JobId>,
    /// The job that reads the details of listings now.
    #[serde(default)]
    pub details: Option<JobId>,
    /// Listings whose details are still to be read.
    #[serde(default)]
    pub without_details: i64,
    /// When it was last read to its end.
    #[serde(with = "time::serde::rfc3339::option")]
    pub completed_at: Option<OffsetDateTime>,
}

/// What became of a bulk act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkReport {
    pub done: u32,
    /// Left as they were, because they changed meanwhile.
    pub passed_over: u32,
    /// Left for the seller to look at, because they look like another listing.
    #[serde(default)]
    pub twins: u32,
    /// The jobs that do it together, where there are any.
    #[serde(default)]
    pub batch: Option<BatchId>,
}
