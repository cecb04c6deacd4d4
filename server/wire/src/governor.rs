//! How careful a shop is on vinted.fr: the seller's own limits, and how much of the day's share is used.
//!
//! The day and the hours are those of Paris, where vinted.fr is at home. Source: facts `original-backend.md` section 9.3,
//! `what-sellers-want.md` section 3b.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// How much time is left between two calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tempo {
    /// Twice as long as a person needs.
    Careful,
    /// As a person who lists one item after another.
    #[default]
    Human,
}

impl Tempo {
    pub const ALL: [Self; 2] = [Self::Careful, Self::Human];

    /// The text in the database and in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Careful => "careful",
            Self::Human => "human",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tempo| tempo.name() == name)
    }
}

/// A span of the day in which nothing is done; it may go over midnight. Minutes since midnight, `from` unlike `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    pub from: u16,
    pub until: u16,
}

/// What a seller allows to be done on their account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GovernorRules {
    pub tempo: Tempo,
    pub quiet: Option<QuietHours>,
    pub caps: DailyCaps,
    /// A listing younger than so many days, or one with favourites, is not removed without a question; 0: without any.
    pub spared_days: u32,
}

impl Default for GovernorRules {
    fn default() -> Self {
        Self {
            tempo: Tempo::Human,
            quiet: None,
            caps: DailyCaps {
                publications: 200,
                changes: 500,
                removals: 200,
            },
            spared_days: 30,
        }
    }
}

/// At most so many of each a day, from 1 to [`DailyCaps::MOST`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DailyCaps {
    pub publications: u32,
    pub changes: u32,
    pub removals: u32,
}

impl DailyCaps {
    /// As good as none.
    pub const MOST: u32 = 10_000;
}

/// Publications, changes, removals and replies of an account in an hour, all together: what careful peers keep to.
/// Source: facts `marketplace-apis.md`, pacing. What is only read, photos and labels have their spacing
/// (`executor::Pace`) and no share.
pub const WRITES_AN_HOUR: u32 = 50;

/// The form of the rules, as it was typed. `quiet_from` and `quiet_until` are `HH:MM` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GovernorForm {
    pub tempo: String,
    pub quiet_from: String,
    pub quiet_until: String,
    pub publications: String,
    pub changes: String,
    pub removals: String,
    pub spared_days: String,
}

/// The rules, and how the day stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GovernorView {
    pub rules: GovernorRules,
    /// Done so far today.
    pub today: DailyCaps,
    /// Of [`WRITES_AN_HOUR`], done in this hour.
    pub this_hour: u32,
    /// Until when the quiet hours last that are now.
    #[serde(with = "time::serde::rfc3339::option")]
    pub quiet_until: Option<OffsetDateTime>,
}
