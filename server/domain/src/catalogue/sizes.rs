//! Sizes: one list for letters, European numbers, waists in inches, children's ages, shoes, heads, hands, belts, rings,
//! watches and one-size, and the reading of what sellers write on a label into it.
//!
//! Knows no marketplace. What a number alone means depends on the thing: 38 is a shoe, a garment or nothing.

use super::{Category, folding::fold, table};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeGroup {
    /// XXS–8XL.
    Letter,
    /// 32–56, as French and German labels count.
    European,
    /// Inches around the waist: W22–W56.
    Waist,
    /// An age and the height that goes with it.
    Child,
    /// Shoes as France and Germany count, with halves: 15–52.
    Shoe,
    /// Centimetres around the head: 52–65.
    Head,
    /// Gloves, with halves: 5–12.
    Glove,
    /// Centimetres of a belt: 65–125.
    Belt,
    /// Rings by the inner circumference in millimetres, as France counts: 44–70.
    Ring,
    /// Watches by the width of the case.
    Watch,
    OneSize,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Size {
    pub key: String,
    pub group: SizeGroup,
    /// Height of the child; for the child's group only.
    pub centimetres: Option<u16>,
    pub(super) fr: String,
    pub(super) en: String,
}

/// All sizes, group by group, small to large.
pub fn all() -> &'static [Size] {
    static ROWS: LazyLock<Vec<Size>> = LazyLock::new(|| {
        table::rows(
            "catalogue/sizes",
            include_str!("../../data/catalogue/sizes.csv"),
        )
    });
    &ROWS
}

/// The sizes that things of a category come in, in the order of the list. Empty for what has none, such as a bag.
pub fn of(category: &Category) -> impl Iterator<Item = &'static Size> {
    all()
        .iter()
        .filter(|size| category.sizes.contains(&size.group))
}

/// Shoes up to this size are children's.
const LARGEST_OF_CHILDREN: &str = "shoe_33";

impl Size {
    /// Whether only children wear it.
    pub fn is_of_children(&self) -> bool {
        self.group == SizeGroup::Child
            || self.group == SizeGroup::Shoe
                && all()
                    .iter()
                    .take_while(|size| size.key != self.key)
                    .all(|smaller| smaller.key != LARGEST_OF_CHILDREN)
    }
}

pub fn find(key: &str) -> Option<&'static Size> {
    all().iter().find(|size| size.key == key)
}

/// The size a label means: a key of ours or what people write (`2XL`, `T. 38`, `W32 L34`, `10 ans`, `S / 36 / 8`,
/// `taille unique`, `38,5` for shoes). The category decides what a number is; `32/34` is a waist and a length for
/// trousers, else a double size, of which the smaller counts. `None` where the label cannot be read.
pub fn read(text: &str, category: Option<&Category>) -> Option<&'static Size> {
    find(text.trim()).or_else(|| {
        let pieces = pieces(text);
        let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        let own = category.and_then(|category| own_measure(category, &pieces));
        own.or_else(|| {
            find(&key_of(&pieces)?)
                .filter(|size| category.is_none_or(|category| category.comes_in(size)))
        })
    })
}

/// What the pieces mean for the one kind of thing, where it is measured in its own way.
fn own_measure(category: &Category, pieces: &[&str]) -> Option<&'static Size> {
    if category.parent == "bottoms" {
        return find(&waist_and_length(pieces)?);
    }
    category.sizes.iter().find_map(|group| match group {
        SizeGroup::Shoe => find(&format!("shoe_{}", with_halves(pieces)?)),
        SizeGroup::Glove => find(&format!("glove_{}", with_halves(pieces)?)),
        SizeGroup::Head => find(&format!("head_{}", in_unit(pieces, "cm")?)),
        SizeGroup::Belt => find(&format!("belt_{}", in_unit(pieces, "cm")?)),
        SizeGroup::Ring => ring(pieces),
        SizeGroup::Watch => watch(
            pieces
                .iter()
                .rfind(|piece| is_number(piece))?
                .parse()
                .ok()?,
        ),
        SizeGroup::Letter
        | SizeGroup::European
        | SizeGroup::Waist
        | SizeGroup::Child
        | SizeGroup::OneSize => None,
    })
}

/// `38`, `38,5`, `38 1/2` and `EU 38.5`, as the end of a key.
fn with_halves(pieces: &[&str]) -> Option<String> {
    let number = match pieces {
        ["eu" | "fr" | "p", number @ ..] | [number @ .., "eu" | "fr"] | number => number,
    };
    match number {
        [whole] | [whole, "0"] if is_number(whole) => Some((*whole).to_owned()),
        [whole, "5"] | [whole, "1", "2"] if is_number(whole) => Some(format!("{whole}_5")),
        _ => None,
    }
}

/// A number alone or with its unit.
fn in_unit<'a>(pieces: &[&'a str], unit: &str) -> Option<&'a str> {
    match pieces {
        [number] => Some(*number),
        [number, told, ..] if *told == unit => Some(*number),
        _ => None,
    }
    .filter(|number| is_number(number))
}

