//! Walks through the wardrobe (`wardrobe` in `readings`, and the numbers of walks in `wardrobe_items`): which were seen, which
//! are gone, which details are wanted. Goes by a count of walks, never by a clock.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::executors::sight::Acquaintance;
use crate::wardrobe::rows::{OPEN, names};
use crate::wardrobe::statistics;
use stoflow_wire::wardrobe::WardrobeState;
use time::OffsetDateTime;

/// Listings that get a look of their own in one sync: the rest comes with the next, so that a sync takes minutes.
const LOOKS: i64 = 50;

/// So few may be gone at once without a second look.
const A_FEW: i64 = 10;

/// A new walk begins. Answers its number.
pub(crate) async fn begin(tx: &mut TenantTx) -> Result<i64, Error> {
    sqlx::query_scalar(
        "insert into readings (what, run) values ('wardrobe', 1) on conflict (what) do update set run = readings.run + 1 \
         returning run",
    )
    .fetch_one(tx.conn())
    .await
    .attempted("beginning a walk through the wardrobe")
}

/// The number of the newest walk; 0 before the first.
pub(crate) async fn newest(tx: &mut TenantTx) -> Result<i64, Error> {
    let run: Option<i64> = sqlx::query_scalar("select run from readings where what = 'wardrobe'")
        .fetch_optional(tx.conn())
        .await
        .attempted("reading which walk is the newest")?;
    Ok(run.unwrap_or_default())
}

/// The walk came to its end: the day's numbers are known.
pub(crate) async fn complete(tx: &mut TenantTx) -> Result<(), Error> {
    statistics::keep(tx).await?;
    sqlx::query("update readings set completed_at = now() where what = 'wardrobe'")
        .execute(tx.conn())
        .await
        .attempted("ending a walk through the wardrobe")?;
    Ok(())
}

pub(super) async fn completed_at(tx: &mut TenantTx) -> Result<Option<OffsetDateTime>, Error> {
    let at: Option<Option<OffsetDateTime>> =
        sqlx::query_scalar("select completed_at from readings where what = 'wardrobe'")
            .fetch_optional(tx.conn())
            .await
            .attempted("reading when the wardrobe was last read")?;
    Ok(at.flatten())
}

/// What became of the listings that walk `run` did not meet.
pub(crate) enum Unseen {
    /// These are gone.
    Gone(Vec<i64>),
    /// The pages moved while they were read, or too much is missing at once: each of these needs a look of its own.
    Doubtful(Vec<i64>),
}

/// Concludes from the pages of a walk. `entries` is how many listings they said there are; `steady`, that all said the
/// same.
///
/// A listing that is taken away between two pages moves the others up, and one of them is read on no page. So only a
/// walk that met every listing there is says by itself what is gone.
pub(crate) async fn conclude(
    tx: &mut TenantTx,
    run: i64,
    entries: u32,
    steady: bool,
) -> Result<Unseen, Error> {
    let (met, missing, open): (i64, i64, i64) = sqlx::query_as(
        "select count(*) filter (where seen_run >= $1)
            , count(*) filter (where seen_run < $1 and state = any ($2))
            , count(*) filter (where state = any ($2))
        from wardrobe_items",
    )
    .bind(run)
    .bind(names(&OPEN))
    .fetch_one(tx.conn())
    .await
    .attempted("counting what was seen in the wardrobe")?;
    let whole = steady && met >= i64::from(entries);
    let sudden = missing > A_FEW && missing * 2 > open;
    if !whole || sudden {
        return unseen(tx, run).await.map(Unseen::Doubtful);
    }
    sqlx::query_scalar(
        "update wardrobe_items set state = $3 where seen_run < $1 and state = any ($2) returning vinted_id",
    )
    .bind(run)
    .bind(names(&OPEN))
    .bind(WardrobeState::Vanished.name())
    .fetch_all(tx.conn())
    .await
    .attempted("writing down what is gone from the wardrobe")
    .map(Unseen::Gone)
}

async fn unseen(tx: &mut TenantTx, run: i64) -> Result<Vec<i64>, Error> {
    sqlx::query_scalar(
        "select vinted_id from wardrobe_items where seen_run < $1 and state = any ($2)
        order by seen_run, vinted_id limit $3",
    )
    .bind(run)
    .bind(names(&OPEN))
    .bind(LOOKS)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which listings were not seen")
}

/// What the upload form opens for: it knows no sold, closed and reserved ones.
const EDITABLE: [WardrobeState; 3] = [
    WardrobeState::OnSale,
    WardrobeState::Draft,
    WardrobeState::Hidden,
];

/// The next listings whose details are wanted, at most `most`: first those an item was made from without them, then
/// the newest.
pub(crate) async fn wanted(tx: &mut TenantTx, most: i64) -> Result<Vec<i64>, Error> {
    sqlx::query_scalar(
        "select vinted_id from wardrobe_items where details_due and state = any ($1)
        order by (made_version is not null) desc, listed_at desc nulls last, vinted_id desc limit $2",
    )
    .bind(names(&EDITABLE))
    .bind(most)
    .fetch_all(tx.conn())
    .await
    .attempted("looking whose details are wanted")
}

/// How many listings there are whose details are wanted.
pub(crate) async fn without_details(tx: &mut TenantTx) -> Result<i64, Error> {
    sqlx::query_scalar("select count(*) from wardrobe_items where details_due and state = any ($1)")
        .bind(names(&EDITABLE))
        .fetch_one(tx.conn())
        .await
        .attempted("counting listings without details")
}

/// Whether it is time for a sync that nobody asked for: the last one is long ago and none is under way. Said once an
/// hour at most. Writes down that it was said.
pub(super) async fn is_stale(tx: &mut TenantTx, acquaintance: Acquaintance) -> Result<bool, Error> {
    const ATTEMPTED: &str = "looking whether the wardrobe is stale";
    let first = acquaintance == Acquaintance::Settled;
    if first {
        sqlx::query(
            "insert into readings (what) values ('wardrobe') on conflict (what) do nothing",
        )
        .execute(tx.conn())
        .await
        .attempted(ATTEMPTED)?;
    }
    let said = sqlx::query(
        "update readings set begun_by_itself_at = now()
        where what = 'wardrobe' and coalesce(completed_at < now() - interval '6 hours', $2)
        and coalesce(begun_by_itself_at < now() - interval '1 hour', true)
        and not exists (select 1 from marketplace_jobs j where j.idempotency_key = $1)",
    )
    .bind(super::SYNC_KEY)
    .bind(first)
    .execute(tx.conn())
    .await
    .attempted(ATTEMPTED)?;
    Ok(said.rows_affected() == 1)
}
