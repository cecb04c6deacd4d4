//! How much of our catalogue each marketplace and site has a word for: the same, a near one, a guess, or none and why.
//!
//! Pure: asks the packs, reads nothing else. Knows no item; what one item lacks is a gap of its mapping.

mod ebay;
mod table;
mod vinted;

use crate::channels::confidence::Confidence;
use crate::channels::ebay::site::Site;

/// The kinds of our words, in the order they are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Leaf categories, for each gender they have.
    Categories,
    Colours,
    Conditions,
    Sizes,
    Materials,
}

/// A word that a site has nothing for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmapped {
    pub name: String,
    /// `None`: nobody knows, which is a fault of the data.
    pub why: Option<&'static str>,
}

/// The words of one kind on one site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub kind: Kind,
    pub exact: Vec<String>,
    pub near: Vec<String>,
    pub guessed: Vec<String>,
    pub unmapped: Vec<Unmapped>,
}

/// One site of one marketplace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteCoverage {
    pub channel: &'static str,
    pub site: &'static str,
    pub words: Vec<Words>,
}

/// Every site. Prints as a table and, below it, what is guessed and what is not mapped; `{:#}` names the near ones too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub sites: Vec<SiteCoverage>,
}

/// Asks every pack for every word of ours.
pub fn report() -> Report {
    let of_ebay = Site::ALL.into_iter().map(ebay::of);
    Report {
        sites: [vinted::of()].into_iter().chain(of_ebay).collect(),
    }
}

impl Report {
    /// Whether every word reaches every site or has a reason not to.
    pub fn is_answered(&self) -> bool {
        let mut words = self.sites.iter().flat_map(|site| &site.words);
        words.all(|words| words.answered() == words.total())
    }
}

impl Words {
    /// From each word and how well it fits, or why it does not.
    fn sorted(
        kind: Kind,
        answers: impl IntoIterator<Item = (String, Result<Confidence, Option<&'static str>>)>,
    ) -> Self {
        let mut words = Self {
            kind,
            exact: Vec::new(),
            near: Vec::new(),
            guessed: Vec::new(),
            unmapped: Vec::new(),
        };
        for (name, answer) in answers {
            match answer {
                Ok(Confidence::Exact) => words.exact.push(name),
                Ok(Confidence::Near) => words.near.push(name),
                Ok(Confidence::Guess) => words.guessed.push(name),
                Err(why) => words.unmapped.push(Unmapped { name, why }),
            }
        }
        words
    }

    pub fn total(&self) -> usize {
        self.reached() + self.unmapped.len()
    }

    /// Those that the site has something for.
    pub fn reached(&self) -> usize {
        self.exact.len() + self.near.len() + self.guessed.len()
    }

    /// Those that the site has something for, or that have a reason not to.
    pub fn answered(&self) -> usize {
        let silent = self.unmapped.iter().filter(|word| word.why.is_none());
        self.total() - silent.count()
    }
}

/// A leaf category of one gender, as the report names it.
fn of_gender(category: &str, gender: &str) -> String {
    format!("{category} ({gender})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    fn words(report: &Report, site: &str, kind: Kind) -> Words {
        let of_site = report
            .sites
            .iter()
            .find(|found| found.site == site)
            .unwrap();
        let found = of_site.words.iter().find(|words| words.kind == kind);
        found.unwrap().clone()
    }

    #[test]
    fn every_word_is_counted_on_every_site_and_reaches_it_or_says_why_not() {
        let report = report();
        assert_eq!(report.sites.len(), 4);
        let categories = catalogue::categories().iter();
        let totals = [
            categories.map(|category| category.genders.len()).sum(),
            catalogue::colours().len(),
            catalogue::conditions().len(),
            catalogue::sizes::all().len(),
            catalogue::materials().len(),
        ];
        for site in &report.sites {
            let counted: Vec<usize> = site.words.iter().map(Words::total).collect();
            assert_eq!(counted, totals, "{}", site.site);
        }
        assert!(report.is_answered(), "{report}");
    }

    #[test]
    fn colours_and_conditions_reach_every_site_and_categories_all_of_vinted() {
        let report = report();
        for site in &report.sites {
            for kind in [Kind::Colours, Kind::Conditions] {
                let words = words(&report, site.site, kind);
                assert_eq!(words.reached(), words.total(), "{} {kind:?}", site.site);
            }
        }
        let vinted = words(&report, "www.vinted.fr", Kind::Categories);
        assert_eq!(vinted.reached(), vinted.total());
    }

    #[test]
    fn an_unmapped_word_without_a_reason_is_not_answered() {
        let words = Words::sorted(
            Kind::Colours,
            [
                ("blue".to_owned(), Ok(Confidence::Exact)),
                ("teal".to_owned(), Ok(Confidence::Guess)),
                ("nude".to_owned(), Err(Some("nobody says it there"))),
                ("sand".to_owned(), Err(None)),
            ],
        );
        assert_eq!(
            (words.total(), words.reached(), words.answered()),
            (4, 2, 3)
        );
        let report = Report {
            sites: vec![SiteCoverage {
                channel: "eBay",
                site: "EBAY_XX",
                words: vec![words],
            }],
        };
        assert!(!report.is_answered());
        let text = report.to_string();
        assert!(text.contains("75 %"), "{text}");
        assert!(text.contains("nobody says it there: nude"), "{text}");
        assert!(text.contains("no reason given: sand"), "{text}");
    }
}
