//! Taking a listing off Vinted, once what it was is kept. One that is gone already counts as taken off.

use crate::backend::Backend;
use crate::error::Error;
use crate::jobs::rows::Job;
use crate::jobs::settle::{Intent, Verdict};
use crate::listings;
use crate::products;
use stoflow_wire::ids::TenantId;
use stoflow_wire::listings::ListingState;
use stoflow_wire::vinted::{DeleteOrder, VintedOrder};

pub(crate) async fn prepare(
    backend: &Backend,
    tenant: TenantId,
    job: &Job,
) -> Result<Verdict, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let listing = listings::rows::of_job(&mut tx, job.listing).await?;
    if listing.state != ListingState::Removing {
        return Ok(Verdict::Done);
    }
    listings::snapshots::keep(&mut tx, listing.id).await?;
    let product = products::get(&mut tx, listing.product).await?;
    tx.commit().await?;
    let order = VintedOrder::Delete(DeleteOrder {
        vinted_id: listing.vinted_id()?,
    });
    Ok(Verdict::AwaitExecutor(Box::new(Intent {
        order,
        version: product.version,
        hash: None,
    })))
}