fn is_number(piece: &str) -> bool {
    piece.bytes().all(|byte| byte.is_ascii_digit())
}

fn ring(pieces: &[&str]) -> Option<&'static Size> {
    match pieces {
        ["ajustable" | "adjustable" | "reglable", ..] => find("ring_adjustable"),
        _ => find(&format!("ring_{}", in_unit(pieces, "mm")?)),
    }
}

/// The band that a case of so many millimetres falls into; of `31 to 38 mm` the last number counts.
fn watch(millimetres: u16) -> Option<&'static Size> {
    find(match millimetres {
        10..=30 => "watch_30",
        31..=38 => "watch_38",
        39..=42 => "watch_42",
        43..=46 => "watch_46",
        47..=60 => "watch_47",
        _ => return None,
    })
}

/// Runs of letters and of digits, folded, without the word "size".
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for word in fold(text).split(' ') {
        let mut kind = None;
        for letter in word.chars() {
            let digit = letter.is_ascii_digit();
            match pieces.last_mut() {
                Some(piece) if kind == Some(digit) => piece.push(letter),
                _ => pieces.push(letter.to_string()),
            }
            kind = Some(digit);
        }
    }
    let is_size_word = |piece: &String| matches!(piece.as_str(), "taille" | "size" | "t");
    if pieces.len() > 1 && is_size_word(&pieces[0]) && !starts_one_size(&pieces) {
        pieces.remove(0);
    }
    pieces
}

fn starts_one_size(pieces: &[String]) -> bool {
    pieces[1].starts_with('u')
}

fn waist_and_length(pieces: &[&str]) -> Option<String> {
    match pieces {
        [waist, length] | [waist, "x" | "l", length] if is_length(length) => {
            Some(format!("w{}", waist.parse::<u16>().ok()?))
        }
        _ => None,
    }
}

/// The inseams jeans are made in, in inches.
fn is_length(piece: &str) -> bool {
    matches!(piece, "26" | "28" | "30" | "32" | "34" | "36" | "38")
}

fn key_of(pieces: &[&str]) -> Option<String> {
    let key = match pieces {
        ["tu" | "os" | "u" | "unique" | "onesize" | "universel"]
        | ["taille" | "t", "unique" | "u"]
        | ["one", "size"] => Some("one_size".to_owned()),
        ["w", waist] | ["w", waist, "l", _] => Some(format!("w{waist}")),
        [age, "ans" | "an" | "a" | "years" | "year" | "yrs" | "y", ..] => {
            age.parse().ok().map(years)
        }
        [age, "mois" | "m" | "months" | "month", ..] => age.parse().ok().map(months),
        ["naissance" | "newborn" | "nb", ..] => Some("birth".to_owned()),
        ["premature" | "preemie", ..] => Some("premature".to_owned()),
        [height, "cm"] => child_of_height(height),
        [number] => european(number).or_else(|| child_of_height(number)),
        ["eu" | "fr", number] | [number, "eu" | "fr"] => european(number),
        [many, piece @ ("xl" | "xs")] => letter(&format!("{many}{piece}")),
        [small, large] => double(small, large),
        _ => None,
    };
    key.or_else(|| letter(pieces.first()?))
}

fn years(age: u16) -> String {
    match age {
        0 | 1 => months(12 * age),
        2 => months(24),
        _ => format!("{age}_years"),
    }
}

fn months(age: u16) -> String {
    match age {
        0 => "birth".to_owned(),
        1 => "1_month".to_owned(),
        36 => "3_years".to_owned(),
        _ => format!("{age}_months"),
    }
}

fn european(number: &str) -> Option<String> {
    let number: u16 = number.parse().ok()?;
    (32..=56)
        .contains(&number)
        .then(|| format!("eu_{}", number + number % 2))
}

/// `36/38`: two neighbouring sizes on one label.
fn double(small: &str, large: &str) -> Option<String> {
    let (low, high): (u16, u16) = (small.parse().ok()?, large.parse().ok()?);
    (high == low + 2).then(|| european(small))?
}

fn child_of_height(number: &str) -> Option<String> {
    let height: u16 = number.parse().ok()?;
    all()
        .iter()
        .find(|size| size.centimetres == Some(height))
        .map(|size| size.key.clone())
}

