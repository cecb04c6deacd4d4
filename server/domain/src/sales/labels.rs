//! The labels of parcels: asking for them, keeping them beside the photos, giving them out to be printed.
//!
//! A label comes once. Its object is named by its sale, so that fetching it a second time writes the same thing over
//! itself, and the sale's row says that it is there only after it is. Who fetches it is the channel's business.

pub(crate) mod pdf;
pub mod sheet;
mod store;

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::hints::Topic;
use crate::jobs::history::Actor;
use crate::jobs::kept::{Kept, LabelCursor};
use crate::jobs::queue::{self, NewJob};
use crate::jobs::turns;
use crate::sales::rows::NOT_THERE;
use bytes::Bytes;
use sheet::Paper;
use std::collections::HashMap;
use stoflow_wire::ids::{SaleId, TenantId};
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::problem::Problem;
use stoflow_wire::sales::LabelsAsked;

/// The most labels of one print.
pub const MOST: u32 = 100;

/// The key of the job that fetches a sale's label.
pub(super) fn key(sale: SaleId) -> String {
    format!("label-{sale}")
}

/// Asks for the labels of these sales. Those that are here, on their way or without a parcel are passed over, and so is
/// what is no sale of this shop.
pub async fn ask(
    backend: &Backend,
    tenant: TenantId,
    sales: &[SaleId],
) -> Result<LabelsAsked, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let numbers: Vec<i64> = sales.iter().map(|sale| sale.0).collect();
    let parcels: Vec<(i64, i64)> = sqlx::query_as(
        "select id, shipment_id from sales
        where id = any ($1) and shipment_id is not null and label_at is null order by ship_by, id",
    )
    .bind(numbers)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which labels are not here")?;
    let asked = ask_for(&mut tx, &parcels).await?;
    tx.commit().await?;
    turns::announce(backend, tenant).await;
    Ok(LabelsAsked {
        asked,
        passed_over: count(sales.len()).saturating_sub(asked),
    })
}

/// Asks for every label that a parcel still to be sent lacks, at most 100 at once.
pub async fn ask_all(backend: &Backend, tenant: TenantId) -> Result<LabelsAsked, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let parcels: Vec<(i64, i64)> = sqlx::query_as(
        "select id, shipment_id from sales
        where state = 'to_ship' and shipment_id is not null and label_at is null order by ship_by, id limit 100",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("looking which labels are not here")?;
    let asked = ask_for(&mut tx, &parcels).await?;
    tx.commit().await?;
    turns::announce(backend, tenant).await;
    Ok(LabelsAsked {
        asked,
        passed_over: count(parcels.len()).saturating_sub(asked),
    })
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

async fn ask_for(tx: &mut TenantTx, parcels: &[(i64, i64)]) -> Result<u32, Error> {
    let mut asked = 0;
    for (sale, shipment_id) in parcels {
        match queue::enqueue(tx, &job(SaleId(*sale), *shipment_id)).await {
            Ok(_) => asked += 1,
            Err(Error::UnderWay(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(asked)
}

fn job(sale: SaleId, shipment_id: i64) -> NewJob {
    NewJob {
        kind: JobKind::Vinted(VintedAction::Orders),
        product: None,
        listing: None,
        idempotency_key: key(sale),
        kept: Kept {
            label: Some(LabelCursor {
                sale,
                shipment_id,
                url: None,
            }),
            ..Kept::default()
        },
        asked_by: Actor::Seller,
    }
}

/// The label is in our own storage. [`Error::NotFound`] where this shop has no such sale.
pub(crate) async fn is_here(tx: &mut TenantTx, sale: SaleId) -> Result<bool, Error> {
    let here: Option<bool> =
        sqlx::query_scalar("select label_at is not null from sales where id = $1")
            .bind(sale.0)
            .fetch_optional(tx.conn())
            .await
            .attempted("looking whether a label is here")?;
    here.ok_or(NOT_THERE)
}

/// Puts a label into the storage. The row says so with [`note`], afterwards.
pub(crate) async fn keep(
    backend: &Backend,
    tenant: TenantId,
    sale: SaleId,
    label: Bytes,
) -> Result<(), Error> {
    store::put(&backend.photos, tenant, sale, label).await
}

/// Writes down that the label is in the storage.
pub(crate) async fn note(tx: &mut TenantTx, sale: SaleId) -> Result<(), Error> {
    sqlx::query("update sales set label_at = coalesce(label_at, now()) where id = $1")
        .bind(sale.0)
        .execute(tx.conn())
        .await
        .attempted("writing down that a label is here")?;
    Ok(())
}

/// The labels of these sales as one PDF, in this order; remembers that they were printed. Sales without a label here
/// are left out. [`Error::NotFound`] where one of them is no sale of this shop, [`Error::OutOfPlace`] where none has a
/// label, [`Error::Invalid`] at `ids` for more than [`MOST`]: nothing is left out in silence.
pub async fn print(
    backend: &Backend,
    tenant: TenantId,
    sales: &[SaleId],
    paper: Paper,
) -> Result<Vec<u8>, Error> {
    let with_label = labelled(backend, tenant, sales).await?;
    if with_label.is_empty() {
        return Err(Error::OutOfPlace {
            attempted: "printing labels that are not here",
        });
    }
    let mut labels = Vec::new();
    for sale in &with_label {
        labels.push(store::get(&backend.photos, tenant, *sale).await?);
    }
    let attempted = "putting labels onto sheets";
    let sheets = tokio::task::spawn_blocking(move || sheet::merge(&labels, paper))
        .await
        .map_err(|error| Error::internal(attempted, error))?
        .map_err(|error| Error::internal(attempted, error))?;
    let mut tx = backend.database.tenant(tenant).await?;
    let numbers: Vec<i64> = with_label.iter().map(|sale| sale.0).collect();
    sqlx::query("update sales set printed_at = now() where id = any ($1)")
        .bind(numbers)
        .execute(tx.conn())
        .await
        .attempted("remembering that labels were printed")?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(sheets)
}

/// Those with a label, each once, in the order they were asked for.
async fn labelled(
    backend: &Backend,
    tenant: TenantId,
    sales: &[SaleId],
) -> Result<Vec<SaleId>, Error> {
    if sales.len() > MOST as usize {
        return Err(Error::field("ids", Problem::TooMany { max: MOST }));
    }
    let asked: Vec<i64> = sales.iter().map(|sale| sale.0).collect();
    let mut tx = backend.database.tenant(tenant).await?;
    let known: Vec<(i64, bool)> =
        sqlx::query_as("select id, label_at is not null from sales where id = any ($1)")
            .bind(&asked)
            .fetch_all(tx.conn())
            .await
            .attempted("looking which labels are here")?;
    tx.commit().await?;
    let mut known: HashMap<i64, bool> = known.into_iter().collect();
    if asked.iter().any(|sale| !known.contains_key(sale)) {
        return Err(NOT_THERE);
    }
    let here = asked
        .into_iter()
        .filter(|sale| known.insert(*sale, false).unwrap_or_default());
    Ok(here.map(SaleId).collect())
}
