//! Inventory interface, its locations: where items are sent from (scope `sell.inventory`).

use super::call::{Call, Repeat};
use super::failure::Failure;
use super::hosts::Host;
use super::{Api, Token};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// A place as eBay knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Location {
    pub merchant_location_key: String,
    /// `ENABLED` or `DISABLED`.
    pub merchant_location_status: String,
    pub name: String,
    pub location: Place,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Place {
    pub address: Address,
}

/// What is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Address {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address_line1: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postal_code: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// ISO 3166-1.
    pub country: String,
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    locations: Vec<Location>,
}

/// More places than a person sends from; what is beyond is not shown.
const MOST: &str = "100";

impl Api {
    /// `getInventoryLocations`, those that may not be used included.
    pub async fn locations(&self, token: &Token) -> Result<Vec<Location>, Failure> {
        let call =
            Call::get(Host::Api, "/sell/inventory/v1/location", token).with_query("limit", MOST);
        let page: Page = self.read(call).await?;
        Ok(page.locations)
    }

    /// `createInventoryLocation` under a key of ours, of letters, digits and dashes. One of this key that is there already
    /// stays as it is.
    pub async fn create_location(
        &self,
        key: &str,
        name: &str,
        address: &Address,
        token: &Token,
    ) -> Result<(), Failure> {
        let body = json!({
            "name": name,
            "location": {"address": address},
            "locationTypes": ["WAREHOUSE"],
            "merchantLocationStatus": "ENABLED",
        });
        let path = format!("/sell/inventory/v1/location/{key}");
        let asked = self.perform(Call::post(path, body, Repeat::Harmless, token));
        match asked.await {
            Err(failure) if failure.is_already_there() => Ok(()),
            ended => ended,
        }
    }
}
