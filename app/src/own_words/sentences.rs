//! What is told of words, in words.

use crate::say;
use crate::ui::badge::Tone;
use crate::words::{Locale, is_one};
use stoflow_wire::own_words::{OpenField, OwnWord, Sureness};

/// How many items carry a word.
pub(super) fn items(l: Locale, count: i64) -> String {
    match count {
        0 => say!(l, own_words.no_item).to_owned(),
        count if is_one(l, count) => say!(l, own_words.one_item).to_owned(),
        count => say!(l, own_words.items, count = count),
    }
}

/// What the word counts as. A brand that is like none goes to Vinted as a text of its own.
pub(super) fn treatment(l: Locale, field: &str, like: String) -> String {
    match (field, like.as_str()) {
        ("brand", "") => say!(l, own_words.brand_as_text).to_owned(),
        (_, "") => say!(l, own_words.text_only).to_owned(),
        _ => say!(l, own_words.treated_as, word = like),
    }
}

/// What becomes of the items when a word goes.
pub(super) fn removal(l: Locale, word: &OwnWord) -> String {
    match word.field.as_str() {
        "brand" => say!(l, own_words.remove_brand).to_owned(),
        _ if word.like.is_empty() => say!(l, own_words.remove_plain).to_owned(),
        _ => say!(l, own_words.remove_like, word = word.like.clone()),
    }
}

/// The name of a field: one of those that take words, or one that a marketplace has values for.
pub(super) fn field(l: Locale, field: &str, open: &[OpenField]) -> String {
    let named = match field {
        "category" => say!(l, editor.category),
        "brand" => say!(l, editor.brand),
        "size" => say!(l, editor.size),
        "condition" => say!(l, editor.condition),
        "colours" => say!(l, editor.colours),
        "materials" => say!(l, editor.materials),
        _ => {
            let known = open.iter().find(|known| known.field == field);
            return known.map_or_else(|| field.to_owned(), |known| known.label.clone());
        }
    };
    named.to_owned()
}

/// How sure a value is.
pub(super) fn sureness(l: Locale, sureness: Sureness) -> (Tone, &'static str) {
    match sureness {
        Sureness::Yours => (Tone::Info, say!(l, own_words.yours)),
        Sureness::Exact => (Tone::Good, say!(l, own_words.exact)),
        Sureness::Near => (Tone::Plain, say!(l, own_words.near)),
        Sureness::Guess => (Tone::Warn, say!(l, own_words.guess)),
        Sureness::Text => (Tone::Plain, say!(l, own_words.as_text)),
        Sureness::Nothing => (Tone::Warn, say!(l, own_words.nothing)),
    }
}
