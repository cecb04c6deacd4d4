//! Which item a listing may be. Pure: items and a listing in, the best match and its reasons out.
//!
//! Made for thousands of items at a time: an item is met through a reference or through words of its title that are
//! not everybody's, and only the few that share most of them are looked at closely.

use crate::catalogue::folding::fold;
use crate::catalogue::sizes;
use std::collections::{BTreeSet, HashMap};
use stoflow_wire::ids::ProductId;
use stoflow_wire::wardrobe::Likeness;

/// From here on a match is worth showing.
const SURE: i32 = 70;

/// A word in more titles than this tells nothing; so a listing is never compared with a whole shop.
const COMMON: usize = 400;

/// The items looked at closely: those that share most words.
const CLOSE: usize = 12;

/// The shortest reference that is believed.
const SHORTEST_CODE: usize = 4;

/// The words of a text that may be a reference, folded, each once.
pub(super) fn codes(text: &str) -> Vec<String> {
    let codes: BTreeSet<String> = text
        .split_whitespace()
        .filter(|word| may_refer(word))
        .map(code)
        .filter(|code| code.len() >= SHORTEST_CODE)
        .take(MOST_CODES)
        .collect();
    codes.into_iter().collect()
}

const MOST_CODES: usize = 40;

/// A reference holds a digit, or is one of ours, in which the eight places may all be letters.
fn may_refer(word: &str) -> bool {
    word.contains("SF-") || word.contains(|c: char| c.is_ascii_digit())
}

/// A reference as it is compared.
pub(super) fn code(text: &str) -> String {
    fold(text)
}

/// An item that is on Vinted nowhere yet.
pub(super) struct Item {
    pub(super) product: ProductId,
    pub(super) title: String,
    pub(super) brand: String,
    pub(super) size: String,
    pub(super) price_minor: Option<i64>,
    pub(super) sku: String,
}

/// A listing nobody has claimed.
pub(super) struct Stray {
    pub(super) title: String,
    pub(super) brand: String,
    pub(super) size: String,
    pub(super) price_minor: Option<i64>,
    /// What its description may refer to, folded.
    pub(super) codes: Vec<String>,
}

/// An item and why it may be the one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) product: ProductId,
    pub(super) because: Vec<Likeness>,
}

/// All items of a shop that a listing may be, ready to be asked.
#[derive(Default)]
pub(super) struct Shelf {
    items: Vec<Known>,
    by_code: HashMap<String, usize>,
    by_title: HashMap<String, Vec<usize>>,
    by_word: HashMap<String, Vec<usize>>,
    by_product: HashMap<ProductId, usize>,
}

struct Known {
    product: ProductId,
    title: Title,
    brand: String,
    size: String,
    price_minor: Option<i64>,
}

struct Title {
    folded: String,
    words: BTreeSet<String>,
}

impl Title {
    fn of(text: &str) -> Self {
        let folded = fold(text);
        let words = folded
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        Self { folded, words }
    }
}

impl Shelf {
    pub(super) fn of(items: impl IntoIterator<Item = Item>) -> Self {
        let mut shelf = Self::default();
        for item in items {
            shelf.add(item);
        }
        shelf
    }

    fn add(&mut self, item: Item) {
        let at = self.items.len();
        let title = Title::of(&item.title);
        for word in &title.words {
            self.by_word.entry(word.clone()).or_default().push(at);
        }
        if !title.folded.is_empty() {
            let same = self.by_title.entry(title.folded.clone()).or_default();
            same.push(at);
        }
        self.by_product.insert(item.product, at);
        self.refer(at, &item.sku);
        self.items.push(Known {
            product: item.product,
            title,
            brand: together(&item.brand),
            size: item.size,
            price_minor: item.price_minor,
        });
    }

    /// An earlier listing of this item had this reference.
    pub(super) fn remember(&mut self, product: ProductId, reference: &str) {
        if let Some(at) = self.by_product.get(&product).copied() {
            self.refer(at, reference);
        }
    }

