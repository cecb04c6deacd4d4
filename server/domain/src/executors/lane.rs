//! The shop's Vinted lane (`vinted_connection`, one row): which connection may work on it, which account it sells
//! with, and why it stands still: a check stopped it, or the seller paused all of the shop's work.
//!
//! Locked after the job it is about, never before.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::executors::device::{self, FADING, PRESENCE};
use sqlx::types::Json;
use stoflow_wire::ids::ExecutorId;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::VintedSession;
use time::OffsetDateTime;

/// Takes or keeps the lease of the lane for this connection. `false` while another browser holds it. A browser that
/// came back on a new connection takes it over from its old one at once.
pub(super) async fn hold(
    tx: &mut TenantTx,
    executor: ExecutorId,
    connection: &str,
) -> Result<bool, Error> {
    let safe: Option<bool> = sqlx::query_scalar(
        "select holder = $1 and holder_connection = $2 and held_until > now() + make_interval(secs => $3) \
         from vinted_connection",
    )
    .bind(executor.0)
    .bind(connection)
    .bind(FADING.as_secs_f64())
    .fetch_optional(tx.conn())
    .await
    .attempted("reading who holds the lane")?
    .flatten();
    if safe == Some(true) {
        return Ok(true);
    }
    let taken = sqlx::query(
        "insert into vinted_connection (holder, holder_connection, held_until) \
         values ($1, $2, now() + make_interval(secs => $3)) on conflict (one) do update \
         set holder = excluded.holder, holder_connection = excluded.holder_connection, \
         held_until = excluded.held_until, updated_at = now() \
         where vinted_connection.holder is null or vinted_connection.holder = excluded.holder \
         or vinted_connection.held_until is null or vinted_connection.held_until <= now()",
    )
    .bind(executor.0)
    .bind(connection)
    .bind(PRESENCE.as_secs_f64())
    .execute(tx.conn())
    .await
    .attempted("taking the lane")?;
    Ok(taken.rows_affected() == 1)
}

/// Whether a browser that is not this one has the lane now.
pub(super) async fn is_anothers(tx: &mut TenantTx, executor: ExecutorId) -> Result<bool, Error> {
    Ok(holder(tx).await?.is_some_and(|holder| holder != executor))
}

/// Lets go of the lane, so that another browser may take it at once.
pub(super) async fn release(tx: &mut TenantTx, connection: &str) -> Result<(), Error> {
    sqlx::query(
        "update vinted_connection set holder = null, holder_connection = null, held_until = null, updated_at = now() \
         where holder_connection = $1",
    )
    .bind(connection)
    .execute(tx.conn())
    .await
    .attempted("letting go of the lane")?;
    Ok(())
}

/// A listing was written on Vinted, as it was asked.
pub(super) async fn note_work(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query("update vinted_connection set worked_at = now()")
        .execute(tx.conn())
        .await
        .attempted("noting that Vinted works")?;
    Ok(())
}

/// The browser that holds the lane now.
pub(super) async fn holder(tx: &mut TenantTx) -> Result<Option<ExecutorId>, Error> {
    let holder: Option<Option<i64>> =
        sqlx::query_scalar("select holder from vinted_connection where held_until > now()")
            .fetch_optional(tx.conn())
            .await
            .attempted("reading who holds the lane")?;
    Ok(holder.flatten().map(ExecutorId))
}

/// SQL: the lane of job `j` stands still. What the seller paused is everything, what a check stopped is Vinted.
macro_rules! stands_still {
    () => {
        "exists (select 1 from vinted_connection c \
             where c.paused_at is not null or (c.stopped is not null and j.lane = 'vinted'))"
    };
}

pub(crate) use stands_still;

/// A check stopped the lane: it stands still from now on, until what caused it is gone or the seller acted.
pub(crate) async fn stop(tx: &mut TenantTx, why: &Trouble) -> Result<(), Error> {
    sqlx::query(
        "insert into vinted_connection (stopped, stopped_at) values ($1, now()) on conflict (one) do update \
         set stopped = excluded.stopped, stopped_at = coalesce(vinted_connection.stopped_at, now()), \
         updated_at = now()",
    )
    .bind(Json(why))
    .execute(tx.conn())
    .await
    .attempted("stopping the lane")?;
    Ok(())
}

