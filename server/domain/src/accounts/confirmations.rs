//! The links in confirmation letters: good for one use within 24 hours, kept as a hash.

use crate::backend::Backend;
use crate::database::SharedTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::keys::secret::{self, Secret};
use stoflow_wire::ids::AccountId;
use time::{Duration, OffsetDateTime};

const GOOD_FOR: Duration = Duration::hours(24);

/// A new link for `account`; the ones before lose their worth.
pub(super) async fn make(
    tx: &mut SharedTx,
    backend: &Backend,
    account: AccountId,
) -> Result<String, Error> {
    let secret = Secret::make()?;
    sqlx::query("delete from public.confirmations where account_id = $1")
        .bind(account.0)
        .execute(tx.conn())
        .await
        .attempted("replacing a confirmation link")?;
    sqlx::query(
        "insert into public.confirmations (token_hash, account_id, expires_at) values ($1, $2, $3)",
    )
    .bind(secret.hash)
    .bind(account.0)
    .bind(backend.clock.now() + GOOD_FOR)
    .execute(tx.conn())
    .await
    .attempted("making a confirmation link")?;
    Ok(format!(
        "{}/confirm?token={}",
        backend.settings.origin, secret.text
    ))
}

/// Uses a link up. Answers whose it was.
pub(super) async fn take(
    tx: &mut SharedTx,
    token: &str,
    now: OffsetDateTime,
) -> Result<AccountId, Error> {
    let found = sqlx::query_as::<_, (i64, OffsetDateTime, Option<OffsetDateTime>)>(
        "select account_id, expires_at, used_at from public.confirmations where token_hash = $1 for update",
    )
    .bind(secret::hash(token))
    .fetch_optional(tx.conn())
    .await
    .attempted("reading a confirmation link")?;
    let account = match found {
        Some((_, _, Some(_))) => {
            return Err(Error::OutOfPlace {
                attempted: "confirming an address again",
            });
        }
        Some((account, expires, None)) if now < expires => account,
        _ => {
            return Err(Error::NotFound {
                what: "confirmation link",
            });
        }
    };
    sqlx::query("update public.confirmations set used_at = $2 where token_hash = $1")
        .bind(secret::hash(token))
        .bind(now)
        .execute(tx.conn())
        .await
        .attempted("using a confirmation link")?;
    Ok(AccountId(account))
}

/// For so long after its end a link that comes again is told from one that never was.
const REMEMBERED: Duration = Duration::days(30);

pub(super) async fn clear(tx: &mut SharedTx, now: OffsetDateTime) -> Result<(), Error> {
    sqlx::query("delete from public.confirmations where expires_at < $1")
        .bind(now - REMEMBERED)
        .execute(tx.conn())
        .await
        .attempted("clearing old confirmation links")
        .map(drop)
}
