//! Money is an integer count of minor units (cents) and a currency; there are no floats in it.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    #[default]
    Eur,
}

impl Currency {
    /// ISO 4217 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Eur => "EUR",
        }
    }
}

/// An amount such as 12,50 €: `minor` is 1250.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotMoney {
    Empty,
    NotANumber,
    Negative,
    /// More than two digits after the separator.
    TooPrecise,
    /// Beyond what the marketplaces can hold (ten million).
    TooLarge,
}

impl Money {
    /// An amount in euros from its cents.
    pub fn euros_from_cents(minor: i64) -> Self {
        Self {
            minor,
            currency: Currency::Eur,
        }
    }

    /// Reads what a person types: `12`, `12,5`, `12.50`, `1 234,50 €`.
    pub fn parse_typed(text: &str, currency: Currency) -> Result<Self, NotMoney> {
        let cleaned: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '€' && *c != '\u{202f}')
            .map(|c| if c == ',' { '.' } else { c })
            .collect();
        if cleaned.is_empty() {
            return Err(NotMoney::Empty);
        }
        if let Some(rest) = cleaned.strip_prefix(['-', '−']) {
            return match Self::parse_typed(rest, currency) {
                Ok(_) | Err(NotMoney::TooLarge) => Err(NotMoney::Negative),
                Err(reason) => Err(reason),
            };
        }
        let (whole, fraction) = cleaned.split_once('.').unwrap_or((&cleaned, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) {
            return Err(NotMoney::NotANumber);
        }
        if fraction.len() > 2 {
            return Err(NotMoney::TooPrecise);
        }
        if whole.len() > 8 {
            return Err(NotMoney::TooLarge);
        }
        let read = |part: &str| {
            part.bytes()
                .fold(0_i64, |sum, b| sum * 10 + i64::from(b - b'0'))
        };
        let cents = match fraction.len() {
            1 => read(fraction) * 10,
            _ => read(fraction),
        };
        let minor = read(whole) * 100 + cents;
        if minor > 1_000_000_000 {
            return Err(NotMoney::TooLarge);
        }
        Ok(Self { minor, currency })
    }

    /// `12.50`: the decimal text the marketplaces' bodies carry.
    pub fn decimal(self) -> String {
        let sign = if self.minor < 0 { "-" } else { "" };
        let cents = self.minor.unsigned_abs();
        format!("{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Result<i64, NotMoney> {
        Money::parse_typed(text, Currency::Eur).map(|money| money.minor)
    }

    #[test]
    fn reads_what_people_type() {
        assert_eq!(typed("12"), Ok(1200));
        assert_eq!(typed("12,5"), Ok(1250));
        assert_eq!(typed("12.50"), Ok(1250));
        assert_eq!(typed("1 234,50 €"), Ok(123_450));
        assert_eq!(typed(",99"), Ok(99));
        assert_eq!(typed(""), Err(NotMoney::Empty));
        assert_eq!(typed("-3"), Err(NotMoney::Negative));
        assert_eq!(typed("douze"), Err(NotMoney::NotANumber));
        assert_eq!(typed("1.2.3"), Err(NotMoney::NotANumber));
        assert_eq!(typed("1,234"), Err(NotMoney::TooPrecise));
        assert_eq!(typed("99999999999"), Err(NotMoney::TooLarge));
        assert_eq!(typed("١٢"), Err(NotMoney::NotANumber));
    }

    #[test]
    fn writes_a_decimal() {
        assert_eq!(Money::euros_from_cents(1250).decimal(), "12.50");
        assert_eq!(Money::euros_from_cents(5).decimal(), "0.05");
        assert_eq!(Money::euros_from_cents(-250).decimal(), "-2.50");
    }
}
