//! The table `executors`: paired browsers, their tokens, and which of them is present on which connection.

use crate::database::TenantTx;
use crate::database::rows::{Attempted, expect_one};
use crate::error::Error;
use crate::executors::{Carrier, Connected};
use sqlx::types::Json;
use std::time::Duration;
use stoflow_wire::executor::{ExecutorView, ToExecutor};
use stoflow_wire::ids::{ExecutorId, JobId};
use stoflow_wire::vinted::VintedSession;
use time::OffsetDateTime;

/// How long a connection that nobody looked after counts as present: two looks may fail. A line that breaks is noticed
/// at once, a silent one after a minute; this is for servers that died with their lines.
pub(super) const PRESENCE: Duration = Duration::from_secs(90);

/// A presence or a lane that lasts no longer than this is renewed: at every second look.
pub(super) const FADING: Duration = Duration::from_secs(45);

/// How long a token is used before it is replaced.
const TOKEN_AGE: Duration = Duration::from_hours(24);

/// A token that was not replaced for so long is no longer good: nobody has used that browser since, or somebody keeps a
/// copy. Its seller pairs anew.
const TOKEN_END: Duration = Duration::from_hours(90 * 24);

/// A paired browser, as a frame of it is judged.
#[derive(Clone, Debug, sqlx::FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub(super) struct Device {
    /// Its pairing was ended, or its token outlived itself.
    pub(super) revoked: bool,
    pub(super) paused: bool,
    /// The connection it greeted on last.
    pub(super) connection: Option<String>,
    /// That connection was heard of lately.
    pub(super) present: bool,
    /// Its presence has to be renewed before long.
    pub(super) fading: bool,
    /// Its token is old enough to be replaced.
    pub(super) token_is_old: bool,
}

impl Device {
    pub(super) fn is_on(&self, connected: &Connected) -> bool {
        self.connection.as_ref() == Some(&connected.connection)
    }
}

/// The answer to a connection that is not the extension's. Silence on an open line of its own would be taken for a
/// server that listens, for ever; a page is told nothing, because its seller's extension has a better line.
pub(super) fn elsewhere(connected: &Connected) -> Result<Vec<ToExecutor>, Error> {
    match connected.carrier {
        Carrier::Own => Err(Error::OutOfPlace {
            attempted: "speaking on a line that is not the extension's",
        }),
        Carrier::Page => Ok(Vec::new()),
    }
}

pub(super) async fn add(
    tx: &mut TenantTx,
    name: &str,
    token_hash: &[u8],
) -> Result<ExecutorId, Error> {
    sqlx::query_scalar("insert into executors (name, token_hash) values ($1, $2) returning id")
        .bind(name)
        .bind(token_hash)
        .fetch_one(tx.conn())
        .await
        .attempted("pairing an extension")
        .map(ExecutorId)
}

/// Whose token this is. Using the newer of two makes the older one worthless. [`Error::SignedOut`] for a token that
/// is no longer good, [`Error::Forbidden`] for one whose pairing was revoked or ran out.
pub(super) async fn recognise(tx: &mut TenantTx, token_hash: &[u8]) -> Result<ExecutorId, Error> {
    let found: Option<(i64, bool, bool)> = sqlx::query_as(
        "select id, revoked_at is not null or rotated_at < now() - make_interval(secs => $2), \
         coalesce(next_token_hash = $1, false) from executors where token_hash = $1 or next_token_hash = $1",
    )
    .bind(token_hash)
    .bind(TOKEN_END.as_secs_f64())
    .fetch_optional(tx.conn())
    .await
    .attempted("recognising an extension")?;
    let (id, revoked, is_next) = found.ok_or(Error::SignedOut)?;
    if revoked {
        return Err(Error::Forbidden);
    }
    if is_next {
        sqlx::query(
            "update executors set token_hash = next_token_hash, next_token_hash = null, rotated_at = now() \
             where id = $1 and next_token_hash = $2",
        )
        .bind(id)
        .bind(token_hash)
        .execute(tx.conn())
        .await
        .attempted("rotating an extension's token")?;
    }
    Ok(ExecutorId(id))
}

