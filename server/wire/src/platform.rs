//! The marketplaces and what can be done there. A pair that does not exist cannot be written.

use serde::{Deserialize, Serialize};

/// A marketplace we sell through (the brief's `platform`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    Vinted,
}

impl Platform {
    /// The text in the database and in URLs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vinted => "vinted",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "vinted" => Some(Self::Vinted),
            _ => None,
        }
    }
}

/// One kind of work: a marketplace and an action there. A new variant does not compile until the domain's
/// dispatch, the extension's brain and the dashboard's words all handle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "platform", content = "action", rename_all = "snake_case")]
pub enum JobKind {
    Vinted(VintedAction),
}

/// What can be done on Vinted (the brief's `VINTED_HANDLERS`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VintedAction {
    Publish,
    Update,
    Delete,
    /// Puts a live listing up anew: its successor as a draft, then away with it, then the draft made public.
    Relist,
    /// Reads the whole wardrobe, and the details of what is new in it.
    Sync,
    /// Makes an item from a listing of the wardrobe, photos and all.
    Link,
    /// Reads what was sold, or fetches the label of one sale.
    Orders,
    /// Reads the inbox, and the conversations that changed.
    Message,
    /// Answers in one conversation.
    Reply,
}

impl JobKind {
    pub fn platform(self) -> Platform {
        match self {
            Self::Vinted(_) => Platform::Vinted,
        }
    }

    /// The action's text in the database.
    pub fn action(self) -> &'static str {
        match self {
            Self::Vinted(VintedAction::Publish) => "publish",
            Self::Vinted(VintedAction::Update) => "update",
            Self::Vinted(VintedAction::Delete) => "delete",
            Self::Vinted(VintedAction::Relist) => "relist",
            Self::Vinted(VintedAction::Sync) => "sync",
            Self::Vinted(VintedAction::Link) => "link",
            Self::Vinted(VintedAction::Orders) => "orders",
            Self::Vinted(VintedAction::Message) => "message",
            Self::Vinted(VintedAction::Reply) => "reply",
        }
    }

    /// The kind of a stored row; `None` for a pair this version does not know.
    pub fn from_names(platform: &str, action: &str) -> Option<Self> {
        match (Platform::from_name(platform)?, action) {
            (Platform::Vinted, "publish") => Some(Self::Vinted(VintedAction::Publish)),
            (Platform::Vinted, "update") => Some(Self::Vinted(VintedAction::Update)),
            (Platform::Vinted, "delete") => Some(Self::Vinted(VintedAction::Delete)),
            (Platform::Vinted, "relist") => Some(Self::Vinted(VintedAction::Relist)),
            (Platform::Vinted, "sync") => Some(Self::Vinted(VintedAction::Sync)),
            (Platform::Vinted, "link") => Some(Self::Vinted(VintedAction::Link)),
            (Platform::Vinted, "orders") => Some(Self::Vinted(VintedAction::Orders)),
            (Platform::Vinted, "message") => Some(Self::Vinted(VintedAction::Message)),
            (Platform::Vinted, "reply") => Some(Self::Vinted(VintedAction::Reply)),
            _ => None,
        }
    }
}
