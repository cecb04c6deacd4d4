//! What each placeholder says of an item: one fact, cleaned, or nothing.
//!
//! Knows no template. Whether a word stands at the beginning of a sentence, and so what case it has, is seen where it
//! is put in.

use super::facts::{Age, Facts, Named, Share};
use super::plain::{one_line, paragraphs};
use super::words::{self, Word};
use stoflow_wire::wording::{Language, Placeholder};

/// What is put in for a placeholder; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A word of the language: its case depends on where it stands.
    Word(String),
    /// Written as it is.
    Name(String),
    /// Facts that stand below each other where the line is theirs, else one after the other.
    Rows { alone: Vec<String>, inline: String },
}

impl Value {
    /// On one line, as it reads by itself.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Word(text) | Self::Name(text) | Self::Rows { inline: text, .. } => text,
        }
    }
}

/// Where a text is to be read. A title has less room for the same fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Title,
    Text,
}

/// The facts of an item by placeholder.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    pub(super) language: Language,
    known: Vec<(Placeholder, Value)>,
}

impl Values {
    /// Nothing is known yet.
    pub(super) fn none(language: Language) -> Self {
        let known = Vec::new();
        Self { language, known }
    }

    pub(super) fn all(facts: &Facts, place: Place) -> Self {
        let known = words::placeholders()
            .filter_map(|placeholder| Some((placeholder, value(placeholder, facts, place)?)));
        Self {
            language: facts.language,
            known: known.collect(),
        }
    }

    pub(super) fn get(&self, placeholder: Placeholder) -> Option<&Value> {
        let found = self.known.iter().find(|(known, _)| *known == placeholder);
        found.map(|(_, value)| value)
    }

    /// With one more, or with another value for one; `None` takes it away.
    pub(super) fn with(&self, placeholder: Placeholder, value: Option<Value>) -> Self {
        let mut known = self.known.clone();
        known.retain(|(other, _)| *other != placeholder);
        known.extend(value.map(|value| (placeholder, value)));
        Self { known, ..*self }
    }
}

fn value(placeholder: Placeholder, facts: &Facts, place: Place) -> Option<Value> {
    let language = facts.language;
    let list = |labels: &[String]| word(&listed(labels, place, language));
    match placeholder {
        Placeholder::Brand => name(&facts.brand),
        Placeholder::Model => name(&facts.model),
        Placeholder::Category => word(&facts.category),
        Placeholder::Gender => word(&facts.gender.as_ref()?.label),
        Placeholder::ForWhom => word(words::for_whom(facts.gender.as_ref()?.key, language)),
        Placeholder::Size => word(&facts.size),
        Placeholder::Colour => word(facts.colours.first()?),
        Placeholder::Colours => list(&facts.colours),
        Placeholder::Materials => list(&materials(&facts.materials, place, language)),
        Placeholder::Condition => word(&facts.condition.as_ref()?.label),
        Placeholder::InCondition => {
            word(words::in_condition(facts.condition.as_ref()?.key, language))
        }
        Placeholder::Remarks => list(&facts.remarks),
        Placeholder::Fit => word(&facts.fit),
        Placeholder::Pattern => word(&facts.pattern),
        Placeholder::Neckline => word(&facts.neckline),
        Placeholder::Sleeves => word(&facts.sleeves),
        Placeholder::Origin => name(&facts.origin),
        Placeholder::Decade => word(&facts.decade.as_ref()?.label),
        Placeholder::Vintage => {
            let vintage = facts.decade.as_ref()?.key == Age::Vintage;
            vintage.then(|| word(words::word(Word::Vintage, language)))?
        }
        Placeholder::Trends => list(&facts.trends),
        Placeholder::Features => list(&facts.features),
        Placeholder::Measurements => rows(&facts.measurements, place, language, measured),
        Placeholder::Details => rows(&facts.details, place, language, value_alone),
        Placeholder::Description => own_words(&facts.description),
        Placeholder::Sku => name(&facts.sku),
        Placeholder::Location => name(&facts.location),
    }
}