pub(super) async fn find(tx: &mut TenantTx, id: ExecutorId) -> Result<Device, Error> {
    sqlx::query_as(
        "select revoked_at is not null or rotated_at < now() - make_interval(secs => $4) as revoked, paused, connection, \
         coalesce(lease_until > now(), false) as present, coalesce(lease_until < now() + make_interval(secs => $2), true) as fading, \
         rotated_at < now() - make_interval(secs => $3) as token_is_old from executors where id = $1",
    )
    .bind(id.0)
    .bind(FADING.as_secs_f64())
    .bind(TOKEN_AGE.as_secs_f64())
    .bind(TOKEN_END.as_secs_f64())
    .fetch_optional(tx.conn())
    .await
    .attempted("reading an extension")?
    .ok_or(Error::NotFound { what: "extension" })
}

/// As [`find`], and no other greeting of it is heard until the transaction ends: of two that arrive together, the
/// second has to see the first.
pub(super) async fn find_to_greet(tx: &mut TenantTx, id: ExecutorId) -> Result<Device, Error> {
    sqlx::query("select from executors where id = $1 for update")
        .bind(id.0)
        .execute(tx.conn())
        .await
        .attempted("waiting for an extension's turn to greet")?;
    find(tx, id).await
}

/// What an extension says of itself when it greets.
pub(super) struct Greeting<'a> {
    pub(super) connection: &'a str,
    pub(super) version: &'a str,
    pub(super) session: &'a VintedSession,
    pub(super) paused: bool,
}

/// From here on the extension is reached through this connection, and through no older one. What it says of vinted.fr
/// it remembers, and has not seen just now, unless it says something else than before.
pub(super) async fn greet(
    tx: &mut TenantTx,
    id: ExecutorId,
    greeting: &Greeting<'_>,
) -> Result<(), Error> {
    let done = sqlx::query(
        "update executors set connection = $2, version = $3, session = $4, paused = $5, seen_at = now(), \
         session_seen_at = case when $7 and session is distinct from $4 then now() else session_seen_at end, \
         lease_until = now() + make_interval(secs => $6) where id = $1",
    )
    .bind(id.0)
    .bind(greeting.connection)
    .bind(greeting.version)
    .bind(Json(greeting.session))
    .bind(greeting.paused)
    .bind(PRESENCE.as_secs_f64())
    .bind(*greeting.session != VintedSession::Unknown)
    .execute(tx.conn())
    .await
    .attempted("greeting an extension")?;
    expect_one(&done, "extension")
}

pub(super) async fn renew_presence(tx: &mut TenantTx, id: ExecutorId) -> Result<(), Error> {
    sqlx::query(
        "update executors set seen_at = now(), lease_until = now() + make_interval(secs => $2) where id = $1",
    )
    .bind(id.0)
    .bind(PRESENCE.as_secs_f64())
    .execute(tx.conn())
    .await
    .attempted("noting that an extension is there")?;
    Ok(())
}

/// The connection is closed. `false` where the extension is on another one already.
pub(super) async fn leave(
    tx: &mut TenantTx,
    id: ExecutorId,
    connection: &str,
) -> Result<bool, Error> {
    let left = sqlx::query(
        "update executors set connection = null, lease_until = null, seen_at = now() \
         where id = $1 and connection = $2",
    )
    .bind(id.0)
    .bind(connection)
    .execute(tx.conn())
    .await
    .attempted("noting that an extension left")?;
    Ok(left.rows_affected() == 1)
}

/// The hash of the token to come; the one in use stays good until that one was used.
pub(super) async fn offer_token(
    tx: &mut TenantTx,
    id: ExecutorId,
    next_hash: &[u8],
) -> Result<(), Error> {
    sqlx::query("update executors set next_token_hash = $2 where id = $1")
        .bind(id.0)
        .bind(next_hash)
        .execute(tx.conn())
        .await
        .attempted("offering an extension a new token")?;
    Ok(())
}

pub(super) async fn set_session(
    tx: &mut TenantTx,
    id: ExecutorId,
    session: &VintedSession,
) -> Result<(), Error> {
    sqlx::query(
        "update executors set session = $2, \
         session_seen_at = case when $3 then now() else session_seen_at end where id = $1",
    )
    .bind(id.0)
    .bind(Json(session))
    .bind(*session != VintedSession::Unknown)
    .execute(tx.conn())
    .await
    .attempted("noting who is signed in on vinted.fr")?;
    Ok(())
}

