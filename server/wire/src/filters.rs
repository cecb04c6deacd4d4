//! What the list of items can be asked beside words and status, and the questions a seller keeps.

use crate::listings::ListingState;
use crate::products::ProductFilter;
use serde::{Deserialize, Serialize};

/// How an item stands on a marketplace: each is in one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Nobody but the seller can see it there, and nothing is under way.
    Unlisted,
    Listed,
    BeingListed,
    /// The marketplace refused it the last time.
    Failed,
}

impl Presence {
    pub const ALL: [Self; 4] = [
        Self::Unlisted,
        Self::Listed,
        Self::BeingListed,
        Self::Failed,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Unlisted => "unlisted",
            Self::Listed => "listed",
            Self::BeingListed => "being_listed",
            Self::Failed => "failed",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// By its last listing there.
    pub fn of(last: Option<ListingState>) -> Self {
        match last {
            None | Some(ListingState::Removed | ListingState::Sold | ListingState::Draft) => {
                Self::Unlisted
            }
            Some(
                ListingState::Live
                | ListingState::Updating
                | ListingState::Removing
                | ListingState::Relisting,
            ) => Self::Listed,
            Some(ListingState::Creating | ListingState::InDoubt) => Self::BeingListed,
            Some(ListingState::Failed) => Self::Failed,
        }
    }
}

/// How long ago something was at the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Age {
    Listed30,
    Listed60,
    Listed90,
    Created30,
    Created60,
    Created90,
}

/// What an [`Age`] counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// On sale without a break.
    Listed,
    Created,
}

impl Age {
    pub const ALL: [Self; 6] = [
        Self::Listed30,
        Self::Listed60,
        Self::Listed90,
        Self::Created30,
        Self::Created60,
        Self::Created90,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Listed30 => "listed30",
            Self::Listed60 => "listed60",
            Self::Listed90 => "listed90",
            Self::Created30 => "created30",
            Self::Created60 => "created60",
            Self::Created90 => "created90",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    pub fn since(self) -> Since {
        match self {
            Self::Listed30 | Self::Listed60 | Self::Listed90 => Since::Listed,
            Self::Created30 | Self::Created60 | Self::Created90 => Since::Created,
        }
    }

    pub fn days(self) -> i32 {
        match self {
            Self::Listed30 | Self::Created30 => 30,
            Self::Listed60 | Self::Created60 => 60,
            Self::Listed90 | Self::Created90 => 90,
        }
    }
}

/// A question that a seller gave a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    pub name: String,
    /// Of the first page.
    pub filter: ProductFilter,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_those_of_the_wire() {
        for presence in Presence::ALL {
            assert_eq!(json!(presence), presence.name());
            assert_eq!(Presence::from_name(presence.name()), Some(presence));
        }
        for age in Age::ALL {
            assert_eq!(json!(age), age.name());
            assert_eq!(Age::from_name(age.name()), Some(age));
        }
    }
}
