//! The seller's wardrobe on vinted.fr as it was last read, and which listing is whose item. Writes `wardrobe_items`,
//! `wardrobe_days` and the `wardrobe` of `readings`, and nobody else does.
//!
//! A mirror: what is decided here never changes anything on vinted.fr. How it is read there is the channel's business.

pub(crate) mod consequences;
pub(crate) mod likeness;
pub(crate) mod made;
pub(crate) mod pages;
pub(crate) mod rows;
pub(crate) mod runs;
pub(crate) mod seen;
mod statistics;
pub(crate) mod suggestions;
mod sweep;
pub(crate) mod ties;
mod twins;
pub(crate) mod unmet;

use crate::backend::Backend;
use crate::batches;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::executors::sight::Acquaintance;
use crate::hints::Topic;
use crate::jobs::history::Actor;
use crate::jobs::kept::{DetailsCursor, Kept, LinkCursor};
use crate::jobs::queue::{self, NewJob};
use crate::jobs::requests::Request;
use crate::jobs::rows::Job;
use crate::jobs::turns;
use crate::listings::{self, Wish};
use std::collections::HashMap;
use stoflow_wire::ids::{JobId, ListingId, ProductId, TenantId};
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::statistics::Statistics;
use stoflow_wire::wardrobe::{BulkReport, WardrobeFilter, WardrobeList, WardrobeState};
use time::OffsetDateTime;

/// There is one sync at a time.
const SYNC_KEY: &str = "sync";

/// And one reading of details.
const DETAILS_KEY: &str = "details";

/// Jobs asked for in one transaction.
const AT_ONCE: usize = 100;

/// One page, newest first, with the best suggestion for each listing that is nobody's.
pub async fn list(tx: &mut TenantTx, filter: &WardrobeFilter) -> Result<WardrobeList, Error> {
    pages::list(tx, filter).await
}

/// How the wardrobe does, day by day, and the listings that stand out.
pub async fn statistics(tx: &mut TenantTx) -> Result<Statistics, Error> {
    statistics::read(tx).await
}

/// Asks for the wardrobe to be read. A sync that is under way is the one that is meant.
pub async fn sync(backend: &Backend, tenant: TenantId) -> Result<JobId, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let job = match queue::enqueue(&mut tx, &sync_job(Actor::Seller)).await {
        Err(Error::UnderWay(job)) => job,
        asked => asked?,
    };
    tx.commit().await?;
    turns::announce(backend, tenant).await;
    Ok(job)
}

fn sync_job(asked_by: Actor) -> NewJob {
    NewJob {
        kind: JobKind::Vinted(VintedAction::Sync),
        product: None,
        listing: None,
        idempotency_key: SYNC_KEY.to_owned(),
        kept: Kept::default(),
        asked_by,
    }
}

