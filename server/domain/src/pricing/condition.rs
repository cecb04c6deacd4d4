//! What the state of an item makes of its price. Knows the notes only: single flaws are adjustments.

use super::{amounts, cells};
use crate::catalogue::table;
use serde::Deserialize;
use std::sync::LazyLock;
use stoflow_wire::pricing::PerMille;

/// However much the condition matters, it makes no less and no more of a price.
const LEAST: i32 = 100;
const MOST: i32 = 1200;

#[derive(Deserialize)]
struct Row {
    note: u8,
    #[serde(deserialize_with = "cells::per_mille")]
    coefficient: PerMille,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    table::rows(
        "pricing/conditions",
        include_str!("../../data/pricing/conditions.csv"),
    )
});

/// What a note makes of the price; × 1 where none is told. Sensitivity stretches the distance from × 1.
pub(super) fn coefficient(note: Option<u8>, sensitivity: PerMille) -> PerMille {
    let row = ROWS.iter().find(|row| Some(row.note) == note);
    row.map_or(PerMille::WHOLE, |row| {
        stretched(row.coefficient, sensitivity)
    })
}

fn stretched(coefficient: PerMille, sensitivity: PerMille) -> PerMille {
    let whole = i64::from(PerMille::WHOLE.0);
    let distance = i64::from(coefficient.0) - whole;
    let stretched = amounts::times(distance, &[sensitivity]).saturating_add(whole);
    let bounded = stretched.clamp(i64::from(LEAST), i64::from(MOST));
    i32::try_from(bounded).map_or(PerMille::WHOLE, PerMille)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use proptest::prelude::*;

    #[test]
    fn the_published_coefficients_hold() {
        let published = [200, 250, 300, 400, 500, 650, 850, 920, 1000, 1080, 1150];
        for (note, expected) in (0_u8..).zip(published) {
            let coefficient = coefficient(Some(note), PerMille::WHOLE);
            assert_eq!(coefficient, PerMille(expected), "note {note}");
        }
        assert_eq!(coefficient(None, PerMille::WHOLE), PerMille::WHOLE);
        assert_eq!(coefficient(Some(11), PerMille::WHOLE), PerMille::WHOLE);
    }

    #[test]
    fn every_note_of_the_catalogue_has_one() {
        let notes: Vec<u8> = ROWS.iter().map(|row| row.note).collect();
        let known: Vec<u8> = catalogue::conditions().iter().map(|c| c.note).collect();
        assert_eq!(notes, known);
    }

    #[test]
    fn sensitivity_stretches_the_distance() {
        assert_eq!(coefficient(Some(4), PerMille(500)), PerMille(750));
        assert_eq!(coefficient(Some(4), PerMille(1500)), PerMille(250));
        assert_eq!(coefficient(Some(8), PerMille(1500)), PerMille(1000));
        assert_eq!(coefficient(Some(0), PerMille(1500)), PerMille(LEAST));
        assert_eq!(coefficient(Some(10), PerMille(1500)), PerMille(MOST));
    }

    proptest! {
        #[test]
        fn it_is_bounded_and_a_better_state_is_never_worth_less(
            note in 0_u8..10,
            sensitivity in 0_i32..,
        ) {
            let worse = coefficient(Some(note), PerMille(sensitivity));
            let better = coefficient(Some(note + 1), PerMille(sensitivity));
            prop_assert!(worse <= better);
            prop_assert!(worse.0 >= LEAST && better.0 <= MOST);
        }

        #[test]
        fn any_sensitivity_is_survived(note: u8, sensitivity: i32) {
            let PerMille(found) = coefficient(Some(note), PerMille(sensitivity));
            prop_assert!((LEAST..=MOST).contains(&found));
        }
    }
}
