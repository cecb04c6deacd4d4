//! A product's presence on the channels: asked for here, carried out by jobs, shown to the seller.
//!
//! A listing's state is what is known, never what is hoped. Two live ones of a product on one site cannot be: the
//! database refuses the second row. What a marketplace wants of an item is the channel's business.

mod archive;
mod caution;
mod complete;
mod forced;
pub(crate) mod kept_drafts;
pub(crate) mod offer;
mod ordered;
pub(crate) mod outcome;
pub(crate) mod publish;
pub(crate) mod readiness;
mod receipts;
pub(crate) mod relist;
mod resting;
pub(crate) mod rows;
pub(crate) mod snapshots;
pub(crate) mod sold_elsewhere;
pub(crate) mod update;
pub(crate) mod view;
pub(crate) mod withdraw;
pub(crate) mod written;

use crate::backend::Backend;
use crate::channels::vinted;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::executors::owner;
use crate::hints::Topic;
use crate::jobs::history::Actor;
use crate::jobs::requests::{self, Request};
use crate::jobs::turns;
use crate::photos::{OpenPhoto, Rendition};
use rows::{Listing, Standing};
use std::collections::HashMap;
use stoflow_wire::archive::KeepsakeList;
use stoflow_wire::gap::{Gap, GapField, GapReason};
use stoflow_wire::ids::{JobId, ListingId, ProductId, SnapshotId, TenantId};
use stoflow_wire::listings::{
    ChannelBadge, ListingState, ListingView, PhotoChoice, Publication, Readiness,
};
use stoflow_wire::platform::Platform;
use stoflow_wire::receipts::{Receipt, Receipts, SoldElsewhere};
use stoflow_wire::wardrobe::{ListingDetails, WardrobeItem};

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Publish(ProductId, Platform),
    /// On the marketplace as a draft that stays one.
    Draft(ProductId, Platform),
    /// A kept draft made public.
    Complete(ListingId),
    /// A live listing put up anew.
    Relist(ListingId),
    /// What changed of a live listing's product.
    Update(ListingId, PhotoChoice),
    /// Off its marketplace.
    Withdraw(ListingId),
}

impl Wish {
    /// Told apart from every other wish.
    fn text(self) -> String {
        match self {
            Self::Publish(product, platform) => format!("publish-{product}-{}", platform.name()),
            Self::Draft(product, platform) => format!("draft-{product}-{}", platform.name()),
            Self::Complete(listing) => format!("complete-{listing}"),
            Self::Relist(listing) => format!("relist-{listing}"),
            Self::Update(listing, _) => format!("update-{listing}"),
            Self::Withdraw(listing) => format!("withdraw-{listing}"),
        }
    }
}

/// Asks for a product to be published. `NotReady` with everything that is lacking, `UnderWay` where a job is at it,
/// `OutOfPlace` where it is listed there already, or archived or sold.
pub async fn publish(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    platform: Platform,
) -> Result<JobId, Error> {
    let wish = Wish::Publish(product, platform);
    ask(backend, tenant, wish, None).await
}

/// As [`publish`], as a draft that stays one until it is completed. Nobody but its seller sees it.
pub async fn draft(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    platform: Platform,
) -> Result<JobId, Error> {
    ask(backend, tenant, Wish::Draft(product, platform), None).await
}

/// Asks for a live listing to be given what changed of the product since it was last written. `UnderWay` where a job is
/// at it, `OutOfPlace` where it is not live, `NotReady` where the product lacks something by now.
pub async fn update(
    backend: &Backend,
    tenant: TenantId,
    listing: ListingId,
    photos: PhotoChoice,
) -> Result<JobId, Error> {
    ask(backend, tenant, Wish::Update(listing, photos), None).await
}

/// Asks for a draft that is kept on its marketplace to be made public. `UnderWay` where a job is at it, `OutOfPlace`
/// where it is no draft, `NotReady` where the product lacks something by now.
pub async fn complete(
    backend: &Backend,
    tenant: TenantId,
    listing: ListingId,
) -> Result<JobId, Error> {
    ask(backend, tenant, Wish::Complete(listing), None).await
}

/// Asks for a live listing to be put up anew: what it was is kept, its successor is looked at as a draft, and only then
/// the old one goes. `UnderWay` where a job is at it, `OutOfPlace` where it is not live or the wardrobe does not show it
/// as on sale, `NotReady` where the product lacks something by now.
pub async fn relist(
    backend: &Backend,
    tenant: TenantId,
    listing: ListingId,
) -> Result<JobId, Error> {
    ask(backend, tenant, Wish::Relist(listing), None).await
}

/// Asks for a live listing, or a draft that is kept there, to be taken off its marketplace. `UnderWay` where a job is
/// at it, `OutOfPlace` where it is neither.
pub async fn withdraw(
    backend: &Backend,
    tenant: TenantId,
    listing: ListingId,
) -> Result<JobId, Error> {
    ask(backend, tenant, Wish::Withdraw(listing), None).await
}

