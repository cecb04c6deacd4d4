//! What an order asked for, and what of it the marketplace shows differently.

use crate::channels::vinted::compare;
use crate::error::Error;
use crate::jobs::rows::Job;
use crate::listings::rows::Listing;
use stoflow_wire::listings::ListingField;
use stoflow_wire::vinted::{SeenItem, VintedItem, VintedOrder};

/// What was ordered: the item, and what of it was to be written where not all of it was.
#[derive(Clone, Copy)]
pub(super) struct Ordered<'a> {
    pub(super) item: &'a VintedItem,
    pub(super) changed: Option<&'a [ListingField]>,
}

/// What is seen to differ. Of what was not to be written only that counts which says most to a buyer, and what was
/// known to differ before: a listing made by hand is worded in its own way.
pub(super) fn found_different(
    ordered: Ordered<'_>,
    before: Vec<ListingField>,
    seen: Option<&SeenItem>,
) -> Vec<ListingField> {
    let changed = ordered.changed.unwrap_or(&ListingField::ALL);
    let Some(seen) = seen else {
        let unwritten = before.into_iter();
        return unwritten.filter(|field| !changed.contains(field)).collect();
    };
    let told = [
        ListingField::Title,
        ListingField::Price,
        ListingField::Photos,
    ];
    let counts = |field: &ListingField| {
        [changed, &before, &told]
            .iter()
            .any(|fields| fields.contains(field))
    };
    let mut differences = compare::differences(ordered.item, seen);
    differences.retain(counts);
    differences
}

/// All of it was to be written.
pub(super) fn whole(item: &VintedItem) -> Ordered<'_> {
    Ordered {
        item,
        changed: None,
    }
}

pub(super) fn ordered<'a>(job: &Job, listing: &'a Listing) -> Result<Ordered<'a>, Error> {
    match &listing.request {
        Some(VintedOrder::Publish(order)) => Ok(whole(&order.item)),
        Some(VintedOrder::Draft(order)) => Ok(whole(&order.listing.item)),
        Some(VintedOrder::Complete(order)) => Ok(whole(&order.item)),
        Some(VintedOrder::Update(order)) => Ok(Ordered {
            item: &order.item,
            changed: Some(&order.changed),
        }),
        Some(
            VintedOrder::Delete(_)
            | VintedOrder::DeleteDraft(_)
            | VintedOrder::ReadWardrobe(_)
            | VintedOrder::ReadDetails(_)
            | VintedOrder::ReadSales(_)
            | VintedOrder::ReadTransactions(_)
            | VintedOrder::ReadInvoices(_)
            | VintedOrder::FindLabel(_)
            | VintedOrder::ReadInbox(_)
            | VintedOrder::ReadConversations(_)
            | VintedOrder::Reply(_),
        )
        | None => {
            tracing::error!(job = %job.id, listing = %listing.id, "an answer to an order that is not on record");
            Err(Error::internal(
                "reading the order on record",
                "there is none with an item",
            ))
        }
    }
}