/// The seller wants all work of the shop to stand still, whatever else may be wrong. A sign-in does not end that.
pub(crate) async fn pause(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query(
        "insert into vinted_connection (paused_at) values (now()) on conflict (one) do update \
         set paused_at = coalesce(vinted_connection.paused_at, now()), updated_at = now()",
    )
    .execute(tx.conn())
    .await
    .attempted("pausing the shop's work")?;
    Ok(())
}

/// The seller acted on what they were shown: their own pause ends first, a check that stands behind it stays.
pub(super) async fn resume(tx: &mut TenantTx) -> Result<(), Error> {
    let Some(standing) = standing(tx).await? else {
        return Ok(());
    };
    match standing.paused_at {
        Some(since) => end_pause(tx, since, standing.stopped_at).await,
        None => pass_check(tx).await,
    }
}

/// What a check stopped may go on. Jobs live on for as long as the lane stood.
pub(super) async fn pass_check(tx: &mut TenantTx) -> Result<(), Error> {
    let Some(standing) = standing(tx).await? else {
        return Ok(());
    };
    if let Some(since) = standing.stopped_at {
        let paused = standing.paused_at;
        live_on(
            tx,
            Reach::Vinted,
            Stood {
                since,
                until: paused,
            },
        )
        .await?;
    }
    sqlx::query(
        "update vinted_connection set stopped = null, stopped_at = null, updated_at = now() where stopped is not null",
    )
    .execute(tx.conn())
    .await
    .attempted("letting the lane go on")?;
    Ok(())
}

