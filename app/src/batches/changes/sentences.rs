//! What a change does and did, in words.

use crate::batches::sentences::items;
use crate::say;
use crate::words::Locale;
use crate::words::money::amount;
use stoflow_wire::changes::{ChangeKind, ChangeSummary, PriceMove, Undone};
use stoflow_wire::money::Money;
use stoflow_wire::pricing::Ending;

/// The button that leads to it, and the one that does it.
pub fn button(l: Locale, kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Price => say!(l, batches.price),
        ChangeKind::Location => say!(l, batches.location),
        ChangeKind::Duplicate => say!(l, batches.duplicate),
        ChangeKind::Sell => say!(l, batches.sell),
        ChangeKind::Archive => say!(l, batches.archive),
        ChangeKind::Restore => say!(l, products.restore),
    }
}

/// What it will do, as a question.
pub fn question(l: Locale, kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Price => say!(l, batches.price_question),
        ChangeKind::Location => say!(l, batches.location_question),
        ChangeKind::Duplicate => say!(l, batches.duplicate_question),
        ChangeKind::Sell => say!(l, batches.sell_question),
        ChangeKind::Archive => say!(l, batches.archive_question),
        ChangeKind::Restore => say!(l, batches.restore_question),
    }
}

/// What it means that cannot be seen from the rows.
pub fn meaning(l: Locale, kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Price => say!(l, batches.price_meaning),
        ChangeKind::Location => say!(l, batches.location_meaning),
        ChangeKind::Duplicate => say!(l, batches.duplicate_meaning),
        ChangeKind::Sell => say!(l, batches.sell_meaning),
        ChangeKind::Archive => say!(l, batches.archive_meaning),
        ChangeKind::Restore => say!(l, batches.restore_meaning),
    }
}

/// What it did.
pub fn done(l: Locale, report: &ChangeSummary) -> String {
    let items = items(l, report.changed.count);
    match report.kind {
        ChangeKind::Price => say!(l, batches.price_done, items = items),
        ChangeKind::Location => say!(l, batches.location_done, items = items),
        ChangeKind::Duplicate => say!(l, batches.duplicate_done, items = items),
        ChangeKind::Sell => say!(l, batches.sold, items = items),
        ChangeKind::Archive => say!(l, batches.archived, items = items),
        ChangeKind::Restore => say!(l, batches.restored, items = items),
    }
}

/// What taking it back came to.
pub fn undone(l: Locale, undone: &Undone) -> String {
    let items = items(l, undone.back);
    match undone.left_out.count {
        0 => say!(l, batches.undone, items = items),
        left => say!(l, batches.undone_in_part, items = items, left = left),
    }
}

pub fn way(l: Locale, way: PriceMove) -> &'static str {
    match way {
        PriceMove::DownBy => say!(l, batches.way_down_by),
        PriceMove::UpBy => say!(l, batches.way_up_by),
        PriceMove::Down => say!(l, batches.way_down),
        PriceMove::Up => say!(l, batches.way_up),
        PriceMove::To => say!(l, batches.way_to),
    }
}

/// By an example, which says more than its name.
pub fn ending(l: Locale, ending: Ending) -> String {
    match ending.cents() {
        None => say!(l, batches.ending_none).to_owned(),
        Some(cents) => {
            let example = amount(l, Money::euros_from_cents(1200 + cents));
            say!(l, batches.ending_like, example = example)
        }
    }
}
