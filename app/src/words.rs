//! The words of both languages, as typed keys: [`say!`] finds no key that is not in every language.
//!
//! The language of a page never changes while it is open, so words are plain text and no signals.

pub mod dates;
pub mod money;
pub mod percent;

use crate::visit::visit;
use stoflow_wire::language::Language;

/// The typed keys, as the i18n crate's generator writes them from `locales`.
#[expect(
    clippy::expect_used,
    clippy::pedantic,
    unreachable_pub,
    reason = "written by a generator"
)]
pub mod generated {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// A language whose words are all there.
pub type Locale = generated::i18n::Locale;

/// The language of this page.
pub fn locale() -> Locale {
    of(visit().language)
}

/// The words of a language.
pub fn of(language: Language) -> Locale {
    match language {
        Language::Fr => Locale::fr,
        Language::En => Locale::en,
    }
}

/// The language of the words.
pub fn language(locale: Locale) -> Language {
    match locale {
        Locale::fr => Language::Fr,
        Locale::en => Language::En,
    }
}

/// Whether `count` things are spoken of as one: French says "0 photo", English "0 photos".
pub fn is_one(locale: Locale, count: i64) -> bool {
    match locale {
        Locale::fr => count < 2,
        Locale::en => count == 1,
    }
}

/// `say!(locale, room.key)` or `say!(locale, room.key, name = value)`: the words of a key.
#[macro_export]
macro_rules! say {
    ($($key:tt)*) => { leptos_i18n::td_string!($($key)*) };
}
