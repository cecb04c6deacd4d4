//! Taking a listing off Vinted, once what it was is kept: read as it is, photos too, and only then removed. One that is
//! gone already counts as taken off, and one that cannot be read is taken off all the same.

use crate::backend::Backend;
use crate::channels::vinted::keepsakes;
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::judge::Ending;
use crate::jobs::rows::Job;
use crate::jobs::settle::{Intent, Verdict};
use crate::listings::snapshots;
use crate::listings::{self, rows::Listing};
use crate::products;
use stoflow_wire::archive::TakenDown;
use stoflow_wire::ids::TenantId;
use stoflow_wire::listings::ListingState;
use stoflow_wire::vinted::{DeleteOrder, VintedOrder, VintedResult};
use stoflow_wire::wardrobe::DetailsOrder;

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
    snapshots::keep(&mut tx, listing.id, TakenDown::Withdrawn).await?;
    let product = products::get(&mut tx, listing.product).await?;
    tx.commit().await?;
    let order = if job.kept.looked {
        Box::pin(keepsakes::keep(backend, tenant, &listing)).await?;
        VintedOrder::Delete(DeleteOrder {
            vinted_id: listing.vinted_id()?,
        })
    } else {
        look(&listing)?
    };
    Ok(Verdict::AwaitExecutor(Box::new(Intent {
        order,
        version: product.version,
        hash: None,
    })))
}

fn look(listing: &Listing) -> Result<VintedOrder, Error> {
    Ok(VintedOrder::ReadDetails(DetailsOrder {
        vinted_ids: vec![listing.vinted_id()?],
    }))
}

/// What follows from the end of the look: whatever it found, the removal comes next. `None` for the end of the removal
/// itself, and for a look that is tried again.
pub(crate) async fn take_in(
    tx: &mut TenantTx,
    job: &mut Job,
    ending: &Ending,
) -> Result<Option<Ending>, Error> {
    let looking = job
        .command
        .as_ref()
        .is_some_and(|command| matches!(command.order, VintedOrder::ReadDetails(_)));
    if !looking {
        return Ok(None);
    }
    match ending {
        Ending::Finished(read) => {
            if let (VintedResult::Details { found }, Some(listing)) = (read.as_ref(), job.listing) {
                for details in found.iter().filter_map(|found| found.details.as_ref()) {
                    snapshots::describe(tx, listing, details).await?;
                }
            }
        }
        Ending::Failed(trouble) => {
            tracing::warn!(job = %job.id, ?trouble, "a listing is taken off without having been read");
        }
        _ => return Ok(None),
    }
    job.kept.looked = true;
    Ok(Some(if job.cancel_requested {
        Ending::Cancelled
    } else {
        Ending::Continued
    }))
}
