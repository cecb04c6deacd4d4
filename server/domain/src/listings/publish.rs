//! Asking for a publication: checks, listing row, job and history in one transaction.

use crate::channels::vinted;
use crate::database::TenantTx;
use crate::error::Error;
use crate::governor;
use crate::jobs::history::Actor;
use crate::jobs::kept::{DraftCursor, Kept, Purpose};
use crate::jobs::queue::{self, NewJob};
use crate::listings::offer;
use crate::listings::rows::{self, Marks};
use crate::listings::{self, readiness};
use crate::products;
use stoflow_wire::gap::Gap;
use stoflow_wire::ids::{JobId, ProductId};
use stoflow_wire::listings::Publication;
use stoflow_wire::platform::{JobKind, Platform, VintedAction};
use stoflow_wire::pricing::Channel;
use stoflow_wire::products::ProductStatus;

/// `known_gaps` is what the caller found lacking outside this shop's schema.
pub(crate) async fn begin(
    tx: &mut TenantTx,
    product: ProductId,
    platform: Platform,
    known_gaps: Vec<Gap>,
    publication: Publication,
) -> Result<JobId, Error> {
    if let Some(listing) = listings::standing(tx, product).await? {
        return Err(taken(listing.job));
    }
    // The row comes first: from here on nobody can archive the product or publish it a second time.
    products::get(tx, product).await?;
    let marks = marks();
    let Some(listing) = rows::add(tx, product, platform, site(platform), &marks).await? else {
        let standing = listings::standing(tx, product).await?;
        return Err(taken(standing.and_then(|listing| listing.job)));
    };
    let offer = offer::read(tx, channel(platform), product).await?;
    let product = &offer.product;
    if !matches!(
        product.status,
        ProductStatus::Draft | ProductStatus::Published
    ) {
        return Err(Error::OutOfPlace {
            attempted: "publishing what is archived or sold",
        });
    }
    let mut gaps = known_gaps;
    gaps.extend(readiness::gaps(&offer, platform));
    if !gaps.is_empty() {
        return Err(Error::NotReady(gaps));
    }
    let job = NewJob {
        kind: kind(platform),
        product: Some(product.id),
        listing: Some(listing),
        idempotency_key: format!("publish-{}", marks.reference),
        kept: Kept {
            draft: draft(tx, publication, &marks).await?,
            ..Kept::default()
        },
        asked_by: Actor::Seller,
    };
    queue::enqueue(tx, &job).await
}

/// The draft it is at first; `None` where it is public at once.
async fn draft(
    tx: &mut TenantTx,
    publication: Publication,
    marks: &Marks,
) -> Result<Option<DraftCursor>, Error> {
    let purpose = match publication {
        Publication::Draft => Purpose::Keep,
        Publication::Public if governor::draft_first(tx).await? => Purpose::Publish,
        Publication::Public => return Ok(None),
    };
    let (reference, session) = (marks.reference.clone(), marks.upload_session.clone());
    Ok(Some(DraftCursor::begin(purpose, reference, session)))
}

fn taken(job: Option<JobId>) -> Error {
    job.map_or(
        Error::OutOfPlace {
            attempted: "publishing what is listed there already",
        },
        Error::UnderWay,
    )
}

fn kind(platform: Platform) -> JobKind {
    match platform {
        Platform::Vinted => JobKind::Vinted(VintedAction::Publish),
    }
}

fn channel(platform: Platform) -> Channel {
    match platform {
        Platform::Vinted => Channel::Vinted,
    }
}

fn site(platform: Platform) -> &'static str {
    match platform {
        Platform::Vinted => vinted::SITE,
    }
}

pub(super) fn marks() -> Marks {
    Marks {
        reference: code(rand::random()),
        upload_session: uuid::Uuid::new_v4().to_string(),
    }
}

/// `SF-` and eight of 32 letters and digits; without I, L, O and U, which people misread.
fn code(random: u64) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut code = "SF-".to_owned();
    for place in 0..8 {
        let index = usize::try_from((random >> (place * 5)) & 31).unwrap_or_default();
        code.push(char::from(LETTERS[index]));
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::vinted::text::Reference;

    #[test]
    fn a_code_is_eight_places_that_survive_a_marketplace() {
        assert_eq!(code(0), "SF-00000000");
        assert_eq!(code(u64::MAX), "SF-ZZZZZZZZ");
        for random in [1, 0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210] {
            assert!(Reference::of_code(&code(random)).is_some());
        }
    }
}
