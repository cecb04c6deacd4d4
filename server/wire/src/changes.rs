//! One change of many items at once: what is wished for, what it would do to each, what it did, and whether it was taken
//! back.

use crate::batches::{BatchReport, LeftOut};
use crate::ids::{BatchId, ProductId};
use crate::money::Money;
use crate::products::ProductStatus;
use crate::worth::ChannelPrice;
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
    /// It was sold where StoFlow does not look: it is taken off everywhere.
    Sell,
    /// Out of the list, with its reference free for another.
    Archive,
    /// Back into the list.
    Restore,
}

impl ChangeKind {
    pub const ALL: [Self; 6] = [
        Self::Price,
        Self::Location,
        Self::Duplicate,
        Self::Sell,
        Self::Archive,
        Self::Restore,
    ];

    /// The text in addresses, in forms and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Location => "location",
            Self::Duplicate => "duplicate",
            Self::Sell => "sell",
            Self::Archive => "archive",
            Self::Restore => "restore",
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
        /// What listings ask for after it, where the seller's own rules make another price of it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        there: Vec<ChannelPrice>,
    },
    Location {
        before: String,
        after: String,
    },
    Copy {
        /// The copy, once it is made.
        made: Option<ProductId>,
    },
    Sold {
        /// Pieces of it that are still here.
        left: i32,
        /// Listings that are taken off because none is.
        leaving: u32,
    },
    Archived {
        from: ProductStatus,
    },
    Restored {
        to: ProductStatus,
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

/// The first of many, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Few<T> {
    pub count: u32,
    pub first: Vec<T>,
}

impl<T> Few<T> {
    /// More of them tell a person nothing new.
    pub const SHOWN: usize = 100;

    pub fn of(mut all: Vec<T>) -> Self {
        let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
        all.truncate(Self::SHOWN);
        Self { count, first: all }
    }
}

/// A [`ChangeReport`] as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSummary {
    pub batch: Option<BatchId>,
    pub kind: ChangeKind,
    pub changed: Few<Changed>,
    pub left_out: Few<LeftOut>,
    pub undone: Option<Undone>,
}

/// What taking a change back came to, as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// How many items are as they were.
    pub back: u32,
    pub left_out: Few<LeftOut>,
}

impl From<ChangeReport> for ChangeSummary {
    fn from(report: ChangeReport) -> Self {
        Self {
            batch: report.batch,
            kind: report.kind,
            changed: Few::of(report.changed),
            left_out: Few::of(report.left_out),
            undone: report.undone.map(Undone::from),
        }
    }
}

impl From<BatchReport> for Undone {
    fn from(report: BatchReport) -> Self {
        Self {
            back: report.asked,
            left_out: Few::of(report.left_out),
        }
    }
}

/// The items that a question of the list finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    /// In the order of the list.
    pub products: Vec<ProductId>,
    /// It finds others, more than can be taken at once.
    pub more: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_those_of_the_wire() {
        for kind in ChangeKind::ALL {
            assert_eq!(json!(kind), kind.name());
            assert_eq!(ChangeKind::from_name(kind.name()), Some(kind));
        }
    }

    #[test]
    fn many_are_counted_and_few_are_shown() {
        let many = Few::of((0..10_000).collect());
        assert_eq!((many.count, many.first.len()), (10_000, Few::<i32>::SHOWN));
        assert_eq!(Few::of(vec![7]).first, [7]);
    }
}
