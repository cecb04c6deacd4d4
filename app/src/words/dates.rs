//! Dates as each language writes them. Calendar dates are UTC's: server and browser must write the same, and only
//! the browser knows where its person lives. Relative times have the exact one beside them.

use super::Locale;
use crate::say;
use time::{Date, OffsetDateTime};

/// `23 nov. 2026`, `23 Nov 2026`.
pub fn date(locale: Locale, at: OffsetDateTime) -> String {
    let months = say!(locale, dates.months);
    let index = usize::from(u8::from(at.month()) - 1);
    let month = months.split(' ').nth(index).unwrap_or_default();
    format!("{} {month} {}", at.day(), at.year())
}

/// `23 nov. 2026, 14:32 UTC`: to the minute, for the curious.
pub fn exact(locale: Locale, at: OffsetDateTime) -> String {
    format!(
        "{}, {:02}:{:02} UTC",
        date(locale, at),
        at.hour(),
        at.minute()
    )
}

/// How long ago, in as few letters as a table column has: `3 j`, `3 d`.
pub fn age(locale: Locale, at: OffsetDateTime, now: OffsetDateTime) -> String {
    let minutes = (now - at).whole_minutes().max(0);
    match minutes {
        0 => say!(locale, dates.age_now).to_owned(),
        1..60 => say!(locale, dates.age_minutes, n = minutes),
        60..1440 => say!(locale, dates.age_hours, n = minutes / 60),
        1440..86_400 => say!(locale, dates.age_days, n = minutes / 1440),
        86_400..525_600 => say!(locale, dates.age_months, n = minutes / 43_200),
        _ => say!(locale, dates.age_years, n = minutes / 525_600),
    }
}

/// How long ago, as one says it: `il y a 3 h`, `3 h ago`; a date after a month.
pub fn ago(locale: Locale, at: OffsetDateTime, now: OffsetDateTime) -> String {
    let minutes = (now - at).whole_minutes().max(0);
    match minutes {
        0 => say!(locale, dates.just_now).to_owned(),
        1..43_200 => {
            let age = age(locale, at, now);
            say!(locale, dates.ago, age = age)
        }
        _ => date(locale, at),
    }
}

/// `45 s`, `3 min`: a wait ahead.
pub fn wait(locale: Locale, seconds: u32) -> String {
    if seconds < 100 {
        say!(locale, dates.seconds, n = seconds)
    } else {
        say!(locale, dates.minutes, n = seconds.div_ceil(60))
    }
}

/// `November 2026`, `novembre 2026`.
pub fn month(locale: Locale, month: Date) -> String {
    let months = say!(locale, dates.whole_months);
    let index = usize::from(u8::from(month.month()) - 1);
    let name = months.split(' ').nth(index).unwrap_or_default();
    format!("{name} {}", month.year())
}

/// `45 s`, `3 min`, `2 h`, `3 j`: how long something took.
pub fn lasted(locale: Locale, seconds: i64) -> String {
    match seconds.max(0) {
        0..60 => say!(locale, dates.seconds, n = seconds.max(0)),
        60..3600 => say!(locale, dates.minutes, n = seconds / 60),
        3600..86_400 => say!(locale, dates.age_hours, n = seconds / 3600),
        _ => say!(locale, dates.age_days, n = seconds / 86_400),
    }
}

/// `07:30`, of minutes since midnight.
pub fn time_of_day(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-23 14:32 UTC);

    #[test]
    fn writes_dates_as_people_do() {
        assert_eq!(date(Locale::fr, NOW), "23 nov. 2026");
        assert_eq!(date(Locale::en, NOW), "23 Nov 2026");
        assert_eq!(
            date(Locale::fr, datetime!(2026-02-01 00:00 UTC)),
            "1 févr. 2026"
        );
        assert_eq!(exact(Locale::en, NOW), "23 Nov 2026, 14:32 UTC");
    }

    #[test]
    fn tells_how_long_ago() {
        let three_hours = datetime!(2026-11-23 11:30 UTC);
        assert_eq!(ago(Locale::fr, three_hours, NOW), "il y a 3 h");
        assert_eq!(ago(Locale::en, three_hours, NOW), "3 h ago");
        assert_eq!(ago(Locale::fr, NOW, NOW), "à l’instant");
        assert_eq!(age(Locale::fr, datetime!(2026-11-20 11:30 UTC), NOW), "3 j");
        assert_eq!(age(Locale::en, datetime!(2023-11-20 11:30 UTC), NOW), "3 y");
        assert_eq!(
            ago(Locale::fr, datetime!(2026-01-05 11:30 UTC), NOW),
            "5 janv. 2026"
        );
    }

    #[test]
    fn a_clock_that_runs_behind_shows_no_future() {
        assert_eq!(
            ago(Locale::fr, datetime!(2026-11-23 14:40 UTC), NOW),
            "à l’instant"
        );
    }
}