/// As [`publish`] and the others, once: the same wish with the same request again is answered with the first one's job,
/// over or not, and asks for nothing.
pub async fn ask_once(
    backend: &Backend,
    tenant: TenantId,
    wish: Wish,
    request: &Request,
) -> Result<JobId, Error> {
    let request = &request.about(&wish.text());
    if let Some(first) = answered(backend, tenant, request).await? {
        return Ok(first);
    }
    match ask(backend, tenant, wish, Some(request)).await {
        Ok(job) => Ok(job),
        // The same request may have come twice at once, and the other was first.
        Err(refused) => answered(backend, tenant, request).await?.ok_or(refused),
    }
}

async fn answered(
    backend: &Backend,
    tenant: TenantId,
    request: &Request,
) -> Result<Option<JobId>, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let first = requests::answered(&mut tx, request).await?;
    tx.commit().await?;
    Ok(first)
}

async fn ask(
    backend: &Backend,
    tenant: TenantId,
    wish: Wish,
    request: Option<&Request>,
) -> Result<JobId, Error> {
    let account = match wish {
        Wish::Publish(..) | Wish::Draft(..) => account_gaps(backend, tenant).await?,
        Wish::Complete(_) | Wish::Relist(_) | Wish::Update(..) | Wish::Withdraw(_) => Vec::new(),
    };
    let mut tx = backend.database.tenant(tenant).await?;
    let job = match wish {
        Wish::Publish(product, platform) => {
            publish::begin(&mut tx, product, platform, account, Publication::Public).await?
        }
        Wish::Draft(product, platform) => {
            publish::begin(&mut tx, product, platform, account, Publication::Draft).await?
        }
        Wish::Complete(listing) => complete::begin(&mut tx, listing).await?,
        Wish::Relist(listing) => relist::begin(&mut tx, listing, Actor::Seller).await?,
        Wish::Update(listing, photos) => update::begin(&mut tx, listing, photos).await?,
        Wish::Withdraw(listing) => withdraw::begin(&mut tx, listing).await?,
    };
    if let Some(request) = request {
        requests::keep(&mut tx, request, job).await?;
    }
    asked(backend, tx, job).await
}

/// What the account itself lacks, whatever the item.
async fn account_gaps(backend: &Backend, tenant: TenantId) -> Result<Vec<Gap>, Error> {
    let mut gaps = Vec::new();
    if !owner::of(backend, tenant).await?.confirmed {
        gaps.push(Gap {
            field: GapField::Email,
            reason: GapReason::Missing,
        });
    }
    Ok(gaps)
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

/// Listings that are gone from their marketplace, as they were: one page, the newest first.
pub async fn archive(tx: &mut TenantTx, after: Option<SnapshotId>) -> Result<KeepsakeList, Error> {
    archive::list(tx, after).await
}

/// A photo of a listing that is gone, `place` counted from 0. `NotFound` where that one was not kept.
pub async fn open_kept_photo(
    backend: &Backend,
    tenant: TenantId,
    snapshot: SnapshotId,
    place: usize,
    rendition: Rendition,
) -> Result<OpenPhoto, Error> {
    archive::open(backend, tenant, snapshot, place, rendition).await
}

/// The item with which a listing that is gone can be listed again: its own, or where that one is archived or sold, a
/// new draft made of what was kept, photos and all.
pub async fn revive(
    backend: &Backend,
    tenant: TenantId,
    snapshot: SnapshotId,
) -> Result<ProductId, Error> {
    archive::revive(backend, tenant, snapshot).await
}

/// A listing that was made by hand and becomes an item's.
pub(crate) struct Adopted<'a> {
    url: String,
    item: &'a WardrobeItem,
    details: Option<&'a ListingDetails>,
}

impl<'a> Adopted<'a> {
    pub(crate) fn of(item: &'a WardrobeItem, details: Option<&'a ListingDetails>) -> Self {
        Self {
            url: vinted::page(item.vinted_id, &item.url),
            item,
            details,
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
    let marks = publish::marks();
    let Some(listing) = rows::add_live(tx, product, vinted::SITE, &marks, adopted).await? else {
        return Ok(None);
    };
    written::take_over(tx, listing, product, adopted).await?;
    Ok(Some(listing))
}

/// More is known of such a listing, and its untouched item was completed by it.
pub(crate) async fn adopt_anew(
    tx: &mut TenantTx,
    listing: ListingId,
    product: ProductId,
    adopted: &Adopted<'_>,
) -> Result<(), Error> {
    written::take_over(tx, listing, product, adopted).await
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
         and l.state in ('creating', 'live', 'updating', 'removing', 'draft', 'relisting', 'in_doubt')",
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
