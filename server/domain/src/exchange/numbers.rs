//! Categories that a sheet of eBay's names by their numbers. Knows of eBay what its pack says of them, and how its sheets name
//! a site. Pure.

use crate::channels::ebay::pack::categories::backwards::Meant;
use crate::channels::ebay::site::Site;
use stoflow_wire::exchange::Preset;

/// The last steps of a path: what tells a leaf from its neighbours.
const STEPS: usize = 2;

/// What parts the steps.
const STEP: &str = " › ";

/// The site that a sheet's orders are for, as its first heading has it: `*Action(SiteID=France|Country=FR|…)`. Older sheets
/// have the site's number there.
pub(super) fn site(headings: &[String]) -> Option<Site> {
    headings.iter().find_map(|heading| {
        let heading = heading.to_ascii_lowercase();
        let (_, after) = heading.split_once("siteid=")?;
        match after.split(['|', ')']).next()?.trim() {
            "france" | "fr" | "71" => Some(Site::Fr),
            "uk" | "gb" | "3" => Some(Site::Gb),
            "germany" | "de" | "77" => Some(Site::De),
            _ => None,
        }
    })
}

/// The number in a cell of a category; other programs than eBay's number theirs otherwise.
pub(super) fn leaf(preset: Option<Preset>, cell: &str) -> Option<u32> {
    let counts_as_ebay = matches!(preset, None | Some(Preset::Ebay));
    let digits = counts_as_ebay && cell.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| cell.parse().ok())?
}

/// A number as it is told: with the end of its path, where it is known.
pub(super) fn told(leaf: u32, meant: Option<Meant>) -> String {
    let Some(meant) = meant else {
        return leaf.to_string();
    };
    let steps: Vec<&str> = meant.path.split(STEP).collect();
    let last = steps[steps.len().saturating_sub(STEPS)..].join(STEP);
    format!("{leaf} · {last}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::ebay::pack::categories::backwards;

    #[test]
    fn a_sheet_says_which_site_it_is_for() {
        for (heading, expected) in [
            (
                "*Action(SiteID=France|Country=FR|Currency=EUR)",
                Some(Site::Fr),
            ),
            (
                "Action(SiteID=UK|Country=GB|Currency=GBP|Version=1193)",
                Some(Site::Gb),
            ),
            ("*Action(SiteID=77)", Some(Site::De)),
            ("*Action(SiteID=Italy|Country=IT)", None),
            ("Action", None),
        ] {
            let headings = ["*Title".to_owned(), heading.to_owned()];
            assert_eq!(site(&headings), expected, "{heading}");
        }
    }

    #[test]
    fn only_ebays_numbers_are_read() {
        assert_eq!(leaf(Some(Preset::Ebay), "63861"), Some(63861));
        assert_eq!(leaf(None, "63861"), Some(63861));
        assert_eq!(leaf(Some(Preset::Vinted), "63861"), None);
        assert_eq!(leaf(Some(Preset::Ebay), "Robes"), None);
        assert_eq!(leaf(Some(Preset::Ebay), "99999999999"), None);
    }

    #[test]
    fn a_number_is_told_with_the_end_of_its_path() {
        let dress = backwards::meant(Some(Site::Gb), 63861);
        assert_eq!(told(63861, dress), "63861 · Women's Clothing › Dresses");
        assert_eq!(told(1, None), "1");
    }
}
