//! The keys of this installation: one signs access tokens, one signs the paths of photos.
//!
//! Made at the first start, kept in a folder nobody else may read, or given by the operator. Knows how to sign and
//! to check; knows nothing of what is signed.

pub(crate) mod files;
pub mod secret;
#[cfg(test)]
mod tests;

use crate::error::Error;
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use aws_lc_rs::{digest, hmac};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use secret::Secret;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::Path;
use std::sync::Arc;
use time::OffsetDateTime;

/// The smallest RSA key that is accepted from an operator, in bytes.
const LEAST_MODULUS: usize = 256;

/// No access token of ours is longer.
const LONGEST_TOKEN: usize = 4096;

/// The shortest key for photos' paths that is accepted from an operator, in characters: 32 bytes in base64.
const LEAST_PATHS_KEY: usize = 43;

/// Keys the operator gives. Several servers of one installation need the same two.
#[derive(Clone, Default)]
pub struct Given {
    /// The PEM of an RSA key of at least 2048 bits.
    pub signing: Option<String>,
    /// At least 43 characters nobody can guess.
    pub photo_paths: Option<String>,
}

impl std::fmt::Debug for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Given")
    }
}

/// The keys; cloning shares them.
#[derive(Clone)]
pub struct Keys(Arc<Inner>);

struct Inner {
    /// Names the signing key in every token: the hash of its public half.
    id: String,
    sign: EncodingKey,
    check: DecodingKey,
    paths: hmac::Key,
}

impl Keys {
    /// Takes the keys that were given, and reads the others in `dir` or makes them there.
    pub fn load_or_make(dir: &Path, given: &Given) -> Result<Self, Error> {
        let pem = match &given.signing {
            Some(pem) => pem.clone(),
            None => files::read_or_make(dir, "access_tokens.pem", make_signing_key)?,
        };
        let paths = match &given.photo_paths {
            Some(key) => long_enough(key)?,
            None => files::read_or_make(dir, "photo_paths.key", || Ok(Secret::make()?.text))?,
        };
        let pair = read_pem(&pem)?;
        let public = pair.public_key().as_ref();
        Ok(Self(Arc::new(Inner {
            id: URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, public)),
            sign: EncodingKey::from_rsa_pem(pem.as_bytes())
                .map_err(|error| Error::internal("reading the signing key", error))?,
            check: DecodingKey::from_rsa_der(public),
            paths: hmac::Key::new(hmac::HMAC_SHA256, paths.as_bytes()),
        })))
    }

    /// Signs `claims` as an access token (RS256, `typ` `at+jwt`).
    pub fn sign_token(&self, claims: &impl Serialize) -> Result<String, Error> {
        let mut header = Header::new(Algorithm::RS256);
        header.typ = Some(TOKEN_TYPE.to_owned());
        header.kid = Some(self.0.id.clone());
        jsonwebtoken::encode(&header, claims, &self.0.sign)
            .map_err(|error| Error::internal("signing an access token", error))
    }

    /// The claims of an access token that our key signed for `audience`. Who calls checks the times.
    pub fn open_token<C: DeserializeOwned + Clone>(
        &self,
        token: &str,
        issuer: &str,
        audience: &str,
    ) -> Result<C, Error> {
        if token.len() > LONGEST_TOKEN {
            return Err(Error::SignedOut);
        }
        let header = jsonwebtoken::decode_header(token).map_err(|_| Error::SignedOut)?;
        let ours =
            header.typ.as_deref() == Some(TOKEN_TYPE) && header.kid.as_deref() == Some(&self.0.id);
        // keys named by the token itself are never followed
        let plain = header.jku.is_none()
            && header.jwk.is_none()
            && header.x5u.is_none()
            && header.x5c.is_none()
            && header.crit.is_none();
        if !ours || !plain {
            return Err(Error::SignedOut);
        }
        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_issuer(&[issuer]);
        validation.set_audience(&[audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.validate_exp = false;
        jsonwebtoken::decode::<C>(token, &self.0.check, &validation)
            .map(|token| token.claims)
            .map_err(|_| Error::SignedOut)
    }

    /// The signature that lets anybody read `path` until `expires`.
    pub fn sign_path(&self, path: &str, expires: OffsetDateTime) -> String {
        let tag = hmac::sign(&self.0.paths, to_be_signed(path, expires).as_bytes());
        URL_SAFE_NO_PAD.encode(tag)
    }

    /// Whether `signature` is ours for this path and time, and the time is not over.
    pub fn check_path(
        &self,
        path: &str,
        expires: OffsetDateTime,
        signature: &str,
        now: OffsetDateTime,
    ) -> bool {
        let Ok(tag) = URL_SAFE_NO_PAD.decode(signature) else {
            return false;
        };
        hmac::verify(&self.0.paths, to_be_signed(path, expires).as_bytes(), &tag).is_ok()
            && now < expires
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({})", self.0.id)
    }
}

/// An access token is never taken for another kind of token, nor the other way round (RFC 9068).
const TOKEN_TYPE: &str = "at+jwt";

fn to_be_signed(path: &str, expires: OffsetDateTime) -> String {
    format!("{}\n{path}", expires.unix_timestamp())
}

fn long_enough(key: &str) -> Result<String, Error> {
    let key = key.trim();
    if key.len() < LEAST_PATHS_KEY {
        return Err(Error::internal(
            "reading the key for photos' paths",
            format!(
                "it is too short. It must have at least {LEAST_PATHS_KEY} characters, as `openssl rand -base64 32` prints them"
            ),
        ));
    }
    Ok(key.to_owned())
}

fn make_signing_key() -> Result<String, Error> {
    let failed = |error| Error::internal("making the signing key", error);
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(failed)?;
    let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(failed)?;
    let lines = STANDARD
        .encode(der.as_ref())
        .as_bytes()
        .chunks(64)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect::<Vec<_>>()
        .join("\n");
    Ok(format!(
        "-----BEGIN PRIVATE KEY-----\n{lines}\n-----END PRIVATE KEY-----\n"
    ))
}

/// Takes PKCS#8 (`BEGIN PRIVATE KEY`) and PKCS#1 (`BEGIN RSA PRIVATE KEY`).
fn read_pem(pem: &str) -> Result<KeyPair, Error> {
    let refused = |reason: String| {
        Error::internal(
            "reading the signing key",
            format!(
                "{reason}. It must be the PEM of an RSA private key of at least 2048 bits, as `openssl genrsa 2048` prints it"
            ),
        )
    };
    let body = pem
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect::<String>();
    let der = STANDARD
        .decode(body.split_whitespace().collect::<String>())
        .map_err(|error| refused(error.to_string()))?;
    let pair = KeyPair::from_pkcs8(&der)
        .or_else(|_| KeyPair::from_der(&der))
        .map_err(|error| refused(error.to_string()))?;
    if pair.public_modulus_len() < LEAST_MODULUS {
        return Err(refused("it is too short".to_owned()));
    }
    Ok(pair)
}
