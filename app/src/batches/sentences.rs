//! What a batch does, did and left out, in words.

use super::BulkAct;
use crate::products::gap_name;
use crate::say;
use crate::words::dates::wait;
use crate::words::money::amount;
use crate::words::{Locale, is_one};
use stoflow_wire::batches::{BatchView, LeftOutWhy};

/// The button that asks for it.
pub fn button(l: Locale, act: BulkAct) -> &'static str {
    match act {
        BulkAct::Publish => say!(l, batches.publish),
        BulkAct::Update => say!(l, batches.update),
        BulkAct::Relist => say!(l, batches.relist),
        BulkAct::Withdraw => say!(l, batches.withdraw),
    }
}

/// What it will do, as a question.
pub fn question(l: Locale, act: BulkAct) -> &'static str {
    match act {
        BulkAct::Publish => say!(l, batches.publish_question),
        BulkAct::Update => say!(l, batches.update_question),
        BulkAct::Relist => say!(l, batches.relist_question),
        BulkAct::Withdraw => say!(l, batches.withdraw_question),
    }
}

/// What it means that cannot be seen from the numbers.
pub fn meaning(l: Locale, act: BulkAct) -> &'static str {
    match act {
        BulkAct::Publish => say!(l, batches.publish_meaning),
        BulkAct::Update => say!(l, batches.update_meaning),
        BulkAct::Relist => say!(l, batches.relist_meaning),
        BulkAct::Withdraw => say!(l, batches.withdraw_meaning),
    }
}

/// `12 articles`.
pub fn items(l: Locale, count: u32) -> String {
    if is_one(l, count.into()) {
        say!(l, batches.one_item, count = count)
    } else {
        say!(l, batches.items, count = count)
    }
}

/// How many are ready.
pub fn ready(l: Locale, count: u32) -> String {
    if is_one(l, count.into()) {
        say!(l, batches.one_ready, count = count)
    } else {
        say!(l, batches.ready, count = count)
    }
}

/// How many listings would better stay for a while, where some would.
pub fn early(l: Locale, count: u32) -> Option<String> {
    match count {
        0 => None,
        1 => Some(say!(l, batches.one_early).to_owned()),
        _ => Some(say!(l, batches.early, count = count)),
    }
}

/// How many are left out.
pub fn left(l: Locale, count: u32) -> String {
    if count < 2 {
        say!(l, batches.one_left, count = count)
    } else {
        say!(l, batches.left, count = count)
    }
}

/// Why an item is left out.
pub fn why(l: Locale, why: &LeftOutWhy) -> String {
    match why {
        LeftOutWhy::NotReady { gaps } => {
            let names: Vec<&str> = gaps.iter().map(|gap| gap_name(l, gap.field)).collect();
            let names = names.join(", ");
            say!(l, batches.why_not_ready, names = names)
        }
        LeftOutWhy::UnderWay => say!(l, batches.why_under_way).to_owned(),
        LeftOutWhy::UpToDate => say!(l, batches.why_up_to_date).to_owned(),
        LeftOutWhy::NotOnSale => say!(l, batches.why_not_on_sale).to_owned(),
        LeftOutWhy::TooYoung { days, least } => {
            say!(l, batches.why_too_young, days = days, least = least)
        }
        LeftOutWhy::Loved { favourites } => say!(l, batches.why_loved, count = favourites),
        LeftOutWhy::OutOfPlace => say!(l, batches.why_out_of_place).to_owned(),
        LeftOutWhy::BelowMinimum { minimum, would } => {
            let (minimum, would) = (amount(l, *minimum), amount(l, *would));
            say!(
                l,
                batches.why_below_minimum,
                minimum = minimum,
                would = would
            )
        }
        LeftOutWhy::BelowZero => say!(l, batches.why_below_zero).to_owned(),
        LeftOutWhy::TooDear { most } => {
            let most = amount(l, *most);
            say!(l, batches.why_too_dear, most = most)
        }
        LeftOutWhy::Unchanged => say!(l, batches.why_unchanged).to_owned(),
        LeftOutWhy::NeverSaved => say!(l, batches.why_never_saved).to_owned(),
        LeftOutWhy::ChangedSince => say!(l, batches.why_changed_since).to_owned(),
        LeftOutWhy::StillListed => say!(l, batches.why_still_listed).to_owned(),
        LeftOutWhy::SkuTaken { sku } => say!(l, batches.why_sku_taken, sku = sku),
        LeftOutWhy::LeftAlready => say!(l, batches.why_left_already).to_owned(),
    }
}

/// `7 sur 12 · 1 en échec · encore 4 min environ`.
pub fn progress(l: Locale, batch: &BatchView) -> String {
    let over = batch.completed + batch.failed + batch.cancelled;
    let mut parts = vec![say!(l, batches.over, over = over, of = batch.of)];
    if batch.failed > 0 {
        parts.push(say!(l, batches.failed, count = batch.failed));
    }
    if batch.cancelled > 0 {
        parts.push(say!(l, batches.cancelled, count = batch.cancelled));
    }
    if let Some(seconds) = batch.remaining_s {
        let time = wait(l, seconds);
        parts.push(say!(l, batches.remaining, time = time));
    }
    parts.join(" · ")
}
