//! The channel as the dashboard shows it: whole on its own page, in a word around every page.

use super::rows;
use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use stoflow_wire::ebay::{EbayChannel, EbayStanding};

/// Where sellers leave for eBay's consent, below the server's own address.
pub const CONNECT: &str = "/channels/ebay/connect";

/// Where eBay leads sellers back to, below the server's own address.
pub const CALLBACK: &str = "/channels/ebay/callback";

/// Where eBay tells of accounts that were closed.
pub const NOTICES: &str = "/channels/ebay/notices";

/// The whole channel. A shop whose operator took the keys away sees its account no more.
pub async fn channel(backend: &Backend, tx: &mut TenantTx) -> Result<EbayChannel, Error> {
    if backend.ebay.is_none() {
        let at = |path: &str| format!("{}{path}", backend.settings.origin);
        return Ok(EbayChannel::NotSetUp {
            callback: at(CALLBACK),
            notices: at(NOTICES),
        });
    }
    Ok(match rows::find(tx).await? {
        Some(account) => EbayChannel::Connected(Box::new(account)),
        None => EbayChannel::NotConnected,
    })
}

/// How it stands.
pub async fn standing(backend: &Backend, tx: &mut TenantTx) -> Result<EbayStanding, Error> {
    if backend.ebay.is_none() {
        return Ok(EbayStanding::NotSetUp);
    }
    Ok(match rows::find(tx).await? {
        Some(account) => account.standing(),
        None => EbayStanding::NotConnected,
    })
}
