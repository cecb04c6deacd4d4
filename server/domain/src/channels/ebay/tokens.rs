//! The tokens of the shop's eBay account: opened for a call, renewed before they run out.
//!
//! However many calls on however many servers need a new token at once, one of them fetches it: whoever takes the row's
//! lease. No transaction is open while eBay is asked. Each renewal raises a number that no other connection of the shop ever
//! had, and who writes names the one it began with: a connection that was made anew meanwhile is left alone.

use super::api::failure::Failure;
use super::api::oauth::Renewal;
use super::api::{Api, Token};
use crate::backend::Backend;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::secrets::Purpose;
use std::time::{Duration, Instant};
use stoflow_wire::ebay::EbayStop;
use stoflow_wire::ids::TenantId;

/// A server has this long to fetch a token before another may: longer than all its tries take together.
const LEASE: Duration = Duration::from_secs(40);

/// Between two looks whether another server has the new token.
const LOOK_AGAIN: Duration = Duration::from_millis(150);

/// A token to ask with, and the number of its renewal.
#[derive(Clone, Debug)]
pub struct Held {
    pub token: Token,
    pub renewals: i64,
}

#[derive(sqlx::FromRow)]
struct Kept {
    access_token: Vec<u8>,
    refresh_token: Vec<u8>,
    renewals: i64,
    /// Good for some minutes yet.
    fresh: bool,
    /// The consent has ended by itself.
    over: bool,
    /// A server is fetching a new one.
    leased: bool,
    stopped: Option<String>,
}

macro_rules! kept {
    ($lock:literal) => {
        concat!(
            "select access_token, refresh_token, renewals, access_until > now() + interval '5 minutes' as fresh, \
             refresh_until <= now() as over, coalesce(renewing_until > now(), false) as leased, stopped \
             from ebay_connection",
            $lock
        )
    };
}

/// Nothing can be asked of eBay until the seller acts; the channel's page says what.
pub(super) fn stands_still() -> Error {
    Error::OutOfPlace {
        attempted: "asking eBay while the connection stands still",
    }
}

impl Kept {
    fn read(kept: Option<Self>) -> Result<Self, Error> {
        let kept = kept.ok_or(Error::NotFound {
            what: "eBay account",
        })?;
        if kept.stopped.is_some() {
            return Err(stands_still());
        }
        Ok(kept)
    }

    fn held(&self, backend: &Backend, tenant: TenantId) -> Result<Held, Error> {
        let access = backend
            .secrets
            .open(tenant, Purpose::EbayAccess, &self.access_token)?;
        Ok(Held {
            token: Token(access),
            renewals: self.renewals,
        })
    }
}

/// A token that is good for some minutes, renewed first where the one there is is not.
pub async fn current(backend: &Backend, api: &Api, tenant: TenantId) -> Result<Held, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let kept = sqlx::query_as::<_, Kept>(kept!(""))
        .fetch_optional(tx.conn())
        .await
        .attempted("reading the token for eBay")?;
    drop(tx);
    let kept = Kept::read(kept)?;
    if kept.fresh {
        return kept.held(backend, tenant);
    }
    newer_than(backend, api, tenant, kept.renewals).await
}

/// A token of another renewal than `seen`: another server's, or one that is fetched now.
pub async fn newer_than(
    backend: &Backend,
    api: &Api,
    tenant: TenantId,
    seen: i64,
) -> Result<Held, Error> {
    let begun = Instant::now();
    loop {
        match take_turn(backend, tenant, seen).await? {
            Turn::Renewed(held) => return Ok(held),
            Turn::Ours(refresh) => return fetch(backend, api, tenant, seen, &refresh).await,
            Turn::Anothers if begun.elapsed() < LEASE => tokio::time::sleep(LOOK_AGAIN).await,
            Turn::Anothers => {
                return Err(Error::Unavailable {
                    attempted: "waiting for a new token for eBay",
                    source: "another server is still at it".into(),
                });
            }
        }
    }
}

enum Turn {
    /// It has been done since.
    Renewed(Held),
    /// We have the lease, and this to fetch with.
    Ours(Token),
    Anothers,
}

