//! Guessing is slow: five wrong passwords for one address, then half an hour of silence.
//!
//! Counted for addresses without an account too, else the silence would tell which have one. The half hour starts
//! with the first of the five and never grows, so whoever guesses cannot keep the owner out for good; browsers
//! that are signed in stay so.

use crate::accounts::address::EmailKey;
use crate::database::SharedTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::keys::secret;
use time::{Duration, OffsetDateTime};

const MOST: i32 = 5;

const WINDOW: Duration = Duration::minutes(30);

/// Counts an attempt before the password is looked at, so that twenty at once are twenty. A right one takes it back.
pub(super) async fn count(
    tx: &mut SharedTx,
    key: &EmailKey,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (attempts, since) = sqlx::query_as::<_, (i32, OffsetDateTime)>(
        "insert into public.sign_in_attempts as known (who_hash, attempts, since) values ($1, 1, $2)
        on conflict (who_hash) do update
        set attempts = case when known.since <= $4 then 1 else least(known.attempts + 1, $3) end
            , since = case when known.since <= $4 then excluded.since else known.since end
        returning attempts, since",
    )
    .bind(secret::hash(key.as_str()))
    .bind(now)
    .bind(MOST + 1)
    .bind(now - WINDOW)
    .fetch_one(tx.conn())
    .await
    .attempted("counting a sign-in attempt")?;
    if attempts <= MOST {
        return Ok(());
    }
    let left = (since + WINDOW - now).whole_seconds().max(1);
    Err(Error::TooMany {
        retry_after_s: u32::try_from(left).unwrap_or(u32::MAX),
    })
}

/// Attempts that count no more.
pub(super) async fn clear(tx: &mut SharedTx, now: OffsetDateTime) -> Result<(), Error> {
    sqlx::query("delete from public.sign_in_attempts where since <= $1")
        .bind(now - WINDOW)
        .execute(tx.conn())
        .await
        .attempted("forgetting old sign-in attempts")
        .map(drop)
}

pub(super) async fn forget(tx: &mut SharedTx, key: &EmailKey) -> Result<(), Error> {
    sqlx::query("delete from public.sign_in_attempts where who_hash = $1")
        .bind(secret::hash(key.as_str()))
        .execute(tx.conn())
        .await
        .attempted("forgetting sign-in attempts")
        .map(drop)
}
