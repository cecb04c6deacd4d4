//! One change of many items at once: what is wished for, what it would do to each, what it did, and whether it was taken
//! back.

use crate::batches::{BatchReport, LeftOut};
use crate::ids::{BatchId, ProductId};
use crate::money::Money;
use serde::{Deserialize, Serialize};

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Price,
    /// Where the item lies.
    Location,
    /// Nothing: each gets a copy.
    Duplicate,
}

impl ChangeKind {
    pub const ALL: [Self; 3] = [Self::Price, Self::Location, Self::Duplicate];

    /// The text in addresses, in forms and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Location => "location",
            Self::Duplicate => "duplicate",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How prices change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceMove {
    /// By so many percent.
    DownBy,
    UpBy,
    /// By an amount.
    Down,
    Up,
    /// To one price for all.
    To,
}

impl PriceMove {
    pub const ALL: [Self; 5] = [Self::DownBy, Self::UpBy, Self::Down, Self::Up, Self::To];

    /// The text in addresses and forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::DownBy => "down_by",
            Self::UpBy => "up_by",
            Self::Down => "down",
            Self::Up => "up",
            Self::To => "to",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }

    /// Its number is a percentage, not an amount.
    pub fn is_percent(self) -> bool {
        matches!(self, Self::DownBy | Self::UpBy)
    }
}

/// What a seller fills in, exactly as typed. Each kind reads the fields that are its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeForm {
    /// Name of a [`PriceMove`].
    pub way: String,
    /// An amount or a percentage, as the way has it.
    pub amount: String,
    /// Name of a [`crate::pricing::Ending`]; empty for prices as they come out.
    pub ending: String,
    pub location: String,
}

/// What a change does to one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Turn {
    Price {
        before: Option<Money>,
        after: Money,
    },
    Location {
        before: String,
        after: String,
    },
    Copy {
        /// The copy, once it is made.
        made: Option<ProductId>,
    },
}

/// One item of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub product: ProductId,
    pub title: String,
    /// Before it is done: the version it was reckoned from. After: the one it left, of the copy where there is one.
    pub version: i64,
    pub turn: Turn,
}

/// What a change would do, or did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeReport {
    /// To look at it again and to take it back; `None` where nothing was done.
    pub batch: Option<BatchId>,
    pub kind: ChangeKind,
    pub changed: Vec<Changed>,
    pub left_out: Vec<LeftOut>,
    /// What taking it back came to, once it was taken back. `asked` says how many items are as they were.
    pub undone: Option<BatchReport>,
}

/// The items that a question of the list finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    /// In the order of the list.
    pub products: Vec<ProductId>,
    /// It finds others, more than can be taken at once.
    pub more: bool,
}
