//! What a change makes of one item, or why it cannot be made. Pure.

use super::prices;
use super::reading::Change;
use crate::products::revision::Glance;
use stoflow_wire::batches::LeftOutWhy;
use stoflow_wire::changes::Turn;
use stoflow_wire::products::ProductStatus;

pub(super) fn turn(item: &Glance, change: &Change) -> Result<Turn, LeftOutWhy> {
    if item.title.is_empty() {
        return Err(LeftOutWhy::NeverSaved);
    }
    if item.status == ProductStatus::PendingDeletion {
        return Err(LeftOutWhy::OutOfPlace);
    }
    match change {
        // What it was sold for is written in its sale; what it was offered for is history, too.
        Change::Price(_) if item.status == ProductStatus::Sold => Err(LeftOutWhy::OutOfPlace),
        Change::Price(repricing) => Ok(Turn::Price {
            before: item.price,
            after: prices::price(item.price, item.minimum, repricing)?,
        }),
        Change::Location(after) if *after == item.location => Err(LeftOutWhy::Unchanged),
        Change::Location(after) => Ok(Turn::Location {
            before: item.location.clone(),
            after: after.clone(),
        }),
        Change::Duplicate => Ok(Turn::Copy { made: None }),
    }
}
