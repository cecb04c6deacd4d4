//! When something is next. Pure: the present is passed in, and so nothing here waits.

use std::time::Duration;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// How often something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cadence {
    /// On a grid that all servers share: a late run moves none of those after it.
    Every(Duration),
    /// At this time of the day in Paris.
    Daily(Time),
}

/// The first moment of `cadence` after `now`. However many were missed, it is one.
pub(super) fn next(cadence: Cadence, now: OffsetDateTime) -> OffsetDateTime {
    match cadence {
        Cadence::Every(period) => {
            let period = i64::try_from(period.as_secs()).unwrap_or(i64::MAX).max(1);
            let into_it = now.unix_timestamp().rem_euclid(period);
            now.replace_nanosecond(0).unwrap_or(now) + time::Duration::seconds(period - into_it)
        }
        Cadence::Daily(at) => {
            let today = now.to_offset(offset_in_paris(now)).date();
            let days = [Some(today), today.next_day()].into_iter().flatten();
            days.map(|day| moment_in_paris(day, at))
                .find(|moment| *moment > now)
                .unwrap_or(now + time::Duration::DAY)
        }
    }
}

const WINTER: UtcOffset = offset(1);
const SUMMER: UtcOffset = offset(2);

const fn offset(hours: i8) -> UtcOffset {
    match UtcOffset::from_hms(hours, 0, 0) {
        Ok(offset) => offset,
        Err(_) => UtcOffset::UTC,
    }
}

/// When clocks in Paris show `at` on `day`: the first time where they show it twice, and as much later as they are put
/// forward where they never do.
fn moment_in_paris(day: Date, at: Time) -> OffsetDateTime {
    let shown = PrimitiveDateTime::new(day, at);
    let in_summer = shown.assume_offset(SUMMER);
    if offset_in_paris(in_summer) == SUMMER {
        in_summer
    } else {
        shown.assume_offset(WINTER)
    }
}

/// Summer time lasts from the last Sunday of March to the last one of October, changing at 01:00 UTC (directive
/// 2000/84/EC).
fn offset_in_paris(at: OffsetDateTime) -> UtcOffset {
    let at = at.to_offset(UtcOffset::UTC);
    let change = |month| last_sunday(at.year(), month).with_time(ONE).assume_utc();
    if change(time::Month::March) <= at && at < change(time::Month::October) {
        SUMMER
    } else {
        WINTER
    }
}

const ONE: Time = time::macros::time!(1:00);

/// Of a month with 31 days.
fn last_sunday(year: i32, month: time::Month) -> Date {
    let last = Date::from_calendar_date(year, month, 31).unwrap_or(Date::MAX);
    last - time::Duration::days(i64::from(last.weekday().number_days_from_sunday()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::{datetime, time};

    #[test]
    fn a_grid_does_not_move_with_a_late_run() {
        let minute = Cadence::Every(Duration::from_mins(1));
        for now in [
            datetime!(2026-11-30 10:00 UTC),
            datetime!(2026-11-30 10:00:00.4 UTC),
            datetime!(2026-11-30 10:00:59.999 UTC),
        ] {
            assert_eq!(next(minute, now), datetime!(2026-11-30 10:01 UTC));
        }
    }

    #[test]
    fn a_daily_time_is_once_on_the_days_that_clocks_are_changed() {
        let half_past_two = Cadence::Daily(time!(2:30));
        let moments = |mut at| {
            std::iter::from_fn(move || {
                at = next(half_past_two, at);
                Some(at)
            })
            .take(3)
            .collect::<Vec<_>>()
        };
        // 29 March 2026: clocks go from 2 to 3.
        assert_eq!(
            moments(datetime!(2026-03-28 00:00 UTC)),
            [
                datetime!(2026-03-28 01:30 UTC),
                datetime!(2026-03-29 01:30 UTC),
                datetime!(2026-03-30 00:30 UTC)
            ]
        );
        // 25 October 2026: from 3 back to 2.
        assert_eq!(
            moments(datetime!(2026-10-24 00:00 UTC)),
            [
                datetime!(2026-10-24 00:30 UTC),
                datetime!(2026-10-25 00:30 UTC),
                datetime!(2026-10-26 01:30 UTC)
            ]
        );
    }

    proptest! {
        #[test]
        fn it_is_always_later_and_never_beyond_a_period(
            unix in 1_700_000_000_i64..2_200_000_000,
            nanos in 0_u32..1_000_000_000,
            period in 1_u64..100_000,
            hour in 0_u8..24,
            minute in 0_u8..60,
        ) {
            let now = OffsetDateTime::from_unix_timestamp(unix).unwrap().replace_nanosecond(nanos).unwrap();
            let at = Time::from_hms(hour, minute, 0).unwrap();
            let every = next(Cadence::Every(Duration::from_secs(period)), now);
            prop_assert!(every > now && every - now <= Duration::from_secs(period));
            let daily = next(Cadence::Daily(at), now);
            prop_assert!(daily > now && daily - now <= time::Duration::hours(25));
        }
    }
}