    fn refer(&mut self, at: usize, reference: &str) {
        let code = code(reference);
        if code.len() >= SHORTEST_CODE && may_refer(reference) {
            self.by_code.insert(code, at);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The item this listing is most likely to be, where that is likely enough.
    pub(super) fn best(&self, stray: &Stray) -> Option<Match> {
        let title = Title::of(&stray.title);
        let brand = together(&stray.brand);
        let referred = self.referred(stray);
        let mut best: Option<(i32, usize, Vec<Likeness>)> = None;
        for at in referred.into_iter().chain(self.close_to(&title)) {
            let known = &self.items[at];
            let mut because = Vec::new();
            let mut score = 0;
            if referred == Some(at) {
                because.push(Likeness::Reference);
                score += 100;
            }
            score += alike(known, stray, &title, &brand, &mut because);
            if score >= SURE && best.as_ref().is_none_or(|(most, ..)| score > *most) {
                best = Some((score, at, because));
            }
        }
        best.map(|(_, at, because)| Match {
            product: self.items[at].product,
            because,
        })
    }

    fn referred(&self, stray: &Stray) -> Option<usize> {
        let of_title = codes(&stray.title);
        let mut all = stray.codes.iter().chain(&of_title);
        all.find_map(|code| self.by_code.get(code).copied())
    }

    fn close_to(&self, title: &Title) -> Vec<usize> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for word in &title.words {
            let holders = self.by_word.get(word).filter(|at| at.len() <= COMMON);
            for at in holders.into_iter().flatten() {
                *shared.entry(*at).or_default() += 1;
            }
        }
        let mut close: Vec<(usize, usize)> =
            shared.into_iter().map(|(at, words)| (words, at)).collect();
        close.sort_unstable_by(|one, other| other.cmp(one));
        let same = self.by_title.get(&title.folded);
        let same = same.into_iter().flatten().take(CLOSE).copied();
        let close = close.into_iter().take(CLOSE).map(|(_, at)| at);
        same.chain(close).collect()
    }
}

/// Points for what is alike, taken off for what contradicts.
fn alike(
    known: &Known,
    stray: &Stray,
    title: &Title,
    brand: &str,
    because: &mut Vec<Likeness>,
) -> i32 {
    let facts = [
        (Likeness::Title, title_points(&known.title, title)),
        (Likeness::Brand, brand_points(&known.brand, brand)),
        (Likeness::Size, size_points(&known.size, &stray.size)),
        (
            Likeness::Price,
            price_points(known.price_minor, stray.price_minor),
        ),
    ];
    for (fact, points) in facts {
        if points > 0 {
            because.push(fact);
        }
    }
    facts.iter().map(|(_, points)| points).sum()
}

/// A title of three words or more tells an item; a shorter one needs another fact beside it.
fn title_points(one: &Title, other: &Title) -> i32 {
    if one.words.is_empty() || other.words.is_empty() {
        return 0;
    }
    if one.folded == other.folded {
        return if one.words.len() >= 3 { SURE } else { 55 };
    }
    let shared = one.words.intersection(&other.words).count();
    let all = one.words.len() + other.words.len() - shared;
    if shared >= 2 && shared * 5 >= all * 3 {
        45
    } else {
        0
    }
}

fn brand_points(one: &str, other: &str) -> i32 {
    match (one, other) {
        ("", _) | (_, "") => 0,
        (one, other) if one == other => 15,
        _ => -25,
    }
}

/// Sizes of different kinds (a letter and a number) say nothing about each other.
fn size_points(one: &str, other: &str) -> i32 {
    if one.is_empty() || other.is_empty() {
        return 0;
    }
    if fold(one) == fold(other) {
        return 10;
    }
    match (sizes::read(one, None), sizes::read(other, None)) {
        (Some(one), Some(other)) if one.key == other.key => 10,
        (Some(one), Some(other)) if one.group == other.group => -15,
        _ => 0,
    }
}

/// Within ten per cent.
fn price_points(one: Option<i64>, other: Option<i64>) -> i32 {
    match (one, other) {
        (Some(one), Some(other)) if (one - other).abs() * 10 <= one.max(other) => 15,
        _ => 0,
    }
}

/// As brands are compared: `Levi's` and `levis` are one.
fn together(text: &str) -> String {
    fold(text).replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(number: i64, title: &str, brand: &str, size: &str, cents: i64) -> Item {
        Item {
            product: ProductId(number),
            title: title.to_owned(),
            brand: brand.to_owned(),
            size: size.to_owned(),
            price_minor: Some(cents),
            sku: format!("ST-{number:04}"),
        }
    }

    fn stray(title: &str, brand: &str, size: &str, cents: i64) -> Stray {
        Stray {
            title: title.to_owned(),
            brand: brand.to_owned(),
            size: size.to_owned(),
            price_minor: Some(cents),
            codes: Vec::new(),
        }
    }

    fn shelf() -> Shelf {
        let mut shelf = Shelf::of([
            item(1, "Robe rouge à fleurs", "Sézane", "38", 2500),
            item(2, "Robe rouge à pois", "Sézane", "40", 2500),
            item(3, "Jean", "Levi's", "W32", 3000),
        ]);
        shelf.remember(ProductId(2), "SF-0A1B2C3D");
        shelf
    }

    fn found(stray: &Stray) -> Option<(i64, Vec<Likeness>)> {
        let found = shelf().best(stray)?;
        Some((found.product.0, found.because))
    }

    #[test]
    fn the_same_title_is_the_same_item() {
        use Likeness::{Brand, Price, Size, Title};
        let all = vec![Title, Brand, Size, Price];
        let same = stray("ROBE ROUGE A FLEURS", "sezane", "T. 38", 2600);
        assert_eq!(found(&same), Some((1, all)));
        let dearer = stray("Robe rouge à fleurs", "", "", 9900);
        assert_eq!(found(&dearer), Some((1, vec![Title])));
    }

    #[test]
    fn another_brand_or_size_speaks_against_it() {
        assert_eq!(
            found(&stray("Robe rouge à fleurs", "Zara", "38", 9900)),
            None
        );
        assert_eq!(found(&stray("Jean", "", "", 9900)), None);
        let jean = found(&stray("Jean", "LEVIS", "", 9900));
        assert_eq!(jean, Some((3, vec![Likeness::Title, Likeness::Brand])));
        assert_eq!(found(&stray("Jean", "LEVIS", "W34", 9900)), None);
    }

    #[test]
    fn a_reference_beats_a_title() {
        let with = |codes: Vec<String>| Stray {
            codes,
            ..stray("Robe rouge à fleurs", "Sézane", "38", 2500)
        };
        let listed = codes("Portée deux fois.\n\nRéf. SF-0A1B2C3D");
        let found_by = |stray: &Stray| found(stray).map(|(product, because)| (product, because[0]));
        assert_eq!(found_by(&with(listed)), Some((2, Likeness::Reference)));
        let by_sku = stray("Pantalon (ST-0003)", "", "", 100);
        assert_eq!(found_by(&by_sku), Some((3, Likeness::Reference)));
    }

    #[test]
    fn what_merely_holds_a_number_refers_to_nothing() {
        assert_eq!(codes("Taille 38, 100 % coton, neuf"), Vec::<String>::new());
        assert_eq!(codes("réf AB-12 et AB-12."), ["ab 12"]);
        assert_eq!(codes("Réf. SF-ABCDEFGH"), ["sf abcdefgh"]);
    }

    #[test]
    fn nothing_is_like_everything() {
        assert_eq!(found(&stray("", "", "", 2500)), None);
        assert_eq!(found(&stray("Manteau", "Sézane", "38", 2500)), None);
        assert!(Shelf::default().best(&stray("Jean", "", "", 1)).is_none());
    }
}
