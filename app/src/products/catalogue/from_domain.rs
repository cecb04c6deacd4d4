//! From the domain's catalogue, and the seller's own words, to the form's lists.

use super::{Attribute, Catalogue, ColourWord, Family, Group, Measure, Suggestions, Word};
use stoflow_domain::catalogue::{self, Category, attributes, measurements};
use stoflow_domain::own_words::{OwnWord, OwnWords, fields};
use stoflow_wire::language::Language;

/// Brands that a list opens with, and those that come while typing.
pub const BRANDS: usize = 40;

/// The seller's own stand first in each list: they added them because they use them.
pub fn catalogue(language: Language, brands: Suggestions, own: &OwnWords) -> Catalogue {
    Catalogue {
        categories: categories(language),
        genders: catalogue::genders()
            .iter()
            .map(|gender| word(gender.gender.key(), gender.label(language)))
            .collect(),
        colours: own
            .of(fields::COLOURS)
            .map(own_colour)
            .chain(catalogue::colours().iter().map(|colour| ColourWord {
                word: word(&colour.key, colour.label(language)),
                hex: colour.hex.clone(),
            }))
            .collect(),
        conditions: catalogue::conditions()
            .iter()
            .map(|condition| word(&condition.note.to_string(), condition.label(language)))
            .collect(),
        materials: own
            .of(fields::MATERIALS)
            .map(own_word)
            .chain(
                catalogue::materials()
                    .iter()
                    .map(|material| word(&material.key, material.label(language))),
            )
            .collect(),
        attributes: attributes::all()
            .iter()
            .map(|asked| attribute(asked, language, own))
            .collect(),
        measures: measurements::all()
            .iter()
            .map(|measurement| Measure {
                word: word(&measurement.key, measurement.label(language)),
                categories: leaves(|leaf| measurement.fits(leaf)),
            })
            .collect(),
        brands,
    }
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

fn attribute(asked: &attributes::Attribute, language: Language, own: &OwnWords) -> Attribute {
    let field = fields::of_attribute(&asked.key);
    let words = asked.words.iter();
    let words = words.map(|one| word(&one.key, one.label(language)));
    Attribute {
        word: word(&asked.key, asked.label(language)),
        most: asked.most,
        open: fields::is_open(&field),
        categories: leaves(|leaf| asked.fits(leaf)),
        words: own.of(&field).map(own_word).chain(words).collect(),
    }
}

fn own_word(own: &OwnWord) -> Word {
    word(&own.key, &own.name)
}

/// With the swatch of what it is like.
fn own_colour(own: &OwnWord) -> ColourWord {
    let like = catalogue::colour(&own.like);
    ColourWord {
        word: own_word(own),
        hex: like.and_then(|like| like.hex.clone()),
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
        let lists = catalogue(Language::Fr, Vec::new(), OwnWords::none());
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
    fn conditions_are_labelled_from_new_to_defective() {
        let lists = catalogue(Language::En, Vec::new(), OwnWords::none());
        assert_eq!(lists.conditions.first(), Some(&word("10", "New with tags")));
        assert_eq!(lists.conditions.len(), 11);
    }
}
