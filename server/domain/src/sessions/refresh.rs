//! Refresh tokens: good once, and what it means when one comes back.

use crate::database::SharedTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::keys::secret;
use stoflow_wire::ids::SessionId;
use time::{Duration, OffsetDateTime};

/// How long tabs of one browser may renew with the same token.
const GRACE: Duration = Duration::seconds(10);

/// However often it is renewed, a session is over after this.
pub(super) const SESSION_FOR: Duration = Duration::days(30);

/// What a refresh token is good for.
pub(super) enum Exchange {
    /// New tokens; they descend from the one with this hash.
    Good { session: SessionId, parent: Vec<u8> },
    /// Nothing.
    Worthless,
    /// The end of its session: it was used before, so somebody has a copy.
    Reused(SessionId),
}

struct Found {
    session: SessionId,
    expires_at: OffsetDateTime,
    used_at: Option<OffsetDateTime>,
    parent_hash: Option<Vec<u8>>,
    successor_used: bool,
    session_began: OffsetDateTime,
}

/// Uses the token up, if it is good.
pub(super) async fn exchange(
    tx: &mut SharedTx,
    token: &str,
    now: OffsetDateTime,
) -> Result<Exchange, Error> {
    let hash = secret::hash(token);
    let Some(found) = find(tx, &hash).await? else {
        return Ok(Exchange::Worthless);
    };
    if found.expires_at <= now || found.session_began + SESSION_FOR <= now {
        return Ok(Exchange::Worthless);
    }
    match found.used_at {
        None => use_up(tx, &hash, found.parent_hash.as_deref(), now).await?,
        Some(used_at) if now - used_at <= GRACE && !found.successor_used => {}
        Some(_) => return Ok(Exchange::Reused(found.session)),
    }
    Ok(Exchange::Good {
        session: found.session,
        parent: hash,
    })
}

/// Locks the session too: tabs that renew at the same moment take turns, whichever token each has.
async fn find(tx: &mut SharedTx, hash: &[u8]) -> Result<Option<Found>, Error> {
    let row = sqlx::query_as::<
        _,
        (
            i64,
            OffsetDateTime,
            Option<OffsetDateTime>,
            Option<Vec<u8>>,
            OffsetDateTime,
        ),
    >(
        "select token.session_id, token.expires_at, token.used_at, token.parent_hash, session.created_at
        from public.refresh_tokens token
        join public.sessions session on session.id = token.session_id
        where token.token_hash = $1 and session.ended_at is null
        for update",
    )
    .bind(hash)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading a refresh token")?;
    let Some((session, expires_at, used_at, parent_hash, session_began)) = row else {
        return Ok(None);
    };
    // after the lock, so that what another tab just did is seen
    let successor_used = sqlx::query_scalar::<_, bool>(
        "select exists (select 1 from public.refresh_tokens where parent_hash = $1 and used_at is not null)",
    )
    .bind(hash)
    .fetch_one(tx.conn())
    .await
    .attempted("reading a refresh token's successors")?;
    Ok(Some(Found {
        session: SessionId(session),
        expires_at,
        used_at,
        parent_hash,
        successor_used,
        session_began,
    }))
}

/// Whether one of the session's tokens is still good for a renewal.
pub(super) async fn is_renewable(
    tx: &mut SharedTx,
    session: SessionId,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    sqlx::query_scalar::<_, bool>(
        "select exists (
            select 1 from public.refresh_tokens token
            join public.sessions session on session.id = token.session_id
            where token.session_id = $1 and token.used_at is null
                and token.expires_at > $2 and session.created_at > $3
        )",
    )
    .bind(session.0)
    .bind(now)
    .bind(now - SESSION_FOR)
    .fetch_one(tx.conn())
    .await
    .attempted("looking whether a session can be renewed")
}

/// The tokens other tabs got in the same race go with it: a browser keeps one of them, a thief would use another.
async fn use_up(
    tx: &mut SharedTx,
    hash: &[u8],
    parent: Option<&[u8]>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    sqlx::query(
        "update public.refresh_tokens set used_at = $3
        where (token_hash = $1 or parent_hash = $2) and used_at is null",
    )
    .bind(hash)
    .bind(parent)
    .bind(now)
    .execute(tx.conn())
    .await
    .attempted("using a refresh token")
    .map(drop)
}

pub(super) async fn add(
    tx: &mut SharedTx,
    session: SessionId,
    hash: &[u8],
    parent: Option<&[u8]>,
    now: OffsetDateTime,
    expires_at: OffsetDateTime,
) -> Result<(), Error> {
    sqlx::query(
        "insert into public.refresh_tokens (token_hash, session_id, parent_hash, issued_at, expires_at)
        values ($1, $2, $3, $4, $5)",
    )
    .bind(hash)
    .bind(session.0)
    .bind(parent)
    .bind(now)
    .bind(expires_at)
    .execute(tx.conn())
    .await
    .attempted("issuing a refresh token")
    .map(drop)
}

/// Clears tokens away that ran out: worth nothing, whoever comes with one. Answers how many.
pub(super) async fn clear(tx: &mut SharedTx, now: OffsetDateTime) -> Result<u64, Error> {
    let cleared = sqlx::query(
        "delete from public.refresh_tokens where token_hash in (select token_hash from public.refresh_tokens \
             where expires_at <= $1 limit $2 for update skip locked)",
    )
    .bind(now)
    .bind(super::CLEARED_AT_ONCE.cast_signed())
    .execute(tx.conn())
    .await
    .attempted("clearing refresh tokens that ran out")?;
    Ok(cleared.rows_affected())
}
