//! Identity interface: whose account it is (scope `commerce.identity.readonly`).

use super::call::Call;
use super::failure::Failure;
use super::hosts::Host;
use super::{Api, Token};
use serde::Deserialize;

/// The account behind a token, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Never changes.
    pub user_id: String,
    /// What others see; its owner may change it.
    pub username: String,
    pub account_type: AccountType,
    /// Such as `EBAY_FR`.
    #[serde(default)]
    pub registration_marketplace_id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum AccountType {
    Business,
    #[serde(other)]
    Individual,
}

impl AccountType {
    /// The text in the database.
    pub(in crate::channels::ebay) fn name(self) -> &'static str {
        match self {
            Self::Business => "business",
            Self::Individual => "individual",
        }
    }
}

impl Api {
    /// `getUser`.
    pub async fn user(&self, token: &Token) -> Result<User, Failure> {
        self.read(Call::get(Host::Apiz, "/commerce/identity/v1/user/", token))
            .await
    }
}
