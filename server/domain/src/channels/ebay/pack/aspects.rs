//! What each site calls the aspects of an item, and our colours, materials and genders as their values.
//!
//! Knows the words a site uses most. Which aspects a leaf asks for, and which values it insists on, is eBay's to say
//! (`get_item_aspects_for_category`).

use super::{Age, Mapped};
use crate::catalogue::{Gender, table};
use crate::channels::confidence::Confidence;
use crate::channels::ebay::site::Site;
use serde::Deserialize;
use std::sync::LazyLock;

/// What we say of every item that eBay has an aspect for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    Brand,
    Colour,
    Department,
    Material,
    Size,
    /// Shoes have a size aspect of their own.
    ShoeSize,
}

#[derive(Deserialize)]
struct AspectRow {
    aspect: Aspect,
    name: String,
    confidence: Confidence,
}

#[derive(Deserialize)]
struct ColourRow {
    colour: String,
    value: String,
    confidence: Confidence,
}

#[derive(Deserialize)]
struct MaterialRow {
    material: String,
    value: String,
    confidence: Confidence,
}

#[derive(Deserialize)]
struct DepartmentRow {
    gender: Gender,
    age: Option<Age>,
    value: String,
    confidence: Confidence,
}

table_of_each_site!(aspects: AspectRow);
table_of_each_site!(colours: ColourRow);
table_of_each_site!(materials: MaterialRow);
table_of_each_site!(departments: DepartmentRow);

/// What a site calls an aspect.
pub fn name(site: Site, aspect: Aspect) -> Option<Mapped<&'static str>> {
    let row = aspects(site).iter().find(|row| row.aspect == aspect)?;
    Some(mapped(&row.name, row.confidence))
}

/// One of our colour keys as the colour that buyers of the site filter by.
pub fn colour(site: Site, key: &str) -> Option<Mapped<&'static str>> {
    let row = colours(site).iter().find(|row| row.colour == key)?;
    Some(mapped(&row.value, row.confidence))
}

/// One of our material keys in the site's language.
pub fn material(site: Site, key: &str) -> Option<Mapped<&'static str>> {
    let row = materials(site).iter().find(|row| row.material == key)?;
    Some(mapped(&row.value, row.confidence))
}

/// Whose an item is, by its gender and by the age its size tells ([`Age::of`]).
pub fn department(site: Site, gender: Gender, age: Option<Age>) -> Option<Mapped<&'static str>> {
    let of = |age: Option<Age>| {
        departments(site)
            .iter()
            .find(|row| row.gender == gender && row.age == age)
    };
    let row = of(age).or_else(|| of(None))?;
    Some(mapped(&row.value, row.confidence))
}

fn mapped(value: &'static str, confidence: Confidence) -> Mapped<&'static str> {
    Mapped { value, confidence }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use std::collections::HashSet;

    /// eBay cuts the names and values of aspects at these lengths.
    const LONGEST_NAME: usize = 40;
    const LONGEST_VALUE: usize = 50;

    #[test]
    fn every_colour_material_gender_and_aspect_has_a_word_on_every_site() {
        for site in Site::ALL {
            for word in catalogue::colours() {
                assert!(colour(site, &word.key).is_some(), "{site:?}: {}", word.key);
            }
            for word in catalogue::materials() {
                assert!(
                    material(site, &word.key).is_some(),
                    "{site:?}: {}",
                    word.key
                );
            }
            for word in catalogue::genders() {
                for age in [None, Some(Age::Child), Some(Age::Baby)] {
                    assert!(
                        department(site, word.gender, age).is_some(),
                        "{site:?}: {:?}",
                        word.gender
                    );
                }
            }
            for aspect in [
                Aspect::Brand,
                Aspect::Colour,
                Aspect::Department,
                Aspect::Material,
                Aspect::Size,
                Aspect::ShoeSize,
            ] {
                assert!(name(site, aspect).is_some(), "{site:?}: {aspect:?}");
            }
        }
    }

    #[test]
    fn rows_name_words_of_ours_each_once_and_short_enough() {
        for site in Site::ALL {
            let mut seen = HashSet::new();
            for row in colours(site) {
                assert!(catalogue::colour(&row.colour).is_some(), "{}", row.colour);
                assert!(seen.insert(format!("colour {}", row.colour)));
            }
            for row in materials(site) {
                assert!(
                    catalogue::material(&row.material).is_some(),
                    "{}",
                    row.material
                );
                assert!(seen.insert(format!("material {}", row.material)));
            }
            for row in departments(site) {
                assert!(seen.insert(format!("department {:?} {:?}", row.gender, row.age)));
            }
            for row in aspects(site) {
                assert!(row.name.chars().count() <= LONGEST_NAME);
                assert!(seen.insert(format!("aspect {:?}", row.aspect)));
            }
            let of_colours = colours(site).iter().map(|row| &row.value);
            let of_materials = materials(site).iter().map(|row| &row.value);
            let of_departments = departments(site).iter().map(|row| &row.value);
            for value in of_colours.chain(of_materials).chain(of_departments) {
                let length = value.chars().count();
                assert!((1..=LONGEST_VALUE).contains(&length), "{value}");
            }
        }
    }

    #[test]
    fn a_site_is_spoken_to_in_its_language() {
        let blue = Site::ALL.map(|site| colour(site, "blue").map(|found| found.value));
        assert_eq!(blue, [Some("Bleu"), Some("Blue"), Some("Blau")]);
        let navy = colour(Site::De, "navy");
        assert_eq!(
            navy.map(|found| (found.value, found.confidence)),
            Some(("Blau", Confidence::Near))
        );
        let of = |age| department(Site::Fr, Gender::Girls, age).map(|found| found.value);
        assert_eq!(of(Some(Age::Child)), Some("Fille"));
        assert_eq!(of(Some(Age::Baby)), Some("Bébé et tout-petit (unisexe)"));
    }
}