async fn take_turn(backend: &Backend, tenant: TenantId, seen: i64) -> Result<Turn, Error> {
    const ATTEMPTED: &str = "taking the turn to renew the token for eBay";
    let mut tx = backend.database.tenant(tenant).await?;
    let kept = sqlx::query_as::<_, Kept>(kept!(" for update"))
        .fetch_optional(tx.conn())
        .await
        .attempted(ATTEMPTED)?;
    let kept = Kept::read(kept)?;
    if kept.renewals != seen {
        return kept.held(backend, tenant).map(Turn::Renewed);
    }
    if kept.over {
        stop(&mut tx, seen, EbayStop::Expired).await?;
        tx.commit().await?;
        return Err(stands_still());
    }
    if kept.leased {
        return Ok(Turn::Anothers);
    }
    let refresh = backend
        .secrets
        .open(tenant, Purpose::EbayRefresh, &kept.refresh_token)?;
    sqlx::query("update ebay_connection set renewing_until = now() + make_interval(secs => $1)")
        .bind(LEASE.as_secs_f64())
        .execute(tx.conn())
        .await
        .attempted(ATTEMPTED)?;
    tx.commit().await?;
    Ok(Turn::Ours(Token(refresh)))
}

async fn fetch(
    backend: &Backend,
    api: &Api,
    tenant: TenantId,
    seen: i64,
    refresh: &Token,
) -> Result<Held, Error> {
    let asked = api.renew(refresh).await;
    let mut tx = backend.database.tenant(tenant).await?;
    let held = match asked {
        Ok(renewal) => keep(backend, &mut tx, seen, renewal).await,
        Err(failure) if failure.is_dead_grant() => {
            stop(&mut tx, seen, EbayStop::Revoked).await?;
            Err(stands_still())
        }
        Err(failure) => {
            let_go(&mut tx, seen).await?;
            Err(Failure::into_error(failure, "renewing the token for eBay"))
        }
    };
    tx.commit().await?;
    held
}

/// Writes down what a renewal brought, unless the connection is another by now.
async fn keep(
    backend: &Backend,
    tx: &mut TenantTx,
    seen: i64,
    renewal: Renewal,
) -> Result<Held, Error> {
    let tenant = tx.tenant();
    let access = backend
        .secrets
        .seal(tenant, Purpose::EbayAccess, &renewal.access.0)?;
    let (refresh, refresh_for) = match &renewal.refresh {
        Some((token, good_for)) => {
            let sealed = backend
                .secrets
                .seal(tenant, Purpose::EbayRefresh, &token.0)?;
            (Some(sealed), Some(good_for.as_secs_f64()))
        }
        None => (None, None),
    };
    let done = sqlx::query(
        "update ebay_connection set access_token = $2, access_until = now() + make_interval(secs => $3), \
             refresh_token = coalesce($4, refresh_token), \
             refresh_until = coalesce(now() + make_interval(secs => $5), refresh_until), \
             renewals = renewals + 1, renewing_until = null, seen_at = now(), checked_at = now() \
         where renewals = $1",
    )
    .bind(seen)
    .bind(access)
    .bind(renewal.access_for.as_secs_f64())
    .bind(refresh)
    .bind(refresh_for)
    .execute(tx.conn())
    .await
    .attempted("keeping a new token for eBay")?;
    crate::database::rows::expect_one(&done, "eBay account")?;
    Ok(Held {
        token: renewal.access,
        renewals: seen + 1,
    })
}

async fn let_go(tx: &mut TenantTx, seen: i64) -> Result<(), Error> {
    sqlx::query("update ebay_connection set renewing_until = null where renewals = $1")
        .bind(seen)
        .execute(tx.conn())
        .await
        .attempted("leaving the token for eBay to another server")?;
    Ok(())
}

/// The connection stands still from now on, unless it has moved on since the renewal `seen`.
pub(super) async fn stop(tx: &mut TenantTx, seen: i64, why: EbayStop) -> Result<(), Error> {
    let done = sqlx::query(
        "update ebay_connection set stopped = $2, stopped_at = now(), renewing_until = null \
         where renewals = $1 and stopped is null",
    )
    .bind(seen)
    .bind(why.name())
    .execute(tx.conn())
    .await
    .attempted("stopping the connection to eBay")?;
    if done.rows_affected() > 0 {
        tracing::warn!(tenant = %tx.tenant(), why = why.name(), "the connection to eBay stands still");
    }
    Ok(())
}

/// What the consent is given back with, if there is any. A token that no key opens is none.
pub(super) async fn refresh_token(
    backend: &Backend,
    tx: &mut TenantTx,
) -> Result<Option<Token>, Error> {
    let kept: Option<Vec<u8>> = sqlx::query_scalar("select refresh_token from ebay_connection")
        .fetch_optional(tx.conn())
        .await
        .attempted("reading the token for eBay")?;
    let tenant = tx.tenant();
    let open = |kept: Vec<u8>| {
        backend
            .secrets
            .open(tenant, Purpose::EbayRefresh, &kept)
            .ok()
    };
    Ok(kept.and_then(open).map(Token))
}
