//! The rounds through all shops: time passes in each at least once a minute, and once a day what is old is put away.
//! All servers share them; a shop is taken by one at a time, those that wait longest first.

use crate::backend::Backend;
use crate::database::Database;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs::sweep;
use futures::{StreamExt, stream};
use std::time::Duration;
use stoflow_wire::ids::TenantId;
use tokio::sync::watch;

/// How often it is looked whether a shop's time has come.
const TICK: Duration = Duration::from_secs(1);

/// Shops looked after at once by one server: requests find connections meanwhile.
const AT_ONCE: usize = 4;

/// Shops taken at once: few enough that a server which dies makes few of them wait for their next time.
const TAKEN: i64 = 60;

/// The same, where each takes longer.
const TAKEN_TO_CLEAR: i64 = 6;

/// Goes round until told to stop.
pub(crate) async fn run(backend: Backend, mut shutdown: watch::Receiver<bool>) {
    while !*shutdown.borrow() {
        let more = match once(&backend).await {
            Ok(more) => more,
            Err(error) => {
                tracing::warn!(%error, "the round could not look at the shops");
                false
            }
        };
        if more {
            continue;
        }
        tokio::select! {
            _ = shutdown.changed() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

/// Looks after those whose time has come. `true` where there may be more.
async fn once(backend: &Backend) -> Result<bool, Error> {
    let shops = take(&backend.database).await?;
    let tended = shops.len();
    each(shops, |shop| sweep::tend(backend, shop)).await;
    if tended > 0 && i64::try_from(tended) == Ok(TAKEN) {
        return Ok(true);
    }
    let shops = take_to_clear(&backend.database).await?;
    let cleared = each(shops, |shop| sweep::clear(backend, shop)).await;
    let more = !cleared.is_empty();
    cleared_for_today(&backend.database, &cleared).await?;
    Ok(more)
}

/// Answers those with which it went well.
async fn each<Work>(shops: Vec<TenantId>, tend: impl Fn(TenantId) -> Work) -> Vec<TenantId>
where
    Work: Future<Output = Result<(), Error>>,
{
    let works = shops
        .into_iter()
        .map(|shop| (shop, tend(shop)))
        .map(async |(shop, work)| match work.await {
            Ok(()) => Some(shop),
            Err(error) => {
                tracing::warn!(tenant = %shop, %error, "a shop could not be looked after");
                None
            }
        })
        .collect::<Vec<_>>();
    stream::iter(works)
        .buffer_unordered(AT_ONCE)
        .filter_map(std::future::ready)
        .collect()
        .await
}

/// Each shop comes every ten seconds; where there are many, as often as 200 in a second allow, and once a minute in any
/// case.
pub(super) async fn take(database: &Database) -> Result<Vec<TenantId>, Error> {
    let mut tx = database.shared_in_haste().await?;
    let ids: Vec<i64> = sqlx::query_scalar(
        "with due as materialized (select id from public.tenants where state = 'taken' and tend_at <= now() \
             order by tend_at limit $1 for no key update skip locked), \
         pace as (select least(60, greatest(10, count(*) / 200)) as seconds from public.tenants where state = 'taken') \
         update public.tenants t set tend_at = now() + make_interval(secs => pace.seconds) \
         from due, pace where t.id = due.id returning t.id",
    )
    .bind(TAKEN)
    .fetch_all(tx.conn())
    .await
    .attempted("looking in which shops time has to pass")?;
    tx.commit().await?;
    Ok(ids.into_iter().map(TenantId).collect())
}

/// Those taken by a server that dies come again within minutes.
async fn take_to_clear(database: &Database) -> Result<Vec<TenantId>, Error> {
    let mut tx = database.shared_in_haste().await?;
    let ids: Vec<i64> = sqlx::query_scalar(
        "with due as materialized (select id from public.tenants where state = 'taken' and clear_at <= now() \
             order by clear_at limit $1 for no key update skip locked) \
         update public.tenants t set clear_at = now() + interval '10 minutes' \
         from due where t.id = due.id returning t.id",
    )
    .bind(TAKEN_TO_CLEAR)
    .fetch_all(tx.conn())
    .await
    .attempted("looking in which shops something is old")?;
    tx.commit().await?;
    Ok(ids.into_iter().map(TenantId).collect())
}

async fn cleared_for_today(database: &Database, shops: &[TenantId]) -> Result<(), Error> {
    if shops.is_empty() {
        return Ok(());
    }
    let ids: Vec<i64> = shops.iter().map(|shop| shop.0).collect();
    let mut tx = database.shared_in_haste().await?;
    sqlx::query(
        "update public.tenants set clear_at = now() + interval '1 day' where id = any ($1)",
    )
    .bind(ids)
    .execute(tx.conn())
    .await
    .attempted("noting which shops were cleared")?;
    tx.commit().await
}