/// Asks for the details of all listings that lack them: a chain of its own that lets everything else go first. One
/// that is under way will come to them.
pub(crate) async fn read_details(tx: &mut TenantTx) -> Result<(), Error> {
    let left = runs::without_details(tx).await?;
    if left == 0 {
        return Ok(());
    }
    let job = NewJob {
        idempotency_key: DETAILS_KEY.to_owned(),
        kept: Kept {
            details: Some(DetailsCursor {
                read: 0,
                left: u32::try_from(left).unwrap_or(u32::MAX),
            }),
            ..Kept::default()
        },
        ..sync_job(Actor::Clock)
    };
    match queue::enqueue(tx, &job).await {
        Ok(_) | Err(Error::UnderWay(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Asks for a sync by itself where it is time for one. `true` where it did.
pub(crate) async fn keep_fresh(
    tx: &mut TenantTx,
    acquaintance: Acquaintance,
) -> Result<bool, Error> {
    if !runs::is_stale(tx, acquaintance).await? {
        return Ok(false);
    }
    match queue::enqueue(tx, &sync_job(Actor::Clock)).await {
        Ok(_) => Ok(true),
        Err(Error::UnderWay(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The listing is this item's: it gets a live listing, and the item counts as published. `NotFound` where the wardrobe
/// has no such listing or the shop no such item, `OutOfPlace` where either has another already or is over, `UnderWay`
/// where a job is at either.
pub async fn attach(
    backend: &Backend,
    tenant: TenantId,
    vinted_id: i64,
    product: ProductId,
) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    ties::attach(&mut tx, vinted_id, product).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(())
}

/// The listing is nobody's from now on, and is not linked again by itself. On Vinted it stays as it is. `OutOfPlace`
/// where it is no item's, or sold; `UnderWay` where a job is at it.
pub async fn detach(backend: &Backend, tenant: TenantId, vinted_id: i64) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    ties::detach(&mut tx, vinted_id).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(())
}

/// Asks for the listing to be put up anew ([`listings::relist`]), with the same request once. `OutOfPlace` where it is no
/// item's.
pub async fn relist(
    backend: &Backend,
    tenant: TenantId,
    vinted_id: i64,
    request: Option<&Request>,
) -> Result<JobId, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let listing = rows::listing_of(&mut tx, vinted_id).await?;
    tx.commit().await?;
    let listing = listing.ok_or(Error::OutOfPlace {
        attempted: "relisting what is no item's",
    })?;
    match request {
        Some(once) => listings::ask_once(backend, tenant, Wish::Relist(listing), once).await,
        None => listings::relist(backend, tenant, listing).await,
    }
}

/// Links each of these listings to the item that is suggested for it now. Those without a suggestion, and those that
/// changed meanwhile, are passed over.
pub async fn accept(
    backend: &Backend,
    tenant: TenantId,
    vinted_ids: &[i64],
) -> Result<BulkReport, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let shelf = suggestions::shelf(&mut tx).await?;
    let suggested = suggestions::all(&mut tx, &shelf).await?;
    tx.commit().await?;
    let suggested: HashMap<i64, ProductId> = suggested
        .into_iter()
        .map(|(id, found)| (id, found.product))
        .collect();
    let mut report = BulkReport::default();
    for vinted_id in vinted_ids {
        let mut tx = backend.database.tenant(tenant).await?;
        let linked = match suggested.get(vinted_id) {
            Some(product) => ties::attach(&mut tx, *vinted_id, *product).await,
            None => Err(rows::NOT_THERE),
        };
        match linked {
            Ok(()) => {
                tx.commit().await?;
                report.done += 1;
            }
            Err(Error::NotFound { .. } | Error::OutOfPlace { .. } | Error::UnderWay(_)) => {
                report.passed_over += 1;
            }
            Err(error) => return Err(error),
        }
    }
    backend.hints.wake(tenant, Topic::Products);
    Ok(report)
}

/// Asks for an item to be made from each of these listings, photos and all, as one batch. Those that are somebody's,
/// over, or being made already are passed over.
pub async fn make(
    backend: &Backend,
    tenant: TenantId,
    vinted_ids: &[i64],
) -> Result<BulkReport, Error> {
    let mut report = BulkReport::default();
    for some in vinted_ids.chunks(AT_ONCE) {
        let mut tx = backend.database.tenant(tenant).await?;
        let loose = rows::loose(&mut tx, some).await?;
        let jobs: Vec<NewJob> = loose.into_iter().map(|id| link_job(id, None)).collect();
        let asked = queue::enqueue_all(&mut tx, &jobs).await?;
        if !asked.is_empty() {
            let batch = batches::extend(&mut tx, report.batch, VintedAction::Link, &asked).await?;
            report.batch = Some(batch);
        }
        tx.commit().await?;
        let asked = u32::try_from(asked.len()).unwrap_or(u32::MAX);
        report.done += asked;
        report.passed_over += u32::try_from(some.len())
            .unwrap_or(u32::MAX)
            .saturating_sub(asked);
    }
    turns::announce(backend, tenant).await;
    Ok(report)
}

/// Links every listing that has a suggestion, at most 500 at once.
pub async fn accept_all(backend: &Backend, tenant: TenantId) -> Result<BulkReport, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let suggested = sweep::suggested(&mut tx).await?;
    tx.commit().await?;
    accept(backend, tenant, &suggested).await
}

/// Asks for an item to be made from every listing that has no suggestion, at most 500 at once. Those that look like
/// another listing are left for the seller to look at.
pub async fn make_all(backend: &Backend, tenant: TenantId) -> Result<BulkReport, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let loose = sweep::loose(&mut tx).await?;
    tx.commit().await?;
    let report = make(backend, tenant, &loose.listings).await?;
    Ok(BulkReport {
        twins: loose.twins,
        ..report
    })
}

/// Makes an item of a listing; of one that has its item already, brings the photos that are missing.
fn link_job(vinted_id: i64, product: Option<ProductId>) -> NewJob {
    NewJob {
        kind: JobKind::Vinted(VintedAction::Link),
        product: None,
        listing: None,
        idempotency_key: link_key(vinted_id),
        kept: Kept {
            link: Some(LinkCursor { vinted_id, product }),
            ..Kept::default()
        },
        asked_by: Actor::Seller,
    }
}

/// A listing becomes an item once.
fn link_key(vinted_id: i64) -> String {
    format!("link-{vinted_id}")
}

/// A job that read and was over is wanted again. `OutOfPlace` where another one does the same by now.
pub(crate) async fn wish_again(tx: &mut TenantTx, job: &Job) -> Result<(), Error> {
    let key = match &job.kept {
        Kept {
            link: Some(link), ..
        } => link_key(link.vinted_id),
        Kept {
            details: Some(_), ..
        } => DETAILS_KEY.to_owned(),
        _ => SYNC_KEY.to_owned(),
    };
    queue::take_key_again(tx, job.id, &key).await
}

/// The last look at this listing saw it sold.
pub(crate) async fn shows_sold(tx: &mut TenantTx, listing: ListingId) -> Result<bool, Error> {
    sqlx::query_scalar(
        "select exists (select 1 from wardrobe_items w join listings l on l.id = $1
            where (w.listing_id = l.id or w.vinted_id::text = l.external_id) and w.state = $2)",
    )
    .bind(listing.0)
    .bind(WardrobeState::Sold.name())
    .fetch_one(tx.conn())
    .await
    .attempted("looking whether a listing was seen sold")
}

/// A look after `since` saw this listing on sale.
pub(crate) async fn shows_on_sale(
    tx: &mut TenantTx,
    listing: ListingId,
    since: OffsetDateTime,
) -> Result<bool, Error> {
    sqlx::query_scalar(
        "select exists (select 1 from wardrobe_items w join listings l on l.id = $1
            where (w.listing_id = l.id or w.vinted_id::text = l.external_id) and w.state = $2 and w.seen_at > $3)",
    )
    .bind(listing.0)
    .bind(WardrobeState::OnSale.name())
    .bind(since)
    .fetch_one(tx.conn())
    .await
    .attempted("looking whether a listing was seen on sale")
}

/// The listing is gone from Vinted: what the wardrobe shows of it is nobody's and, where it still seemed to be there,
/// has vanished.
pub(crate) async fn let_go(tx: &mut TenantTx, listing: ListingId) -> Result<(), Error> {
    sqlx::query(
        "update wardrobe_items set listing_id = null, made_version = null, fetched_photos = null, photos_due = false
            , state = case when state = any ($2) then $3 else state end
        where listing_id = $1",
    )
    .bind(listing.0)
    .bind(rows::names(&rows::OPEN))
    .bind(WardrobeState::Vanished.name())
    .execute(tx.conn())
    .await
    .attempted("letting go of a listing in the wardrobe")?;
    Ok(())
}
