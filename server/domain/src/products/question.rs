//! What a list is asked, ready to be compared with rows. Pure: what has to be looked up first is the walk's.

use crate::catalogue::folding::fold;
use crate::catalogue::{self, brands};
use crate::products::search;
use crate::wording::plain::one_line;
use stoflow_wire::filters::{Age, Presence, Since};
use stoflow_wire::listings::ListingState;
use stoflow_wire::products::ProductFilter;

/// What is looked for, the status aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// All of them match.
    pub(super) patterns: Vec<String>,
    /// `None` where nothing is asked but words.
    pub(super) beside: Option<Beside>,
}

/// What is asked beside words. `None`: anything will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// One of these keys.
    pub(super) categories: Option<Vec<String>>,
    /// One of these spellings, in small letters.
    pub(super) brands: Option<Vec<String>>,
    /// In cents, both ends included.
    pub(super) price_from: Option<i64>,
    pub(super) price_to: Option<i64>,
    /// Created so many days ago or earlier.
    pub(super) created_days: Option<i32>,
    /// Listed so many days ago or earlier.
    pub(super) listed_days: Option<i32>,
    /// With a listing in one of these states.
    pub(super) in_states: Option<Vec<&'static str>>,
    /// Without one in any of these.
    pub(super) not_in_states: Option<Vec<&'static str>>,
    /// What becomes of those that were refused the last time.
    pub(super) refused: Refused,
    /// Only what something is missing of, or went wrong with.
    pub(super) attention: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Refused {
    #[default]
    AsAllOthers,
    Alone,
    LeftOut,
}

impl Question {
    pub(super) fn of(filter: &ProductFilter) -> Self {
        let beside = Beside::of(filter);
        let mut patterns = search::patterns(&filter.search);
        patterns.extend(said(&filter.brand).and_then(|brand| told_by_brand(&brand)));
        Self {
            patterns,
            beside: (beside != Beside::default()).then_some(beside),
        }
    }

    pub(super) fn asks_nothing(&self) -> bool {
        self.patterns.is_empty() && self.beside.is_none()
    }
}

impl Beside {
    fn of(filter: &ProductFilter) -> Self {
        let days = |since| {
            let age = filter.age.filter(|age| age.since() == since);
            age.map(Age::days)
        };
        let unlisted = filter.vinted == Some(Presence::Unlisted);
        Self {
            categories: said(&filter.category).map(|key| below(&key)),
            brands: said(&filter.brand).map(|brand| spellings(&brand)),
            price_from: filter.price_from,
            price_to: filter.price_to,
            created_days: days(Since::Created),
            listed_days: days(Since::Listed),
            in_states: in_states(filter),
            not_in_states: unlisted
                .then(|| [states(Presence::Listed), states(Presence::BeingListed)].concat()),
            refused: match filter.vinted {
                Some(Presence::Failed) => Refused::Alone,
                Some(Presence::Unlisted) => Refused::LeftOut,
                Some(Presence::Listed | Presence::BeingListed) | None => Refused::AsAllOthers,
            },
            attention: filter.attention,
        }
    }
}

/// A text without what no row can hold; `None` where it says nothing.
fn said(text: &str) -> Option<String> {
    Some(one_line(text)).filter(|text| !text.is_empty())
}

/// A category with all below it. A key that the catalogue lost still finds what was filed under it.
fn below(key: &str) -> Vec<String> {
    let mut keys = vec![key.to_owned()];
    // Every node stands after the one above it.
    for category in catalogue::categories() {
        if keys.contains(&category.parent) {
            keys.push(category.key.clone());
        }
    }
    keys
}

/// How a brand may be written, with its accents and signs and without, in small letters as PostgreSQL makes them: where
/// it was set up without a language, it leaves a capital with an accent as it is.
fn spellings(brand: &str) -> Vec<String> {
    let known = brands::named(brand).map_or(brand, |brand| brand.name.as_str());
    let mut spellings: Vec<String> = [brand, known]
        .into_iter()
        .flat_map(|name| {
            [
                name.to_lowercase(),
                name.to_ascii_lowercase(),
                name.to_uppercase().to_ascii_lowercase(),
                fold(name),
            ]
        })
        .collect();
    spellings.sort_unstable();
    spellings.dedup();
    spellings
}

