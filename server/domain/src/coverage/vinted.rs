//! What the Vinted pack has for our words.
//!
//! Asks `channels::vinted::pack` only. A size counts where one of the catalogs that take it has it.

use super::{Kind, SiteCoverage, Words, of_gender};
use crate::catalogue::{self, Category, sizes::Size};
use crate::channels::confidence::Confidence;
use crate::channels::vinted::{
    SITE,
    pack::{
        self, Counterpart,
        catalogs::{self, Catalog},
    },
};

const NO_SIZE_ASKED: &str = "Vinted asks for no size of it";
const NO_MATERIAL: &str = "Vinted has no such material; the listing goes without";

pub(super) fn of() -> SiteCoverage {
    SiteCoverage {
        channel: "Vinted",
        site: SITE,
        words: vec![
            of_categories(),
            of_colours(),
            of_conditions(),
            of_sizes(),
            of_materials(),
        ],
    }
}

fn sure(found: Option<Counterpart>) -> Result<Confidence, Option<&'static str>> {
    found.map(|found| found.confidence).ok_or(None)
}

/// Where a thing goes that says nothing but its gender.
fn of_categories() -> Words {
    let leaves = catalogue::categories().iter();
    let pairs = leaves.flat_map(|leaf| leaf.genders.iter().map(move |gender| (leaf, *gender)));
    let answers = pairs.map(|(leaf, gender)| {
        let answer = catalogs::holding(&leaf.key, gender, &[], &[])
            .map(|(_, sure)| sure)
            .ok_or(None);
        (of_gender(&leaf.key, gender.key()), answer)
    });
    Words::sorted(Kind::Categories, answers)
}

fn of_colours() -> Words {
    let answers = catalogue::colours()
        .iter()
        .map(|word| (word.key.clone(), sure(pack::colour(&word.key))));
    Words::sorted(Kind::Colours, answers)
}

fn of_conditions() -> Words {
    let answers = catalogue::conditions()
        .iter()
        .map(|word| (word.note.to_string(), sure(pack::condition(word.note))));
    Words::sorted(Kind::Conditions, answers)
}

fn of_sizes() -> Words {
    let catalogs: Vec<(&Category, &Catalog)> = catalogue::categories()
        .iter()
        .flat_map(|leaf| leaf.genders.iter().map(move |gender| (leaf, *gender)))
        .filter_map(|(leaf, gender)| {
            let (catalog, _) = catalogs::holding(&leaf.key, gender, &[], &[])?;
            Some((leaf, catalog))
        })
        .collect();
    let answers = catalogue::sizes::all()
        .iter()
        .map(|size| (size.key.clone(), of_size(size, &catalogs)));
    Words::sorted(Kind::Sizes, answers)
}

fn of_size(
    size: &Size,
    catalogs: &[(&Category, &Catalog)],
) -> Result<Confidence, Option<&'static str>> {
    let mut asking = catalogs
        .iter()
        .filter(|(leaf, catalog)| leaf.sizes.contains(&size.group) && catalog.needs_size)
        .peekable();
    if asking.peek().is_none() {
        return Err(Some(NO_SIZE_ASKED));
    }
    asking
        .filter_map(|(_, catalog)| pack::size(catalog.size_table, &size.key))
        .map(|found| found.confidence)
        .min()
        .ok_or(None)
}

/// Vinted never insists on a material, so one without counterpart keeps nothing out.
fn of_materials() -> Words {
    let answers = catalogue::materials().iter().map(|word| {
        let found = pack::material(&word.key).map(|found| found.confidence);
        (word.key.clone(), found.ok_or(Some(NO_MATERIAL)))
    });
    Words::sorted(Kind::Materials, answers)
}
