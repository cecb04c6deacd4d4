//! Puts back what a change found. An item that somebody saved since is theirs now: it stays as it is, and is named.

use crate::database::TenantTx;
use crate::error::Error;
use crate::products::revision::{self, Glance};
use std::collections::{BTreeMap, BTreeSet};
use stoflow_wire::batches::{BatchReport, LeftOut, LeftOutWhy};
use stoflow_wire::changes::{ChangeReport, Changed, Turn};
use stoflow_wire::ids::{BatchId, ProductId};

pub(super) async fn put_back(
    tx: &mut TenantTx,
    batch: BatchId,
    report: &ChangeReport,
) -> Result<BatchReport, Error> {
    let ids: Vec<ProductId> = report.changed.iter().map(left_by).collect();
    let held = revision::hold(tx, &ids).await?;
    let held: BTreeMap<ProductId, Glance> = held
        .into_iter()
        .map(|glance| (glance.product, glance))
        .collect();
    let as_it_was_left = |item: &&Changed| {
        let now = held.get(&left_by(item));
        now.is_some_and(|now| now.version == item.version)
    };
    let free: Vec<&Changed> = report.changed.iter().filter(as_it_was_left).collect();
    let done = put_each_back(tx, &free).await?;
    let left_out = report
        .changed
        .iter()
        .filter(|item| !done.contains(&left_by(item)));
    Ok(BatchReport {
        batch: Some(batch),
        asked: u32::try_from(done.len())
            .map_err(|error| Error::internal("counting what was taken back", error))?,
        early: 0,
        left_out: left_out
            .map(|item| LeftOut {
                product: left_by(item),
                title: item.title.clone(),
                why: LeftOutWhy::ChangedSince,
            })
            .collect(),
    })
}

/// The product that the change left as it is: the copy where it made one.
fn left_by(item: &Changed) -> ProductId {
    match item.turn {
        Turn::Copy { made: Some(made) } => made,
        _ => item.product,
    }
}

async fn put_each_back(
    tx: &mut TenantTx,
    items: &[&Changed],
) -> Result<BTreeSet<ProductId>, Error> {
    let (mut prices, mut places, mut copies) = (Vec::new(), Vec::new(), Vec::new());
    for item in items {
        match &item.turn {
            Turn::Price { before, .. } => prices.push((item.product, *before)),
            Turn::Location { before, .. } => places.push((item.product, before.clone())),
            Turn::Copy { .. } => copies.push(left_by(item)),
        }
    }
    let repriced = revision::reprice(tx, &prices).await?;
    let relocated = revision::relocate(tx, &places).await?;
    let mut done: BTreeSet<ProductId> = revision::discard(tx, &copies).await?.into_iter().collect();
    done.extend(repriced.into_keys().chain(relocated.into_keys()));
    Ok(done)
}
