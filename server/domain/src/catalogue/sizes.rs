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
mod tests;
