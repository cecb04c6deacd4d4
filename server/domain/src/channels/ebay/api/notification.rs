//! Notification interface: the public keys that eBay signs its notices with. Each is asked for once in an hour.
//!
//! Whoever knocks at the door for notices names the key, so names are made up. One that eBay has no key for is remembered as
//! such, and of names that were never seen only some are asked about in a minute.

use super::call::Call;
use super::failure::{Failure, Refusal};
use super::hosts::Host;
use super::{Api, Token};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a key is believed.
const FRESH: Duration = Duration::from_hours(1);

/// More keys than eBay signs with. Names that are made up are not among them.
const MOST: usize = 32;

/// How long a name counts as one that eBay has no key for.
const UNKNOWN_FOR: Duration = Duration::from_mins(10);

/// Names without a key that are remembered: more than are asked about in that time.
const MOST_UNKNOWN: usize = 256;

/// Names never seen before that are asked about in a minute.
const ASKED_A_MINUTE: u32 = 10;

/// A key as eBay tells it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PublicKey {
    /// PEM; eBay writes it without line breaks.
    pub key: String,
}

/// Why there is no key.
#[derive(Debug)]
pub enum NoKey {
    /// eBay has none of this name.
    Unknown,
    /// Too many names that nobody knows came in this minute.
    TooMany,
    Failed(Failure),
}

/// What is known of the names of keys.
#[derive(Default)]
pub(super) struct KnownKeys(Mutex<Names>);

#[derive(Default)]
struct Names {
    /// With the moment each key came.
    keys: HashMap<String, (PublicKey, Instant)>,
    /// Those that eBay has no key for, since when.
    unknown: HashMap<String, Instant>,
    /// The minute that is counted, and the names never seen before that were asked about in it.
    minute: Option<(Instant, u32)>,
}

#[derive(Debug, PartialEq, Eq)]
enum Known {
    Key(PublicKey),
    Unknown,
    /// eBay is to be asked.
    No,
    TooMany,
}

impl Names {
    fn look(&mut self, name: &str, now: Instant) -> Known {
        if let Some((key, since)) = self.keys.get(name) {
            let fresh = now.saturating_duration_since(*since) < FRESH;
            // A name that eBay has signed with counts as none of those that may be made up.
            return if fresh {
                Known::Key(key.clone())
            } else {
                Known::No
            };
        }
        if self
            .unknown
            .get(name)
            .is_some_and(|since| lasts(*since, now))
        {
            return Known::Unknown;
        }
        self.count(now)
    }

    fn count(&mut self, now: Instant) -> Known {
        let this_minute = self
            .minute
            .filter(|(begun, _)| now.saturating_duration_since(*begun) < Duration::from_mins(1));
        let (begun, asked) = this_minute.unwrap_or((now, 0));
        if asked >= ASKED_A_MINUTE {
            return Known::TooMany;
        }
        self.minute = Some((begun, asked + 1));
        Known::No
    }

    fn keep(&mut self, name: &str, key: &PublicKey, now: Instant) {
        if self.keys.len() >= MOST {
            self.keys.clear();
        }
        self.keys.insert(name.to_owned(), (key.clone(), now));
    }

    fn keep_unknown(&mut self, name: &str, now: Instant) {
        self.keys.remove(name);
        self.unknown.retain(|_, since| lasts(*since, now));
        if self.unknown.len() < MOST_UNKNOWN {
            self.unknown.insert(name.to_owned(), now);
        }
    }
}

fn lasts(since: Instant, now: Instant) -> bool {
    now.saturating_duration_since(since) < UNKNOWN_FOR
}

impl KnownKeys {
    fn with<T>(&self, act: impl FnOnce(&mut Names) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Api {
    /// `getPublicKey`. `name` has letters, digits and dashes only.
    pub async fn public_key(&self, name: &str) -> Result<PublicKey, NoKey> {
        let known = &self.shared.known_keys;
        match known.with(|names| names.look(name, Instant::now())) {
            Known::Key(key) => return Ok(key),
            Known::Unknown => return Err(NoKey::Unknown),
            Known::TooMany => return Err(NoKey::TooMany),
            Known::No => {}
        }
        match self.ask_for_key(name).await {
            Ok(key) => {
                known.with(|names| names.keep(name, &key, Instant::now()));
                Ok(key)
            }
            Err(Failure::Refused(Refusal {
                status: 400 | 404, ..
            })) => {
                known.with(|names| names.keep_unknown(name, Instant::now()));
                Err(NoKey::Unknown)
            }
            Err(failure) => Err(NoKey::Failed(failure)),
        }
    }

    /// Once more where the application's token, which is kept, turns out not to be good any more.
    async fn ask_for_key(&self, name: &str) -> Result<PublicKey, Failure> {
        let token = self.as_application().await?;
        match self.read_key(name, &token).await {
            Err(failure) if failure.is_unauthorised() => {
                self.shared.application.forget(&token);
                let token = self.as_application().await?;
                self.read_key(name, &token).await
            }
            answer => answer,
        }
    }

    async fn read_key(&self, name: &str, token: &Token) -> Result<PublicKey, Failure> {
        let path = format!("/commerce/notification/v1/public_key/{name}");
        self.read(Call::get(Host::Api, &path, token)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> PublicKey {
        PublicKey {
            key: text.to_owned(),
        }
    }

    #[test]
    fn a_key_is_believed_for_an_hour() {
        let mut names = Names::default();
        let begun = Instant::now();
        let at = |minutes| begun + Duration::from_mins(minutes);
        assert_eq!(names.look("a", begun), Known::No);
        names.keep("a", &key("one"), begun);
        assert_eq!(names.look("a", at(59)), Known::Key(key("one")));
        assert_eq!(names.look("a", at(60)), Known::No);
        names.keep("a", &key("two"), at(60));
        assert_eq!(names.look("a", at(61)), Known::Key(key("two")));
    }

    #[test]
    fn a_name_without_a_key_is_asked_about_again_after_a_while() {
        let mut names = Names::default();
        let begun = Instant::now();
        names.keep_unknown("a", begun);
        let at = |minutes| begun + Duration::from_mins(minutes);
        assert_eq!(names.look("a", at(9)), Known::Unknown);
        assert_eq!(names.look("a", at(10)), Known::No);
        for number in 0..1_000 {
            names.keep_unknown(&number.to_string(), begun);
        }
        assert_eq!(names.unknown.len(), MOST_UNKNOWN);
        names.keep_unknown("b", at(10));
        assert_eq!(names.unknown.len(), 1, "what lasts no longer is forgotten");
    }

    #[test]
    fn names_that_are_made_up_are_asked_about_some_a_minute_and_keep_no_known_one_out() {
        let mut names = Names::default();
        let begun = Instant::now();
        names.keep("real", &key("one"), begun);
        let later = begun + FRESH;
        for number in 0..ASKED_A_MINUTE {
            assert_eq!(names.look(&number.to_string(), later), Known::No);
        }
        assert_eq!(names.look("more", later), Known::TooMany);
        assert_eq!(names.look("real", later), Known::No, "it is only old");
        let next = later + Duration::from_mins(1);
        assert_eq!(names.look("more", next), Known::No);
    }
}
