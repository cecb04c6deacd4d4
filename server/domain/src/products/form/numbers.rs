//! The form's numbers: amounts, lengths, weights and counts as people write them. Each says in one way what is wrong with
//! it. Knows no field.

use super::{LENGTH_MAX, LENGTH_MIN, PRICE_MAX, WEIGHT_MAX};
use stoflow_wire::money::{Currency, Money, NotMoney};
use stoflow_wire::problem::Problem;

/// What is asked for, or the least of it.
pub(crate) fn price(text: &str) -> Result<Option<Money>, Problem> {
    amount(text, 1, PRICE_MAX)
}

/// What was paid: nothing for what was given.
pub(super) fn cost(text: &str) -> Result<Option<Money>, Problem> {
    amount(text, 0, PRICE_MAX)
}

/// An amount within bounds, in cents.
pub(crate) fn amount(text: &str, min: i64, max: i64) -> Result<Option<Money>, Problem> {
    match Money::parse_typed(text, Currency::Eur) {
        Ok(amount) if amount.minor < min => Err(Problem::TooSmall { min }),
        Ok(amount) if amount.minor > max => Err(Problem::TooLarge { max }),
        Ok(amount) => Ok(Some(amount)),
        Err(NotMoney::Empty) => Ok(None),
        Err(NotMoney::NotANumber) => Err(Problem::NotANumber),
        Err(NotMoney::Negative) => Err(Problem::Negative),
        Err(NotMoney::TooPrecise) => Err(Problem::TooPrecise),
        Err(NotMoney::TooLarge) => Err(Problem::TooLarge { max }),
    }
}

/// A number with two decimals at most that is no amount, within bounds, in hundredths.
pub(crate) fn hundredths(text: &str, min: i64, max: i64) -> Result<Option<i64>, Problem> {
    if text.contains('€') {
        return Err(Problem::NotANumber);
    }
    let number = amount(text, min, max)?;
    Ok(number.map(|number| number.minor))
}

/// A whole number from 0 to `max`.
pub(in crate::products) fn whole<N: TryFrom<u16>>(
    text: &str,
    max: u16,
) -> Result<Option<N>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.trim_start_matches(['-', '−']);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Problem::NotANumber);
    }
    if digits != text {
        return Err(Problem::Negative);
    }
    digits
        .parse()
        .ok()
        .filter(|number| *number <= max)
        .and_then(|number| N::try_from(number).ok())
        .map(Some)
        .ok_or(Problem::TooLarge {
            max: i64::from(max),
        })
}

/// Centimetres with at most one decimal, after a comma or a point; in millimetres.
pub(super) fn length(text: &str) -> Result<Option<u16>, Problem> {
    let text = text.trim();
    let number = text.strip_suffix("cm").unwrap_or(text).trim_end();
    if number.is_empty() {
        return Ok(None);
    }
    let digits = number.trim_start_matches(['-', '−']);
    let (whole, decimals) = digits.split_once([',', '.']).unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(decimals) {
        return Err(Problem::NotANumber);
    }
    if digits != number {
        return Err(Problem::Negative);
    }
    let tenths = decimals.trim_end_matches('0');
    if tenths.len() > 1 {
        return Err(Problem::TooPrecise);
    }
    let tenth = tenths.parse::<u16>().unwrap_or_default();
    let millimetres = whole.parse::<u16>().ok();
    let millimetres = millimetres.and_then(|whole| whole.checked_mul(10)?.checked_add(tenth));
    match millimetres {
        Some(length) if length < LENGTH_MIN => Err(Problem::TooSmall {
            min: i64::from(LENGTH_MIN),
        }),
        Some(length) if length <= LENGTH_MAX => Ok(Some(length)),
        _ => Err(Problem::TooLarge {
            max: i64::from(LENGTH_MAX),
        }),
    }
}

pub(super) fn weight(text: &str) -> Result<Option<u16>, Problem> {
    match whole(text, WEIGHT_MAX)? {
        Some(0) => Err(Problem::TooSmall { min: 1 }),
        weight => Ok(weight),
    }
}
