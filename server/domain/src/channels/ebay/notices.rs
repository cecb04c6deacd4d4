//! eBay tells every application when somebody closes their account: what is held of them has to go. Without a place that
//! takes such notices eBay switches an application's keys off.
//!
//! A notice is believed by its signature alone (ECDSA on P-256 over SHA-1, which eBay chose). Where something is held of its
//! person it is written down once (`public.ebay_notices`) and acknowledged; what could not be erased at once is erased by the
//! clock. Notices about anything else are acknowledged, and nothing more.

use super::api::notification::{NoKey, PublicKey};
use super::{asking, directory, rows};
use crate::backend::Backend;
use crate::database::rows::Attempted;
use crate::error::Error;
use aws_lc_rs::digest;
use aws_lc_rs::signature::{ECDSA_P256_SHA1_ASN1, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use std::fmt::Write;
use stoflow_wire::ids::TenantId;

/// Characters of the longest name a key may have.
const LONGEST_NAME: usize = 64;

/// Erased in one go.
const AT_ONCE: i64 = 100;

/// The one topic of eBay's that asks for something to be done here.
const CLOSED: &str = "MARKETPLACE_ACCOUNT_DELETION";

/// After too many names of keys that nobody knows.
const RETRY_AFTER_S: u32 = 60;

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

/// What a notice of any topic has.
#[derive(Deserialize)]
struct Head {
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Metadata {
    topic: String,
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
        Err(NoKey::Unknown) => return Err(Error::Forbidden),
        Err(NoKey::TooMany) => {
            return Err(Error::TooMany {
                retry_after_s: RETRY_AFTER_S,
            });
        }
        Err(NoKey::Failed(failure)) => {
            return Err(failure.into_error("asking eBay for a public key"));
        }
    };
    if !is_signed(&key, &signature.signature, body) {
        return Err(Error::Forbidden);
    }
    let Some(notice) = read(body)? else {
        return Ok(());
    };
    if !note(backend, &notice).await? {
        return Ok(());
    }
    // It is written down, and so eBay need not say it again: what fails from here on is the clock's.
    let user = &notice.data.user_id;
    if let Err(error) = settle(backend, &notice.notification_id, user).await {
        warn(&notice.notification_id, &error);
    }
    Ok(())
}

/// The notice that an account was closed; `None` where it is about something else: there is nothing to do, however often it
/// comes.
fn read(body: &[u8]) -> Result<Option<Notification>, Error> {
    let topic = match serde_json::from_slice::<Head>(body) {
        Ok(head) => head.metadata.topic,
        Err(error) => {
            tracing::warn!(%error, "a notice of eBay names no topic");
            return Ok(None);
        }
    };
    if topic != CLOSED {
        tracing::warn!(topic, "a notice of eBay is about nothing we know");
        return Ok(None);
    }
    let notice: Notice = serde_json::from_slice(body)
        .map_err(|error| Error::internal("reading whose account at eBay was closed", error))?;
    Ok(Some(notice.notification))
}

fn warn(notice: &str, error: &Error) {
    let error: &dyn std::error::Error = error;
    tracing::warn!(
        notice,
        error,
        "what is held of a closed account at eBay is not erased yet"
    );
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

/// `true` where it is new and something is held of its person. Of whom nothing is held nothing has to be remembered.
async fn note(backend: &Backend, notice: &Notification) -> Result<bool, Error> {
    if directory::shops_of(backend, &notice.data.user_id)
        .await?
        .is_empty()
    {
        return Ok(false);
    }
    let mut tx = backend.database.shared().await?;
    let noted = sqlx::query(
        "insert into public.ebay_notices (notification_id, user_id) values ($1, $2) \
         on conflict (notification_id) do nothing",
    )
    .bind(&notice.notification_id)
    .bind(&notice.data.user_id)
    .execute(tx.conn())
    .await
    .attempted("writing down a notice of eBay")?;
    tx.commit().await?;
    Ok(noted.rows_affected() == 1)
}

/// Erases what is held of those who closed their account and is not erased yet, each by itself; then forgets notices that
/// were closed long ago. Answers the last failure.
pub(crate) async fn see_to(backend: &Backend) -> Result<(), Error> {
    let mut ended = Ok(());
    for (notice, user) in open(backend).await? {
        if let Err(error) = settle(backend, &notice, &user).await {
            warn(&notice, &error);
            ended = Err(error);
        }
    }
    forget_old(backend).await?;
    ended
}

async fn open(backend: &Backend) -> Result<Vec<(String, String)>, Error> {
    let mut tx = backend.database.shared().await?;
    let open: Vec<(String, String)> = sqlx::query_as(
        "select notification_id, user_id from public.ebay_notices where done_at is null order by received_at limit $1",
    )
    .bind(AT_ONCE)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which notices of eBay are open")?;
    tx.commit().await?;
    Ok(open)
}

/// Twice is as good as once. A shop that cannot be reached now holds up no other; the notice stays open for it.
async fn settle(backend: &Backend, notice: &str, user: &str) -> Result<(), Error> {
    let mut ended = Ok(());
    for shop in directory::shops_of(backend, user).await? {
        if let Err(error) = erase(backend, shop, user).await {
            ended = Err(error);
        }
    }
    ended?;
    close(backend, notice).await
}

async fn erase(backend: &Backend, shop: TenantId, user: &str) -> Result<(), Error> {
    let mut tx = backend.database.tenant(shop).await?;
    rows::remove_user(&mut tx, user).await?;
    tx.commit().await?;
    directory::leave(backend, shop, user).await
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

/// eBay says a thing again for a month at most where nobody acknowledges it.
async fn forget_old(backend: &Backend) -> Result<(), Error> {
    let mut tx = backend.database.shared().await?;
    sqlx::query("delete from public.ebay_notices where done_at < now() - interval '90 days'")
        .execute(tx.conn())
        .await
        .attempted("forgetting old notices of eBay")?;
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
