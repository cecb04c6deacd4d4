//! `reseal`: after `STOFLOW_SECRETS_KEY` was changed, seals what is kept of every shop with the new key.

use stoflow_domain::backend::Backend;
use stoflow_domain::channels::ebay::resealing;
use stoflow_domain::error::Error;

/// How it went: what is printed, and whether the key before can go.
pub struct Report {
    /// How many shops were sealed anew, and one line for each shop that was not.
    pub lines: Vec<String>,
    pub ending: Ending,
}

/// How it ended for the shop it went worst for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    AllSealed,
    /// No key opens the secrets of some; all others are sealed with the key of now.
    SomeLost,
    /// Some could not be looked at: the key before is still needed.
    SomeLeft,
}

pub async fn run(backend: &Backend) -> Result<Report, Error> {
    let done = resealing::reseal(backend).await?;
    let ending = match (done.failed.is_empty(), done.lost.is_empty()) {
        (false, _) => Ending::SomeLeft,
        (true, false) => Ending::SomeLost,
        (true, true) => Ending::AllSealed,
    };
    let mut lines = vec![format!("{} shops were sealed anew", done.anew)];
    lines.extend(done.lost.iter().map(|shop| {
        format!("shop {shop}: no key opens its tokens; its seller has to connect eBay again")
    }));
    lines.extend(done.failed.iter().map(|(shop, error)| {
        format!("shop {shop}: not looked at ({error}); keep STOFLOW_SECRETS_KEY_BEFORE and run this again")
    }));
    Ok(Report { lines, ending })
}
