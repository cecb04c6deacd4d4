//! A product's presence on the channels: asked for here, carried out by jobs, shown to the seller.
//!
//! A listing's state is what is known, never what is hoped. Two live ones of a product on one site cannot be: the
//! database refuses the second row. What a marketplace wants of an item is the channel's business.

mod caution;
mod forced;
pub(crate) mod outcome;
pub(crate) mod publish;
pub(crate) mod readiness;
mod receipts;
pub(crate) mod rows;
pub(crate) mod snapshots;
pub(crate) mod sold_elsewhere;
pub(crate) mod update;
pub(crate) mod view;
pub(crate) mod withdraw;

use crate::backend::Backend;
use crate::channels::vinted;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::executors::owner;
use crate::hints::Topic;
use crate::jobs::turns;
use rows::{Listing, Standing};
use std::collections::HashMap;
use stoflow_wire::gap::{Gap, GapField, GapReason};
use stoflow_wire::ids::{JobId, ListingId, ProductId, TenantId};
use stoflow_wire::listings::{ChannelBadge, ListingState, ListingView, Readiness};
use stoflow_wire::money::Money;
use stoflow_wire::platform::Platform;
use stoflow_wire::receipts::{Receipt, Receipts, SoldElsewhere};
use stoflow_wire::wardrobe::WardrobeItem;
use time::OffsetDateTime;

/// Asks for a product to be published. `NotReady` with everything that is lacking, `UnderWay` where a job is at it,
/// `OutOfPlace` where it is listed there already, or archived or sold.
pub async fn publish(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    platform: Platform,
) -> Result<JobId, Error> {
    let mut known_gaps = Vec::new();
    if !owner::of(backend, tenant).await?.confirmed {
        known_gaps.push(Gap {
            field: GapField::Email,
            reason: GapReason::Missing,
        });
    }
    let mut tx = backend.database.tenant(tenant).await?;
    let job = publish::begin(&mut tx, product, platform, known_gaps).await?;
    asked(backend, tx, job).await
}

/// Asks for a live listing's price and text to be written as the product has them now. `UnderWay` where a job is at
/// it, `OutOfPlace` where it is not live, `NotReady` where the product lacks something by now.
pub async fn update(
    backend: &Backend,
    tenant: TenantId,
    listing: ListingId,
) -> Result<JobId, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let job = update::begin(&mut tx, listing).await?;
    asked(backend, tx, job).await
}

/// Asks for a live listing to be taken off its marketplace. `UnderWay` where a job is at it, `OutOfPlace` where it is
/// not live.
pub async fn withdraw(
    backend: &Backend,
    tenant: TenantId,
    listing: ListingId,
) -> Result<JobId, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let job = withdraw::begin(&mut tx, listing).await?;
    asked(backend, tx, job).await
}

/// The item was sold where StoFlow does not look: one piece less, and with none left every live listing is taken off at
/// once, whatever the rules of the day are. `OutOfPlace` where it is sold already, or archived.
pub async fn sell_elsewhere(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
) -> Result<SoldElsewhere, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let sold = sold_elsewhere::begin(&mut tx, product).await?;
    tx.commit().await?;
    turns::announce(backend, tenant).await;
    backend.hints.wake(tenant, Topic::Products);
    Ok(sold)
}

/// The item was not sold elsewhere after all. `OutOfPlace` where a listing has left already, or may have: then it is too
/// late, and nothing is changed.
pub async fn undo_sold_elsewhere(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    sold_elsewhere::undo(&mut tx, product).await?;
    tx.commit().await?;
    turns::announce(backend, tenant).await;
    backend.hints.wake(tenant, Topic::Products);
    Ok(())
}

/// A sold item is in stock again, whoever sold it: listed nowhere, to be published anew. `OutOfPlace` while a listing of
/// it is on its way off, or where it is not sold.
pub async fn restock(backend: &Backend, tenant: TenantId, product: ProductId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    sold_elsewhere::restock(&mut tx, product).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(())
}

