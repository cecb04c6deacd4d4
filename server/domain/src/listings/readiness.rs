//! What a product lacks for each channel, and how it stands there.

use crate::channel_rules;
use crate::channels::vinted::{item, understood};
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::requests::Request;
use crate::listings::view;
use crate::own_words;
use crate::photos;
use crate::products;
use stoflow_wire::gap::Gap;
use stoflow_wire::ids::ProductId;
use stoflow_wire::listings::Readiness;
use stoflow_wire::platform::Platform;
use stoflow_wire::pricing::Channel;
use stoflow_wire::products::ProductStatus;

pub(super) async fn of(tx: &mut TenantTx, product: ProductId) -> Result<Vec<Readiness>, Error> {
    let product = products::get(tx, product).await?;
    let gaps = gaps(tx, product.id, Platform::Vinted).await?;
    let own = own_words::all(tx).await?;
    let listing = view::of_product(tx, product.id)
        .await?
        .into_iter()
        .find(|listing| listing.platform == Platform::Vinted);
    Ok(vec![Readiness {
        platform: Platform::Vinted,
        place: understood::place(&product.fields, &own),
        gaps,
        listing,
        in_stock: matches!(
            product.status,
            ProductStatus::Draft | ProductStatus::Published
        ),
        request: Request::new().into_text(),
    }])
}

/// Everything that keeps the product from being published there; empty means ready.
pub(super) async fn gaps(
    tx: &mut TenantTx,
    product: ProductId,
    platform: Platform,
) -> Result<Vec<Gap>, Error> {
    match platform {
        Platform::Vinted => {
            let offered = channel_rules::offered(tx, Channel::Vinted, product).await?;
            let photos = photos::publishable(tx, product).await?;
            let own = own_words::all(tx).await?;
            Ok(item::gaps(&offered.fields, &own, photos.len()))
        }
    }
}
