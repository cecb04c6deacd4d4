//! Our condition of 0–10 in the conditions of eBay.
//!
//! Which conditions a category takes is eBay's to say (`get_item_condition_policies`); this room picks among them.

use super::Mapped;
use crate::catalogue::table;
use crate::channels::confidence::Confidence;
use crate::channels::ebay::site::Site;
use serde::Deserialize;
use std::sync::LazyLock;

/// The `conditionId`s that clothes and shoes take: new with tags, without, with defects; worn excellent, good and fair.
pub const APPAREL: [u16; 6] = [1000, 1500, 1750, 2990, 3000, 3010];

/// A condition as eBay's interfaces name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The Metadata interface's `conditionId`.
    pub id: u16,
    /// The Inventory interface's `ConditionEnum`.
    pub name: &'static str,
}

#[derive(Deserialize)]
struct Row {
    note: u8,
    condition_id: u16,
    condition: String,
    confidence: Confidence,
}

table_of_each_site!(conditions: Row);

/// The best of the offered conditions for a note, [`APPAREL`] for clothes; `None` where none of them would be true.
pub fn condition(site: Site, note: u8, offered: &[u16]) -> Option<Mapped<Condition>> {
    conditions(site)
        .iter()
        .filter(|row| row.note == note && offered.contains(&row.condition_id))
        .min_by_key(|row| row.confidence)
        .map(|row| Mapped {
            value: Condition {
                id: row.condition_id,
                name: &row.condition,
            },
            confidence: row.confidence,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use std::collections::{HashMap, HashSet};

    /// What other categories were seen to take.
    const GENERAL: [u16; 4] = [1000, 1500, 3000, 7000];

    #[test]
    fn every_note_is_a_condition_of_clothes_and_of_other_things() {
        for site in Site::ALL {
            for word in catalogue::conditions() {
                for offered in [&APPAREL[..], &GENERAL[..]] {
                    assert!(
                        condition(site, word.note, offered).is_some(),
                        "{site:?}: {}",
                        word.note
                    );
                }
            }
            assert_eq!(condition(site, 11, &APPAREL), None);
        }
    }

    #[test]
    fn an_id_has_one_name_and_a_note_names_it_once() {
        for site in Site::ALL {
            let mut names: HashMap<u16, &str> = HashMap::new();
            let mut seen = HashSet::new();
            for row in conditions(site) {
                let name = names.entry(row.condition_id).or_insert(&row.condition);
                assert_eq!(*name, row.condition);
                assert!(catalogue::condition(row.note).is_some());
                assert!(seen.insert((row.note, row.condition_id)));
            }
        }
    }

    #[test]
    fn nobody_is_promised_more_than_the_seller_said() {
        let id = |note, offered: &[u16]| {
            condition(Site::Fr, note, offered).map(|found| (found.value.id, found.value.name))
        };
        assert_eq!(id(10, &APPAREL), Some((1000, "NEW")));
        assert_eq!(id(9, &APPAREL), Some((1500, "NEW_OTHER")));
        assert_eq!(id(8, &APPAREL), Some((2990, "PRE_OWNED_EXCELLENT")));
        assert_eq!(id(7, &APPAREL), Some((3000, "USED_EXCELLENT")));
        assert_eq!(id(4, &APPAREL), Some((3010, "PRE_OWNED_FAIR")));
        assert_eq!(id(1, &GENERAL), Some((7000, "FOR_PARTS_OR_NOT_WORKING")));
        assert_eq!(id(9, &[1000, 3000]), None);
    }
}
