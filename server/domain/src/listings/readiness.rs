//! What a product lacks for each channel, and how it stands there.

use crate::channels::vinted::{item, understood};
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::requests::Request;
use crate::listings::offer::{self, Offer};
use crate::listings::view;
use stoflow_wire::gap::Gap;
use stoflow_wire::ids::ProductId;
use stoflow_wire::listings::Readiness;
use stoflow_wire::platform::Platform;
use stoflow_wire::pricing::Channel;
use stoflow_wire::products::ProductStatus;

pub(super) async fn of(tx: &mut TenantTx, product: ProductId) -> Result<Vec<Readiness>, Error> {
    let offer = offer::read(tx, Channel::Vinted, product).await?;
    let listing = view::of_product(tx, product)
        .await?
        .into_iter()
        .find(|listing| listing.platform == Platform::Vinted);
    Ok(vec![Readiness {
        platform: Platform::Vinted,
        place: understood::place(&offer.product.fields, &offer.own),
        gaps: gaps(&offer, Platform::Vinted),
        listing,
        in_stock: matches!(
            offer.product.status,
            ProductStatus::Draft | ProductStatus::Published
        ),
        request: Request::new().into_text(),
    }])
}

/// Everything that keeps the product from being published there; empty means ready.
pub(super) fn gaps(offer: &Offer, platform: Platform) -> Vec<Gap> {
    match platform {
        Platform::Vinted => item::gaps(&offer.product.fields, &offer.own, offer.photos.len()),
    }
}
