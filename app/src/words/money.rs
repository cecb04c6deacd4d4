//! Amounts as each language writes them.

use super::Locale;
use stoflow_wire::money::{Currency, Money};

/// `1 234,50 €` (with narrow and no-break spaces), `€1,234.50`.
pub fn amount(locale: Locale, money: Money) -> String {
    let cents = money.minor.unsigned_abs();
    let sign = if money.minor < 0 { "−" } else { "" };
    let symbol = match money.currency {
        Currency::Eur => "€",
    };
    match locale {
        Locale::fr => {
            let whole = grouped(cents / 100, '\u{202f}');
            format!("{sign}{whole},{:02}\u{a0}{symbol}", cents % 100)
        }
        Locale::en => {
            let whole = grouped(cents / 100, ',');
            format!("{sign}{symbol}{whole}.{:02}", cents % 100)
        }
    }
}

/// A stored number with the reader's own decimal sign, as it stands in a field; what was typed stays as it was.
pub fn as_typed_in(locale: Locale, number: &str) -> String {
    let stored = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    match locale {
        Locale::fr if stored => number.replace('.', ","),
        _ => number.to_owned(),
    }
}

/// A count with its thousands apart.
pub fn count(locale: Locale, count: i64) -> String {
    let separator = match locale {
        Locale::fr => '\u{202f}',
        Locale::en => ',',
    };
    grouped(count.unsigned_abs(), separator)
}

fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 6);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_amounts_as_people_do() {
        let money = Money::euros_from_cents(123_450);
        assert_eq!(amount(Locale::fr, money), "1\u{202f}234,50\u{a0}€");
        assert_eq!(amount(Locale::en, money), "€1,234.50");
        assert_eq!(
            amount(Locale::fr, Money::euros_from_cents(1250)),
            "12,50\u{a0}€"
        );
        assert_eq!(amount(Locale::en, Money::euros_from_cents(-5)), "−€0.05");
        assert_eq!(count(Locale::fr, 10_000), "10\u{202f}000");
        assert_eq!(count(Locale::en, 999), "999");
    }
}
