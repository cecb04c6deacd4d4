//! The result of a publication, from what Vinted said. Whether a listing is ours is decided elsewhere.

use super::replies::int;
use super::requests::listing_url;
use serde_json::Value;
use stoflow_wire::executor::Outcome;
use stoflow_wire::vinted::{PublishedListing, ReadBack, VintedResult};

/// The listing that the answer to the creating call names, not read back yet.
pub fn created(answer: &Value) -> Option<PublishedListing> {
    let vinted_id = int(answer.get("item")?.get("id"))?;
    let actions = answer.get("after_upload_actions").and_then(Value::as_array);
    let needs_verification = actions
        .into_iter()
        .flatten()
        .any(|action| action.as_str() == Some("show_item_verification_modal"));
    Some(PublishedListing {
        vinted_id,
        url: listing_url(vinted_id),
        adopted: false,
        needs_verification,
        read_back: ReadBack {
            seen: None,
            photos: Vec::new(),
        },
    })
}

/// A listing that was found instead of created, as it was seen then.
pub fn adopted(vinted_id: i64, read_back: ReadBack) -> PublishedListing {
    PublishedListing {
        vinted_id,
        url: listing_url(vinted_id),
        adopted: true,
        needs_verification: false,
        read_back,
    }
}

pub fn done(listing: PublishedListing) -> Outcome {
    Outcome::Done(VintedResult::Published(listing))
}
