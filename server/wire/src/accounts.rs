//! What the dashboard knows of the person who is signed in.

use crate::ids::{AccountId, TenantId};
use crate::language::Language;
use serde::{Deserialize, Serialize};

/// What an account may do beyond its own shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Seller,
    Support,
    Admin,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Seller, Self::Support, Self::Admin];

    /// The word in the database and in tokens.
    pub fn name(self) -> &'static str {
        match self {
            Self::Seller => "seller",
            Self::Support => "support",
            Self::Admin => "admin",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// The signed-in person, as the shell shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub account: AccountId,
    pub tenant: TenantId,
    pub email: String,
    /// The shop's name.
    pub shop: String,
    pub language: Language,
    pub role: Role,
    /// Publishing waits until the address is confirmed.
    pub confirmed: bool,
}
