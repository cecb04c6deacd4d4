//! Writing price and text of a live Vinted listing anew. Its photos stay as they are there.

use crate::backend::Backend;
use crate::channels::vinted::{item, publish};
use crate::error::Error;
use crate::jobs::rows::Job;
use crate::jobs::settle::{Intent, Verdict};
use crate::listings;
use crate::products;
use stoflow_wire::ids::TenantId;
use stoflow_wire::listings::ListingState;
use stoflow_wire::vinted::{UpdateOrder, VintedOrder};

/// What the listing shows stays, whatever photos the product has now.
pub(crate) const PHOTOS_ARE_THERE: usize = 1;

pub(crate) async fn prepare(
    backend: &Backend,
    tenant: TenantId,
    job: &Job,
) -> Result<Verdict, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let listing = listings::rows::of_job(&mut tx, job.listing).await?;
    if listing.state != ListingState::Updating {
        return Ok(Verdict::Done);
    }
    let product = products::get(&mut tx, listing.product).await?;
    tx.commit().await?;
    let gaps = item::gaps(&product.fields, PHOTOS_ARE_THERE);
    if !gaps.is_empty() {
        return Err(Error::NotReady(gaps));
    }
    let reference = publish::reference(&listing)?;
    let order = VintedOrder::Update(UpdateOrder {
        vinted_id: listing.vinted_id()?,
        item: item::order(&product.fields, &reference).map_err(Error::NotReady)?,
    });
    Ok(Verdict::AwaitExecutor(Box::new(Intent {
        order,
        version: product.version,
    })))
}
