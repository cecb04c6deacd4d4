//! How the eBay channel stands, as a colour, a word and a sentence that says what to do.

use crate::channels::health::Health;
use crate::say;
use crate::ui::badge::Tone;
use crate::words::Locale;
use stoflow_wire::ebay::{EbayStanding, EbayStop};

/// `None` while the shop has nothing to do with eBay: nobody is to be bothered with a channel they do not use.
pub fn health(l: Locale, standing: EbayStanding) -> Option<Health> {
    let (tone, short, sentence) = match standing {
        EbayStanding::NotSetUp | EbayStanding::NotConnected => return None,
        EbayStanding::Unready => (
            Tone::Warn,
            say!(l, ebay.short_unready),
            say!(l, ebay.unready),
        ),
        EbayStanding::Ready => (Tone::Good, say!(l, ebay.short_ready), say!(l, ebay.ready)),
        EbayStanding::Stopped { why } => (Tone::Bad, say!(l, ebay.short_stopped), stopped(l, why)),
    };
    Some(Health {
        tone,
        short,
        sentence: sentence.to_owned(),
    })
}

/// The word of a channel that is not connected.
pub fn absence(l: Locale, standing: EbayStanding) -> &'static str {
    match standing {
        EbayStanding::NotSetUp => say!(l, ebay.short_not_set_up),
        _ => say!(l, ebay.short_not_connected),
    }
}

fn stopped(l: Locale, why: EbayStop) -> &'static str {
    match why {
        EbayStop::Revoked => say!(l, ebay.stopped_revoked),
        EbayStop::Expired => say!(l, ebay.stopped_expired),
        EbayStop::Refused => say!(l, ebay.stopped_refused),
    }
}
