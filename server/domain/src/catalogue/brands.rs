//! Common second-hand brands, for suggestions while typing and for knowing a brand however it is written.
//!
//! A product's brand is free text: a brand that is not listed here is as good as any other.

use super::{folding::fold, table};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Clone, Debug, Deserialize)]
pub struct Brand {
    pub key: String,
    /// As the brand writes itself, in every language.
    pub name: String,
    /// Other ways people write it, parted by `|`.
    aliases: String,
}

impl Brand {
    /// Its name first.
    fn spellings(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.split('|').filter(|alias| !alias.is_empty());
        std::iter::once(self.name.as_str()).chain(aliases)
    }
}

/// A brand with the forms it is compared by.
struct Known {
    brand: Brand,
    spellings: Vec<Vec<String>>,
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let rows: Vec<Brand> = table::rows(
        "catalogue/brands",
        include_str!("../../data/catalogue/brands.csv"),
    );
    rows.into_iter()
        .map(|brand| Known {
            spellings: brand.spellings().map(words).collect(),
            brand,
        })
        .collect()
});

/// All brands, roughly the most traded first.
pub fn all() -> impl Iterator<Item = &'static Brand> {
    KNOWN.iter().map(|known| &known.brand)
}

static BY_KEY: LazyLock<HashMap<&str, &Brand>> =
    LazyLock::new(|| all().map(|brand| (brand.key.as_str(), brand)).collect());

/// The brand of this key.
pub fn find(key: &str) -> Option<&'static Brand> {
    BY_KEY.get(key).copied()
}

/// The brand a text names, whatever its case, accents, punctuation and `et`, `and` or `&`.
pub fn named(text: &str) -> Option<&'static Brand> {
    let wanted = words(text).concat();
    KNOWN
        .iter()
        .find(|known| known.spellings.iter().any(|words| words.concat() == wanted))
        .map(|known| &known.brand)
}

/// At most `limit` brands a person may mean by the beginning of a word: those whose name begins so first.
/// No text gives the most traded ones.
pub fn like(text: &str, limit: usize) -> Vec<&'static Brand> {
    let typed = words(text).concat();
    let begins = KNOWN.iter().filter(|known| known.begins_with(&typed));
    let contains = KNOWN
        .iter()
        .filter(|known| !known.begins_with(&typed) && known.has_word(&typed));
    begins
        .chain(contains)
        .take(limit)
        .map(|known| &known.brand)
        .collect()
}

/// Whether a person may mean the brand by the beginning of one of the words it is called by.
pub fn is_meant(brand: &Brand, typed: &str) -> bool {
    let mut names = brand.spellings();
    names.any(|name| may_be_meant(name, typed))
}

/// Whether a person may mean the brand of this name by the beginning of one of its words.
pub fn may_be_meant(name: &str, typed: &str) -> bool {
    let (words, typed) = (words(name), words(typed).concat());
    (0..words.len()).any(|at| words[at..].concat().starts_with(&typed))
}

impl Known {
    fn begins_with(&self, typed: &str) -> bool {
        self.spellings
            .iter()
            .any(|words| words.concat().starts_with(typed))
    }

    fn has_word(&self, typed: &str) -> bool {
        self.spellings
            .iter()
            .any(|words| (1..words.len()).any(|at| words[at..].concat().starts_with(typed)))
    }
}

/// The words that tell brands apart: `Zadig & Voltaire`, `zadig et voltaire` and `Zadig and Voltaire` are one.
fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(' ')
        .filter(|word| !matches!(*word, "" | "et" | "and"))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn names(text: &str, limit: usize) -> Vec<&'static str> {
        like(text, limit)
            .into_iter()
            .map(|brand| brand.name.as_str())
            .collect()
    }

    #[test]
    fn suggests_by_the_beginning_of_any_word() {
        assert_eq!(names("lev", 10)[0], "Levi's");
        assert_eq!(names("LÉV", 10), names("lev", 10));
        assert_eq!(names("bear", 1), ["Pull & Bear"]);
        assert_eq!(names("zadig et v", 1), ["Zadig & Voltaire"]);
        assert_eq!(names("kooka", 1), ["Kookaï"]);
        assert_eq!(names("ysl", 1), ["Yves Saint Laurent"]);
        assert!(names("xyzzy", 10).is_empty());
        assert_eq!(names("", 3), ["Zara", "H&M", "Kiabi"]);
        assert_eq!(names("a", 4).len(), 4);
    }

    #[test]
    fn knows_a_brand_however_it_is_written() {
        let cases = [
            ("LEVIS", "Levi's"),
            ("levi’s", "Levi's"),
            ("h & m", "H&M"),
            ("HM", "H&M"),
            ("H et M", "H&M"),
            ("Bape", "A Bathing Ape (BAPE)"),
            ("stussy", "Stüssy"),
            ("Norrona", "Norrøna"),
        ];
        for (text, name) in cases {
            assert_eq!(
                named(text).map(|brand| brand.name.as_str()),
                Some(name),
                "{text}"
            );
        }
        for unknown in ["Maison Inconnue", "", "Levi's Strauss & Co", "&"] {
            assert!(named(unknown).is_none(), "{unknown}");
        }
    }

    #[test]
    fn no_two_brands_share_a_key_or_a_spelling() {
        let mut owner: HashMap<String, &str> = HashMap::new();
        let mut keys: HashMap<&str, &str> = HashMap::new();
        for known in KNOWN.iter() {
            let name = known.brand.name.as_str();
            assert!(keys.insert(&known.brand.key, name).is_none(), "{name}");
            for spelling in &known.spellings {
                let spelling = spelling.concat();
                assert!(!spelling.is_empty(), "{name}");
                assert_eq!(owner.insert(spelling, name), None, "{name}");
            }
        }
        assert!(keys.len() > 600);
    }
}