/// Vinted did what was asked in this job, if it still waits for this answer: whoever was signed in still is. To be
/// called before the job is locked, as a greeting locks them.
pub(super) async fn see_session(
    tx: &mut TenantTx,
    id: ExecutorId,
    (job, fence): (JobId, i64),
) -> Result<(), Error> {
    sqlx::query(
        "update executors set session_seen_at = now() where id = $1 and exists (select 1 from marketplace_jobs j \
             where j.id = $2 and j.fence = $3 and j.executor_id = $1 and j.state = 'awaiting_executor')",
    )
    .bind(id.0)
    .bind(job.0)
    .bind(fence)
    .execute(tx.conn())
    .await
    .attempted("noting that the session on vinted.fr lasts")?;
    Ok(())
}

pub(super) async fn set_paused(
    tx: &mut TenantTx,
    id: ExecutorId,
    pausing: Pausing,
) -> Result<(), Error> {
    sqlx::query("update executors set paused = $2 where id = $1")
        .bind(id.0)
        .bind(pausing == Pausing::Paused)
        .execute(tx.conn())
        .await
        .attempted("noting that an extension is paused")?;
    Ok(())
}

/// What a person chose in the popup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pausing {
    Paused,
    Working,
}

/// Whether the person paused this extension and it is there.
pub(crate) async fn is_paused(tx: &mut TenantTx, id: ExecutorId) -> Result<bool, Error> {
    let paused: Option<bool> = sqlx::query_scalar(
        "select paused and coalesce(lease_until > now(), false) from executors where id = $1",
    )
    .bind(id.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading whether an extension is paused")?;
    Ok(paused.unwrap_or(false))
}

/// Ends the pairing: neither token is good any more.
pub(super) async fn revoke(tx: &mut TenantTx, id: ExecutorId) -> Result<(), Error> {
    let done = sqlx::query(
        "update executors set revoked_at = now(), next_token_hash = null where id = $1 and revoked_at is null",
    )
    .bind(id.0)
    .execute(tx.conn())
    .await
    .attempted("revoking an extension")?;
    expect_one(&done, "extension")
}

#[derive(sqlx::FromRow)]
struct Listed {
    id: i64,
    name: String,
    version: String,
    connected: bool,
    paused: bool,
    paired_at: OffsetDateTime,
    seen_at: Option<OffsetDateTime>,
}

/// Paired and not revoked, the newest first.
pub(super) async fn list(tx: &mut TenantTx) -> Result<Vec<ExecutorView>, Error> {
    let listed: Vec<Listed> = sqlx::query_as(
        "select id, name, version, connection is not null and coalesce(lease_until > now(), false) as connected, \
         paused, paired_at, seen_at from executors where revoked_at is null order by id desc",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("listing extensions")?;
    Ok(listed
        .into_iter()
        .map(|device| ExecutorView {
            id: ExecutorId(device.id),
            name: device.name,
            connected: device.connected,
            paused: device.paused,
            version: device.version,
            paired_at: device.paired_at,
            seen_at: device.seen_at,
        })
        .collect())
}

/// Who is signed in on vinted.fr where this extension runs, as it last said, and when Vinted last showed it.
pub(super) async fn session(
    tx: &mut TenantTx,
    id: ExecutorId,
) -> Result<(VintedSession, Option<OffsetDateTime>), Error> {
    let session: Option<(Json<VintedSession>, Option<OffsetDateTime>)> =
        sqlx::query_as("select session, session_seen_at from executors where id = $1")
            .bind(id.0)
            .fetch_optional(tx.conn())
            .await
            .attempted("reading who is signed in on vinted.fr")?;
    Ok(
        session.map_or((VintedSession::Unknown, None), |(json, seen_at)| {
            (json.0, seen_at)
        }),
    )
}

/// When Vinted last showed who is signed in, in any of the shop's browsers.
pub(super) async fn last_session(tx: &mut TenantTx) -> Result<Option<OffsetDateTime>, Error> {
    sqlx::query_scalar("select max(session_seen_at) from executors where revoked_at is null")
        .fetch_one(tx.conn())
        .await
        .attempted("reading when somebody was last signed in on vinted.fr")
}
