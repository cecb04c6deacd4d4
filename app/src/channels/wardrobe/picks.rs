//! Which listings of the page are ticked. A click with Shift ticks all from the one clicked before.

use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The ticks of the page. Made by the page, so that they outlive a new reading of its rows.
#[derive(Clone, Copy)]
pub struct Picks {
    picked: RwSignal<BTreeSet<i64>>,
    last: StoredValue<Option<i64>>,
}

/// A row that can be ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pickable {
    pub listing: i64,
    pub suggested: bool,
}

/// The rows of the page that can be ticked, from top to bottom. Shared and not owned by a part of the page: boxes live
/// on for a moment when the rows are read again.
pub type Shown = Arc<[Pickable]>;

/// A click on a box.
#[derive(Clone, Copy, Debug)]
pub struct Click {
    /// How the box stands after it.
    pub ticked: bool,
    pub shift: bool,
}

impl Default for Picks {
    fn default() -> Self {
        Self {
            picked: RwSignal::new(BTreeSet::new()),
            last: StoredValue::new(None),
        }
    }
}

impl Picks {
    pub fn has(self, listing: i64) -> bool {
        self.picked.with(|picked| picked.contains(&listing))
    }

    /// Takes a click on the box of `listing`; `shown` are all boxes in their order.
    pub fn click(self, listing: i64, shown: &[Pickable], click: Click) {
        let from = self.last.get_value().filter(|_| click.shift);
        self.last.set_value(Some(listing));
        self.set(reach(shown, from, listing), click.ticked);
    }

    /// Ticks all of `shown`, or none of them where all are ticked.
    pub fn turn_all(self, shown: &[Pickable]) {
        let all = self.has_all(shown);
        self.set(shown.iter().map(|row| row.listing).collect(), !all);
    }

    pub fn has_all(self, shown: &[Pickable]) -> bool {
        self.picked
            .with(|picked| shown.iter().all(|row| picked.contains(&row.listing)))
    }

    /// Those of `shown` that are ticked.
    pub fn among(self, shown: &[Pickable]) -> Vec<Pickable> {
        self.picked.with(|picked| {
            shown
                .iter()
                .copied()
                .filter(|row| picked.contains(&row.listing))
                .collect()
        })
    }

    pub fn clear(self) {
        self.picked.update(BTreeSet::clear);
        self.last.set_value(None);
    }

    fn set(self, listings: Vec<i64>, ticked: bool) {
        self.picked.update(|picked| {
            for listing in listings {
                if ticked {
                    picked.insert(listing);
                } else {
                    picked.remove(&listing);
                }
            }
        });
    }
}

/// All from one row to the other, whichever comes first; the one alone where the other is not shown.
fn reach(shown: &[Pickable], from: Option<i64>, to: i64) -> Vec<i64> {
    let place = |listing: i64| shown.iter().position(|row| row.listing == listing);
    match (from.and_then(place), place(to)) {
        (Some(from), Some(to)) => shown[from.min(to)..=from.max(to)]
            .iter()
            .map(|row| row.listing)
            .collect(),
        _ => vec![to],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(listings: &[i64]) -> Vec<Pickable> {
        listings
            .iter()
            .map(|&listing| Pickable {
                listing,
                suggested: false,
            })
            .collect()
    }

    #[test]
    fn shift_reaches_both_ways() {
        let shown = rows(&[9, 4, 7, 1]);
        assert_eq!(reach(&shown, Some(4), 1), [4, 7, 1]);
        assert_eq!(reach(&shown, Some(1), 9), [9, 4, 7, 1]);
        assert_eq!(reach(&shown, Some(4), 4), [4]);
    }

    #[test]
    fn a_row_that_is_gone_reaches_nowhere() {
        let shown = rows(&[9, 4]);
        assert_eq!(reach(&shown, Some(8), 4), [4]);
        assert_eq!(reach(&shown, None, 9), [9]);
    }
}
