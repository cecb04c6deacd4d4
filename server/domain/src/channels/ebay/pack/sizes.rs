//! Our sizes as each site writes them: British numbers in Britain, children by their height in Germany.
//!
//! Knows sizes, not leaves: which aspect a size goes under is in `aspects`.

use super::Mapped;
use crate::catalogue::{Gender, table};
use crate::channels::confidence::Confidence;
use crate::channels::ebay::site::Site;
use serde::Deserialize;
use std::sync::LazyLock;

/// Whose numbers they are, where women's and men's count differently. Girls wear women's, all others men's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Wearer {
    Women,
    Men,
}

impl Wearer {
    fn of(gender: Gender) -> Self {
        match gender {
            Gender::Women | Gender::Girls => Self::Women,
            Gender::Men | Gender::Boys | Gender::Unisex => Self::Men,
        }
    }
}

/// An empty value has a reason.
#[derive(Deserialize)]
struct Row {
    size: String,
    wearer: Option<Wearer>,
    value: Option<String>,
    confidence: Option<Confidence>,
    why: String,
}

table_of_each_site!(sizes: Row);

/// One of our size keys as the site writes it; `None` where it has no such size, see [`why_not`].
pub fn size(site: Site, gender: Gender, key: &str) -> Option<Mapped<&'static str>> {
    let row = find(site, gender, key)?;
    Some(Mapped {
        value: row.value.as_deref()?,
        confidence: row.confidence?,
    })
}

/// Why a site has no such size; `None` where it has.
pub fn why_not(site: Site, gender: Gender, key: &str) -> Option<&'static str> {
    let row = find(site, gender, key)?;
    row.value.is_none().then_some(row.why.as_str())
}

fn find(site: Site, gender: Gender, key: &str) -> Option<&'static Row> {
    let wearer = Wearer::of(gender);
    sizes(site)
        .iter()
        .find(|row| row.size == key && row.wearer.is_none_or(|of| of == wearer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use std::collections::HashSet;

    #[test]
    fn every_size_is_written_on_every_site_or_says_why_not() {
        for site in Site::ALL {
            for word in catalogue::sizes::all() {
                for gender in [Gender::Women, Gender::Men] {
                    let found = size(site, gender, &word.key);
                    let why = why_not(site, gender, &word.key);
                    assert_ne!(found.is_some(), why.is_some(), "{site:?}: {}", word.key);
                    assert!(why.is_none_or(|why| !why.is_empty()), "{}", word.key);
                }
            }
        }
    }

    #[test]
    fn rows_name_sizes_of_ours_and_each_once() {
        for site in Site::ALL {
            let mut seen = HashSet::new();
            for row in sizes(site) {
                assert!(
                    catalogue::sizes::find(&row.size).is_some(),
                    "{site:?}: {}",
                    row.size
                );
                assert_eq!(row.value.is_some(), row.confidence.is_some());
                assert!(
                    seen.insert((&row.size, row.wearer)),
                    "{site:?}: {} twice",
                    row.size
                );
                let alone = seen.contains(&(&row.size, None));
                assert!(
                    row.wearer.is_none() || !alone,
                    "{site:?}: {} for one wearer and for all",
                    row.size
                );
            }
        }
    }

    #[test]
    fn each_site_writes_sizes_its_own_way() {
        let cases = [
            (Site::Fr, Gender::Women, "eu_38", "38"),
            (Site::Gb, Gender::Women, "eu_38", "10"),
            (Site::De, Gender::Women, "eu_38", "36"),
            (Site::Gb, Gender::Men, "eu_50", "40"),
            (Site::De, Gender::Men, "eu_50", "50"),
            (Site::Fr, Gender::Women, "shoe_38_5", "38,5"),
            (Site::Gb, Gender::Women, "shoe_38", "5"),
            (Site::Gb, Gender::Men, "shoe_42", "8"),
            (Site::Gb, Gender::Boys, "shoe_28", "10"),
            (Site::Gb, Gender::Boys, "shoe_33", "1"),
            (Site::Fr, Gender::Girls, "6_years", "6 ans"),
            (Site::Gb, Gender::Girls, "6_years", "5-6 Years"),
            (Site::De, Gender::Girls, "6_years", "116"),
            (Site::Gb, Gender::Men, "belt_85", "34 in"),
            (Site::De, Gender::Unisex, "one_size", "Einheitsgröße"),
        ];
        for (site, gender, key, value) in cases {
            assert_eq!(
                size(site, gender, key).map(|found| found.value),
                Some(value),
                "{site:?} {gender:?} {key}"
            );
        }
        assert_eq!(size(Site::Gb, Gender::Women, "ring_52"), None);
        assert_eq!(size(Site::Fr, Gender::Women, "immense"), None);
    }
}
