//! Puts many items away at once. Nothing outside happens, so there is no job; an item that is still on a marketplace
//! is left where it is.

use super::asking::{left_out, refusal};
use super::rows;
use crate::database::TenantTx;
use crate::error::Error;
use crate::products;
use stoflow_wire::batches::BatchReport;
use stoflow_wire::ids::ProductId;

/// The caller commits, or does not: then it was a rehearsal.
pub(super) async fn archive(
    tx: &mut TenantTx,
    products: &[ProductId],
) -> Result<BatchReport, Error> {
    let mut report = BatchReport::default();
    for product in products {
        rows::mark(tx).await?;
        match products::archive(tx, *product).await {
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
