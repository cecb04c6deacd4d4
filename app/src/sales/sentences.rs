//! Sales, their deadlines and their labels in words.

use crate::say;
use crate::ui::badge::Tone;
use crate::words::{Locale, money};
use stoflow_wire::sales::{LabelState, LabelsAsked, SaleShow, SaleState};
use time::{Duration, OffsetDateTime};

pub fn tab(l: Locale, show: SaleShow) -> &'static str {
    match show {
        SaleShow::ToShip => say!(l, sales.show_to_ship),
        SaleShow::UnderWay => say!(l, sales.show_under_way),
        SaleShow::Finished => say!(l, sales.show_finished),
        SaleShow::All => say!(l, sales.show_all),
    }
}

pub fn state(l: Locale, state: SaleState) -> (Tone, &'static str) {
    match state {
        SaleState::ToShip => (Tone::Warn, say!(l, sales.state_to_ship)),
        SaleState::UnderWay => (Tone::Info, say!(l, sales.state_under_way)),
        SaleState::Delivered => (Tone::Good, say!(l, sales.state_delivered)),
        SaleState::Completed => (Tone::Good, say!(l, sales.state_completed)),
        SaleState::CalledOff => (Tone::Plain, say!(l, sales.state_called_off)),
    }
}

/// How long there is to send it: `encore 3 j`, `plus que 5 h`, `en retard`.
pub fn deadline(l: Locale, ship_by: OffsetDateTime, now: OffsetDateTime) -> (Tone, String) {
    let left = ship_by - now;
    if left.is_negative() {
        (Tone::Bad, say!(l, sales.late).to_owned())
    } else if left < Duration::DAY {
        let hours = left.whole_hours().max(1);
        (Tone::Warn, say!(l, sales.hours_left, n = hours))
    } else {
        let days = left.whole_days();
        (Tone::Plain, say!(l, sales.days_left, n = days))
    }
}

/// What is known of the label; `None` where there is nothing to say.
pub fn label(l: Locale, label: LabelState) -> Option<(Tone, &'static str)> {
    match label {
        LabelState::None => None,
        LabelState::ToFetch => Some((Tone::Plain, say!(l, sales.label_to_fetch))),
        LabelState::Coming => Some((Tone::Info, say!(l, sales.label_coming))),
        LabelState::Here => Some((Tone::Good, say!(l, sales.label_here))),
        LabelState::Printed => Some((Tone::Plain, say!(l, sales.label_printed))),
    }
}

/// How many labels are missing.
pub fn missing(l: Locale, count: i64) -> String {
    let number = money::count(l, count);
    if count == 1 {
        say!(l, sales.missing_one).to_owned()
    } else {
        say!(l, sales.missing_many, count = number)
    }
}

/// How many labels wait to be printed.
pub fn printable(l: Locale, count: usize) -> String {
    if count == 1 {
        say!(l, sales.printable_one).to_owned()
    } else {
        say!(l, sales.printable_many, count = count)
    }
}

/// What became of a wish for labels.
pub fn asked(l: Locale, report: LabelsAsked) -> String {
    match report.asked {
        0 => say!(l, sales.asked_none).to_owned(),
        1 => say!(l, sales.asked_one).to_owned(),
        count => say!(l, sales.asked_many, count = count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn the_last_day_is_counted_in_hours() {
        let now = datetime!(2026-11-24 09:00 UTC);
        let told = |by| deadline(Locale::fr, by, now);
        assert_eq!(
            told(datetime!(2026-11-27 10:00 UTC)),
            (Tone::Plain, "encore 3 j".to_owned())
        );
        assert_eq!(
            told(datetime!(2026-11-24 14:30 UTC)),
            (Tone::Warn, "plus que 5 h".to_owned())
        );
        assert_eq!(
            told(datetime!(2026-11-24 09:10 UTC)),
            (Tone::Warn, "plus que 1 h".to_owned())
        );
        assert_eq!(
            told(datetime!(2026-11-24 08:59 UTC)),
            (Tone::Bad, "en retard".to_owned())
        );
    }
}
