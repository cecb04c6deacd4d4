//! What the eBay pack has for our words on one site.
//!
//! Asks `channels::ebay::pack` only.

use super::{Kind, SiteCoverage, Words, of_gender};
use crate::catalogue::{self, Gender, sizes::Size};
use crate::channels::confidence::Confidence;
use crate::channels::ebay::pack::categories::{self, Facts};
use crate::channels::ebay::pack::conditions::{self, APPAREL};
use crate::channels::ebay::pack::{aspects, sizes};
use crate::channels::ebay::site::Site;
use stoflow_wire::ebay::EbaySite;

pub(super) fn of(site: Site) -> SiteCoverage {
    SiteCoverage {
        channel: "eBay",
        site: EbaySite::from(site).marketplace_id(),
        words: vec![
            of_categories(site),
            of_colours(site),
            of_conditions(site),
            Words::sorted(
                Kind::Sizes,
                catalogue::sizes::all()
                    .iter()
                    .map(|word| (word.key.clone(), of_size(site, word))),
            ),
            of_materials(site),
        ],
    }
}

/// Where a thing goes that says nothing but its gender.
fn of_categories(site: Site) -> Words {
    let leaves = catalogue::categories().iter();
    let pairs = leaves.flat_map(|leaf| leaf.genders.iter().map(move |gender| (leaf, *gender)));
    let answers = pairs.map(|(leaf, gender)| {
        let found = categories::category(site, &leaf.key, gender, &Facts::default());
        let answer = found
            .map(|found| found.confidence)
            .ok_or_else(|| categories::why_not(site, &leaf.key, gender));
        (of_gender(&leaf.key, gender.key()), answer)
    });
    Words::sorted(Kind::Categories, answers)
}

fn of_colours(site: Site) -> Words {
    let answers = catalogue::colours().iter().map(|word| {
        let found = aspects::colour(site, &word.key);
        (
            word.key.clone(),
            found.map(|found| found.confidence).ok_or(None),
        )
    });
    Words::sorted(Kind::Colours, answers)
}

/// Among the conditions of clothes, which offer least.
fn of_conditions(site: Site) -> Words {
    let answers = catalogue::conditions().iter().map(|word| {
        let found = conditions::condition(site, word.note, &APPAREL);
        (
            word.note.to_string(),
            found.map(|found| found.confidence).ok_or(None),
        )
    });
    Words::sorted(Kind::Conditions, answers)
}

/// As sure as for the wearer it is least sure for.
fn of_size(site: Site, word: &Size) -> Result<Confidence, Option<&'static str>> {
    let of = |gender| {
        sizes::size(site, gender, &word.key)
            .map(|found| found.confidence)
            .ok_or_else(|| sizes::why_not(site, gender, &word.key))
    };
    Ok(of(Gender::Women)?.max(of(Gender::Men)?))
}

fn of_materials(site: Site) -> Words {
    let answers = catalogue::materials().iter().map(|word| {
        let found = aspects::material(site, &word.key);
        (
            word.key.clone(),
            found.map(|found| found.confidence).ok_or(None),
        )
    });
    Words::sorted(Kind::Materials, answers)
}
