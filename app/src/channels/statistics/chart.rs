//! A line through days, weeks or months, as an SVG with its numbers in a table below: what is drawn can be read as well.

use crate::say;
use crate::words::{Locale, dates, locale, money};
use leptos::prelude::*;
use stoflow_wire::money::Money;
use time::Date;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 160.0;

/// What a line counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    #[default]
    Things,
    /// Cents of euros.
    Money,
}

impl Unit {
    fn write(self, l: Locale, number: i64) -> String {
        match self {
            Self::Things => money::count(l, number),
            Self::Money => money::amount(l, Money::euros_from_cents(number)),
        }
    }
}

/// One number a day, or for a longer time that begins on it; oldest first, and some may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub name: &'static str,
    pub unit: Unit,
    pub points: Vec<(Date, i64)>,
}

#[component]
pub fn Chart(line: Line) -> AnyView {
    let l = locale();
    let Line { name, unit, points } = line;
    let Some((first, last)) = points.first().zip(points.last()) else {
        return ().into_any();
    };
    let (first_day, last_day) = (day(l, first.0), day(l, last.0));
    let now = unit.write(l, last.1);
    let most = points.iter().map(|(_, value)| *value).max().unwrap_or(0);
    let told = say!(
        l,
        statistics.told,
        name = name,
        first = first_day.clone(),
        last = last_day.clone(),
        now = now.clone()
    );
    let (path, dot) = drawn(&points);
    let rows = points
        .iter()
        .rev()
        .map(|(at, value)| {
            view! { <tr><th scope="row">{day(l, *at)}</th><td>{unit.write(l, *value)}</td></tr> }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <figcaption>
                <span>{name}</span>
                <strong>{now}</strong>
            </figcaption>
            <svg viewBox=format!("0 -8 {WIDTH} {}", HEIGHT + 16.0) role="img" aria-label=told>
                <path class="ground" d=format!("M0 {HEIGHT}H{WIDTH}M0 0H{WIDTH}")/>
                <polyline points=path/>
                <circle cx=dot.0.to_string() cy=dot.1.to_string() r="4"/>
            </svg>
            <p class="axis"><span>{first_day}</span><span>{say!(l, statistics.most, most = unit.write(l, most))}</span><span>{last_day}</span></p>
            <details>
                <summary>{say!(l, statistics.numbers)}</summary>
                <table>
                    <thead><tr><th scope="col">{say!(l, statistics.day)}</th><th scope="col">{name}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </figure>
    }
    .into_any()
}

fn day(l: Locale, day: Date) -> String {
    dates::date(l, day.midnight().assume_utc())
}

/// The points of the line, and where it ends. From nothing to the most there was; days stand where they belong.
fn drawn(points: &[(Date, i64)]) -> (String, (f64, f64)) {
    let first = points.first().map_or(0, |(day, _)| day.to_julian_day());
    let last = points.last().map_or(0, |(day, _)| day.to_julian_day());
    let most = points.iter().map(|(_, value)| *value).max().unwrap_or(0);
    let place = |(day, value): &(Date, i64)| {
        let x = if last > first {
            WIDTH * f64::from(day.to_julian_day() - first) / f64::from(last - first)
        } else {
            WIDTH
        };
        (x.round(), (HEIGHT * (1.0 - share(*value, most))).round())
    };
    let places: Vec<_> = points.iter().map(place).collect();
    let text: Vec<_> = places.iter().map(|(x, y)| format!("{x},{y}")).collect();
    let end = places.last().copied().unwrap_or_default();
    (text.join(" "), end)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a picture of 160 points needs no more"
)]
fn share(value: i64, most: i64) -> f64 {
    if most <= 0 {
        0.0
    } else {
        value.max(0) as f64 / most as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn days_stand_where_they_belong() {
        let points = [
            (date!(2026 - 11 - 01), 0),
            (date!(2026 - 11 - 03), 50),
            (date!(2026 - 11 - 05), 100),
        ];
        let (line, end) = drawn(&points);
        assert_eq!(line, "0,160 320,80 640,0");
        assert_eq!(end, (640.0, 0.0));
    }

    #[test]
    fn one_day_and_nothing_at_all_can_be_drawn() {
        assert_eq!(drawn(&[(date!(2026 - 11 - 01), 7)]).0, "640,0");
        assert_eq!(drawn(&[(date!(2026 - 11 - 01), 0)]).0, "640,160");
        assert_eq!(drawn(&[]), (String::new(), (0.0, 0.0)));
    }
}
