//! The life of a product, as one pure function: draft → published → sold, archived from any of them and back.
//! Knows nothing of channels; what is live where is the listings' business.

use stoflow_wire::products::ProductStatus;

/// What happens to a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It went live somewhere.
    Publish,
    /// It is live nowhere any more.
    Withdraw,
    Sell,
    /// The sale came to nothing: it is in stock again, and listed nowhere yet.
    Reopen,
    Archive,
    /// Back out of the archive, to the status it had before.
    Restore {
        before: ProductStatus,
    },
}

/// The status after `change`; `None` where the change does not fit.
/// News that comes late changes nothing: what is sold stays sold, whatever goes live or is withdrawn after.
pub(super) fn next(status: ProductStatus, change: Change) -> Option<ProductStatus> {
    use ProductStatus::{Archived, Draft, PendingDeletion, Published, Sold};
    match (status, change) {
        (Draft | Published, Change::Publish) => Some(Published),
        (Draft | Published, Change::Withdraw) | (Sold, Change::Reopen) => Some(Draft),
        (Sold, Change::Publish) | (Sold | Archived | PendingDeletion, Change::Withdraw) => {
            Some(status)
        }
        (Draft | Published | Sold, Change::Sell) => Some(Sold),
        (Draft | Published | Sold | Archived, Change::Archive) => Some(Archived),
        (Archived, Change::Restore { before }) => match before {
            Draft | Published | Sold => Some(before),
            Archived | PendingDeletion => Some(Draft),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_on_every_status() {
        use ProductStatus::{Archived, Draft, PendingDeletion, Published, Sold};
        let restore = Change::Restore { before: Published };
        // Per status: publish, withdraw, sell, reopen, archive, restore.
        let table = [
            (
                Draft,
                [
                    Some(Published),
                    Some(Draft),
                    Some(Sold),
                    None,
                    Some(Archived),
                    None,
                ],
            ),
            (
                Published,
                [
                    Some(Published),
                    Some(Draft),
                    Some(Sold),
                    None,
                    Some(Archived),
                    None,
                ],
            ),
            (
                Sold,
                [
                    Some(Sold),
                    Some(Sold),
                    Some(Sold),
                    Some(Draft),
                    Some(Archived),
                    None,
                ],
            ),
            (
                Archived,
                [
                    None,
                    Some(Archived),
                    None,
                    None,
                    Some(Archived),
                    Some(Published),
                ],
            ),
            (
                PendingDeletion,
                [None, Some(PendingDeletion), None, None, None, None],
            ),
        ];
        let changes = [
            Change::Publish,
            Change::Withdraw,
            Change::Sell,
            Change::Reopen,
            Change::Archive,
            restore,
        ];
        for (status, expected) in table {
            assert_eq!(
                changes.map(|change| next(status, change)),
                expected,
                "{status:?}"
            );
        }
    }

    #[test]
    fn restoring_never_ends_in_the_archive() {
        for before in [ProductStatus::Archived, ProductStatus::PendingDeletion] {
            let restored = next(ProductStatus::Archived, Change::Restore { before });
            assert_eq!(restored, Some(ProductStatus::Draft));
        }
    }
}