async fn end_pause(
    tx: &mut TenantTx,
    since: OffsetDateTime,
    stopped_at: Option<OffsetDateTime>,
) -> Result<(), Error> {
    live_on(
        tx,
        Reach::Vinted,
        Stood {
            since,
            until: stopped_at,
        },
    )
    .await?;
    live_on(tx, Reach::Others, Stood { since, until: None }).await?;
    sqlx::query(
        "update vinted_connection set paused_at = null, updated_at = now() where paused_at is not null",
    )
    .execute(tx.conn())
    .await
    .attempted("letting the shop's work go on")?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Standing {
    paused_at: Option<OffsetDateTime>,
    stopped_at: Option<OffsetDateTime>,
}

async fn standing(tx: &mut TenantTx) -> Result<Option<Standing>, Error> {
    sqlx::query_as("select paused_at, stopped_at from vinted_connection")
        .fetch_optional(tx.conn())
        .await
        .attempted("reading since when the lane stands still")
}

/// Whose life did not go by.
enum Reach {
    Vinted,
    Others,
}

/// For how long a lane stood; `until` is where another cause took over.
struct Stood {
    since: OffsetDateTime,
    until: Option<OffsetDateTime>,
}

/// The time a lane stood still is not part of a job's life.
async fn live_on(tx: &mut TenantTx, reach: Reach, stood: Stood) -> Result<(), Error> {
    sqlx::query(
        "update marketplace_jobs set expires_at = expires_at \
             + greatest(interval '0', coalesce($3, now()) - greatest(created_at, $2)) \
         where id in (select id from marketplace_jobs where finished_at is null \
             and (lane = 'vinted') = $1 order by id for update)",
    )
    .bind(matches!(reach, Reach::Vinted))
    .bind(stood.since)
    .bind(stood.until)
    .execute(tx.conn())
    .await
    .attempted("giving jobs back the time a lane stood still")?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Cause {
    paused: bool,
    stopped: Option<Json<Trouble>>,
}

async fn cause(tx: &mut TenantTx) -> Result<Option<Cause>, Error> {
    sqlx::query_as("select paused_at is not null as paused, stopped from vinted_connection")
        .fetch_optional(tx.conn())
        .await
        .attempted("reading whether the lane stands still")
}

/// Why the lane stands still, if it does. The seller's own pause is said before what else may be wrong.
pub(crate) async fn stopped(tx: &mut TenantTx) -> Result<Option<Trouble>, Error> {
    Ok(cause(tx).await?.and_then(|cause| {
        if cause.paused {
            return Some(Trouble::PausedBySeller);
        }
        cause.stopped.map(|json| json.0)
    }))
}

/// What a check found that has not passed, whether or not the seller paused as well.
pub(super) async fn failed_check(tx: &mut TenantTx) -> Result<Option<Trouble>, Error> {
    let cause = cause(tx).await?;
    Ok(cause.and_then(|cause| cause.stopped).map(|json| json.0))
}

/// The Vinted account this shop sells with: its number there.
pub(crate) async fn account(tx: &mut TenantTx) -> Result<Option<i64>, Error> {
    let account: Option<Option<i64>> =
        sqlx::query_scalar("select account_id from vinted_connection")
            .fetch_optional(tx.conn())
            .await
            .attempted("reading which Vinted account the shop has")?;
    Ok(account.flatten())
}

/// Its name there.
pub(super) async fn account_login(tx: &mut TenantTx) -> Result<Option<String>, Error> {
    let login: Option<Option<String>> =
        sqlx::query_scalar("select account_login from vinted_connection")
            .fetch_optional(tx.conn())
            .await
            .attempted("reading which Vinted account the shop has")?;
    Ok(login.flatten())
}

/// The first account something was published with is the shop's from then on.
pub(crate) async fn remember_account(
    tx: &mut TenantTx,
    executor: Option<ExecutorId>,
) -> Result<(), Error> {
    let Some(executor) = executor else {
        return Ok(());
    };
    let (session, _) = device::session(tx, executor).await?;
    let VintedSession::SignedIn { user_id, login } = session else {
        return Ok(());
    };
    sqlx::query(
        "insert into vinted_connection (account_id, account_login) values ($1, $2) on conflict (one) do update \
         set account_id = excluded.account_id, account_login = excluded.account_login, updated_at = now() \
         where vinted_connection.account_id is null",
    )
    .bind(user_id)
    .bind(login)
    .execute(tx.conn())
    .await
    .attempted("remembering the shop's Vinted account")?;
    Ok(())
}

/// Whether what stopped the lane is gone, going by who is signed in now. What only time or the seller can end
/// (too many requests, access denied) is never gone by itself.
pub(super) fn cause_is_gone(
    stopped: &Trouble,
    session: &VintedSession,
    account: Option<i64>,
) -> bool {
    let VintedSession::SignedIn { user_id, .. } = session else {
        return false;
    };
    match stopped {
        Trouble::SignedOutOfMarketplace | Trouble::Challenged => true,
        Trouble::OtherMarketplaceAccount { .. } => account == Some(*user_id),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_sign_in_ends_is_gone_with_it() {
        let alice = VintedSession::SignedIn {
            user_id: 7,
            login: "alice".to_owned(),
        };
        let other = Trouble::OtherMarketplaceAccount {
            login: "bob".to_owned(),
        };
        let slow = Trouble::RateLimited {
            retry_after_s: None,
        };
        assert!(cause_is_gone(
            &Trouble::SignedOutOfMarketplace,
            &alice,
            None
        ));
        assert!(cause_is_gone(&Trouble::Challenged, &alice, Some(7)));
        assert!(cause_is_gone(&other, &alice, Some(7)));
        assert!(!cause_is_gone(&other, &alice, Some(8)));
        assert!(!cause_is_gone(&slow, &alice, Some(7)));
        assert!(!cause_is_gone(&Trouble::PausedBySeller, &alice, Some(7)));
        assert!(!cause_is_gone(&Trouble::AccessDenied, &alice, Some(7)));
        for session in [
            VintedSession::SignedOut,
            VintedSession::Challenged,
            VintedSession::Unknown,
        ] {
            assert!(!cause_is_gone(&Trouble::Challenged, &session, Some(7)));
        }
    }
}
