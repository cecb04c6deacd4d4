//! A product's presence on a channel, as the dashboard shows it.

use crate::gap::Gap;
use crate::ids::{JobId, ListingId};
use crate::money::Money;
use crate::platform::Platform;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// `creating → live → (updating) → live → removing → removed`; `failed` and `in_doubt` on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingState {
    /// A publication is under way; nothing is known to be live yet.
    Creating,
    Live,
    /// A change is under way.
    Updating,
    Removing,
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
    pub fn name(self) -> &'static str {
        match self {
            Self::Creating => "creating",
            Self::Live => "live",
            Self::Updating => "updating",
            Self::Removing => "removing",
            Self::Removed => "removed",
            Self::Sold => "sold",
            Self::Failed => "failed",
            Self::InDoubt => "in_doubt",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "creating" => Self::Creating,
            "live" => Self::Live,
            "updating" => Self::Updating,
            "removing" => Self::Removing,
            "removed" => Self::Removed,
            "sold" => Self::Sold,
            "failed" => Self::Failed,
            "in_doubt" => Self::InDoubt,
            _ => return None,
        })
    }
}

/// The badge of one channel in a list row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelBadge {
    pub platform: Platform,
    pub state: ListingState,
}

/// A listing with all that the editor's channel panel shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingView {
    pub id: ListingId,
    pub platform: Platform,
    pub state: ListingState,
    /// The public page, once live.
    pub url: Option<String>,
    /// What the marketplace shows, where that is known.
    pub price: Option<Money>,
    pub title: Option<String>,
    /// The job at work on it, if any.
    pub job: Option<JobId>,
    /// Why the last attempt ended badly.
    pub trouble: Option<crate::jobs::Trouble>,
    /// Read back after the last write and found different: names of the fields.
    pub differences: Vec<String>,
    /// The product changed since the listing was last written.
    pub outdated: bool,
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
    /// Empty: ready to publish.
    pub gaps: Vec<Gap>,
    pub listing: Option<ListingView>,
    /// What the forms made from this send along, so that sent twice they ask once.
    pub request: String,
}
