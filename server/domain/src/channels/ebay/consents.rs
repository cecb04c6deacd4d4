//! The states that go to eBay with a seller and have to come back with them (`public.ebay_consents`): 256 random bits, kept
//! as a hash, good once, for ten minutes, for the session that asked.

use crate::backend::Backend;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::keys::secret::{self, Secret};
use crate::sessions::SignedIn;
use std::time::Duration;

const GOOD_FOR: Duration = Duration::from_mins(10);

/// What a state that came back is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Good,
    /// None of ours, or so old that it is forgotten.
    Unknown,
    /// Another session asked: another person, or another browser of the same one.
    Anothers,
    UsedBefore,
    TooLate,
}

/// A new state for this session.
pub(super) async fn make(backend: &Backend, seller: &SignedIn) -> Result<String, Error> {
    let secret = Secret::make()?;
    let mut tx = backend.database.shared().await?;
    sqlx::query(
        "insert into public.ebay_consents (state_hash, tenant_id, session_id, expires_at) \
         values ($1, $2, $3, now() + make_interval(secs => $4))",
    )
    .bind(secret.hash)
    .bind(seller.tenant.0)
    .bind(seller.session.0)
    .bind(GOOD_FOR.as_secs_f64())
    .execute(tx.conn())
    .await
    .attempted("beginning a consent at eBay")?;
    tx.commit().await?;
    Ok(secret.text)
}

#[derive(sqlx::FromRow)]
struct Asked {
    own: bool,
    used: bool,
    over: bool,
}

/// Uses a state up, also for two that come with it at the same moment. One that is another session's stays as it is.
pub(super) async fn take(
    backend: &Backend,
    seller: &SignedIn,
    state: &str,
) -> Result<State, Error> {
    const ATTEMPTED: &str = "reading which consent at eBay this is";
    let mut tx = backend.database.shared().await?;
    let asked: Option<Asked> = sqlx::query_as(
        "select tenant_id = $2 and session_id = $3 as own, used_at is not null as used, expires_at <= now() as over \
         from public.ebay_consents where state_hash = $1 for update",
    )
    .bind(secret::hash(state))
    .bind(seller.tenant.0)
    .bind(seller.session.0)
    .fetch_optional(tx.conn())
    .await
    .attempted(ATTEMPTED)?;
    let worth = match asked {
        None => State::Unknown,
        Some(Asked { own: false, .. }) => State::Anothers,
        Some(Asked { used: true, .. }) => State::UsedBefore,
        Some(Asked { over: true, .. }) => State::TooLate,
        Some(_) => State::Good,
    };
    if worth == State::Good {
        sqlx::query("update public.ebay_consents set used_at = now() where state_hash = $1")
            .bind(secret::hash(state))
            .execute(tx.conn())
            .await
            .attempted(ATTEMPTED)?;
    }
    tx.commit().await?;
    Ok(worth)
}

/// Those that nobody can use any more. They are remembered for a day, so that one that comes late is told from one that
/// never was.
pub(super) async fn clear(backend: &Backend) -> Result<(), Error> {
    let mut tx = backend.database.shared().await?;
    sqlx::query("delete from public.ebay_consents where expires_at < now() - interval '1 day'")
        .execute(tx.conn())
        .await
        .attempted("clearing old consents at eBay")?;
    tx.commit().await
}
