//! What the seller sold on vinted.fr: the sales as they were last read, what is to be sent by when, and the labels.
//! Writes `sales`, `sale_items` and the `sales` of `readings`, and nobody else does.
//!
//! A mirror: reading changes nothing on vinted.fr. What follows from a sale is the listings' business. How it is read there is the channel's business.

pub(crate) mod called_off;
pub(crate) mod consequences;
mod course;
mod deadline;
mod detail;
pub(crate) mod invoices;
pub mod labels;
pub(crate) mod lines;
mod months;
mod pages;
mod picks;
pub(crate) mod readings;
pub(crate) mod rows;
mod state;
pub(crate) mod transactions;

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::sight::Acquaintance;
use crate::hints::Topic;
use crate::jobs::history::Actor;
use crate::jobs::kept::Kept;
use crate::jobs::queue::{self, NewJob};
use crate::jobs::rows::Job;
use crate::jobs::turns;
use stoflow_wire::ids::{ConversationId, JobId, SaleId, TenantId};
use stoflow_wire::money::Money;
use stoflow_wire::one_sale::{SaleCard, SaleDetail};
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::revenue::{Course, MonthView, Span};
use stoflow_wire::sales::{PickList, SaleFilter, SaleList, SaleState};
use time::{Date, OffsetDateTime};

/// There is one reading at a time.
const READING_KEY: &str = "orders";

/// One sale as the books want it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedSale {
    pub sold_at: OffsetDateTime,
    pub transaction_id: i64,
    pub title: String,
    pub buyer: String,
    pub state: SaleState,
    /// What the buyer paid for the items.
    pub price: Option<Money>,
    /// What the wallet was paid, and when.
    pub revenue: Option<Money>,
    pub invoiced_at: Option<OffsetDateTime>,
    /// The seller's own items in it, by their marks.
    pub skus: String,
}

/// One page of sales, with how many there are of each kind.
pub async fn list(tx: &mut TenantTx, filter: &SaleFilter) -> Result<SaleList, Error> {
    pages::list(tx, filter).await
}

/// A sale with all that is known of it. [`Error::NotFound`] where this shop has none of this id.
pub async fn get(tx: &mut TenantTx, sale: SaleId) -> Result<SaleDetail, Error> {
    detail::get(tx, sale).await
}

/// What is to be sent, sorted by where it lies and then by its last day.
pub async fn pick_list(tx: &mut TenantTx) -> Result<PickList, Error> {
    picks::list(tx).await
}

/// A month of sales in sums; `None` is the newest that has any.
pub async fn month(tx: &mut TenantTx, month: Option<Date>) -> Result<MonthView, Error> {
    months::view(tx, month).await
}

/// Every sale of a month, the oldest first.
pub async fn export(tx: &mut TenantTx, month: Date) -> Result<Vec<ExportedSale>, Error> {
    months::export(tx, month).await
}

/// How the money went, week by week or month by month.
pub async fn course(tx: &mut TenantTx, span: Span) -> Result<Course, Error> {
    course::read(tx, span).await
}

/// The sale was called off and what was in it is in stock again. [`Error::OutOfPlace`] where nothing waits for a word.
pub async fn take_back(backend: &Backend, tenant: TenantId, sale: SaleId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    called_off::take_back(&mut tx, sale).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(())
}

/// The sale was called off and what was in it is not in stock. [`Error::OutOfPlace`] where nothing waits for a word.
pub async fn leave_sold(backend: &Backend, tenant: TenantId, sale: SaleId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    called_off::leave_sold(&mut tx, sale).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(())
}

/// The newest sale that a conversation led to.
pub(crate) async fn of_conversation(
    tx: &mut TenantTx,
    conversation: ConversationId,
) -> Result<Option<SaleCard>, Error> {
    rows::of_conversation(tx, conversation).await
}

/// Asks for the sales to be read. A reading that is under way is the one that is meant.
pub async fn read(backend: &Backend, tenant: TenantId) -> Result<JobId, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let job = match queue::enqueue(&mut tx, &reading_job(Actor::Seller)).await {
        Err(Error::UnderWay(job)) => job,
        asked => asked?,
    };
    tx.commit().await?;
    turns::announce(backend, tenant).await;
    Ok(job)
}

/// The parcel is packed. [`Error::NotFound`] where this shop has no such sale.
pub async fn pack(backend: &Backend, tenant: TenantId, sale: SaleId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    rows::pack(&mut tx, sale).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(())
}

/// The parcel is not packed after all. [`Error::NotFound`] where this shop has no such sale.
pub async fn unpack(backend: &Backend, tenant: TenantId, sale: SaleId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    rows::unpack(&mut tx, sale).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(())
}

fn reading_job(asked_by: Actor) -> NewJob {
    NewJob {
        kind: JobKind::Vinted(VintedAction::Orders),
        product: None,
        listing: None,
        idempotency_key: READING_KEY.to_owned(),
        kept: Kept::default(),
        asked_by,
    }
}

/// Asks for a reading by itself where it is time for one. `true` where it did.
pub(crate) async fn keep_fresh(
    tx: &mut TenantTx,
    acquaintance: Acquaintance,
) -> Result<bool, Error> {
    if !readings::is_stale(tx, acquaintance).await? {
        return Ok(false);
    }
    ask(tx, Actor::Clock).await
}

/// Asks for a reading in the caller's transaction. `true` where none was under way.
pub(crate) async fn ask(tx: &mut TenantTx, asked_by: Actor) -> Result<bool, Error> {
    match queue::enqueue(tx, &reading_job(asked_by)).await {
        Ok(_) => Ok(true),
        Err(Error::UnderWay(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// A job that was over is wanted again. `OutOfPlace` where another one does the same by now.
pub(crate) async fn wish_again(tx: &mut TenantTx, job: &Job) -> Result<(), Error> {
    let key = job
        .kept
        .label
        .as_ref()
        .map_or_else(|| READING_KEY.to_owned(), |label| labels::key(label.sale));
    queue::take_key_again(tx, job.id, &key).await
}
