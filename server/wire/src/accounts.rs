//! What the dashboard knows of the person who is signed in.

use crate::ids::{AccountId, TenantId};
use crate::language::Language;
use serde::{Deserialize, Serialize};

/// The signed-in person, as the shell shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub account: AccountId,
    pub tenant: TenantId,
    pub email: String,
    /// The shop's name.
    pub shop: String,
    pub language: Language,
    /// Publishing waits until the address is confirmed.
    pub confirmed: bool,
}
