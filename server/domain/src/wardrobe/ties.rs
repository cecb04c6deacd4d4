//! What the seller decides of a listing: it is this item's, it is nobody's. Vinted hears nothing of it.

use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::queue;
use crate::listings::{self, Adopted, outcome};
use crate::products;
use crate::wardrobe::link_key;
use crate::wardrobe::rows::{self, OPEN};
use stoflow_wire::ids::ProductId;
use stoflow_wire::listings::ListingState;
use stoflow_wire::products::ProductStatus;

pub(super) async fn attach(
    tx: &mut TenantTx,
    vinted_id: i64,
    product: ProductId,
) -> Result<(), Error> {
    let held = rows::lock(tx, vinted_id).await?;
    if held.listing.is_some() {
        return Err(Error::OutOfPlace {
            attempted: "linking a listing that is an item's already",
        });
    }
    if !OPEN.contains(&held.item.state) {
        return Err(Error::OutOfPlace {
            attempted: "linking a listing that is not on Vinted any more",
        });
    }
    if let Some(job) = queue::with_key(tx, &link_key(vinted_id)).await? {
        return Err(Error::UnderWay(job));
    }
    products::get(tx, product).await?;
    // The row comes first: from here on nobody can archive the product or publish it.
    let adopted = Adopted::of(&held.item, held.details.as_ref());
    let Some(listing) = listings::adopt(tx, product, &adopted).await? else {
        let standing = listings::standing(tx, product).await?;
        return Err(standing.and_then(|listing| listing.job).map_or(
            Error::OutOfPlace {
                attempted: "linking an item that is on Vinted already",
            },
            Error::UnderWay,
        ));
    };
    if !matches!(
        products::get(tx, product).await?.status,
        ProductStatus::Draft | ProductStatus::Published
    ) {
        return Err(Error::OutOfPlace {
            attempted: "linking an item that is archived or sold",
        });
    }
    rows::tie(tx, vinted_id, listing).await?;
    products::set_status(tx, product, ProductStatus::Published).await
}

pub(super) async fn detach(tx: &mut TenantTx, vinted_id: i64) -> Result<(), Error> {
    const ATTEMPTED: &str = "unlinking a listing that is no item's";
    let listing = rows::listing_of(tx, vinted_id)
        .await?
        .ok_or(Error::OutOfPlace {
            attempted: ATTEMPTED,
        })?;
    let listing = listings::rows::lock(tx, listing).await?;
    if listing.state != ListingState::Live {
        return Err(listings::busy(tx, &listing, ATTEMPTED).await);
    }
    let standing = listings::standing(tx, listing.product).await?;
    if let Some(job) = standing.and_then(|standing| standing.job) {
        return Err(Error::UnderWay(job));
    }
    listings::rows::remove(tx, listing.id).await?;
    rows::untie(tx, listing.id).await?;
    outcome::back_to_draft(tx, listing.product).await
}