/// The seller's own words as they are put in.
pub(super) fn own_words(text: &str) -> Option<Value> {
    let text = paragraphs(text);
    (!text.is_empty()).then_some(Value::Name(text))
}

fn word(label: &str) -> Option<Value> {
    said(label).map(Value::Word)
}

fn name(name: &str) -> Option<Value> {
    said(name).map(Value::Name)
}

/// A fact on one line; without a letter or a digit it says nothing.
fn said(text: &str) -> Option<String> {
    let line = one_line(text);
    let line = line.trim_matches([',', ';', '|', ' ']);
    line.contains(char::is_alphanumeric)
        .then(|| line.to_owned())
}

/// Each material with its share; in a title by its name only.
fn materials(shares: &[Share], place: Place, language: Language) -> Vec<String> {
    let labels = shares
        .iter()
        .filter_map(|share| Some((said(&share.label)?, share.percent)));
    let told = labels.map(|(label, percent)| match (percent, place) {
        (Some(percent), Place::Text) => {
            let sign = words::word(Word::Percent, language);
            format!("{percent}{sign}{}", lowered(&label, language))
        }
        _ => label,
    });
    told.collect()
}

/// `bleu marine, gris et blanc cassé`; in a title the first two, `bleu marine/gris`.
fn listed(labels: &[String], place: Place, language: Language) -> String {
    let mut items: Vec<String> = Vec::new();
    for label in labels.iter().filter_map(|label| said(label)) {
        let label = if items.is_empty() {
            label
        } else {
            lowered(&label, language)
        };
        if !items.contains(&label) {
            items.push(label);
        }
    }
    if place == Place::Title {
        items.truncate(2);
        return items.join("/");
    }
    match items.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{}{}{last}", before.join(", "), and(last, language)),
        None => String::new(),
    }
}

/// Spanish says "e" before the sound of an i.
fn and(next: &str, language: Language) -> &'static str {
    let next = next.to_lowercase();
    let sounds_like_i = next.starts_with(['i', 'í']) || next.starts_with("hi");
    let glides = ["hia", "hie", "hio"].iter().any(|it| next.starts_with(it));
    match language {
        Language::Es if sounds_like_i && !glides => " e ",
        _ => words::word(Word::And, language),
    }
}

/// How a named fact reads among others: its name and its value.
type Inline = fn(&str, &str, Language) -> String;

fn measured(name: &str, value: &str, language: Language) -> String {
    format!("{} {value}", lowered(name, language))
}

fn value_alone(_: &str, value: &str, language: Language) -> String {
    lowered(value, language)
}

fn rows(facts: &[Named], place: Place, language: Language, inline: Inline) -> Option<Value> {
    let most = match place {
        Place::Title => 1,
        Place::Text => usize::MAX,
    };
    let colon = words::word(Word::Colon, language);
    let known: Vec<(String, String)> = facts
        .iter()
        .filter_map(|fact| Some((said(&fact.name)?, said(&fact.value)?)))
        .take(most)
        .collect();
    let below =
        |(name, value): &(String, String)| format!("{name}{colon}{}", lowered(value, language));
    let beside = |(name, value): &(String, String)| inline(name, value, language);
    (!known.is_empty()).then(|| Value::Rows {
        alone: known.iter().map(below).collect(),
        inline: known.iter().map(beside).collect::<Vec<_>>().join(", "),
    })
}

/// A label within a sentence: with a small first letter, unless it is a name or an abbreviation (`T-shirt`, `Y2K`) or
/// German, whose nouns are written with capitals anywhere.
pub(super) fn lowered(label: &str, language: Language) -> String {
    let mut letters = label.chars();
    let (Some(first), next) = (letters.next(), letters.next()) else {
        return String::new();
    };
    let abbreviates = next.is_some_and(|c| c.is_uppercase() || c.is_numeric() || c == '-');
    let single = next.is_none();
    let name = words::is_proper_name(label.split(' ').next().unwrap_or_default());
    if language == Language::De || abbreviates || single || name {
        return label.to_owned();
    }
    first.to_lowercase().chain(label.chars().skip(1)).collect()
}

/// With a capital first letter.
pub(super) fn raised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
