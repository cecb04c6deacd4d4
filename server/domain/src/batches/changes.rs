//! One change of many items at once, each by itself and all in one transaction: their prices, where they lie, copies of
//! them, whether they are in the list, whether they are sold. What cannot be changed is left out and named.
//!
//! A change is shown before it is done, and an item that somebody saved in between is left as it is: nobody gets what they
//! did not see. Taking a change back works the same way. What it did is kept for a day, so that the same click twice is
//! one change with one answer.

mod around;
mod carrying;
mod kept;
mod plan;
mod prices;
mod reading;
pub mod seen;
mod undo;

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::hints::Topic;
use crate::jobs::turns;
use crate::products::revision::{self, Glance};
use around::Around;
use reading::Change;
use seen::Seen;
use std::collections::BTreeMap;
use stoflow_wire::batches::{BatchReport, LeftOut, LeftOutWhy};
use stoflow_wire::changes::{ChangeForm, ChangeKind, ChangeReport, Changed};
use stoflow_wire::ids::{BatchId, ProductId, TenantId};
use stoflow_wire::problem::Problem;

/// The most items of the largest change.
pub const LARGEST: u32 = 10_000;

/// The most items of one change. Most are one statement for all of them; a copy or a sale is several for each.
pub fn largest(kind: ChangeKind) -> u32 {
    match kind {
        ChangeKind::Price | ChangeKind::Location | ChangeKind::Archive | ChangeKind::Restore => {
            LARGEST
        }
        ChangeKind::Duplicate | ChangeKind::Sell => super::LARGEST,
    }
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
    let found = revision::look(&mut tx, &ids(&wanted)).await?;
    plan(&mut tx, kind, &change, &wanted, found).await
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
    let found = revision::hold(&mut tx, &ids(&wanted)).await?;
    let mut report = plan(&mut tx, kind, &change, &wanted, found).await?;
    carrying::out(&mut tx, &mut report).await?;
    if report.changed.is_empty() {
        // Not committed: a change of nothing is none.
        return Ok(report);
    }
    report.batch = Some(batch);
    kept::keep(&mut tx, batch, &report).await?;
    tx.commit().await?;
    announce(backend, tenant, kind).await;
    Ok(report)
}

/// What a change did. [`Error::NotFound`] where this shop has none of this id, or it was longer ago than a day.
pub async fn get(tx: &mut TenantTx, batch: BatchId) -> Result<ChangeReport, Error> {
    kept::get(tx, batch).await
}

/// Puts back what the change found, where nobody saved since; those are left as they are and named. Copies go. Of a sale
/// only what no marketplace was told of comes back. Once taken back, it answers the same again. Errors as of [`get`].
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
    announce(backend, tenant, report.kind).await;
    Ok(undone)
}

/// A sale asks for removals, and whoever takes it back calls them off.
async fn announce(backend: &Backend, tenant: TenantId, kind: ChangeKind) {
    if kind == ChangeKind::Sell {
        turns::announce(backend, tenant).await;
    }
    backend.hints.wake(tenant, Topic::Products);
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

fn ids(wanted: &Wanted) -> Vec<ProductId> {
    wanted.keys().copied().collect()
}

/// What becomes of each, as it was `found`.
async fn plan(
    tx: &mut TenantTx,
    kind: ChangeKind,
    change: &Change,
    wanted: &Wanted,
    found: Vec<Glance>,
) -> Result<ChangeReport, Error> {
    let mut around = Around::doing(tx, kind, &found).await?;
    let mut found = by_product(found);
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
            _ => plan::turn(&glance, &mut around, change),
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

fn by_product(found: Vec<Glance>) -> BTreeMap<ProductId, Glance> {
    let found = found.into_iter();
    found.map(|glance| (glance.product, glance)).collect()
}