/// How a sold product left its marketplaces; `None` where it is not sold.
pub async fn receipt(tx: &mut TenantTx, product: ProductId) -> Result<Option<Receipt>, Error> {
    receipts::of_product(tx, product).await
}

/// How fast sold items left, and the newest of them.
pub async fn receipts(tx: &mut TenantTx) -> Result<Receipts, Error> {
    receipts::all(tx).await
}

async fn asked(backend: &Backend, tx: TenantTx, job: JobId) -> Result<JobId, Error> {
    let tenant = tx.tenant();
    tx.commit().await?;
    turns::announce(backend, tenant).await;
    backend.hints.wake(tenant, Topic::Products);
    Ok(job)
}

/// How the product stands on each channel and what it lacks. Whether the e-mail address is confirmed is not looked
/// at: that is the account's, and the shell shows it.
pub async fn readiness(tx: &mut TenantTx, product: ProductId) -> Result<Vec<Readiness>, Error> {
    readiness::of(tx, product).await
}

/// The newest listing on each channel.
pub async fn of_product(tx: &mut TenantTx, product: ProductId) -> Result<Vec<ListingView>, Error> {
    view::of_product(tx, product).await
}

/// The badges of a page of products.
pub async fn badges(
    tx: &mut TenantTx,
    products: &[ProductId],
) -> Result<HashMap<ProductId, Vec<ChannelBadge>>, Error> {
    view::badges(tx, products).await
}

/// A listing that was made by hand and becomes an item's.
pub(crate) struct Adopted<'a> {
    vinted_id: i64,
    url: String,
    title: &'a str,
    price: Option<Money>,
    listed_at: Option<OffsetDateTime>,
}

impl<'a> Adopted<'a> {
    pub(crate) fn of(item: &'a WardrobeItem) -> Self {
        Self {
            vinted_id: item.vinted_id,
            url: vinted::page(item.vinted_id, &item.url),
            title: &item.title,
            price: item.price,
            listed_at: item.listed_at,
        }
    }
}

/// The live listing of a product that is on Vinted already. `None` where the product has one there that is, or may
/// be, live.
pub(crate) async fn adopt(
    tx: &mut TenantTx,
    product: ProductId,
    adopted: &Adopted<'_>,
) -> Result<Option<ListingId>, Error> {
    rows::add_live(tx, product, vinted::SITE, &publish::marks(), adopted).await
}

/// The listing of a product that is, or may be, live, with the job that is at it.
pub(crate) struct Present {
    pub(crate) job: Option<JobId>,
}

pub(crate) async fn standing(
    tx: &mut TenantTx,
    product: ProductId,
) -> Result<Option<Present>, Error> {
    let found: Option<(Option<i64>,)> = sqlx::query_as(
        "select (select max(j.id) from marketplace_jobs j where j.listing_id = l.id and j.finished_at is null) \
         from listings l where l.product_id = $1 \
         and l.state in ('creating', 'live', 'updating', 'removing', 'in_doubt')",
    )
    .bind(product.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("looking for a product's listing")?;
    Ok(found.map(|(job,)| Present {
        job: job.map(JobId),
    }))
}

/// Why something cannot be asked of a listing that is not live.
pub(crate) async fn busy(tx: &mut TenantTx, listing: &Listing, attempted: &'static str) -> Error {
    match standing(tx, listing.product).await {
        Ok(Some(Present { job: Some(job) })) => Error::UnderWay(job),
        Ok(_) => Error::OutOfPlace { attempted },
        Err(error) => error,
    }
}

/// A job is about to be at it.
async fn go(tx: &mut TenantTx, listing: ListingId, state: ListingState) -> Result<(), Error> {
    let standing = Standing {
        state,
        in_doubt: false,
        trouble: None,
    };
    rows::stand(tx, listing, standing).await
}
