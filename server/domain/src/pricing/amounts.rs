//! Arithmetic on cents that cannot overflow and rounds in one way: halves up. Knows nothing of what the amounts are.

use super::{CEILING, FLOOR};
use stoflow_wire::money::{Currency, Money};
use stoflow_wire::pricing::PerMille;

/// Beyond it no amount is taken seriously: ten million euros, as where amounts are typed; in cents.
pub(super) const MOST: i64 = 1_000_000_000;

/// The cents of an amount. A second currency does not compile until somebody decides how amounts of two are reckoned up.
pub(super) fn cents(amount: Money) -> i64 {
    match amount.currency {
        Currency::Eur => amount.minor,
    }
}

/// An amount that cannot be negative, in cents.
pub(super) fn not_negative(amount: Money) -> i64 {
    cents(amount).clamp(0, MOST)
}

/// A price within the bounds, the seller's minimum before all others.
pub(super) fn bounded(price: i64, minimum: i64) -> i64 {
    price.clamp(FLOOR, CEILING).max(minimum)
}

/// An amount times each of the ratios, rounded once.
pub(super) fn times(amount: i64, ratios: &[PerMille]) -> i64 {
    let (product, divisor) =
        ratios
            .iter()
            .fold((i128::from(amount), 1_i128), |(product, divisor), ratio| {
                (
                    product.saturating_mul(i128::from(ratio.0)),
                    divisor.saturating_mul(1000),
                )
            });
    narrowed(divided(product, divisor))
}

/// So many hundredths of a percent of an amount.
pub(super) fn percent(amount: i64, hundredths: u32) -> i64 {
    let product = i128::from(amount).saturating_mul(i128::from(hundredths));
    narrowed(divided(product, 10_000))
}

/// What a part is of the whole; `None` for a part of nothing.
pub(super) fn ratio(part: i64, whole: i64) -> Option<PerMille> {
    (whole > 0).then(|| {
        let thousandths = divided(i128::from(part).saturating_mul(1000), i128::from(whole));
        let bounds = (i128::from(i32::MIN), i128::from(i32::MAX));
        let thousandths = thousandths.clamp(bounds.0, bounds.1);
        PerMille(i32::try_from(thousandths).unwrap_or(i32::MAX))
    })
}

/// The divisor is positive.
fn divided(product: i128, divisor: i128) -> i128 {
    product.saturating_add(divisor / 2).div_euclid(divisor)
}

fn narrowed(amount: i128) -> i64 {
    let bounded = amount.clamp(i128::from(i64::MIN), i128::from(i64::MAX));
    i64::try_from(bounded).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_go_up_once() {
        let half = PerMille(500);
        assert_eq!(times(1999, &[PerMille(1100)]), 2199);
        assert_eq!(times(1, &[half]), 1);
        assert_eq!(times(1, &[half, half]), 0);
        assert_eq!(times(3, &[half, half]), 1);
        assert_eq!(times(-1, &[half]), 0);
        assert_eq!(times(700, &[]), 700);
        assert_eq!(percent(2000, 42), 8);
        assert_eq!(percent(1000, 650), 65);
    }

    #[test]
    fn a_part_of_nothing_has_no_ratio() {
        assert_eq!(ratio(250, 1000), Some(PerMille(250)));
        assert_eq!(ratio(-1, 3), Some(PerMille(-333)));
        assert_eq!(ratio(5, 0), None);
        assert_eq!(ratio(i64::MAX, 1), Some(PerMille(i32::MAX)));
        assert_eq!(ratio(i64::MIN, 1), Some(PerMille(i32::MIN)));
    }

    proptest! {
        #[test]
        fn nothing_overflows(
            amount: i64,
            ratios in proptest::collection::vec(any::<i32>().prop_map(PerMille), 0..8),
            hundredths: u32,
            whole: i64,
        ) {
            times(amount, &ratios);
            percent(amount, hundredths);
            prop_assert_eq!(ratio(amount, whole).is_some(), whole > 0);
            prop_assert!(bounded(amount, whole) >= whole.max(FLOOR));
        }
    }
}
