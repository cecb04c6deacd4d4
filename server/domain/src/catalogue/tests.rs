use super::*;
use std::collections::HashSet;

fn assert_keys_are_unique_words<'a>(keys: impl Iterator<Item = &'a str>) {
    let mut seen = HashSet::new();
    for key in keys {
        assert!(
            !key.is_empty()
                && key
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
            "`{key}` is not a snake-case key"
        );
        assert!(seen.insert(key), "`{key}` stands twice");
    }
    assert!(!seen.is_empty());
}

fn assert_labelled<'a>(label_in: impl Fn(wording::Language) -> &'a str, key: &str) {
    for language in wording::Language::ALL {
        let label = label_in(language);
        assert!(
            !label.is_empty() && label == label.trim(),
            "`{key}` has a bad label `{label}` in {language:?}"
        );
    }
}

#[test]
fn every_table_reads_and_every_key_is_unique() {
    assert_keys_are_unique_words(genders().iter().map(|g| g.gender.key()));
    assert_keys_are_unique_words(categories().iter().map(|c| c.key.as_str()));
    assert_keys_are_unique_words(colours().iter().map(|c| c.key.as_str()));
    assert_keys_are_unique_words(materials().iter().map(|m| m.key.as_str()));
    for gender in genders() {
        assert_labelled(|language| gender.label_in(language), gender.gender.key());
    }
    for category in categories() {
        assert_labelled(|language| category.label_in(language), &category.key);
    }
    for colour in colours() {
        assert_labelled(|language| colour.label_in(language), &colour.key);
    }
    for material in materials() {
        assert_labelled(|language| material.label_in(language), &material.key);
    }
    for condition in conditions() {
        let note = condition.note.to_string();
        assert_labelled(|language| condition.label_in(language), &note);
    }
    for measurement in measurements::all() {
        assert_labelled(|language| measurement.label_in(language), &measurement.key);
    }
    for size in sizes::all() {
        assert_labelled(|language| size.label_in(language), &size.key);
    }
    for attribute in attributes::all() {
        assert_labelled(|language| attribute.label_in(language), &attribute.key);
        for word in &attribute.words {
            assert_labelled(|language| word.label_in(language), &word.key);
        }
    }
}

#[test]
fn the_catalogue_holds_the_originals_and_shoes_bags_and_accessories() {
    let leaves = categories().iter().filter(|c| c.is_leaf()).count();
    assert_eq!(leaves, 126);
    assert_eq!(colours().len(), 67);
    assert!(materials().len() >= 27);
    assert_eq!(genders().len(), 5);
    let notes: Vec<u8> = conditions().iter().map(|c| c.note).collect();
    assert_eq!(notes, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
}

#[test]
fn the_tree_holds_together() {
    let mut above = HashSet::from([""]);
    for node in categories() {
        assert!(
            above.contains(node.parent.as_str()),
            "`{}` stands before its parent",
            node.key
        );
        if !node.is_leaf() {
            above.insert(&node.key);
            assert!(
                categories().iter().any(|child| child.parent == node.key),
                "`{}` groups nothing",
                node.key
            );
        }
        assert!(!node.genders.contains(&Gender::Unisex));
    }
}

#[test]
fn swatches_are_colours() {
    for colour in colours() {
        match &colour.hex {
            None => assert_eq!(colour.key, "multicolor"),
            Some(hex) => assert!(
                hex.len() == 7
                    && hex.starts_with('#')
                    && hex[1..].bytes().all(|b| b.is_ascii_hexdigit()),
                "{hex}"
            ),
        }
    }
}

#[test]
fn speaks_both_languages() {
    assert_eq!(
        category("jeans").map(|c| c.label(Language::Fr)),
        Some("Jean")
    );
    assert_eq!(colour("navy").map(|c| c.label(Language::En)), Some("Navy"));
    assert_eq!(
        condition(10).map(|c| c.label(Language::Fr)),
        Some("Neuf avec étiquette")
    );
    assert!(category("Jeans").is_none());
    assert!(material("").is_none());
}

#[test]
fn a_site_is_written_for_in_its_own_language() {
    let jeans = category("jeans").unwrap();
    assert_eq!(jeans.label_in(wording::Language::Pl), "Jeansy");
    let one_size = sizes::find("one_size").unwrap();
    assert_eq!(one_size.label_in(wording::Language::Fr), "Taille unique");
    assert_eq!(one_size.label_in(wording::Language::De), "One size");
}
