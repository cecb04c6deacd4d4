//! eBay tells every application when somebody closes their account: what is held of them has to go. Without a place that
//! takes such notices eBay switches an application's keys off.
//!
//! A notice is believed by its signature alone (ECDSA on P-256 over SHA-1, which eBay chose), written down once
//! (`public.ebay_notices`) and acknowledged; what could not be erased at once is erased by the clock.

use super::api::failure::Failure;
use super::api::notification::PublicKey;
use super::{asking, rows};
use crate::backend::Backend;
use crate::database::rows::Attempted;
use crate::error::Error;
use aws_lc_rs::digest;
use aws_lc_rs::signature::{ECDSA_P256_SHA1_ASN1, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use std::fmt::Write;

/// Characters of the longest name a key may have.
const LONGEST_NAME: usize = 64;

/// Erased in one go.
const AT_ONCE: i64 = 100;

/// The answer to eBay's question whether the place that takes notices is ours: hex of SHA-256 over the question, the token
/// that the operator gave eBay, and the place's own address.
pub fn answer(question: &str, token: &str, address: &str) -> String {
    let asked = [question, token, address].concat();
    let digest = digest::digest(&digest::SHA256, asked.as_bytes());
    digest.as_ref().iter().fold(String::new(), |mut hex, byte| {
        let _infallible = write!(hex, "{byte:02x}");
        hex
    })
}

/// What comes in the header `x-ebay-signature`, in base64.
#[derive(Deserialize)]
struct Signature {
    /// The key's name.
    kid: String,
    /// Base64 of the DER.
    signature: String,
}

#[derive(Deserialize)]
struct Notice {
    notification: Notification,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Notification {
    notification_id: String,
    data: Closed,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Closed {
    user_id: String,
}

/// Takes a notice in. [`Error::Forbidden`] where eBay did not sign it; [`Error::Unavailable`] where that could not be looked
/// at: eBay sends it again.
pub async fn receive(backend: &Backend, signature: &str, body: &[u8]) -> Result<(), Error> {
    let signature = read_signature(signature).ok_or(Error::Forbidden)?;
    let key = match asking::api(backend)?.public_key(&signature.kid).await {
        Ok(key) => key,
        Err(Failure::Refused(refusal)) if refusal.status < 500 && refusal.status != 429 => {
            return Err(Error::Forbidden);
        }
        Err(failure) => return Err(failure.into_error("asking eBay for a public key")),
    };
    if !is_signed(&key, &signature.signature, body) {
        return Err(Error::Forbidden);
    }
    let Ok(notice) = serde_json::from_slice::<Notice>(body) else {
        // eBay's own, and about something else: there is nothing to do, however often it comes.
        tracing::warn!("a notice of eBay is about nothing we know");
        return Ok(());
    };
    note(backend, &notice.notification).await?;
    see_to(backend).await
}

fn read_signature(header: &str) -> Option<Signature> {
    let json = STANDARD.decode(header.trim()).ok()?;
    let signature: Signature = serde_json::from_slice(&json).ok()?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let named = !signature.kid.is_empty()
        && signature.kid.len() <= LONGEST_NAME
        && signature.kid.chars().all(allowed);
    named.then_some(signature)
}

fn is_signed(key: &PublicKey, signature: &str, body: &[u8]) -> bool {
    let key = key
        .key
        .replace("-----BEGIN PUBLIC KEY-----", "")
        .replace("-----END PUBLIC KEY-----", "");
    let key: String = key.split_whitespace().collect();
    let (Ok(key), Ok(signature)) = (STANDARD.decode(key), STANDARD.decode(signature)) else {
        return false;
    };
    UnparsedPublicKey::new(&ECDSA_P256_SHA1_ASN1, key)
        .verify(body, &signature)
        .is_ok()
}

async fn note(backend: &Backend, notice: &Notification) -> Result<(), Error> {
    let mut tx = backend.database.shared().await?;
    sqlx::query(
        "insert into public.ebay_notices (notification_id, user_id) values ($1, $2) \
         on conflict (notification_id) do nothing",
    )
    .bind(&notice.notification_id)
    .bind(&notice.data.user_id)
    .execute(tx.conn())
    .await
    .attempted("writing down a notice of eBay")?;
    tx.commit().await
}

/// Erases what is held of those who closed their account and is not erased yet.
pub(crate) async fn see_to(backend: &Backend) -> Result<(), Error> {
    let mut tx = backend.database.shared().await?;
    let open: Vec<(String, String)> = sqlx::query_as(
        "select notification_id, user_id from public.ebay_notices where done_at is null order by received_at limit $1",
    )
    .bind(AT_ONCE)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which notices of eBay are open")?;
    tx.commit().await?;
    for (notice, user) in open {
        erase(backend, &user).await?;
        close(backend, &notice).await?;
    }
    Ok(())
}

/// Twice is as good as once.
async fn erase(backend: &Backend, user: &str) -> Result<(), Error> {
    for shop in rows::shops_of(backend, user).await? {
        let mut tx = backend.database.tenant(shop).await?;
        rows::remove_user(&mut tx, user).await?;
        tx.commit().await?;
        rows::leave(backend, shop, user).await?;
    }
    Ok(())
}

/// Of somebody who is gone only the notice's own number stays, so that it is known when it comes again.
async fn close(backend: &Backend, notice: &str) -> Result<(), Error> {
    let mut tx = backend.database.shared().await?;
    sqlx::query(
        "update public.ebay_notices set done_at = now(), user_id = '' where notification_id = $1",
    )
    .bind(notice)
    .execute(tx.conn())
    .await
    .attempted("closing a notice of eBay")?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A question, a token, an address, and the answer that eBay's own kit gives.
    #[test]
    fn the_question_whether_the_place_is_ours_is_answered_as_ebay_reckons() {
        let told = answer(
            "a8628072-3d33-45ee-9004-bee86830a22d",
            "71745723-d031-455c-bfa5-f90d11b4f20a",
            "https://www.testendpoint.com/webhook",
        );
        assert_eq!(
            told,
            "a1d8c12dc8f31594e78e3f2c7032c34746144c28ffbdee1cd9cbd4fd2fc618c6"
        );
    }

    #[test]
    fn a_header_that_is_no_signature_is_none() {
        let header = |json: &str| STANDARD.encode(json);
        let good = r#"{"alg":"ecdsa","kid":"9936261a-7d7b","signature":"AAAA","digest":"SHA1"}"#;
        assert!(read_signature(&header(good)).is_some());
        for wrong in [
            String::new(),
            "%%".to_owned(),
            header("{}"),
            header(r#"{"kid":"","signature":""}"#),
            header(r#"{"kid":"../../user","signature":""}"#),
            header(&format!(r#"{{"kid":"{}","signature":""}}"#, "a".repeat(65))),
        ] {
            assert!(read_signature(&wrong).is_none(), "{wrong}");
        }
    }
}
