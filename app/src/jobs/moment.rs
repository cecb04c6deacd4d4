//! An exact time: the server writes UTC's, the browser where its person lives.

use crate::words::{dates, locale};
use leptos::prelude::*;
use time::{OffsetDateTime, UtcOffset};

#[component]
pub fn Moment(at: OffsetDateTime) -> AnyView {
    let l = locale();
    let zone = RwSignal::new(None::<UtcOffset>);
    // After the first painting, which has to be the server's.
    Effect::new(move |_| zone.set(zone_of_browser(at)));
    let text = move || match zone.get() {
        Some(zone) => {
            let here = at.to_offset(zone);
            format!("{}, {}", dates::date(l, here), clock(here))
        }
        None => format!("{}, {} UTC", dates::date(l, at), clock(at)),
    };
    view! { <time datetime=machine(at)>{text}</time> }.into_any()
}

fn clock(at: OffsetDateTime) -> String {
    let (hour, minute, second) = at.to_hms();
    format!("{hour:02}:{minute:02}:{second:02}")
}

fn machine(at: OffsetDateTime) -> String {
    let (year, month, day) = at.to_calendar_date();
    format!("{year:04}-{:02}-{day:02}T{}Z", u8::from(month), clock(at))
}

/// How far the browser's clock is from UTC at that time: summer and winter differ.
fn zone_of_browser(at: OffsetDateTime) -> Option<UtcOffset> {
    // Milliseconds since 1970 fit an f64 to the last digit.
    #[expect(
        clippy::cast_precision_loss,
        reason = "whole milliseconds, for the next 285 thousand years"
    )]
    let date = js_sys::Date::new(&((at.unix_timestamp() * 1000) as f64).into());
    #[expect(
        clippy::cast_possible_truncation,
        reason = "minutes of a day at the most"
    )]
    let minutes_behind = date.get_timezone_offset() as i32;
    UtcOffset::from_whole_seconds(-minutes_behind * 60).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn machines_read_utc() {
        assert_eq!(
            machine(datetime!(2026-02-03 04:05:06 UTC)),
            "2026-02-03T04:05:06Z"
        );
    }
}
