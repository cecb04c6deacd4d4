//! A product's presence on a channel, as the dashboard shows it.

use crate::gap::Gap;
use crate::ids::{JobId, ListingId};
use crate::money::Money;
use crate::platform::Platform;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// `creating → live → (updating, relisting) → live → removing → removed`; `failed`, `draft` and `in_doubt` on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingState {
    /// A publication is under way; nothing is known to be live yet.
    Creating,
    Live,
    /// A change is under way.
    Updating,
    Removing,
    /// On the marketplace for its seller alone, and kept there until it is completed.
    Draft,
    /// Put up anew: the old listing, or the draft that takes its place.
    Relisting,
    /// Gone from the marketplace.
    Removed,
    /// Sold there.
    Sold,
    /// Refused before anything went live.
    Failed,
    /// Sent, but the answer was lost: it may or may not be live. Looked up before anything else is done.
    InDoubt,
}

impl ListingState {
    pub const ALL: [Self; 10] = [
        Self::Creating,
        Self::Live,
        Self::Updating,
        Self::Removing,
        Self::Draft,
        Self::Relisting,
        Self::Removed,
        Self::Sold,
        Self::Failed,
        Self::InDoubt,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Creating => "creating",
            Self::Live => "live",
            Self::Updating => "updating",
            Self::Removing => "removing",
            Self::Draft => "draft",
            Self::Relisting => "relisting",
            Self::Removed => "removed",
            Self::Sold => "sold",
            Self::Failed => "failed",
            Self::InDoubt => "in_doubt",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// How a listing comes into being.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Publication {
    /// As the shop's settings say: at once, or through a draft that is looked at first.
    #[default]
    Public,
    /// A draft on the marketplace, and nothing more.
    Draft,
}

impl ListingState {
    /// Whether a buyer may see the listing now or soon, or a draft keeps its place: nothing else can be listed there
    /// meanwhile.
    pub fn may_be_live(self) -> bool {
        match self {
            Self::Creating
            | Self::Live
            | Self::Updating
            | Self::Removing
            | Self::Draft
            | Self::Relisting
            | Self::InDoubt => true,
            Self::Removed | Self::Sold | Self::Failed => false,
        }
    }
}

/// Why nobody can buy a listing that is there, as the marketplace last told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// The seller has to verify the item on the marketplace before it is shown.
    ToVerify,
    Reserved,
    Hidden,
    Draft,
    /// Sold there; what follows from it is on its way.
    Sold,
}

/// A part of a listing that can be changed, and found different, by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingField {
    Title,
    Description,
    Price,
    Category,
    Brand,
    Size,
    Condition,
    Colours,
    Materials,
    Parcel,
    Unisex,
    Measurements,
    Photos,
}

impl ListingField {
    pub const ALL: [Self; 13] = [
        Self::Title,
        Self::Description,
        Self::Price,
        Self::Category,
        Self::Brand,
        Self::Size,
        Self::Condition,
        Self::Colours,
        Self::Materials,
        Self::Parcel,
        Self::Unisex,
        Self::Measurements,
        Self::Photos,
    ];

    /// All but the photos, which travel by themselves.
    pub fn of_the_item() -> Vec<Self> {
        let fields = Self::ALL.into_iter();
        fields.filter(|field| *field != Self::Photos).collect()
    }

    /// The text in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Description => "description",
            Self::Price => "price",
            Self::Category => "category",
            Self::Brand => "brand",
            Self::Size => "size",
            Self::Condition => "condition",
            Self::Colours => "colours",
            Self::Materials => "materials",
            Self::Parcel => "parcel",
            Self::Unisex => "unisex",
            Self::Measurements => "measurements",
            Self::Photos => "photos",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// What an update does about photos that changed here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoChoice {
    /// The listing gets those that changed; where none did it keeps what it has.
    #[default]
    Replace,
    /// The listing keeps the photos it has, and the difference is settled.
    Keep,
}

/// The badge of one channel in a list row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelBadge {
    pub platform: Platform,
    pub state: ListingState,
    #[serde(default)]
    pub withheld: Option<Withheld>,
}

/// A listing with all that the editor's channel panel shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingView {
    pub id: ListingId,
    pub platform: Platform,
    pub state: ListingState,
    #[serde(default)]
    pub withheld: Option<Withheld>,
    /// The public page, once live.
    pub url: Option<String>,
    /// What the marketplace shows, where that is known.
    pub price: Option<Money>,
    pub title: Option<String>,
    /// The job at work on it, if any.
    pub job: Option<JobId>,
    /// Why the last attempt ended badly.
    pub trouble: Option<crate::jobs::Trouble>,
    /// Seen on the marketplace and found different from what was ordered.
    pub differences: Vec<ListingField>,
    /// The product says something else than the listing was last given.
    pub outdated: bool,
    /// The product has other photos, or another order of them, than the listing was last given.
    #[serde(default)]
    pub photos_changed: bool,
    /// Why the seller may not want to take it off yet; only while it is live.
    #[serde(default)]
    pub caution: Option<Caution>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub published_at: Option<OffsetDateTime>,
}

/// What taking a listing off would throw away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caution {
    /// Whole days since it went online.
    pub days_online: u32,
    /// People who saved it, as the wardrobe last told.
    pub favourites: i64,
}

/// What the editor's readiness panel shows for one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readiness {
    pub platform: Platform,
    /// Where the marketplace files it, as its sellers read it; empty while it has no place.
    pub place: String,
    /// Empty: ready to publish.
    pub gaps: Vec<Gap>,
    pub listing: Option<ListingView>,
    /// There is a piece of it left to sell.
    pub in_stock: bool,
    /// What the forms made from this send along, so that sent twice they ask once.
    pub request: String,
}

impl Readiness {
    /// Whether a publication can be asked for: there is something to sell, and nothing of it may be live there.
    pub fn is_free(&self) -> bool {
        let listing = self.listing.as_ref();
        self.in_stock && listing.is_none_or(|listing| !listing.state.may_be_live())
    }
}
