//! The catalogue's words in a sheet: written as people read them, read as anybody writes them. What is written is read
//! again as the same. Pure.

use super::{facts, standing};
use crate::catalogue::folding::fold;
use crate::catalogue::{self, attributes, table};
use crate::own_words::OwnWords;
use crate::products::parcel::Parcel;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;
use stoflow_wire::language::Language;
use stoflow_wire::products::ProductStatus;
use stoflow_wire::wording;

/// The words of one column.
struct Words {
    /// From a word, as it is compared, to its key.
    keys: HashMap<String, &'static str>,
    /// The keys as the catalogue has them.
    order: Vec<&'static str>,
    labels: HashMap<&'static str, [&'static str; 2]>,
    several: bool,
}

#[derive(Deserialize)]
struct Foreign {
    column: String,
    word: String,
    key: String,
}

/// Our own languages first: where two languages mean different things by one word, the nearer one has it.
const LANGUAGES: [wording::Language; 7] = [
    wording::Language::Fr,
    wording::Language::En,
    wording::Language::De,
    wording::Language::It,
    wording::Language::Es,
    wording::Language::Nl,
    wording::Language::Pl,
];

/// The column whose words may have percentages.
pub(super) const MATERIALS: &str = "materials";

/// Columns whose cells are words of the catalogue, by their keys.
fn tables() -> &'static HashMap<String, Words> {
    static TABLES: LazyLock<HashMap<String, Words>> = LazyLock::new(|| {
        let mut tables = HashMap::new();
        let leaves = catalogue::categories().iter().filter(|node| node.is_leaf());
        let leaves = leaves.map(|leaf| (leaf.key.as_str(), labels(|of| leaf.label_in(of))));
        tables.insert("category".to_owned(), Words::of(leaves, false));
        let genders = catalogue::genders().iter();
        let genders = genders.map(|word| (word.gender.key(), labels(|of| word.label_in(of))));
        tables.insert("gender".to_owned(), Words::of(genders, false));
        let colours = catalogue::colours().iter();
        let colours = colours.map(|word| (word.key.as_str(), labels(|of| word.label_in(of))));
        tables.insert("colours".to_owned(), Words::of(colours, true));
        let materials = catalogue::materials().iter();
        let materials = materials.map(|word| (word.key.as_str(), labels(|of| word.label_in(of))));
        tables.insert(MATERIALS.to_owned(), Words::of(materials, true));
        let conditions = catalogue::conditions().iter();
        let conditions = conditions.map(|word| (note(word.note), labels(|of| word.label_in(of))));
        tables.insert("condition".to_owned(), Words::of(conditions, false));
        let parcels = Parcel::ALL.into_iter();
        let parcels = parcels.map(|parcel| (parcel.key(), [parcel.key(); 7]));
        tables.insert("parcel".to_owned(), Words::of(parcels, false));
        let statuses = standing::WORDS.into_iter().map(ProductStatus::name);
        let statuses = statuses.map(|key| (key, labels(|of| facts::word(key, nearest(of)))));
        tables.insert(standing::STATUS.to_owned(), Words::of(statuses, false));
        for attribute in attributes::all() {
            let words = attribute.words.iter();
            let words = words.map(|word| (word.key.as_str(), labels(|of| word.label_in(of))));
            let words = Words::of(words, attribute.most > 1);
            tables.insert(format!("attributes.{}", attribute.key), words);
        }
        for foreign in foreign() {
            if let Some(words) = tables.get_mut(&foreign.column) {
                words
                    .keys
                    .entry(fold(&foreign.word))
                    .or_insert(foreign.key.as_str());
            }
        }
        tables
    });
    &TABLES
}

fn foreign() -> &'static [Foreign] {
    static ROWS: LazyLock<Vec<Foreign>> = LazyLock::new(|| {
        table::rows(
            "exchange/words",
            include_str!("../../data/exchange/words.csv"),
        )
    });
    &ROWS
}

fn labels<'word>(label_in: impl Fn(wording::Language) -> &'word str) -> [&'word str; 7] {
    LANGUAGES.map(label_in)
}

/// The one of our two languages for what has words in these alone.
fn nearest(language: wording::Language) -> Language {
    match language {
        wording::Language::Fr => Language::Fr,
        _ => Language::En,
    }
}

/// The key of a condition.
fn note(note: u8) -> &'static str {
    const NOTES: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
    NOTES.get(usize::from(note)).copied().unwrap_or_default()
}

impl Words {
    fn of(words: impl Iterator<Item = (&'static str, [&'static str; 7])>, several: bool) -> Self {
        let words: Vec<_> = words.collect();
        let mut keys = HashMap::new();
        for (key, _) in &words {
            keys.insert(fold(key), *key);
        }
        for language in 0..LANGUAGES.len() {
            for (key, labels) in &words {
                keys.entry(fold(labels[language])).or_insert(*key);
            }
        }
        let order = words.iter().map(|(key, _)| *key).collect();
        let labels = words
            .into_iter()
            .map(|(key, labels)| (key, [labels[0], labels[1]]));
        Self {
            keys,
            order,
            labels: labels.collect(),
            several,
        }
    }

    /// A plural is as good as its word.
    fn key(&self, text: &str) -> Option<&'static str> {
        let folded = fold(text);
        let without = |ending: &str| folded.strip_suffix(ending);
        let mut written = [Some(folded.as_str()), without("s"), without("es")].into_iter();
        written.find_map(|text| self.keys.get(text?).copied())
    }

    fn word(&self, key: &str, language: Language) -> Option<&'static str> {
        let place = match language {
            Language::Fr => 0,
            Language::En => 1,
        };
        self.labels.get(key).map(|labels| labels[place])
    }

    /// As it is read, or its key where no other word would lead back to it.
    fn label(&self, key: &str, language: Language) -> String {
        let label = self.word(key, language);
        let safe = label.filter(|label| {
            self.key(label) == Some(key) && !(self.several && label.contains(PARTS))
        });
        safe.unwrap_or(key).to_owned()
    }

    /// Whether a cell with this name in it is not taken apart within the name.
    fn is_taken_whole(&self, column: &str, name: &str) -> bool {
        let is_shared = column == MATERIALS && name.contains('%');
        let is_parted = self.several && name.contains(PARTS);
        !is_shared && !is_parted
    }
}

