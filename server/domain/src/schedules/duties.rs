//! What is done by the clock, and how often. A new duty is a variant here; the room it belongs to does it.

use super::cadence::Cadence;
use super::calendar::Schedule;
use crate::backend::Backend;
use crate::channels::ebay;
use crate::database::migrations;
use crate::error::Error;
use crate::{accounts, executors, sessions, tenants};
use std::time::Duration;
use time::macros::time;

/// A shop that signs up takes a schema from the pool; this many are kept ready.
const READY_SHOPS: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Duty {
    /// Sign-ups find a shop ready-made.
    ReadyShops,
    /// Shops whose migration failed are tried again.
    ShopsBehind,
    PairingCodes,
    Confirmations,
    /// Ways to eBay that nobody came back from.
    EbayConsents,
    /// What eBay said of closed accounts, where it could not be done at once.
    EbayNotices,
    /// Sign-ins: those that failed and those that are over.
    SignIns,
}

const ALL: [Duty; 7] = [
    Duty::ReadyShops,
    Duty::ShopsBehind,
    Duty::PairingCodes,
    Duty::Confirmations,
    Duty::EbayConsents,
    Duty::EbayNotices,
    Duty::SignIns,
];

/// Every duty as the calendar knows it.
pub(super) fn schedules() -> [Schedule; ALL.len()] {
    ALL.map(|duty| Schedule {
        name: duty.name(),
        cadence: duty.cadence(),
    })
}

impl Duty {
    pub(super) fn of_name(name: &str) -> Option<Self> {
        ALL.into_iter().find(|duty| duty.name() == name)
    }

    /// Its word in the database.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ReadyShops => "ready_shops",
            Self::ShopsBehind => "shops_behind",
            Self::PairingCodes => "pairing_codes",
            Self::Confirmations => "confirmations",
            Self::EbayConsents => "ebay_consents",
            Self::EbayNotices => "ebay_notices",
            Self::SignIns => "sign_ins",
        }
    }

    fn cadence(self) -> Cadence {
        match self {
            Self::ReadyShops => Cadence::Every(Duration::from_secs(5)),
            Self::ShopsBehind => Cadence::Every(Duration::from_mins(1)),
            Self::EbayNotices => Cadence::Every(Duration::from_mins(5)),
            Self::PairingCodes | Self::EbayConsents | Self::SignIns => {
                Cadence::Every(Duration::from_hours(1))
            }
            Self::Confirmations => Cadence::Daily(time!(4:15)),
        }
    }

    pub(super) async fn perform(self, backend: &Backend) -> Result<(), Error> {
        match self {
            Self::ReadyShops => tenants::fill_ready_pool(&backend.database, READY_SHOPS)
                .await
                .map(drop),
            Self::ShopsBehind => migrations::catch_up(&backend.database).await,
            Self::PairingCodes => executors::clear_pairing_codes(backend).await,
            Self::Confirmations => accounts::clear_confirmations(backend).await,
            Self::EbayConsents => ebay::connecting::clear(backend).await,
            Self::EbayNotices => ebay::notices::see_to(backend).await,
            Self::SignIns => sessions::clear_old(backend).await,
        }
    }
}
