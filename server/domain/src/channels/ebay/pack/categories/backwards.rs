//! The table read from its other end: what of ours a leaf holds.

use super::{Part, Row, categories, find};
use crate::catalogue::Gender;
use crate::channels::confidence::Confidence;
use crate::channels::ebay::site::Site;
use std::collections::BTreeSet;

/// What an item in one of eBay's leaves is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meant {
    /// Key of our category, where the leaf leads to one alone.
    pub category: Option<&'static str>,
    /// Whose part of the tree the leaf is in, where it is one wearer's.
    pub wearer: Option<Gender>,
    /// Where a seller of the site finds it.
    pub path: &'static str,
}

/// What `leaf` is on `site`. `None` for what is no leaf that we list in. Where it is not known which site is meant, each that has
/// the leaf is asked by itself: only what all of them say of its category is said.
pub fn meant(site: Option<Site>, leaf: u32) -> Option<Meant> {
    let asked = Site::ALL.into_iter();
    let asked = asked.filter(|one| site.is_none_or(|site| site == *one));
    let mut said = asked.filter_map(|site| on(site, leaf));
    let first = said.next()?;
    let agreed = said.all(|other| other.category == first.category);
    Some(Meant {
        category: first.category.filter(|_| agreed),
        ..first
    })
}

/// A leaf that is one of our categories and takes in its neighbours is that one; where it is several, near several or a guess,
/// it is not said which.
fn on(site: Site, leaf: u32) -> Option<Meant> {
    let known = find(site, leaf)?;
    let rows: Vec<&Row> = categories(site)
        .iter()
        .filter(|row| row.ebay_category_id == Some(leaf))
        .collect();
    let held = |confidence: Confidence| -> BTreeSet<&'static str> {
        let rows = rows.iter().copied();
        let rows = rows.filter(|row| row.confidence.is_some_and(|sure| sure <= confidence));
        rows.map(|row| row.category.as_str()).collect()
    };
    let exact = held(Confidence::Exact);
    let held = if exact.is_empty() {
        held(Confidence::Near)
    } else {
        exact
    };
    let mut held = held.into_iter();
    Some(Meant {
        category: held.next().filter(|_| held.next().is_none()),
        wearer: wearer(known.part),
        path: &known.path,
    })
}

fn wearer(part: Part) -> Option<Gender> {
    match part {
        Part::Women => Some(Gender::Women),
        Part::Men => Some(Gender::Men),
        Part::Girls => Some(Gender::Girls),
        Part::Boys => Some(Gender::Boys),
        Part::Kids | Part::Baby | Part::Anyone => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::ebay::pack::categories::{Facts, category, leaves};

    #[test]
    fn a_leaf_that_is_one_thing_is_that_thing() {
        for site in Site::ALL {
            for known in [Some(site), None] {
                let dress = meant(known, 63861).unwrap();
                assert_eq!(
                    (dress.category, dress.wearer),
                    (Some("dress"), Some(Gender::Women)),
                    "{site:?}"
                );
                let outdoors = meant(known, 63862).unwrap();
                assert_eq!(outdoors.category, None, "coats, jackets and waistcoats");
                assert_eq!(outdoors.wearer, Some(Gender::Women));
                assert_eq!(meant(known, 1), None);
            }
        }
    }

    #[test]
    fn a_leaf_that_takes_in_its_neighbours_is_what_it_is_called() {
        let of = |site| meant(Some(site), 63866).unwrap().category;
        assert_eq!(of(Site::De), Some("sweater"), "cardigans go there, too");
        assert_eq!(of(Site::Fr), None, "jumpers and cardigans");
    }

    #[test]
    fn sites_that_do_not_agree_say_nothing_together() {
        // One thing to two of them, near several to the third.
        for leaf in [45333, 55793, 57990] {
            let each: Vec<Meant> = Site::ALL
                .into_iter()
                .filter_map(|site| meant(Some(site), leaf))
                .collect();
            assert!(each.iter().any(|one| one.category.is_some()), "{leaf}");
            let together = meant(None, leaf).unwrap();
            assert_eq!(together.category, None, "{leaf}");
            assert_eq!(together.wearer, each[0].wearer, "{leaf}");
        }
    }

    #[test]
    fn what_a_leaf_means_goes_there_again() {
        let mut led = 0;
        for site in Site::ALL {
            for leaf in leaves(site) {
                let meant = meant(Some(site), leaf.id).unwrap();
                let (Some(key), Some(wearer)) = (meant.category, meant.wearer) else {
                    continue;
                };
                let there = category(site, key, wearer, &Facts::default()).unwrap();
                assert_eq!(there.value, leaf.id, "{site:?} {}", leaf.path);
                led += 1;
            }
        }
        assert!(led > 200, "{led}");
    }
}
