//! Puts many items away at once, or says of many that they were sold elsewhere. An item that cannot be is left where it
//! is, and holds up no other.

use super::asking::{left_out, refusal};
use super::rows;
use crate::database::TenantTx;
use crate::error::Error;
use crate::listings::sold_elsewhere;
use crate::products;
use stoflow_wire::batches::BatchReport;
use stoflow_wire::ids::ProductId;

/// The caller commits, or does not: then it was a rehearsal.
pub(super) async fn archive(
    tx: &mut TenantTx,
    products: &[ProductId],
) -> Result<BatchReport, Error> {
    each(tx, Act::Archive, products).await
}

/// The caller commits, or does not: then it was a rehearsal.
pub(super) async fn sell(tx: &mut TenantTx, products: &[ProductId]) -> Result<BatchReport, Error> {
    each(tx, Act::SellElsewhere, products).await
}

#[derive(Clone, Copy)]
enum Act {
    Archive,
    SellElsewhere,
}

async fn each(tx: &mut TenantTx, act: Act, products: &[ProductId]) -> Result<BatchReport, Error> {
    let mut report = BatchReport::default();
    for product in products {
        rows::mark(tx).await?;
        let done = match act {
            Act::Archive => products::archive(tx, *product).await,
            Act::SellElsewhere => sold_elsewhere::begin(tx, *product).await.map(drop),
        };
        match done {
            Ok(()) => {
                rows::pass(tx).await?;
                report.asked += 1;
            }
            Err(error) => {
                let why = refusal(error)?;
                rows::undo(tx).await?;
                report.left_out.push(left_out(tx, *product, why).await?);
            }
        }
    }
    Ok(report)
}
