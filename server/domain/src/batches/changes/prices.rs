//! What a price becomes: the step first, then the ending that is nearest. Pure.
//!
//! An ending never takes a price below what it has to be at least: then it is the next one up. A step that goes below it
//! is refused, and not cut off there: the seller asked for something else.

use crate::products::form::PRICE_MAX;
use stoflow_wire::batches::LeftOutWhy;
use stoflow_wire::gap::{Gap, GapField, GapReason};
use stoflow_wire::money::Money;
use stoflow_wire::pricing::Ending;

/// How far a price goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// To so many cents.
    To(i64),
    /// So many cents more, or less.
    Add(i64),
    /// So many hundredths of a percent more, or less.
    Percent(i64),
}

/// How prices change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Repricing {
    pub(super) step: Step,
    pub(super) ending: Ending,
}

/// The price after. `Err` says why it cannot be: an item without a price goes to a price, and nowhere else.
pub(super) fn price(
    before: Option<Money>,
    minimum: Option<Money>,
    repricing: &Repricing,
) -> Result<Money, LeftOutWhy> {
    let reckoned = reckoned(before, repricing.step).ok_or_else(no_price)?;
    let least = minimum.map_or(1, |minimum| minimum.minor.max(1));
    if reckoned < 1 {
        return Err(LeftOutWhy::BelowZero);
    }
    if let Some(minimum) = minimum.filter(|_| reckoned < least) {
        let would = Money::euros_from_cents(reckoned);
        return Err(LeftOutWhy::BelowMinimum { minimum, would });
    }
    let after = ended(reckoned, least, repricing.ending);
    if after > PRICE_MAX {
        let most = Money::euros_from_cents(PRICE_MAX);
        return Err(LeftOutWhy::TooDear { most });
    }
    if before.is_some_and(|before| before.minor == after) {
        return Err(LeftOutWhy::Unchanged);
    }
    Ok(Money::euros_from_cents(after))
}

/// In cents, a half going up. `None` where there is nothing to reckon from.
fn reckoned(before: Option<Money>, step: Step) -> Option<i64> {
    let before = before.map(|price| price.minor);
    match step {
        Step::To(price) => Some(price),
        Step::Add(cents) => before.map(|price| price.saturating_add(cents)),
        Step::Percent(hundredths) => before.map(|price| {
            let times = price.saturating_mul(hundredths.saturating_add(10_000));
            times.saturating_add(5_000).div_euclid(10_000)
        }),
    }
}

fn no_price() -> LeftOutWhy {
    LeftOutWhy::NotReady {
        gaps: vec![Gap {
            field: GapField::Price,
            reason: GapReason::Missing,
        }],
    }
}

