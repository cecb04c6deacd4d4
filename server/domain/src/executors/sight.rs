//! What of Vinted can be read now, and how long ago it was: what makes readings begin by themselves, and what tells a
//! seller that sales may go unseen. Reads other rooms' rows; writes none of them.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use std::time::Duration;
use stoflow_wire::socket::LastSuccess;
use time::OffsetDateTime;

/// Sales that nobody saw for so long may keep a buyer waiting. A browser that is closed for a night is nothing unusual.
pub(crate) const UNSEEN: Duration = Duration::from_hours(24);

/// A seller who has just paired a browser or published for the first time is left alone for so long: they may be asking
/// for all of this in person.
const SETTLING: Duration = Duration::from_mins(10);

/// How well the account is known that could be read now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Acquaintance {
    /// Only what the seller asked for before is read again.
    New,
    /// A browser is signed in to it, or something of the shop's is for sale there: all of it may be read, for the first
    /// time too.
    Settled,
}

/// Whether something could be read at once without anybody's asking: a browser is there and not paused, and the lane
/// does not stand still.
pub(crate) async fn can_be_read(tx: &mut TenantTx) -> Result<Option<Acquaintance>, Error> {
    let settled: Option<bool> = sqlx::query_scalar(
        "select bool_or(e.session ->> 'session' = 'signed_in' and e.paired_at < now() - make_interval(secs => $1)) \
         or exists (select 1 from listings l where l.platform = 'vinted' and l.state in ('live', 'updating', 'relisting') \
             and l.published_at < now() - make_interval(secs => $1)) \
         from executors e where e.revoked_at is null and not e.paused and e.lease_until > now() \
         and not exists (select 1 from vinted_connection c where c.stopped is not null or c.paused_at is not null) having count(*) > 0",
    )
    .bind(SETTLING.as_secs_f64())
    .fetch_optional(tx.conn())
    .await
    .attempted("looking whether Vinted can be read")?;
    Ok(settled.map(|settled| {
        if settled {
            Acquaintance::Settled
        } else {
            Acquaintance::New
        }
    }))
}

/// Since when nobody looked at the sales of a shop that has something for sale, where that is for longer than
/// [`UNSEEN`].
pub(crate) async fn unseen_since(tx: &mut TenantTx) -> Result<Option<OffsetDateTime>, Error> {
    sqlx::query_scalar(
        "select greatest(last.seen, live.since) from (select (select max(completed_at) from readings \
             where what in ('sales', 'wardrobe')) as seen offset 0) last \
         cross join lateral (select min(coalesce(l.published_at, l.created_at)) as since from listings l \
             where l.platform = 'vinted' and l.state in ('live', 'updating', 'relisting')) live \
         where coalesce(last.seen < now() - make_interval(secs => $1), true) \
         and live.since is not null and greatest(last.seen, live.since) < now() - make_interval(secs => $1)",
    )
    .bind(UNSEEN.as_secs_f64())
    .fetch_optional(tx.conn())
    .await
    .attempted("looking whether sales go unseen")
}

#[derive(sqlx::FromRow)]
struct Last {
    listings: Option<OffsetDateTime>,
    wardrobe: Option<OffsetDateTime>,
    sales: Option<OffsetDateTime>,
    messages: Option<OffsetDateTime>,
}

/// When each kind of work on Vinted last went well.
pub(super) async fn last_success(tx: &mut TenantTx) -> Result<LastSuccess, Error> {
    let last: Last = sqlx::query_as(
        "select (select worked_at from vinted_connection) as listings, \
         (select completed_at from readings where what = 'wardrobe') as wardrobe, \
         (select completed_at from readings where what = 'sales') as sales, \
         (select completed_at from readings where what = 'inbox') as messages",
    )
    .fetch_one(tx.conn())
    .await
    .attempted("reading when Vinted last went well")?;
    Ok(LastSuccess {
        listings: last.listings,
        wardrobe: last.wardrobe,
        sales: last.sales,
        messages: last.messages,
    })
}
