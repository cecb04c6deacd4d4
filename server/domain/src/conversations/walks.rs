//! Walks through the inbox (`inbox` in `readings`): when one ended, whether it is time for another.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use time::OffsetDateTime;

/// How old what is known may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Patience {
    /// While the seller looks at it.
    Visited,
    /// While they wait for a conversation that moved: not again at once where it could not be read.
    Wanted,
    /// While nobody does: a buyer gets an answer within a quarter of an hour, and the account makes few calls.
    Unasked,
}

impl Patience {
    fn minutes(self) -> i32 {
        match self {
            Self::Visited => 3,
            Self::Wanted => 1,
            Self::Unasked => 10,
        }
    }
}

/// A walk begins. `true` where the one before did not come to its end.
pub(crate) async fn begin(tx: &mut TenantTx) -> Result<bool, Error> {
    let unfinished: Option<bool> =
        sqlx::query_scalar("select unfinished from readings where what = 'inbox' for update")
            .fetch_optional(tx.conn())
            .await
            .attempted("reading how the last walk through the inbox ended")?;
    sqlx::query(
        "insert into readings (what, unfinished) values ('inbox', true) \
         on conflict (what) do update set unfinished = true",
    )
    .execute(tx.conn())
    .await
    .attempted("beginning a walk through the inbox")?;
    Ok(unfinished.unwrap_or(true))
}

/// It has seen all pages it had to.
pub(crate) async fn seen_all(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query("update readings set unfinished = false where what = 'inbox'")
        .execute(tx.conn())
        .await
        .attempted("writing that the inbox was walked through")?;
    Ok(())
}

/// The walk came to its end.
pub(crate) async fn complete(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query("update readings set completed_at = now() where what = 'inbox'")
        .execute(tx.conn())
        .await
        .attempted("ending a walk through the inbox")?;
    Ok(())
}

pub(super) async fn completed_at(tx: &mut TenantTx) -> Result<Option<OffsetDateTime>, Error> {
    let at: Option<Option<OffsetDateTime>> =
        sqlx::query_scalar("select completed_at from readings where what = 'inbox'")
            .fetch_optional(tx.conn())
            .await
            .attempted("reading when the inbox was last read")?;
    Ok(at.flatten())
}

/// Whether what is known is too old, or nothing is known yet of an inbox that may be read ([`expect_first`]). One that
/// begins by itself is written down, so that one that fails is not begun again at once.
pub(super) async fn is_stale(tx: &mut TenantTx, patience: Patience) -> Result<bool, Error> {
    let said = sqlx::query(
        "update readings set begun_by_itself_at = now()
        where what = 'inbox'
        and coalesce(completed_at < now() - case when $2 then interval '0' else make_interval(mins => $1) end, true)
        and coalesce(begun_by_itself_at < now() - make_interval(mins => $1), true)",
    )
    .bind(patience.minutes())
    .bind(patience == Patience::Wanted)
    .execute(tx.conn())
    .await
    .attempted("looking whether the inbox is stale")?;
    Ok(said.rows_affected() == 1)
}

/// The inbox may be read for the first time without anybody's asking. What is known then does not end a walk.
pub(super) async fn expect_first(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query("insert into readings (what, unfinished) values ('inbox', true) on conflict (what) do nothing")
        .execute(tx.conn())
        .await
        .attempted("looking whether the inbox was ever read")?;
    Ok(())
}
