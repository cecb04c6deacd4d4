//! By when a parcel must be sent. Pure. Weekends do not count; public holidays do, because they differ from country to
//! country: the day shown is never later than Vinted's own.

use time::{Duration, OffsetDateTime, Weekday};

/// What Vinted gives a seller.
const WORKING_DAYS: u8 = 5;

/// The same time of day, five working days later.
pub(super) fn ship_by(paid_at: OffsetDateTime) -> OffsetDateTime {
    let mut day = paid_at;
    let mut counted = 0;
    while counted < WORKING_DAYS {
        day = day.saturating_add(Duration::DAY);
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            counted += 1;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn weekends_do_not_count() {
        for (paid, by) in [
            (
                datetime!(2026-11-23 09:00 UTC),
                datetime!(2026-11-30 09:00 UTC),
            ),
            (
                datetime!(2026-11-27 18:00 UTC),
                datetime!(2026-12-04 18:00 UTC),
            ),
            (
                datetime!(2026-11-28 12:00 UTC),
                datetime!(2026-12-04 12:00 UTC),
            ),
            (
                datetime!(2026-11-29 12:00 UTC),
                datetime!(2026-12-04 12:00 UTC),
            ),
        ] {
            assert_eq!(ship_by(paid), by, "{paid}");
        }
    }
}
