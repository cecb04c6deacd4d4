//! Does what is planned, with items that are held, and notes what came of it: the versions, the copies, what is left.

use crate::batches::asking::refusal;
use crate::batches::rows;
use crate::database::TenantTx;
use crate::error::Error;
use crate::listings::sold_elsewhere;
use crate::products::{self, revision, shelf, similar};
use stoflow_wire::batches::{LeftOut, LeftOutWhy};
use stoflow_wire::changes::{ChangeReport, Changed, Turn};
use stoflow_wire::ids::ProductId;
use stoflow_wire::receipts::SoldElsewhere;
use stoflow_wire::similar::Part;

/// An item that cannot be changed after all goes over to those that are left out.
pub(super) async fn out(tx: &mut TenantTx, report: &mut ChangeReport) -> Result<(), Error> {
    let (mut prices, mut places) = (Vec::new(), Vec::new());
    let (mut shelved, mut returned) = (Vec::new(), Vec::new());
    let planned = std::mem::take(&mut report.changed);
    for mut item in planned {
        let product = item.product;
        match &mut item.turn {
            Turn::Price { after, .. } => prices.push((product, Some(*after))),
            Turn::Location { after, .. } => places.push((product, after.clone())),
            Turn::Archived { .. } => shelved.push(product),
            Turn::Restored { .. } => returned.push(product),
            Turn::Copy { made } => {
                let copy = copy(tx, product).await?;
                *made = Some(copy);
                item.version = products::get(tx, copy).await?.version;
            }
            Turn::Sold { left, leaving } => match sell(tx, product).await? {
                Ok(sold) => {
                    (*left, *leaving) = (sold.left, sold.leaving);
                    item.version = products::get(tx, product).await?.version;
                }
                Err(why) => {
                    report.left_out.push(left_out(item, why));
                    continue;
                }
            },
        }
        report.changed.push(item);
    }
    shelf::archive(tx, &shelved).await?;
    shelf::restore(tx, &returned).await?;
    let mut versions = revision::reprice(tx, &prices).await?;
    versions.extend(revision::relocate(tx, &places).await?);
    for item in &mut report.changed {
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

/// By itself: one that a marketplace holds fast holds up no other.
async fn sell(
    tx: &mut TenantTx,
    product: ProductId,
) -> Result<Result<SoldElsewhere, LeftOutWhy>, Error> {
    rows::mark(tx).await?;
    match sold_elsewhere::begin(tx, product).await {
        Ok(sold) => {
            rows::pass(tx).await?;
            Ok(Ok(sold))
        }
        Err(error) => {
            let why = refusal(error)?;
            rows::undo(tx).await?;
            Ok(Err(why))
        }
    }
}

fn left_out(item: Changed, why: LeftOutWhy) -> LeftOut {
    LeftOut {
        product: item.product,
        title: item.title,
        why,
    }
}
