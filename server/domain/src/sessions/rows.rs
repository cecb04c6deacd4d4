//! The rows of `public.sessions`.

use super::CLEARED_AT_ONCE;
use super::refresh::SESSION_FOR;
use crate::database::SharedTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use stoflow_wire::accounts::Role;
use stoflow_wire::ids::{AccountId, SessionId, TenantId};
use time::{Duration, OffsetDateTime};

/// Characters of a browser's description that are kept.
const USER_AGENT: usize = 300;

/// For so long after its end a session can be looked up.
const REMEMBERED: Duration = Duration::days(30);

/// Whose an open session is.
pub(super) struct Owner {
    pub(super) session: SessionId,
    pub(super) account: AccountId,
    pub(super) tenant: TenantId,
    pub(super) role: Role,
}

impl Owner {
    fn new((session, account, tenant, role): (i64, i64, i64, String)) -> Result<Self, Error> {
        Ok(Self {
            session: SessionId(session),
            account: AccountId(account),
            tenant: TenantId(tenant),
            role: Role::from_name(&role).ok_or_else(|| Error::internal("reading a role", role))?,
        })
    }
}

pub(super) async fn add(
    tx: &mut SharedTx,
    account: AccountId,
    user_agent: &str,
    now: OffsetDateTime,
) -> Result<Owner, Error> {
    let user_agent = user_agent
        .chars()
        .filter(|c| !c.is_control())
        .take(USER_AGENT)
        .collect::<String>();
    let session = sqlx::query_scalar::<_, i64>(
        "insert into public.sessions (account_id, user_agent, created_at, seen_at) values ($1, $2, $3, $3)
        returning id",
    )
    .bind(account.0)
    .bind(user_agent)
    .bind(now)
    .fetch_one(tx.conn())
    .await
    .attempted("beginning a session")?;
    owner(tx, SessionId(session))
        .await?
        .ok_or(Error::NotFound { what: "account" })
}

/// The owner of a session that has not ended.
pub(super) async fn owner(tx: &mut SharedTx, session: SessionId) -> Result<Option<Owner>, Error> {
    sqlx::query_as::<_, (i64, i64, i64, String)>(
        "select session.id, account.id, account.tenant_id, account.role
        from public.sessions session
        join public.accounts account on account.id = session.account_id
        where session.id = $1 and session.ended_at is null",
    )
    .bind(session.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("looking whether a session is open")?
    .map(Owner::new)
    .transpose()
}

/// Notes that the session was renewed.
pub(super) async fn seen(
    tx: &mut SharedTx,
    session: SessionId,
    now: OffsetDateTime,
) -> Result<Owner, Error> {
    sqlx::query("update public.sessions set seen_at = $2 where id = $1")
        .bind(session.0)
        .bind(now)
        .execute(tx.conn())
        .await
        .attempted("renewing a session")?;
    owner(tx, session).await?.ok_or(Error::SignedOut)
}

/// Ends a session. `None` where it had ended already.
pub(super) async fn end(
    tx: &mut SharedTx,
    session: SessionId,
    reason: &str,
    now: OffsetDateTime,
) -> Result<Option<Owner>, Error> {
    let owner = owner(tx, session).await?;
    sqlx::query("update public.sessions set ended_at = $2, end_reason = $3 where id = $1 and ended_at is null")
        .bind(session.0)
        .bind(now)
        .bind(reason)
        .execute(tx.conn())
        .await
        .attempted("ending a session")?;
    Ok(owner)
}

pub(super) async fn end_all(
    tx: &mut SharedTx,
    account: AccountId,
    reason: &str,
    now: OffsetDateTime,
) -> Result<(), Error> {
    sqlx::query("update public.sessions set ended_at = $2, end_reason = $3 where account_id = $1 and ended_at is null")
        .bind(account.0)
        .bind(now)
        .bind(reason)
        .execute(tx.conn())
        .await
        .attempted("ending all sessions of an account")
        .map(drop)
}

/// Clears sessions away that ended long ago, or ran out without a word. Their tokens go with them. Answers how many.
pub(super) async fn clear(tx: &mut SharedTx, now: OffsetDateTime) -> Result<u64, Error> {
    let cleared = sqlx::query(
        "delete from public.sessions where id in (select id from public.sessions \
             where ended_at <= $1 or created_at <= $2 order by id limit $3 for update skip locked)",
    )
    .bind(now - REMEMBERED)
    .bind(now - SESSION_FOR - REMEMBERED)
    .bind(CLEARED_AT_ONCE.cast_signed())
    .execute(tx.conn())
    .await
    .attempted("clearing old sessions")?;
    Ok(cleared.rows_affected())
}
