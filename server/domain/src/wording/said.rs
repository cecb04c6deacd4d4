//! A line as it grows: the template's own words, facts and the marks between them, each fitted to what stands before.
//!
//! Knows which case a word has where it is put. Which words are said at all is the business of `fill`.

use super::scan::is_end_of_sentence;
use super::values::{Value, lowered, raised};
use stoflow_wire::wording::Language;

pub(super) struct Said {
    text: String,
    language: Language,
    next: Next,
    /// Where the template's words that were said last begin.
    words_from: usize,
    /// Where they stand.
    before_words: Next,
}

/// Where the next word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// It begins a sentence, as it does in the template.
    Begins,
    /// It begins a sentence, because what stood before it is not known.
    MovedUp,
    Within,
}

impl Said {
    pub(super) fn new(lead: &str, language: Language) -> Self {
        let mut said = Self {
            text: String::new(),
            language,
            next: Next::Begins,
            words_from: 0,
            before_words: Next::Begins,
        };
        said.words(lead);
        said
    }

    pub(super) fn text(self) -> String {
        self.text
    }

    /// Words of the template.
    pub(super) fn words(&mut self, words: &str) {
        self.words_from = self.text.len();
        self.before_words = self.next;
        if self.next == Next::MovedUp {
            self.push(&raised(words));
        } else {
            self.push(words);
        }
    }

    /// Words of the template after something that was not known: no second blank.
    pub(super) fn words_after_gap(&mut self, words: &str) {
        if self.text.is_empty() || self.text.ends_with(char::is_whitespace) {
            self.words(words.trim_start());
        } else {
            self.words(words);
        }
    }

    /// Something that is not known would have stood here.
    pub(super) fn gap(&mut self) {
        if self.next == Next::Begins {
            self.next = Next::MovedUp;
        }
    }

    /// A text of several lines, as it is.
    pub(super) fn prose(&mut self, text: &str) {
        self.push(text);
        self.words_from = self.text.len();
    }

    pub(super) fn fact(&mut self, value: &Value) {
        self.unsay_doubled(value.text());
        match value {
            Value::Name(name) => self.push(name),
            Value::Word(word) | Value::Rows { inline: word, .. } => match self.next {
                Next::Within => self.push(&lowered(word, self.language)),
                Next::Begins | Next::MovedUp => self.push(&raised(word)),
            },
        }
        self.words_from = self.text.len();
    }

    /// A mark between clauses. A full stop after an abbreviation is there already (`lata 90.`).
    pub(super) fn mark(&mut self, mark: &str) {
        let rest = mark.trim_start().strip_prefix('.');
        match rest.filter(|_| self.text.ends_with('.')) {
            Some(rest) => self.text.push_str(rest),
            None => self.text.push_str(mark),
        }
        if mark.contains(is_end_of_sentence) {
            self.next = Next::Begins;
        }
    }

    pub(super) fn trim_end(&mut self) {
        self.text.truncate(self.text.trim_end().len());
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        if text.contains(char::is_alphanumeric) {
            self.next = Next::Within;
        }
    }

    /// Takes back the template's last word where the fact says it itself: `taille {taille}` and `Taille unique`,
    /// `Größe` and `Einheitsgröße`.
    fn unsay_doubled(&mut self, fact: &str) {
        let words = self.text.get(self.words_from..).unwrap_or_default();
        let before = words.trim_end();
        let stem = before.trim_end_matches(char::is_alphabetic);
        let last = before.get(stem.len()..).unwrap_or_default().to_lowercase();
        let stands_alone = stem.is_empty() || stem.ends_with(char::is_whitespace);
        let is_word = last.chars().count() >= 3 && before.len() < words.len() && stands_alone;
        let fact = fact.to_lowercase();
        let mut said = fact.split(|c: char| !c.is_alphanumeric());
        if is_word && said.any(|word| word.ends_with(&last)) {
            if !stem.contains(char::is_alphanumeric) {
                self.next = self.before_words;
            }
            self.text.truncate(self.words_from + stem.len());
        }
    }
}
