//! eBay's counterparts of our words, site by site: versioned data compiled in from `data/ebay`, and the questions asked of
//! it.
//!
//! Knows words, leaves and aspect values, not items: putting an item together is not done here. Sources and columns:
//! `data/ebay/README.md`.

/// The table of each site, read once. Called from the rooms below, whose place the paths count from.
macro_rules! table_of_each_site {
    ($name:ident: $row:ty) => {
        fn $name(site: Site) -> &'static [$row] {
            static FR: LazyLock<Vec<$row>> = LazyLock::new(|| {
                table::rows(
                    concat!("ebay/fr/", stringify!($name)),
                    include_str!(concat!(
                        "../../../../data/ebay/fr/",
                        stringify!($name),
                        ".csv"
                    )),
                )
            });
            static GB: LazyLock<Vec<$row>> = LazyLock::new(|| {
                table::rows(
                    concat!("ebay/gb/", stringify!($name)),
                    include_str!(concat!(
                        "../../../../data/ebay/gb/",
                        stringify!($name),
                        ".csv"
                    )),
                )
            });
            static DE: LazyLock<Vec<$row>> = LazyLock::new(|| {
                table::rows(
                    concat!("ebay/de/", stringify!($name)),
                    include_str!(concat!(
                        "../../../../data/ebay/de/",
                        stringify!($name),
                        ".csv"
                    )),
                )
            });
            match site {
                Site::Fr => &FR,
                Site::Gb => &GB,
                Site::De => &DE,
            }
        }
    };
}

pub mod aspects;
pub mod categories;
pub mod conditions;
pub mod sizes;

use crate::catalogue::sizes::{Size, SizeGroup};
use crate::channels::confidence::Confidence;
use serde::Deserialize;

/// The day the data was last compared with its sources. Raise it with every change of the data.
pub const VERSION: &str = "2026-11-30";

/// What one of our words is on a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapped<T> {
    pub value: T,
    pub confidence: Confidence,
}

/// The ages that eBay keeps apart from grown-ups: babies have a branch of their own, children's starts at two years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Age {
    Baby,
    Child,
}

/// The height of a child of 24 months, the largest of babies' sizes.
const LARGEST_OF_BABIES_CM: u16 = 86;

impl Age {
    /// Who wears this size, where only babies or only children do.
    pub fn of(size: &Size) -> Option<Self> {
        let of_babies = size
            .centimetres
            .is_some_and(|height| height <= LARGEST_OF_BABIES_CM);
        if size.group == SizeGroup::Child && of_babies {
            Some(Self::Baby)
        } else {
            size.is_of_children().then_some(Self::Child)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::sizes;

    #[test]
    fn a_size_tells_babies_children_and_grown_ups_apart() {
        for (key, age) in [
            ("premature", Some(Age::Baby)),
            ("24_months", Some(Age::Baby)),
            ("3_years", Some(Age::Child)),
            ("16_years", Some(Age::Child)),
            ("shoe_33", Some(Age::Child)),
            ("shoe_34", None),
            ("m", None),
        ] {
            assert_eq!(Age::of(sizes::find(key).unwrap()), age, "{key}");
        }
    }
}