/// The nearest amount with this ending that is at least `least`; of two the dearer one. `cents` is not below `least`.
fn ended(cents: i64, least: i64, ending: Ending) -> i64 {
    let Some(wanted) = ending.cents() else {
        return cents;
    };
    let above = cents.saturating_sub(wanted).rem_euclid(100);
    let down = cents - above;
    if above < 50 && down >= least {
        down
    } else {
        down.saturating_add(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn euros(cents: i64) -> Money {
        Money::euros_from_cents(cents)
    }

    fn after(
        before: i64,
        minimum: Option<i64>,
        step: Step,
        ending: Ending,
    ) -> Result<i64, LeftOutWhy> {
        let repricing = Repricing { step, ending };
        let price = price(Some(euros(before)), minimum.map(euros), &repricing);
        price.map(|price| price.minor)
    }

    #[test]
    fn a_step_and_its_ending() {
        let cases = [
            (2450, Step::Percent(-1000), Ending::AsItIs, 2205),
            (2450, Step::Percent(-1000), Ending::Ninety, 2190),
            (2450, Step::Percent(-1000), Ending::Whole, 2200),
            (2450, Step::Percent(-1000), Ending::Fifty, 2250),
            (1000, Step::Percent(-1000), Ending::Ninety, 890),
            (1000, Step::Percent(500), Ending::AsItIs, 1050),
            (1, Step::Percent(5000), Ending::AsItIs, 2),
            (1000, Step::Add(-250), Ending::AsItIs, 750),
            (1000, Step::Add(250), Ending::NinetyNine, 1299),
            (1000, Step::To(1500), Ending::AsItIs, 1500),
            (1000, Step::To(1540), Ending::Whole, 1500),
            (1000, Step::To(1550), Ending::Whole, 1600),
            // Nothing is given away by its ending.
            (100, Step::To(30), Ending::Whole, 100),
        ];
        for (before, step, ending, expected) in cases {
            let reckoned = after(before, None, step, ending);
            if expected == before {
                assert_eq!(reckoned, Err(LeftOutWhy::Unchanged));
            } else {
                assert_eq!(reckoned, Ok(expected), "{before} {step:?} {ending:?}");
            }
        }
    }

    #[test]
    fn what_cannot_be_is_named() {
        let down = |cents: i64| Step::Add(-cents);
        let refused = after(1000, Some(900), down(200), Ending::AsItIs);
        let (minimum, would) = (euros(900), euros(800));
        assert_eq!(refused, Err(LeftOutWhy::BelowMinimum { minimum, would }));
        for gone in [1000, 1200] {
            let refused = after(1000, Some(900), down(gone), Ending::AsItIs);
            assert_eq!(refused, Err(LeftOutWhy::BelowZero));
        }
        let dear = after(PRICE_MAX, None, Step::Add(1), Ending::AsItIs);
        assert!(matches!(dear, Err(LeftOutWhy::TooDear { .. })));
        let same = after(1000, None, Step::To(1000), Ending::AsItIs);
        assert_eq!(same, Err(LeftOutWhy::Unchanged));
        // Below the minimum by its ending alone: the next one up.
        assert_eq!(after(1200, Some(1000), down(195), Ending::Ninety), Ok(1090));
    }

    #[test]
    fn an_item_without_a_price_goes_to_a_price_only() {
        let ending = Ending::AsItIs;
        for step in [Step::Add(100), Step::Percent(100)] {
            assert_eq!(
                price(None, None, &Repricing { step, ending }),
                Err(no_price())
            );
        }
        let step = Step::To(1500);
        assert_eq!(
            price(None, None, &Repricing { step, ending }),
            Ok(euros(1500))
        );
    }

    fn steps() -> impl Strategy<Value = Step> {
        prop_oneof![
            (1..=PRICE_MAX).prop_map(Step::To),
            (-PRICE_MAX..=PRICE_MAX).prop_map(Step::Add),
            (-9_900_i64..=100_000).prop_map(Step::Percent),
        ]
    }

    proptest! {
        #[test]
        fn a_price_is_one_never_below_its_minimum_and_ends_as_it_should(
            before in proptest::option::of(1..=PRICE_MAX),
            minimum in proptest::option::of(1..=PRICE_MAX),
            step in steps(),
            ending in select(Ending::ALL),
        ) {
            let repricing = Repricing { step, ending };
            let before = before.map(euros);
            if let Ok(after) = price(before, minimum.map(euros), &repricing) {
                prop_assert!((1..=PRICE_MAX).contains(&after.minor));
                prop_assert!(minimum.is_none_or(|minimum| after.minor >= minimum));
                prop_assert!(ending.cents().is_none_or(|cents| after.minor % 100 == cents));
                prop_assert_ne!(Some(after), before);
                let reckoned = reckoned(before, step).unwrap();
                prop_assert!((after.minor - reckoned).abs() <= 100);
            }
        }

        #[test]
        fn the_ending_that_is_nearest_is_taken(cents in 100..=PRICE_MAX, ending in select(Ending::ALL)) {
            let taken = ended(cents, 1, ending);
            prop_assert!((taken - cents).abs() <= 50);
            prop_assert_eq!(ended(taken, 1, ending), taken);
        }

        #[test]
        fn nothing_overflows(before: i64, minimum: i64, by: i64, ending in select(Ending::ALL)) {
            for step in [Step::To(by), Step::Add(by), Step::Percent(by)] {
                let repricing = Repricing { step, ending };
                drop(price(Some(euros(before)), Some(euros(minimum)), &repricing));
            }
        }
    }
}
