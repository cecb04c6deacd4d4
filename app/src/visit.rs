//! What one page load knows from its first byte: the language, the theme, how the list was left, the moment, whether somebody
//! is signed in, and what a form sent without scripts left behind.
//!
//! The server puts it into the page and the browser reads it from there, so both paint the same. Nothing here changes
//! while the page lives: a new language or a sign-in is a new load.

use crate::error::AppError;
use crate::products::layout::Layout;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use stoflow_wire::language::Language;
use stoflow_wire::photos::PhotoRefused;
use stoflow_wire::receipts::SoldElsewhere;
use stoflow_wire::sales::LabelsAsked;
use stoflow_wire::wardrobe::BulkReport;
use time::OffsetDateTime;

/// Light, dark, or as the machine is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The text in the cookie and in `<html data-theme>`.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// See the module's head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub signed_in: bool,
    pub language: Language,
    pub theme: Theme,
    /// As the list was left.
    pub layout: Layout,
    /// When the server rendered the page.
    #[serde(with = "time::serde::timestamp")]
    pub now: OffsetDateTime,
    pub request_id: String,
    pub flash: Option<Flash>,
}

impl Default for Visit {
    fn default() -> Self {
        Self {
            signed_in: false,
            language: Language::default(),
            theme: Theme::default(),
            layout: Layout::default(),
            now: OffsetDateTime::UNIX_EPOCH,
            request_id: String::new(),
            flash: None,
        }
    }
}

/// What a form sent without scripts leaves for the page it leads back to. Scripts read the answer instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "flash", rename_all = "snake_case")]
pub enum Flash {
    Refused(Refused),
    Done {
        notice: Notice,
    },
    /// Files of an upload that were not taken.
    Uploaded {
        refused: Vec<PhotoRefused>,
    },
    /// A one-time code to pair an extension with.
    PairingCode {
        code: String,
    },
}

/// A form that could not be taken, and what was typed into it, secrets excepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub form: Form,
    pub error: AppError,
    pub typed: Vec<(String, String)>,
}

impl Refused {
    /// What was typed into the field `name`.
    pub fn typed(&self, name: &str) -> String {
        self.typed
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, text)| text.clone())
            .unwrap_or_default()
    }
}

/// The forms that get their refusal back at their fields; all others show it above the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    SignIn,
    SignUp,
    Resend,
    Product,
    Governor,
    ChannelRules,
    Reply,
    Canned,
    Template,
    OwnWord,
    EbayLocation,
    EbaySites,
    Other,
}

/// What was done, told on the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    Saved,
    DraftDropped,
    Publishing,
    Updating,
    Removing,
    Relisting,
    Drafting,
    Archived,
    Restored,
    PhotoRemoved,
    MailSent,
    BrowserRevoked,
    LaneResumed,
    LimitsSet,
    RulesSet,
    RulesReset,
    BrandMoved,
    AllPaused,
    TryingAgain,
    BatchBegun,
    BatchCancelled,
    ItemsChanged,
    NothingChanged,
    ChangeUndone,
    Imported,
    LookedAgain,
    ImportUndone,
    SyncAsked,
    Attached,
    Detached,
    ListedAgain,
    ReadingAsked,
    ReplyWritten,
    ReplyDiscarded,
    CannedSaved,
    CannedRemoved,
    TemplateSaved,
    TemplateRemoved,
    WordSaved,
    WordRemoved,
    WordUnderstood,
    CorrectionRemoved,
    ViewKept,
    ViewForgotten,
    SuggestionsTaken(BulkReport),
    ItemsAsked(BulkReport),
    SalesAsked,
    LabelsAsked(LabelsAsked),
    SalePacked,
    SaleUnpacked,
    SaleTakenBack,
    SaleLeft,
    SoldElsewhere(SoldElsewhere),
    SoldUndone,
    Restocked,
    EbayChecked,
    EbayOptedIn,
    EbayLocationAdded,
    EbaySitesChosen,
    EbayDisconnected,
    /// It was done, and eBay could not be read again.
    EbayUnread,
}

/// The visit of this page load, from the context that [`crate::app::App`] provides.
pub fn visit() -> Visit {
    use_context().unwrap_or_default()
}

/// The refusal of `form`, where the page was reached by sending it without scripts.
pub fn refused(form: Form) -> Option<Refused> {
    match visit().flash {
        Some(Flash::Refused(refused)) if refused.form == form => Some(refused),
        _ => None,
    }
}

/// Runs on the server; the browser finds the answer in the page.
#[cfg(feature = "ssr")]
pub fn load() -> Visit {
    crate::request::visit()
}

/// The page came without its data (it was built in the browser): nobody knows anything yet.
#[cfg(not(feature = "ssr"))]
pub fn load() -> Visit {
    Visit::default()
}
