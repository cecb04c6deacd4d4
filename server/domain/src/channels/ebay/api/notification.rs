//! Notification interface: the public keys that eBay signs its notices with. Each is asked for once in an hour.

use super::Api;
use super::call::Call;
use super::failure::Failure;
use super::hosts::Host;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a key is believed.
const FRESH: Duration = Duration::from_hours(1);

/// More keys than eBay signs with; whoever makes names up makes us forget, and ask again.
const MOST: usize = 32;

/// Keys by their names, with the moment each came.
#[derive(Default)]
pub(super) struct KnownKeys(Mutex<HashMap<String, (PublicKey, Instant)>>);

/// A key as eBay tells it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PublicKey {
    /// PEM; eBay writes it without line breaks.
    pub key: String,
    /// `ECDSA`.
    pub algorithm: String,
    /// `SHA1`.
    pub digest: String,
}

impl KnownKeys {
    fn get(&self, name: &str) -> Option<PublicKey> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (key, since) = known.get(name)?;
        (since.elapsed() < FRESH).then(|| key.clone())
    }

    fn keep(&self, name: &str, key: &PublicKey) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(name.to_owned(), (key.clone(), Instant::now()));
    }
}

impl Api {
    /// `getPublicKey`. `name` has letters, digits and dashes only.
    pub async fn public_key(&self, name: &str) -> Result<PublicKey, Failure> {
        if let Some(known) = self.0.known_keys.get(name) {
            return Ok(known);
        }
        let token = self.as_application().await?;
        let path = format!("/commerce/notification/v1/public_key/{name}");
        let key: PublicKey = self.read(Call::get(Host::Api, &path, &token)).await?;
        self.0.known_keys.keep(name, &key);
        Ok(key)
    }
}
