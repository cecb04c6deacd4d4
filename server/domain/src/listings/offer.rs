//! A product as a channel is offered it: at the price that a listing there asks for, with the photos buyers see and the
//! words its seller understands otherwise. Read once, and handed to whoever judges, maps or compares it.

use crate::channel_rules;
use crate::database::TenantTx;
use crate::error::Error;
use crate::own_words::{self, OwnWords};
use crate::photos::{self, Photo};
use crate::products::Product;
use stoflow_wire::ids::ProductId;
use stoflow_wire::pricing::Channel;

pub(crate) struct Offer {
    pub(crate) product: Product,
    pub(crate) photos: Vec<Photo>,
    pub(crate) own: OwnWords,
}

/// [`Error::NotFound`] where the seller has no such product.
pub(crate) async fn read(
    tx: &mut TenantTx,
    channel: Channel,
    product: ProductId,
) -> Result<Offer, Error> {
    Ok(Offer {
        product: channel_rules::offered(tx, channel, product).await?,
        photos: photos::publishable(tx, product).await?,
        own: own_words::all(tx).await?,
    })
}
