//! Puts back what a change found. An item that somebody saved since is theirs now: it stays as it is, and is named. So
//! does one whose reference is taken, and one whose listing has left: what a marketplace deleted nobody brings back.

use super::around::Around;
use super::{by_product, plan};
use crate::batches::asking::refusal;
use crate::batches::rows;
use crate::database::TenantTx;
use crate::error::Error;
use crate::listings::sold_elsewhere;
use crate::products::revision::{self, Glance};
use crate::products::{self, shelf};
use std::collections::BTreeSet;
use stoflow_wire::batches::{BatchReport, LeftOut, LeftOutWhy};
use stoflow_wire::changes::{ChangeReport, Changed, Turn};
use stoflow_wire::ids::{BatchId, ProductId};
use stoflow_wire::products::ProductStatus;

pub(super) async fn put_back(
    tx: &mut TenantTx,
    batch: BatchId,
    report: &ChangeReport,
) -> Result<BatchReport, Error> {
    let ids: Vec<ProductId> = report.changed.iter().map(left_by).collect();
    let held = revision::hold(tx, &ids).await?;
    let mut around = Around::undoing(tx, report.kind, &held).await?;
    let held = by_product(held);
    let (mut free, mut left_out) = (Vec::new(), Vec::new());
    for item in &report.changed {
        match way_back(item, held.get(&left_by(item)), &mut around) {
            Ok(()) => free.push(item),
            Err(why) => left_out.push(named(item, why)),
        }
    }
    let done = put_each_back(tx, &free).await?;
    for item in free {
        if !done.contains(&left_by(item)) {
            left_out.push(named(item, refused(item)));
        }
    }
    Ok(BatchReport {
        batch: Some(batch),
        asked: u32::try_from(done.len())
            .map_err(|error| Error::internal("counting what was taken back", error))?,
        early: 0,
        left_out,
    })
}

/// The product that the change left as it is: the copy where it made one.
fn left_by(item: &Changed) -> ProductId {
    match item.turn {
        Turn::Copy { made: Some(made) } => made,
        _ => item.product,
    }
}

fn named(item: &Changed, why: LeftOutWhy) -> LeftOut {
    LeftOut {
        product: left_by(item),
        title: item.title.clone(),
        why,
    }
}

/// Whether the item stands as the change left it, so that it can go back. Where it is put away, or sold, is no save.
fn way_back(item: &Changed, now: Option<&Glance>, around: &mut Around) -> Result<(), LeftOutWhy> {
    let now = now.ok_or(LeftOutWhy::ChangedSince)?;
    let as_it_was_left = match &item.turn {
        Turn::Price { .. }
        | Turn::Location { .. }
        | Turn::Copy { .. }
        | Turn::Sold { left: 1.., .. } => now.version == item.version,
        Turn::Sold { .. } => now.status == ProductStatus::Sold,
        Turn::Archived { .. } => now.status == ProductStatus::Archived,
        Turn::Restored { to } => now.status == *to,
    };
    match &item.turn {
        _ if !as_it_was_left => Err(LeftOutWhy::ChangedSince),
        Turn::Archived { .. } => plan::may_return(now, around),
        Turn::Restored { .. } if around.listed(now.product) > 0 => Err(LeftOutWhy::StillListed),
        _ => Ok(()),
    }
}

/// Why an item stayed that could go back, as far as its row told.
fn refused(item: &Changed) -> LeftOutWhy {
    match item.turn {
        Turn::Sold { .. } => LeftOutWhy::LeftAlready,
        _ => LeftOutWhy::ChangedSince,
    }
}

async fn put_each_back(
    tx: &mut TenantTx,
    items: &[&Changed],
) -> Result<BTreeSet<ProductId>, Error> {
    let (mut prices, mut places, mut copies) = (Vec::new(), Vec::new(), Vec::new());
    let (mut shelved, mut returned) = (Vec::new(), Vec::new());
    let mut done = BTreeSet::new();
    for item in items {
        let product = left_by(item);
        match &item.turn {
            Turn::Price { before, .. } => prices.push((product, *before)),
            Turn::Location { before, .. } => places.push((product, before.clone())),
            Turn::Copy { .. } => copies.push(product),
            Turn::Archived { .. } => returned.push(product),
            Turn::Restored { .. } => shelved.push(product),
            Turn::Sold { left, .. } => {
                if unsell(tx, product, *left).await? {
                    done.insert(product);
                }
            }
        }
    }
    done.extend(revision::reprice(tx, &prices).await?.into_keys());
    done.extend(revision::relocate(tx, &places).await?.into_keys());
    done.extend(revision::discard(tx, &copies, &[ProductStatus::Draft]).await?);
    done.extend(shelf::restore(tx, &returned).await?);
    done.extend(shelf::archive(tx, &shelved).await?);
    Ok(done)
}

/// A piece comes back, or the item with what is not gone from its marketplaces; `false` where that is too late.
async fn unsell(tx: &mut TenantTx, product: ProductId, left: i32) -> Result<bool, Error> {
    rows::mark(tx).await?;
    let back = if left > 0 {
        products::take_back(tx, product).await
    } else {
        sold_elsewhere::undo(tx, product).await
    };
    match back {
        Ok(()) => {
            rows::pass(tx).await?;
            Ok(true)
        }
        Err(error) => {
            refusal(error)?;
            rows::undo(tx).await?;
            Ok(false)
        }
    }
}
