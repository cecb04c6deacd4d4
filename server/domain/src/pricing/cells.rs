//! Reads the cells of the price tables: decimals without floats, lists, yes and no. Knows no table.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use stoflow_wire::pricing::PerMille;

/// `-0.4` with two places is -40; `None` for what is no number or has more places.
fn decimal(text: &str, places: usize) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || fraction.len() > places || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let number: i64 = format!("{whole}{fraction:0<places$}").parse().ok()?;
    Some(if digits == text { number } else { -number })
}

fn number<'de, D, N>(source: D, places: usize) -> Result<N, D::Error>
where
    D: Deserializer<'de>,
    N: TryFrom<i64>,
{
    let text = String::deserialize(source)?;
    decimal(&text, places)
        .and_then(|number| N::try_from(number).ok())
        .ok_or_else(|| D::Error::custom(format!("no number of {places} places: `{text}`")))
}

/// `1.15` is 1150 ‰.
pub(super) fn per_mille<'de, D: Deserializer<'de>>(source: D) -> Result<PerMille, D::Error> {
    number(source, 3).map(PerMille)
}

/// Euros; in cents.
pub(super) fn cents<'de, D: Deserializer<'de>>(source: D) -> Result<i64, D::Error> {
    number(source, 2)
}

/// Percent; in hundredths of a percent.
pub(super) fn percent<'de, D: Deserializer<'de>>(source: D) -> Result<u32, D::Error> {
    number(source, 2)
}

/// `yes` or `no`.
pub(super) fn yes<'de, D: Deserializer<'de>>(source: D) -> Result<bool, D::Error> {
    match String::deserialize(source)?.as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(D::Error::custom(format!("neither yes nor no: `{other}`"))),
    }
}

/// A list parted by `|`; an empty cell is an empty list.
pub(super) fn parted<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<String>, D::Error> {
    let list = String::deserialize(source)?;
    let parts = list.split('|').filter(|part| !part.is_empty());
    Ok(parts.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_without_floats() {
        let cases = [
            ("0.20", 3, Some(200)),
            ("-0.40", 3, Some(-400)),
            ("1", 3, Some(1000)),
            ("0", 3, Some(0)),
            ("30000", 2, Some(3_000_000)),
            ("6.5", 2, Some(650)),
            ("0.475", 2, None),
            ("", 2, None),
            (".5", 2, None),
            ("1,5", 2, None),
            ("+1", 2, None),
            ("--1", 2, None),
            ("99999999999999999999", 2, None),
        ];
        for (text, places, number) in cases {
            assert_eq!(decimal(text, places), number, "{text}");
        }
    }
}
