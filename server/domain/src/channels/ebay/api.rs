//! eBay's interfaces as typed calls, one module for each of them. Knows hosts, keys, headers and the form of a failure; no
//! shop, no table, and not what an answer means for the seller.
//!
//! Calls that may be repeated without harm are, twice at most; all others go out once. Where an answer is no success, it is
//! kept whole ([`failure::Failure`]) and told by its numbers, never by its words, which are in the seller's language.

pub mod account;
mod call;
pub mod failure;
pub mod hosts;
pub mod identity;
pub mod locations;
pub mod notification;
pub mod oauth;
pub mod scopes;

use crate::error::Error;
use hosts::Hosts;
use notification::KnownKeys;
use oauth::ApplicationToken;
use reqwest::Client;
use reqwest::redirect::Policy;
use std::sync::Arc;
use std::time::Duration;
use stoflow_wire::language::Language;

/// One try, from the first byte to the last.
const PATIENCE: Duration = Duration::from_secs(10);

/// Before the second and the third try.
pub const WAITS: [Duration; 2] = [Duration::from_millis(400), Duration::from_millis(1_500)];

/// The keys eBay gave the operator of this server.
#[derive(Clone)]
pub struct Keyset {
    /// The App ID.
    pub client_id: String,
    /// The Cert ID.
    pub client_secret: String,
    /// The name under which eBay keeps the addresses it leads a seller back to.
    pub runame: String,
}

impl std::fmt::Debug for Keyset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keyset({})", self.client_id)
    }
}

/// A token eBay gave; never in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(pub(crate) String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

/// A way to eBay; cloning shares the connections.
#[derive(Clone)]
pub struct Api {
    shared: Arc<Shared>,
    /// In which eBay answers.
    language: Language,
}

struct Shared {
    client: Client,
    hosts: Hosts,
    keyset: Keyset,
    waits: [Duration; 2],
    application: ApplicationToken,
    known_keys: KnownKeys,
}

impl Api {
    /// `waits` are those before the second and the third try of what may be repeated. It speaks French until somebody asks
    /// in another language.
    pub fn new(hosts: Hosts, keyset: Keyset, waits: [Duration; 2]) -> Result<Self, Error> {
        let client = Client::builder()
            .timeout(PATIENCE)
            .redirect(Policy::none())
            .build()
            .map_err(|error| Error::internal("setting up the way to eBay", error))?;
        Ok(Self {
            shared: Arc::new(Shared {
                client,
                hosts,
                keyset,
                waits,
                application: ApplicationToken::default(),
                known_keys: KnownKeys::default(),
            }),
            language: Language::Fr,
        })
    }

    /// The same way, for somebody who reads eBay's own words in this language.
    #[must_use]
    pub fn speaking(&self, language: Language) -> Self {
        Self {
            language,
            ..self.clone()
        }
    }
}

/// A language as eBay names it.
fn locale(language: Language) -> &'static str {
    match language {
        Language::Fr => "fr-FR",
        Language::En => "en-GB",
    }
}

impl std::fmt::Debug for Api {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Api({:?})", self.shared.keyset)
    }
}
