//! The same act for many items: what it would do is shown first, then it is done with one click and followed as one.

pub mod card;
pub mod changes;
pub mod choice;
pub mod page;
pub mod sentences;
pub mod server_fns;

use serde::{Deserialize, Serialize};

/// What can be asked of a marketplace with many items at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkAct {
    Publish,
    Update,
    Relist,
    Withdraw,
}

impl BulkAct {
    pub const ALL: [Self; 4] = [Self::Publish, Self::Update, Self::Relist, Self::Withdraw];

    /// The text in addresses and forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Update => "update",
            Self::Relist => "relist",
            Self::Withdraw => "withdraw",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }
}