/// What parts several words in a cell.
const PARTS: [char; 5] = [',', ';', '|', '/', '\n'];

/// What a cell comes to: keys parted by commas, and the words that nobody knows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) keys: String,
    pub(super) unknown: Vec<String>,
    /// How much of the item is what, by the keys of materials: 1–100.
    pub(super) shares: Vec<(String, u32)>,
    /// A percentage above a hundred.
    pub(super) beyond: Option<String>,
}

/// The key that a text names in a column of words.
pub(crate) fn key(column: &str, text: &str) -> Option<&'static str> {
    tables().get(column)?.key(text)
}

/// A word of a column as the language has it.
pub(crate) fn label(column: &str, key: &str, language: Language) -> Option<&'static str> {
    tables().get(column)?.word(key, language)
}

/// The words of a column as the language has them, in the catalogue's order.
pub(crate) fn labels_of(column: &str, language: Language) -> Vec<String> {
    let Some(words) = tables().get(column) else {
        return Vec::new();
    };
    let keys = words.order.iter();
    let labels = keys.filter_map(|key| words.word(key, language));
    labels.map(str::to_owned).collect()
}

/// The keys of a cell's words, the seller's own among them; `None` where the column is no column of words.
pub(super) fn read(column: &str, cell: &str, own: &OwnWords) -> Option<Found> {
    let words = tables().get(column)?;
    // The seller's own are written by name, or by key where a name would be taken apart.
    let key = |text: &str| {
        let shared = words.key(text).map(str::to_owned);
        let theirs = || own.find(column, text).or_else(|| own.named(column, text));
        shared.or_else(|| theirs().map(|word| word.key.clone()))
    };
    let mut found = Found::default();
    if cell.trim().is_empty() {
        return Some(found);
    }
    // A whole cell may be one shared word with a comma or a slash in it. "Noir, blanc" is never the seller's "Noir & blanc".
    if let Some(key) = words.key(cell).or_else(|| leaf_of_path(words, cell)) {
        key.clone_into(&mut found.keys);
        return Some(found);
    }
    let parts: Vec<&str> = if words.several {
        cell.split(PARTS).collect()
    } else {
        vec![cell]
    };
    let mut keys: Vec<String> = Vec::new();
    for part in parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (word, percent) = apart(column, part);
        // A percentage may be a part of the name.
        let (key, percent) = match key(word) {
            Some(key) => (Some(key), percent),
            None => (key(part), None),
        };
        if percent.is_some_and(|percent| percent > 100) {
            found.beyond = Some(part.to_owned());
        }
        match key {
            Some(key) => {
                let share = percent.filter(|percent| (1..=100).contains(percent));
                found
                    .shares
                    .extend(share.map(|percent| (key.clone(), percent)));
                keys.push(key);
            }
            None => found.unknown.push(part.to_owned()),
        }
    }
    found.keys = keys.join(",");
    Some(found)
}

/// `Femmes > Vêtements > Robes` is a dress.
fn leaf_of_path(words: &Words, cell: &str) -> Option<&'static str> {
    words.key(cell.rsplit('>').next()?)
}

/// `80 % coton`, `coton 80%`: the word, and the percentage beside it.
fn apart<'part>(column: &str, part: &'part str) -> (&'part str, Option<u32>) {
    let parted = part.split_once('%').filter(|_| column == MATERIALS);
    let Some((before, after)) = parted else {
        return (part, None);
    };
    let digits = before.trim_end();
    let word = digits.trim_end_matches(|c: char| c.is_ascii_digit());
    let percent = digits[word.len()..].parse().ok();
    let rest = if after.trim().is_empty() { word } else { after };
    (rest.trim(), percent)
}

/// Keys parted by commas as people read them. Columns without words are as they are.
pub(super) fn write(column: &str, keys: &str, language: Language, own: &OwnWords) -> String {
    write_each(column, keys, |_, label| label, language, own)
}

/// Materials as care labels have them: `80 % Laine, Nylon`.
pub(super) fn write_shared(
    keys: &str,
    shares: &BTreeMap<String, String>,
    language: Language,
    own: &OwnWords,
) -> String {
    let told = |key: &str, label| match shares.get(key) {
        Some(percent) => format!("{percent} % {label}"),
        None => label,
    };
    write_each(MATERIALS, keys, told, language, own)
}

fn write_each(
    column: &str,
    keys: &str,
    told: impl Fn(&str, String) -> String,
    language: Language,
    own: &OwnWords,
) -> String {
    let Some(words) = tables().get(column) else {
        return keys.to_owned();
    };
    let label = |key: &str| match own.name(column, key) {
        Some(name) if words.is_taken_whole(column, name) => name.to_owned(),
        _ => words.label(key, language),
    };
    let labels: Vec<String> = keys
        .split(',')
        .filter(|key| !key.is_empty())
        .map(|key| told(key, label(key)))
        .collect();
    labels.join(", ")
}

#[cfg(test)]
mod tests;