/// What the search text of everything of a brand matches, where its spellings have one in common.
fn told_by_brand(brand: &str) -> Option<String> {
    let pattern = search::of_brand(brand)?;
    let mut spellings = spellings(brand).into_iter();
    spellings
        .all(|spelling| search::of_brand(&spelling).as_ref() == Some(&pattern))
        .then_some(pattern)
}

/// What was listed long ago is listed.
fn in_states(filter: &ProductFilter) -> Option<Vec<&'static str>> {
    let is_old = filter.age.map(Age::since) == Some(Since::Listed);
    match (filter.vinted, is_old) {
        (None | Some(Presence::Unlisted | Presence::Failed), false) => None,
        (None | Some(Presence::Listed), true) | (Some(Presence::Listed), false) => {
            Some(states(Presence::Listed))
        }
        (Some(Presence::BeingListed), false) => Some(states(Presence::BeingListed)),
        (Some(_), true) => Some(Vec::new()),
    }
}

fn states(presence: Presence) -> Vec<&'static str> {
    ListingState::ALL
        .into_iter()
        .filter(|state| Presence::of(Some(*state)) == presence)
        .map(ListingState::name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(filter: ProductFilter) -> Beside {
        Question::of(&filter).beside.unwrap()
    }

    #[test]
    fn what_says_nothing_asks_nothing() {
        for (category, brand) in [("", ""), (" ", "\t"), ("\0", "\u{202e}")] {
            let filter = ProductFilter {
                category: category.to_owned(),
                brand: brand.to_owned(),
                after: Some("x".to_owned()),
                ..ProductFilter::default()
            };
            assert!(Question::of(&filter).asks_nothing(), "{category:?}");
        }
    }

    #[test]
    fn a_category_is_all_below_it() {
        let keys = |key: &str| {
            let filter = ProductFilter {
                category: key.to_owned(),
                ..ProductFilter::default()
            };
            beside(filter).categories.unwrap()
        };
        assert_eq!(keys("dress"), ["dress"]);
        assert_eq!(keys("gone"), ["gone"]);
        assert!(keys("bags").contains(&"handbag".to_owned()));
        assert!(keys("clothing").contains(&"dress".to_owned()));
        assert!(!keys("clothing").contains(&"handbag".to_owned()));
    }

    #[test]
    fn a_brand_is_found_however_it_is_written() {
        assert!(spellings("LEVIS").contains(&"levi's".to_owned()));
        assert!(spellings("Levi's").contains(&"levis".to_owned()));
        let written = spellings("élan d'été");
        assert!(written.contains(&"élan d'été".to_owned()));
        assert!(written.contains(&"ÉLAN D'ÉTÉ".to_ascii_lowercase()));
    }

    #[test]
    fn a_brand_is_looked_for_in_the_search_text_first() {
        let patterns = |brand: &str| {
            Question::of(&ProductFilter {
                search: "jean".to_owned(),
                brand: brand.to_owned(),
                ..ProductFilter::default()
            })
            .patterns
        };
        assert_eq!(patterns("LEVI'S"), ["%jean%", "%levis%"]);
        assert_eq!(patterns("élan d'été"), ["%jean%", "%elan dete%"]);
        assert_eq!(patterns("&"), ["%jean%"]);
    }

    #[test]
    fn long_listed_and_not_listed_is_nothing() {
        let asked = |vinted, age| {
            in_states(&ProductFilter {
                vinted,
                age,
                ..ProductFilter::default()
            })
        };
        let live = Some(vec!["live", "updating", "removing", "relisting"]);
        assert_eq!(asked(Some(Presence::Listed), None), live);
        assert_eq!(asked(None, Some(Age::Listed30)), live);
        assert_eq!(asked(None, Some(Age::Created30)), None);
        for presence in [Presence::Unlisted, Presence::BeingListed, Presence::Failed] {
            assert_eq!(
                asked(Some(presence), Some(Age::Listed90)),
                Some(Vec::new()),
                "{presence:?}"
            );
        }
    }

    #[test]
    fn all_that_may_be_seen_there_is_not_unlisted() {
        let filter = ProductFilter {
            vinted: Some(Presence::Unlisted),
            ..ProductFilter::default()
        };
        let ruled_out = beside(filter).not_in_states.unwrap();
        for state in ListingState::ALL {
            let ours = state.may_be_live() && state != ListingState::Draft;
            assert_eq!(ruled_out.contains(&state.name()), ours, "{state:?}");
        }
    }
}
