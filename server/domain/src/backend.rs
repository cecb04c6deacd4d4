//! What every act of the domain may need, put together once by the composition root.
//!
//! A handle: cloning is cheap, and all clones are the same backend.

use crate::channels::ebay::api::Api;
use crate::channels::vinted::images::Images;
use crate::clock::Clock;
use crate::database::Database;
use crate::hints::Hints;
use crate::keys::Keys;
use crate::mail::Mailer;
use crate::photos::store::PhotoStore;
use crate::secrets::Secrets;
use stoflow_wire::executor::Pace;

/// The doors to the database, the photo store, the mail and the rest of the world.
#[derive(Clone)]
pub struct Backend {
    pub database: Database,
    pub clock: Clock,
    /// Signs access tokens and photo paths.
    pub keys: Keys,
    /// Seals what has to be used again, such as tokens of marketplaces.
    pub secrets: Secrets,
    pub mailer: Mailer,
    pub photos: PhotoStore,
    /// Photos of Vinted's listings.
    pub images: Images,
    /// The way to eBay, where the operator has keys for it.
    pub ebay: Option<Api>,
    /// Wake-ups between rooms and nodes: losing one costs time and nothing else.
    pub hints: Hints,
    pub settings: Settings,
}

/// Settings the domain acts on.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach the dashboard, without a trailing slash; links in mails start with it.
    pub origin: String,
    /// Spacing of calls on vinted.fr.
    pub vinted_pace: Pace,
    /// How long a job waits for an executor before this attempt is given up.
    pub executor_patience: time::Duration,
}
