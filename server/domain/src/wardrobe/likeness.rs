//! Which item a listing may be. Pure: items and a listing in, the best match and its reasons out.
//!
//! Made for thousands of items at a time: an item is met through a reference or through words of its title that are
//! not everybody's, and only the few that share most of them are looked at closely.

use crate::catalogue::folding::fold;
use crate::catalogue::sizes::{self, Size};
use std::collections::{BTreeSet, HashMap};
use stoflow_wire::ids::ProductId;
use stoflow_wire::wardrobe::Likeness;

/// From here on a match is worth showing.
const SURE: i32 = 70;

/// A word in more titles than this tells nothing; so a listing is never compared with a whole shop.
const COMMON: usize = 400;

/// The items looked at closely: those that share most of the rarer words.
const CLOSE: usize = 24;

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
    size: Label,
    price_minor: Option<i64>,
}

/// A size as it is compared.
struct Label {
    folded: String,
    read: Option<&'static Size>,
}

impl Label {
    fn of(text: &str) -> Self {
        Self {
            folded: fold(text),
            read: sizes::read(text, None),
        }
    }
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
            size: Label::of(&item.size),
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
        let sought = Sought::of(stray);
        let referred = self.referred(stray);
        let mut best: Option<(i32, usize, Vec<Likeness>)> = None;
        for at in referred.into_iter().chain(self.close_to(&sought.title)) {
            let known = &self.items[at];
            let titled = title_points(&known.title, &sought.title);
            // Without either, nothing else makes it the same thing.
            if titled == 0 && referred != Some(at) {
                continue;
            }
            let mut because = Vec::new();
            let mut score = alike(known, &sought, titled, &mut because);
            if referred == Some(at) {
                because.insert(0, Likeness::Reference);
                score += 100;
            }
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
        let mut holders: Vec<&Vec<usize>> = title
            .words
            .iter()
            .filter_map(|word| self.by_word.get(word))
            .filter(|holders| holders.len() <= COMMON)
            .collect();
        holders.sort_unstable_by_key(|holders| holders.len());
        // A title that shares three words in five shares one of these, the rarest two in five and one more.
        holders.truncate(title.words.len() * 2 / 5 + 1);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for at in holders.into_iter().flatten() {
            *shared.entry(*at).or_default() += 1;
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

/// A listing as it is compared.
struct Sought {
    title: Title,
    brand: String,
    size: Label,
    price_minor: Option<i64>,
}

impl Sought {
    fn of(stray: &Stray) -> Self {
        Self {
            title: Title::of(&stray.title),
            brand: together(&stray.brand),
            size: Label::of(&stray.size),
            price_minor: stray.price_minor,
        }
    }
}

/// Points for what is alike, taken off for what contradicts.
fn alike(known: &Known, sought: &Sought, titled: i32, because: &mut Vec<Likeness>) -> i32 {
    let facts = [
        (Likeness::Title, titled),
        (Likeness::Brand, brand_points(&known.brand, &sought.brand)),
        (Likeness::Size, size_points(&known.size, &sought.size)),
        (
            Likeness::Price,
            price_points(known.price_minor, sought.price_minor),
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
fn size_points(one: &Label, other: &Label) -> i32 {
    if one.folded.is_empty() || other.folded.is_empty() {
        return 0;
    }
    if one.folded == other.folded {
        return 10;
    }
    match (one.read, other.read) {
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
mod tests;
