//! What survives the worker: one JSON text in `chrome.storage.local`, closed to content scripts.

use super::journal::Journal;
use crate::json;
use crate::server_origin::ServerOrigin;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use stoflow_wire::executor::Held;
use stoflow_wire::ids::ExecutorId;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::VintedSession;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Memory {
    pub pairing: Option<Pairing>,
    pub paused: bool,
    /// Who is signed in on Vinted, as last seen.
    pub session: VintedSession,
    pub journal: Journal,
    /// Why the last command did not end well.
    pub trouble: Option<Trouble>,
    /// What waits on the server by the seller's own rules.
    pub held: Option<Held>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairing {
    pub origin: ServerOrigin,
    /// The device token for the next connection; it never leaves the worker but to this origin.
    pub token: String,
    pub executor: ExecutorId,
    /// The shop's name.
    pub shop: String,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            pairing: None,
            paused: false,
            session: VintedSession::Unknown,
            journal: Journal::default(),
            trouble: None,
            held: None,
        }
    }
}

impl Memory {
    /// What was stored. Each part by itself: one that a newer version reads differently must not cost the pairing.
    pub fn read(stored: Option<&str>) -> Self {
        let stored: Value = stored.and_then(json::read).unwrap_or_default();
        Self {
            pairing: part(&stored, "pairing"),
            paused: part(&stored, "paused").unwrap_or_default(),
            session: part(&stored, "session").unwrap_or(VintedSession::Unknown),
            journal: part(&stored, "journal").unwrap_or_default(),
            trouble: part(&stored, "trouble"),
            held: part(&stored, "held"),
        }
    }

    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn part<T: DeserializeOwned>(stored: &Value, name: &str) -> Option<T> {
    json::take(stored.get(name)?)
}