fn letter(piece: &str) -> Option<String> {
    let key = match piece {
        "small" => "s",
        "medium" => "m",
        "large" => "l",
        "2xs" => "xxs",
        "1xl" => "xl",
        "2xl" => "xxl",
        "xxxl" => "3xl",
        "xxxxl" => "4xl",
        "xxxxxl" => "5xl",
        other => other,
    };
    let size = find(key)?;
    (size.group == SizeGroup::Letter).then(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{categories, category};
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn key(text: &str) -> Option<&'static str> {
        read(text, None).map(|size| size.key.as_str())
    }

    fn trousers(text: &str) -> Option<&'static str> {
        read(text, category("jeans")).map(|size| size.key.as_str())
    }

    #[test]
    fn the_list_is_complete() {
        let keys: HashSet<&str> = all().iter().map(|size| size.key.as_str()).collect();
        assert_eq!(keys.len(), all().len());
        let count = |group| all().iter().filter(|size| size.group == group).count();
        assert_eq!(count(SizeGroup::Letter), 13);
        assert_eq!(count(SizeGroup::European), 13);
        assert!((24..=46).all(|waist| keys.contains(format!("w{waist}").as_str())));
        assert_eq!(count(SizeGroup::OneSize), 1);
        for size in all() {
            assert_eq!(
                size.centimetres.is_some(),
                size.group == SizeGroup::Child,
                "{}",
                size.key
            );
        }
    }

    #[test]
    fn reads_every_key_and_every_label() {
        for size in all() {
            let thing = categories()
                .iter()
                .find(|category| category.sizes.contains(&size.group));
            assert!(thing.is_some(), "nothing comes in {}", size.key);
            for text in [&size.key, &size.fr, &size.en] {
                let read = read(text, thing).map(|size| size.key.as_str());
                assert_eq!(read, Some(size.key.as_str()), "{text}");
            }
        }
    }

    #[test]
    fn a_number_means_what_the_thing_is_measured_in() {
        let cases = [
            ("trainers", "38", "shoe_38"),
            ("trainers", "38,5", "shoe_38_5"),
            ("trainers", "EU 38 1/2", "shoe_38_5"),
            ("trainers", "P. 42.0", "shoe_42"),
            ("baby_shoes", "19", "shoe_19"),
            ("cap", "57", "head_57"),
            ("cap", "57 cm", "head_57"),
            ("cap", "TU", "one_size"),
            ("beanie", "6 ans", "6_years"),
            ("gloves", "7,5", "glove_7_5"),
            ("gloves", "M", "m"),
            ("belt", "85 cm", "belt_85"),
            ("belt", "L", "l"),
            ("ring", "54", "ring_54"),
            ("ring", "Ajustable", "ring_adjustable"),
            ("watch", "40 mm", "watch_42"),
            ("dress", "38", "eu_38"),
        ];
        for (thing, text, expected) in cases {
            let read = read(text, category(thing)).map(|size| size.key.as_str());
            assert_eq!(read, Some(expected), "{thing} {text}");
        }
        for (thing, text) in [
            ("trainers", "60"),
            ("trainers", "UK 6"),
            ("ring", "12"),
            ("watch", "5 mm"),
        ] {
            assert!(read(text, category(thing)).is_none(), "{thing} {text}");
        }
    }

    #[test]
    fn small_shoes_and_ages_are_childrens() {
        let of_children = |key| find(key).is_some_and(Size::is_of_children);
        assert!(of_children("6_years") && of_children("shoe_15") && of_children("shoe_33"));
        assert!(!of_children("shoe_34") && !of_children("shoe_42_5") && !of_children("m"));
    }

    #[test]
    fn a_category_comes_in_its_own_sizes() {
        let sizes = |thing| of(category(thing).unwrap()).count();
        assert_eq!(sizes("handbag"), 0);
        assert!(of(category("trainers").unwrap()).all(|size| size.group == SizeGroup::Shoe));
        assert!(sizes("dress") > 40);
    }

    #[test]
    fn reads_what_people_write() {
        let cases = [
            ("m", "m"),
            (" Taille M ", "m"),
            ("2XL", "xxl"),
            ("XXXL", "3xl"),
            ("2xs", "xxs"),
            ("S / 36 / 8", "s"),
            ("M - 38", "m"),
            ("S/M", "s"),
            ("T38", "eu_38"),
            ("T. 38", "eu_38"),
            ("FR 40", "eu_40"),
            ("40 EU", "eu_40"),
            ("39", "eu_40"),
            ("36/38", "eu_36"),
            ("W32", "w32"),
            ("w32 l34", "w32"),
            ("W33/L32", "w33"),
            ("taille unique", "one_size"),
            ("TU", "one_size"),
            ("T.U.", "one_size"),
            ("One size", "one_size"),
            ("10 ans", "10_years"),
            ("10A", "10_years"),
            ("2 ans", "24_months"),
            ("6 mois", "6_months"),
            ("36 mois", "3_years"),
            ("4 ans / 104 cm", "4_years"),
            ("116", "6_years"),
            ("naissance", "birth"),
        ];
        for (text, expected) in cases {
            assert_eq!(key(text), Some(expected), "{text}");
        }
        for unreadable in ["", "grand", "UK 10", "31.5.2", "999", "W12", "40 ans", "🙂"] {
            assert_eq!(key(unreadable), None, "{unreadable}");
        }
    }

    #[test]
    fn trousers_have_a_waist_and_a_length() {
        assert_eq!(trousers("32/34"), Some("w32"));
        assert_eq!(trousers("32 x 34"), Some("w32"));
        assert_eq!(trousers("33/32"), Some("w33"));
        assert_eq!(trousers("W31 L30"), Some("w31"));
        assert_eq!(trousers("42"), Some("eu_42"));
        assert_eq!(trousers("M"), Some("m"));
    }

    proptest! {
        #[test]
        fn no_label_makes_it_stumble(text in ".*") {
            let _ = read(&text, None);
            let _ = read(&text, category("jeans"));
        }
    }
}
