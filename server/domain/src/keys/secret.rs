//! Secrets that are handed out once and kept as a hash: links in mails, refresh tokens, codes, device tokens.

use crate::error::Error;
use aws_lc_rs::digest;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// 256 random bits.
pub struct Secret {
    /// What is handed out: 43 letters, digits, `-` and `_`.
    pub text: String,
    /// What is kept: SHA-256 of the text.
    pub hash: Vec<u8>,
}

impl Secret {
    pub fn make() -> Result<Self, Error> {
        let mut bytes = [0_u8; 32];
        aws_lc_rs::rand::fill(&mut bytes)
            .map_err(|error| Error::internal("making a secret", error))?;
        let text = URL_SAFE_NO_PAD.encode(bytes);
        let hash = hash(&text);
        Ok(Self { text, hash })
    }
}

/// The hash under which a secret is looked up. A plain hash will do: nobody can guess 256 bits.
pub fn hash(text: &str) -> Vec<u8> {
    digest::digest(&digest::SHA256, text.as_bytes())
        .as_ref()
        .to_vec()
}
