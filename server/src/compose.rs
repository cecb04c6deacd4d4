//! The composition root: the one place that opens the database, the photo store and the mail.

use crate::settings::ebay::EbaySettings;
use crate::settings::{PhotoSettings, Settings};
use std::path::Path;
use stoflow_domain::backend::{self, Backend};
use stoflow_domain::channels::ebay::api::{Api, WAITS};
use stoflow_domain::channels::vinted::images::{self, Images};
use stoflow_domain::clock::Clock;
use stoflow_domain::database::Database;
use stoflow_domain::database::embedded::Cluster;
use stoflow_domain::database::migrations;
use stoflow_domain::error::Error;
use stoflow_domain::hints::Hints;
use stoflow_domain::keys::Keys;
use stoflow_domain::mail::Mailer;
use stoflow_domain::photos::store::{PhotoStore, S3};
use stoflow_domain::secrets::Secrets;

/// A backend, and the private cluster it may run on.
pub struct Composed {
    pub backend: Backend,
    /// Stops with this value.
    pub cluster: Option<Cluster>,
}

/// Opens everything the settings name and brings the database up to date.
pub async fn compose(settings: &Settings) -> Result<Composed, Error> {
    let (url, cluster) = if let Some(url) = &settings.database_url {
        (url.clone(), None)
    } else {
        let cluster = Cluster::start(&settings.data.join("postgres")).await?;
        (cluster.url().to_owned(), Some(cluster))
    };
    let backend = attach(settings, &url).await?;
    migrations::migrate(&backend.database).await?;
    Ok(Composed { backend, cluster })
}

/// Opens everything on a database that runs already, as commands beside a running server do.
pub async fn attach(settings: &Settings, database_url: &str) -> Result<Backend, Error> {
    let database = Database::connect(database_url).await?;
    Ok(Backend {
        hints: Hints::new(database.clone()),
        database,
        clock: Clock::system(),
        keys: Keys::load_or_make(&settings.data.join("keys"), &settings.keys)?,
        secrets: Secrets::load_or_make(&settings.data.join("keys"), &settings.secrets)?,
        mailer: Mailer::smtp(&settings.smtp, &settings.mail_from)?,
        photos: photo_store(&settings.photos, &settings.data)?,
        images: Images::new(
            &settings.vinted_hosts,
            settings.vinted_images.as_deref(),
            images::WAITS,
        )?,
        ebay: settings.ebay.as_ref().map(way_to_ebay).transpose()?,
        settings: backend::Settings {
            origin: settings.origins.first().cloned().unwrap_or_default(),
            vinted_pace: settings.vinted_pace,
            executor_patience: time::Duration::minutes(3),
        },
    })
}

fn way_to_ebay(ebay: &EbaySettings) -> Result<Api, Error> {
    Api::new(ebay.hosts.clone(), ebay.keyset.clone(), WAITS)
}

fn photo_store(photos: &PhotoSettings, data: &Path) -> Result<PhotoStore, Error> {
    match photos {
        PhotoSettings::Folder => PhotoStore::local(data.join("photos")),
        PhotoSettings::S3(s3) => PhotoStore::s3(&S3 {
            url: s3.url.clone(),
            endpoint: s3.endpoint.clone(),
            region: s3.region.clone(),
            key: s3.key.clone(),
            secret: s3.secret.clone(),
        }),
    }
}
