//! The wardrobe's states, likenesses and reports in words.

use crate::say;
use crate::ui::badge::Tone;
use crate::words::{Locale, is_one, money};
use stoflow_wire::wardrobe::{BulkReport, Likeness, WardrobeShow, WardrobeState};

pub fn tab(l: Locale, show: WardrobeShow) -> &'static str {
    match show {
        WardrobeShow::ToLink => say!(l, wardrobe.show_to_link),
        WardrobeShow::Linked => say!(l, wardrobe.show_linked),
        WardrobeShow::Gone => say!(l, wardrobe.show_gone),
        WardrobeShow::All => say!(l, wardrobe.show_all),
    }
}

pub fn state(l: Locale, state: WardrobeState) -> (Tone, &'static str) {
    match state {
        WardrobeState::OnSale => (Tone::Good, say!(l, wardrobe.state_on_sale)),
        WardrobeState::Draft => (Tone::Plain, say!(l, wardrobe.state_draft)),
        WardrobeState::Reserved => (Tone::Info, say!(l, wardrobe.state_reserved)),
        WardrobeState::Hidden => (Tone::Plain, say!(l, wardrobe.state_hidden)),
        WardrobeState::Sold => (Tone::Info, say!(l, wardrobe.state_sold)),
        WardrobeState::Closed => (Tone::Plain, say!(l, wardrobe.state_closed)),
        WardrobeState::Vanished => (Tone::Warn, say!(l, wardrobe.state_vanished)),
    }
}

/// Why a listing may be an item: `même titre, prix`.
pub fn because(l: Locale, likenesses: &[Likeness]) -> String {
    let word = |likeness: &Likeness| match likeness {
        Likeness::Reference => say!(l, wardrobe.same_reference),
        Likeness::Title => say!(l, wardrobe.same_title),
        Likeness::Brand => say!(l, wardrobe.same_brand),
        Likeness::Size => say!(l, wardrobe.same_size),
        Likeness::Price => say!(l, wardrobe.same_price),
    };
    let what = likenesses.iter().map(word).collect::<Vec<_>>().join(", ");
    say!(l, wardrobe.same, what = what)
}

/// How many listings wait for an item.
pub fn waiting(l: Locale, count: i64) -> String {
    let number = money::count(l, count);
    if is_one(l, count) && count > 0 {
        say!(l, wardrobe.waiting_one).to_owned()
    } else {
        say!(l, wardrobe.waiting_many, count = number)
    }
}

pub fn picked(l: Locale, count: usize) -> String {
    if count == 1 {
        say!(l, wardrobe.picked_one).to_owned()
    } else {
        say!(l, wardrobe.picked_many, count = count)
    }
}

/// How many listings have a suggestion.
pub fn suggested(l: Locale, count: i64) -> String {
    let number = money::count(l, count);
    if count == 1 {
        say!(l, wardrobe.sweep_suggested_one).to_owned()
    } else {
        say!(l, wardrobe.sweep_suggested_many, count = number)
    }
}

/// How many listings are no item of the seller's.
pub fn loose(l: Locale, count: i64) -> String {
    let number = money::count(l, count);
    if count == 1 {
        say!(l, wardrobe.sweep_loose_one).to_owned()
    } else {
        say!(l, wardrobe.sweep_loose_many, count = number)
    }
}

/// How many listings look like another one.
pub fn twins(l: Locale, count: i64) -> String {
    let number = money::count(l, count);
    if count == 1 {
        say!(l, wardrobe.sweep_twins_one).to_owned()
    } else {
        say!(l, wardrobe.sweep_twins_many, count = number)
    }
}

/// What became of a wish to link listings to their suggestions.
pub fn taken(l: Locale, report: BulkReport) -> String {
    let done = match report.done {
        0 => say!(l, wardrobe.taken_none).to_owned(),
        1 => say!(l, wardrobe.taken_one).to_owned(),
        count => say!(l, wardrobe.taken_many, count = count),
    };
    with_passed_over(l, done, report)
}

/// What became of a wish to make items from listings.
pub fn asked(l: Locale, report: BulkReport) -> String {
    let done = match report.done {
        0 => say!(l, wardrobe.asked_none).to_owned(),
        1 => say!(l, wardrobe.asked_one).to_owned(),
        count => say!(l, wardrobe.asked_many, count = count),
    };
    with_passed_over(l, done, report)
}

fn with_passed_over(l: Locale, done: String, report: BulkReport) -> String {
    let mut told = done;
    match report.passed_over {
        0 => {}
        1 => told = format!("{told} {}", say!(l, wardrobe.passed_one)),
        count => told = format!("{told} {}", say!(l, wardrobe.passed_many, count = count)),
    }
    match report.twins {
        0 => told,
        count => format!("{told} {}", twins(l, count.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_count_what_was_done_and_what_was_not() {
        let report = |done, passed_over| BulkReport {
            done,
            passed_over,
            ..BulkReport::default()
        };
        assert_eq!(taken(Locale::en, report(1, 0)), "1 listing linked.");
        assert_eq!(
            taken(Locale::en, report(12, 2)),
            "12 listings linked. 2 left as they were."
        );
        assert_eq!(
            asked(Locale::fr, report(0, 1)),
            "Aucun article à créer. 1 laissée telle quelle."
        );
    }

    #[test]
    fn what_was_left_to_look_at_is_told() {
        let report = BulkReport {
            done: 2,
            twins: 3,
            ..BulkReport::default()
        };
        assert_eq!(
            asked(Locale::en, report),
            "2 items are being made. 3 listings look like another one: compare them first."
        );
    }

    #[test]
    fn reasons_are_told_in_one_breath() {
        assert_eq!(
            because(Locale::fr, &[Likeness::Title, Likeness::Price]),
            "même titre, prix"
        );
    }
}
