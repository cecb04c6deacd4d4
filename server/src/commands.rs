//! What an operator can run beside `serve`. Each reads the same settings as the server it helps.

pub mod bulk_bench;
pub mod demo_seller;
pub mod drift;
pub mod fill_shop;
pub mod hub_bench;
pub mod jobs_bench;
pub mod make_admin;
pub mod provisioning;
pub mod reseal;
pub mod timing;
mod trial;

use crate::compose::attach;
use crate::settings::Settings;
use stoflow_domain::backend::Backend;
use stoflow_domain::database::embedded;
use stoflow_domain::error::Error;

/// The address of the database a server with these settings runs on.
pub fn database_url(settings: &Settings) -> String {
    settings
        .database_url
        .clone()
        .unwrap_or_else(|| embedded::url(&settings.data.join("postgres")))
}

/// The backend of a server that is running with these settings.
pub async fn beside_server(settings: &Settings) -> Result<Backend, Error> {
    attach(settings, &database_url(settings)).await
}
