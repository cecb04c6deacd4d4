//! `reseal`: after `STOFLOW_SECRETS_KEY` was changed, seals what is kept of every shop with the new key.

use stoflow_domain::backend::Backend;
use stoflow_domain::channels::ebay::resealing;
use stoflow_domain::error::Error;

/// What was done, and the shops whose secrets no key opens, one line each.
pub async fn lines(backend: &Backend) -> Result<(String, Vec<String>), Error> {
    let done = resealing::reseal(backend).await?;
    let lost = done.lost.iter().map(|shop| {
        format!("shop {shop}: no key opens its tokens; its seller has to connect eBay again")
    });
    Ok((
        format!("{} shops were sealed anew", done.anew),
        lost.collect(),
    ))
}
