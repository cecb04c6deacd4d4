//! Secrets of sellers that have to be used again, and so cannot be kept as a hash: tokens of marketplaces.
//!
//! They are kept sealed (AES-256-GCM-SIV), bound to the shop and to what they are for: a row that is copied into another
//! shop, or into another column, does not open there. Knows keys and bytes, no tables. What is only ever compared is the
//! business of `keys::secret`.

#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::keys::files;
use crate::keys::secret::Secret;
use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::digest;
use std::path::Path;
use std::sync::Arc;
use stoflow_wire::ids::TenantId;

/// The layout of what is kept: this byte, the key's name, the nonce, the sealed text with its tag.
const LAYOUT: u8 = 1;

/// Bytes of a key's name.
const NAME: usize = 8;

/// The shortest key that is accepted from an operator, in characters: 32 bytes in base64.
const LEAST_KEY: usize = 43;

/// Keys the operator gives. Several servers of one installation need the same ones.
#[derive(Clone, Default)]
pub struct Given {
    /// At least 43 characters nobody can guess. Absent: made once and kept.
    pub key: Option<String>,
    /// The key before that one: it opens what was sealed with it, and seals nothing.
    pub before: Option<String>,
}

impl std::fmt::Debug for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Given")
    }
}

/// What a secret is for. It goes into the seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    EbayAccess,
    EbayRefresh,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Self::EbayAccess => "ebay access token",
            Self::EbayRefresh => "ebay refresh token",
        }
    }
}

/// Seals and opens; cloning shares the keys.
#[derive(Clone)]
pub struct Secrets(Arc<Inner>);

struct Inner {
    current: Key,
    before: Option<Key>,
}

struct Key {
    name: [u8; NAME],
    key: RandomizedNonceKey,
}

impl Key {
    fn of(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        if text.len() < LEAST_KEY {
            return Err(Error::internal(
                "reading the key for sellers' secrets",
                format!(
                    "it is too short. It must have at least {LEAST_KEY} characters, as `openssl rand -base64 32` prints them"
                ),
            ));
        }
        let key = digest::digest(&digest::SHA256, text.as_bytes());
        let named = digest::digest(&digest::SHA256, key.as_ref());
        let mut name = [0; NAME];
        name.copy_from_slice(&named.as_ref()[..NAME]);
        let key = RandomizedNonceKey::new(&AES_256_GCM_SIV, key.as_ref())
            .map_err(|error| Error::internal("reading the key for sellers' secrets", error))?;
        Ok(Self { name, key })
    }
}

impl Secrets {
    /// Takes the keys that were given; without one, reads it in `dir` or makes it there.
    pub fn load_or_make(dir: &Path, given: &Given) -> Result<Self, Error> {
        let current = match &given.key {
            Some(key) => Key::of(key)?,
            None => Key::of(&files::read_or_make(dir, "secrets.key", || {
                Ok(Secret::make()?.text)
            })?)?,
        };
        let before = given.before.as_deref().map(Key::of).transpose()?;
        Ok(Self(Arc::new(Inner { current, before })))
    }

    /// `text` as it may be kept in a row of `tenant`.
    pub fn seal(&self, tenant: TenantId, purpose: Purpose, text: &str) -> Result<Vec<u8>, Error> {
        const ATTEMPTED: &str = "sealing a secret";
        let Key { name, key } = &self.0.current;
        let mut sealed = text.as_bytes().to_vec();
        let nonce = key
            .seal_in_place_append_tag(Aad::from(bound_to(*name, tenant, purpose)), &mut sealed)
            .map_err(|error| Error::internal(ATTEMPTED, error))?;
        let nonce: &[u8; NONCE_LEN] = nonce.as_ref();
        let mut kept = vec![LAYOUT];
        kept.extend_from_slice(name);
        kept.extend_from_slice(nonce);
        kept.extend_from_slice(&sealed);
        Ok(kept)
    }

    /// What was sealed for this shop and purpose, with the key of now or the one before.
    pub fn open(&self, tenant: TenantId, purpose: Purpose, kept: &[u8]) -> Result<String, Error> {
        const ATTEMPTED: &str = "opening a secret";
        let failed = |why: &'static str| Error::internal(ATTEMPTED, why);
        let (name, nonce, sealed) = parts(kept).ok_or_else(|| failed("it is none of ours"))?;
        let key = self
            .key_named(name)
            .ok_or_else(|| failed("the key it was sealed with is not among those given"))?;
        let mut text = sealed.to_vec();
        let opened = key
            .open_in_place(nonce, Aad::from(bound_to(name, tenant, purpose)), &mut text)
            .map_err(|_| failed("it was changed, or sealed for another shop or purpose"))?;
        String::from_utf8(opened.to_vec()).map_err(|_| failed("it is no text"))
    }

    /// Whether it was sealed with the key of now.
    pub fn is_current(&self, kept: &[u8]) -> bool {
        parts(kept).is_some_and(|(name, ..)| name == self.0.current.name)
    }

    fn key_named(&self, name: [u8; NAME]) -> Option<&RandomizedNonceKey> {
        [Some(&self.0.current), self.0.before.as_ref()]
            .into_iter()
            .flatten()
            .find(|key| key.name == name)
            .map(|key| &key.key)
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}

/// What the seal holds beside the text: nobody reads it, but it has to be the same when it is opened.
fn bound_to(name: [u8; NAME], tenant: TenantId, purpose: Purpose) -> Vec<u8> {
    let mut bound = vec![LAYOUT];
    bound.extend_from_slice(&name);
    bound.extend_from_slice(&tenant.0.to_be_bytes());
    bound.extend_from_slice(purpose.word().as_bytes());
    bound
}

fn parts(kept: &[u8]) -> Option<([u8; NAME], Nonce, &[u8])> {
    let kept = kept.strip_prefix(&[LAYOUT])?;
    let (name, rest) = kept.split_first_chunk::<NAME>()?;
    let (nonce, sealed) = rest.split_first_chunk::<NONCE_LEN>()?;
    Some((*name, Nonce::from(nonce), sealed))
}
