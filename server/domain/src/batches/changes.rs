//! One change of many items at once, each by itself and all in one transaction: their prices, where they lie, copies of
//! them. What cannot be changed is left out and named.
//!
//! A change is shown before it is done, and an item that somebody saved in between is left as it is: nobody gets what they
//! did not see. Taking a change back works the same way. What it did is kept for a day, so that the same click twice is
//! one change with one answer.

mod kept;
mod plan;
mod prices;
mod reading;
mod undo;

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::hints::Topic;
use crate::products::revision::{self, Glance};
use crate::products::{self, similar};
use reading::Change;
use std::collections::BTreeMap;
use stoflow_wire::batches::{BatchReport, LeftOut, LeftOutWhy};
use stoflow_wire::changes::{ChangeForm, ChangeKind, ChangeReport, Changed, Turn};
use stoflow_wire::ids::{BatchId, ProductId, TenantId};
use stoflow_wire::problem::Problem;
use stoflow_wire::similar::Part;

/// The most items of one change. Prices and places of all of them are one statement; a copy is several for each.
pub fn largest(kind: ChangeKind) -> u32 {
    match kind {
        ChangeKind::Price | ChangeKind::Location => 1000,
        ChangeKind::Duplicate => super::LARGEST,
    }
}

/// An item at the version that was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub product: ProductId,
    pub version: i64,
}

/// What [`apply`] would answer now. Nothing is changed. [`Error::Invalid`] at a field of the form, or at `products` for none
/// or too many of them.
pub async fn rehearse(
    backend: &Backend,
    tenant: TenantId,
    kind: ChangeKind,
    form: &ChangeForm,
    products: &[ProductId],
) -> Result<ChangeReport, Error> {
    let change = reading::read(kind, form)?;
    let wanted = wanted(kind, products.iter().map(|product| (*product, None)))?;
    let mut tx = backend.database.tenant(tenant).await?;
    plan(&mut tx, kind, &change, &wanted).await
}

/// Changes the items that are as they were seen, in one transaction. `key` is made once per page: the same key again gets
/// the first answer and changes nothing. Errors as of [`rehearse`].
pub async fn apply(
    backend: &Backend,
    tenant: TenantId,
    kind: ChangeKind,
    form: &ChangeForm,
    key: &str,
    seen: &[Seen],
) -> Result<ChangeReport, Error> {
    let change = reading::read(kind, form)?;
    let seen = seen.iter().map(|seen| (seen.product, Some(seen.version)));
    let wanted = wanted(kind, seen)?;
    let mut tx = backend.database.tenant(tenant).await?;
    kept::forget_old(&mut tx).await?;
    let Some(batch) = kept::begin(&mut tx, kind, key).await? else {
        return kept::of_key(&mut tx, key).await;
    };
    let mut report = plan(&mut tx, kind, &change, &wanted).await?;
    if report.changed.is_empty() {
        // Not committed: a change of nothing is none.
        return Ok(report);
    }
    carry_out(&mut tx, &mut report.changed).await?;
    report.batch = Some(batch);
    kept::keep(&mut tx, batch, &report).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(report)
}

/// What a change did. [`Error::NotFound`] where this shop has none of this id, or it was longer ago than a day.
pub async fn get(tx: &mut TenantTx, batch: BatchId) -> Result<ChangeReport, Error> {
    kept::get(tx, batch).await
}

/// Puts back what the change found, where nobody saved since; those are left as they are and named. Copies go. Once taken
/// back, it answers the same again. Errors as of [`get`].
pub async fn undo(
    backend: &Backend,
    tenant: TenantId,
    batch: BatchId,
) -> Result<BatchReport, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let mut report = kept::hold(&mut tx, batch).await?;
    if let Some(undone) = report.undone {
        return Ok(undone);
    }
    let undone = undo::put_back(&mut tx, batch, &report).await?;
    report.undone = Some(undone.clone());
    kept::keep(&mut tx, batch, &report).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(undone)
}

/// Each item once, with the version it has to have.
type Wanted = BTreeMap<ProductId, Option<i64>>;

fn wanted(
    kind: ChangeKind,
    products: impl Iterator<Item = (ProductId, Option<i64>)>,
) -> Result<Wanted, Error> {
    let wanted: Wanted = products.collect();
    let most = largest(kind);
    if wanted.is_empty() {
        return Err(Error::field("products", Problem::Missing));
    }
    if wanted.len() > most as usize {
        return Err(Error::field("products", Problem::TooMany { max: most }));
    }
    Ok(wanted)
}

/// What becomes of each. The items are held until the end of the transaction.
async fn plan(
    tx: &mut TenantTx,
    kind: ChangeKind,
    change: &Change,
    wanted: &Wanted,
) -> Result<ChangeReport, Error> {
    let ids: Vec<ProductId> = wanted.keys().copied().collect();
    let mut found: BTreeMap<ProductId, Glance> = revision::hold(tx, &ids)
        .await?
        .into_iter()
        .map(|glance| (glance.product, glance))
        .collect();
    let mut report = ChangeReport {
        batch: None,
        kind,
        changed: Vec::new(),
        left_out: Vec::new(),
        undone: None,
    };
    // The newest first, as they stand in the list.
    for (product, version) in wanted.iter().rev() {
        let Some(glance) = found.remove(product) else {
            report.left_out.push(LeftOut {
                product: *product,
                title: String::new(),
                why: LeftOutWhy::OutOfPlace,
            });
            continue;
        };
        let turn = match version {
            Some(version) if *version != glance.version => Err(LeftOutWhy::ChangedSince),
            _ => plan::turn(&glance, change),
        };
        match turn {
            Ok(turn) => report.changed.push(Changed {
                product: *product,
                title: glance.title,
                version: glance.version,
                turn,
            }),
            Err(why) => report.left_out.push(LeftOut {
                product: *product,
                title: glance.title,
                why,
            }),
        }
    }
    Ok(report)
}

/// Does what is planned with items that are held, and notes the versions that come of it.
async fn carry_out(tx: &mut TenantTx, changed: &mut [Changed]) -> Result<(), Error> {
    let (mut prices, mut places) = (Vec::new(), Vec::new());
    for item in &mut *changed {
        match &mut item.turn {
            Turn::Price { after, .. } => prices.push((item.product, Some(*after))),
            Turn::Location { after, .. } => places.push((item.product, after.clone())),
            Turn::Copy { made } => {
                let copy = copy(tx, item.product).await?;
                *made = Some(copy);
                item.version = products::get(tx, copy).await?.version;
            }
        }
    }
    let mut versions = revision::reprice(tx, &prices).await?;
    versions.extend(revision::relocate(tx, &places).await?);
    for item in changed {
        if let Some(version) = versions.get(&item.product) {
            item.version = *version;
        }
    }
    Ok(())
}

/// All that is said of the product, of another piece.
async fn copy(tx: &mut TenantTx, product: ProductId) -> Result<ProductId, Error> {
    let said = products::get(tx, product).await?.fields;
    products::add(tx, &similar::taken_over(&said, &Part::ALL)).await
}
