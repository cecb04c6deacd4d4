//! From the domain's catalogue to the form's lists.

use super::{Attribute, Catalogue, ColourWord, Family, Group, Measure, SizeRun, Suggestions, Word};
use stoflow_domain::catalogue::{self, Category, attributes, brands, measurements, sizes};
use stoflow_wire::language::Language;

/// Suggestions that a list opens with, and those that come while typing.
const BRANDS: usize = 40;

pub fn catalogue(language: Language) -> Catalogue {
    Catalogue {
        categories: categories(language),
        genders: catalogue::genders()
            .iter()
            .map(|gender| word(gender.gender.key(), gender.label(language)))
            .collect(),
        colours: catalogue::colours()
            .iter()
            .map(|colour| ColourWord {
                word: word(&colour.key, colour.label(language)),
                hex: colour.hex.clone(),
            })
            .collect(),
        conditions: catalogue::conditions()
            .iter()
            .map(|condition| word(&condition.note.to_string(), condition.label(language)))
            .collect(),
        materials: catalogue::materials()
            .iter()
            .map(|material| word(&material.key, material.label(language)))
            .collect(),
        attributes: attributes::all()
            .iter()
            .map(|asked| attribute(asked, language))
            .collect(),
        measures: measurements::all()
            .iter()
            .map(|measurement| Measure {
                word: word(&measurement.key, measurement.label(language)),
                categories: leaves(|leaf| measurement.fits(leaf)),
            })
            .collect(),
        sizes: size_runs(language),
        brands: brands_like(""),
    }
}

pub fn brands_like(typed: &str) -> Suggestions {
    brands::like(typed, BRANDS)
        .into_iter()
        .map(|brand| brand.name.clone())
        .collect()
}

/// One run for each group, in the order of the list.
fn size_runs(language: Language) -> Vec<SizeRun> {
    sizes::all()
        .chunk_by(|one, next| one.group == next.group)
        .map(|run| {
            let comes_in_it = |leaf: &&Category| {
                leaf.is_leaf() && run.first().is_some_and(|size| leaf.comes_in(size))
            };
            SizeRun {
                categories: catalogue::categories()
                    .iter()
                    .filter(comes_in_it)
                    .map(|leaf| leaf.key.clone())
                    .collect(),
                labels: run
                    .iter()
                    .map(|size| size.label(language).to_owned())
                    .collect(),
            }
        })
        .collect()
}

/// The nodes right above leaves with these, in the order of the tree.
pub fn families(language: Language) -> Vec<Family> {
    let leaves_of = |parent: &Category| {
        catalogue::categories()
            .iter()
            .filter(|leaf| leaf.is_leaf() && leaf.parent == parent.key)
            .map(|leaf| word(&leaf.key, leaf.label(language)))
            .collect::<Vec<Word>>()
    };
    catalogue::categories()
        .iter()
        .filter(|node| !node.is_leaf())
        .map(|node| Family {
            whole: word(&node.key, node.label(language)),
            words: leaves_of(node),
        })
        .filter(|family| !family.words.is_empty())
        .collect()
}

/// The leaves to file things under.
fn categories(language: Language) -> Vec<Group> {
    let mut groups: Vec<Group> = families(language)
        .into_iter()
        .map(|family| Group {
            label: family.whole.label,
            words: family.words,
        })
        .collect();
    // What fits nowhere else stands at the top of the tree and at the end of the list.
    groups.rotate_left(1);
    groups
}

fn attribute(asked: &attributes::Attribute, language: Language) -> Attribute {
    let words = asked.words.iter();
    Attribute {
        word: word(&asked.key, asked.label(language)),
        most: asked.most,
        categories: leaves(|leaf| asked.fits(leaf)),
        words: words
            .map(|one| word(&one.key, one.label(language)))
            .collect(),
    }
}

fn leaves(fit: impl Fn(&Category) -> bool) -> Vec<String> {
    catalogue::categories()
        .iter()
        .filter(|leaf| leaf.is_leaf() && fit(leaf))
        .map(|leaf| leaf.key.clone())
        .collect()
}

fn word(key: &str, label: &str) -> Word {
    Word {
        key: key.to_owned(),
        label: label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_leaf_is_in_one_group() {
        let lists = catalogue(Language::Fr);
        let words: usize = lists.categories.iter().map(|group| group.words.len()).sum();
        let leaves = catalogue::categories()
            .iter()
            .filter(|node| node.is_leaf())
            .count();
        assert_eq!(words, leaves);
        let last = lists.categories.last().unwrap();
        assert_eq!(last.words, [word("other", "Autre vêtement")]);
    }

    #[test]
    fn sizes_are_those_of_the_category() {
        let lists = catalogue(Language::Fr);
        let shoes = lists.sizes_of("trainers");
        assert!(shoes.contains(&"38,5".to_owned()) && !shoes.contains(&"M".to_owned()));
        assert!(lists.sizes_of("dress").contains(&"M".to_owned()));
        assert!(lists.sizes_of("handbag").is_empty());
        assert!(lists.sizes_of("").len() > lists.sizes_of("dress").len());
    }

    #[test]
    fn conditions_are_labelled_from_new_to_defective() {
        let lists = catalogue(Language::En);
        assert_eq!(lists.conditions.first(), Some(&word("10", "New with tags")));
        assert_eq!(lists.conditions.len(), 11);
    }
}
