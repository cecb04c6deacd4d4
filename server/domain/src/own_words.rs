//! A seller's own words, laid over the shared catalogues, and what they said a word is at a marketplace. Writes the table
//! `own_words`, and nobody else does.
//!
//! Read with the item and handed to whoever maps or tells it (`listings/offer`), so that those stay pure. Knows no marketplace's
//! values: what may be said of one stands with its pack.

pub mod desk;
pub mod fields;
mod rows;
mod usage;

use crate::catalogue::attributes::Described;
use crate::catalogue::brands;
use crate::catalogue::folding::fold;
use crate::database::TenantTx;
use crate::error::Error;
use crate::products::ProductFields;
use stoflow_wire::ids::OwnWordId;
use stoflow_wire::own_words::{Coined, is_own};

/// A word that the shared catalogues do not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWord {
    pub id: OwnWordId,
    /// As the form names it: `colours`, `attributes.pattern`.
    pub field: String,
    /// What items carry. It stays when the word is renamed.
    pub key: String,
    pub name: String,
    /// Key of the shared word it is treated as; empty for none.
    pub like: String,
}

/// One site of a marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub channel: &'static str,
    pub site: &'static str,
}

/// What a word is at a marketplace, in the seller's opinion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub id: OwnWordId,
    channel: String,
    site: String,
    pub field: String,
    pub word: String,
    /// The marketplace's value. Whether it still has it is to be asked there.
    pub means: String,
}

/// All of one seller's, at most [`stoflow_wire::own_words::MOST`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWords {
    words: Vec<OwnWord>,
    corrections: Vec<Correction>,
}

static NONE: OwnWords = OwnWords {
    words: Vec::new(),
    corrections: Vec::new(),
};

impl Default for &OwnWords {
    fn default() -> Self {
        &NONE
    }
}

impl OwnWords {
    /// Of a seller who takes the catalogues as they are.
    pub fn none() -> &'static Self {
        &NONE
    }

    /// The words of one field, by name.
    pub fn of<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a OwnWord> {
        self.words.iter().filter(move |word| word.field == field)
    }

    pub fn find(&self, field: &str, key: &str) -> Option<&OwnWord> {
        let mut words = self.words.iter();
        words.find(|word| word.field == field && word.key == key)
    }

    /// The word somebody means by a text, whatever its case, accents and punctuation.
    pub fn named(&self, field: &str, text: &str) -> Option<&OwnWord> {
        let folded = fold(text);
        let mut words = self.words.iter();
        words.find(|word| word.field == field && fold(&word.name) == folded)
    }

    /// What the seller calls a word of theirs.
    pub fn name(&self, field: &str, key: &str) -> Option<&str> {
        Some(self.find(field, key)?.name.as_str())
    }

    /// A brand as it writes itself where it is known, as the seller does where it is theirs, else the text itself.
    pub fn brand_name<'a>(&'a self, text: &'a str) -> &'a str {
        let shared = brands::named(text).map(|brand| &brand.name);
        let known = shared.or_else(|| Some(&self.named(fields::BRAND, text)?.name));
        known.map_or(text, String::as_str)
    }

    /// What the shared catalogue calls it: itself, or what the seller's word is like. Empty where that is nothing.
    pub fn shared<'a>(&'a self, field: &str, key: &'a str) -> &'a str {
        match self.find(field, key) {
            Some(own) => &own.like,
            None => key,
        }
    }

    /// What the seller said the word is there.
    pub fn said_of(&self, place: Place, field: &str, word: &str) -> Option<&Correction> {
        let mut said = self.corrections_at(place);
        said.find(|said| said.field == field && said.word == word)
    }

    pub fn corrections_at(&self, place: Place) -> impl Iterator<Item = &Correction> {
        let said = self.corrections.iter();
        said.filter(move |said| said.channel == place.channel && said.site == place.site)
    }

    /// The shared words behind these keys, each once.
    pub fn shared_keys(&self, field: &str, keys: &[String]) -> Vec<String> {
        let mut shared: Vec<String> = Vec::with_capacity(keys.len());
        for key in keys.iter().map(|key| self.shared(field, key)) {
            if !key.is_empty() && !shared.iter().any(|known| known == key) {
                shared.push(key.to_owned());
            }
        }
        shared
    }

    /// The same for what is said attribute by attribute.
    pub fn shared_attributes(&self, said: &[Described]) -> Vec<Described> {
        let shared = said.iter().map(|said| Described {
            key: said.key.clone(),
            words: self.shared_keys(&fields::of_attribute(&said.key), &said.words),
        });
        shared.filter(|said| !said.words.is_empty()).collect()
    }

    /// An item in the shared catalogue's words alone, for whoever knows no others.
    pub fn in_shared_words(&self, fields: &ProductFields) -> ProductFields {
        let brand = self.named(fields::BRAND, &fields.brand);
        let like = brand.and_then(|own| fields::brand_name(&own.like));
        ProductFields {
            brand: like.map_or_else(|| fields.brand.clone(), str::to_owned),
            colours: self.shared_keys(fields::COLOURS, &fields.colours),
            materials: self.shared_keys(fields::MATERIALS, &fields.materials),
            attributes: self.shared_attributes(&fields.attributes),
            ..fields.clone()
        }
    }
}

/// Everything this seller said.
pub async fn all(tx: &mut TenantTx) -> Result<OwnWords, Error> {
    rows::all(tx).await
}

/// Adds a word. `like` is a word of the shared catalogue in any language, or empty. [`Error::Invalid`] at `field`, `word` and
/// `like`, for a word that the catalogue or the seller has already too.
pub async fn add(tx: &mut TenantTx, field: &str, name: &str, like: &str) -> Result<Coined, Error> {
    let own = rows::all(tx).await?;
    let written = fields::checked(field, name, like)?;
    if own.named(field, &written.name).is_some() {
        return Err(fields::known_already());
    }
    own.has_room("word")?;
    let key = own.free_key(field, &written.name);
    rows::add(tx, field, &key, &written).await?;
    if field == fields::BRAND {
        // What was said of the brand while it was a text alone.
        rows::rekey(tx, &fold(&written.name), &key).await?;
    }
    Ok(Coined {
        key,
        name: written.name,
    })
}

/// Renames a word, on the items that carry it as text too, and says anew what it is like. Errors as of [`add`].
pub async fn update(tx: &mut TenantTx, id: OwnWordId, name: &str, like: &str) -> Result<(), Error> {
    let own = rows::all(tx).await?;
    let word = own.word(id)?;
    let written = fields::checked(&word.field, name, like)?;
    if let Some(other) = own.named(&word.field, &written.name)
        && other.id != id
    {
        return Err(fields::known_already());
    }
    rows::update(tx, id, &written).await?;
    if word.field == fields::BRAND {
        usage::rename_brand(tx, &word.name, &written.name).await?;
        rows::rekey(tx, &fold(&written.name), &word.key).await?;
    }
    Ok(())
}

/// Takes a word away, or a correction. Items that carried a word get what it was like in its place, or nothing; a brand stays
/// on them as text, and so does what was said of it.
pub async fn remove(tx: &mut TenantTx, id: OwnWordId) -> Result<(), Error> {
    let own = rows::all(tx).await?;
    if let Some(word) = own.words.iter().find(|word| word.id == id) {
        usage::replace(tx, word).await?;
        if word.field == fields::BRAND {
            rows::rekey(tx, &word.key, &fold(&word.name)).await?;
        } else {
            rows::forget_corrections_of(tx, &word.field, &word.key).await?;
        }
    }
    rows::remove(tx, id).await
}

/// Keeps what a word is at a marketplace; the caller knows that it has such a value. A brand may be named by its text, though
/// it became the seller's own word meanwhile. [`Error::Invalid`] at `value` where there are too many already.
pub(crate) async fn correct(
    tx: &mut TenantTx,
    place: Place,
    field: &str,
    word: &str,
    means: &str,
) -> Result<(), Error> {
    let own = rows::all(tx).await?;
    let brand = own.named(field, word).filter(|_| field == fields::BRAND);
    let word = brand.map_or(word, |brand| &brand.key);
    if own.said_of(place, field, word).is_none() {
        own.has_room("value")?;
    }
    rows::correct(tx, place, field, word, means).await
}

impl OwnWords {
    fn word(&self, id: OwnWordId) -> Result<&OwnWord, Error> {
        let mut words = self.words.iter();
        words
            .find(|word| word.id == id)
            .ok_or(Error::NotFound { what: "own word" })
    }

    fn has_room(&self, field: &str) -> Result<(), Error> {
        fields::room(field, self.words.len() + self.corrections.len())
    }

    /// A key that no word of the field has: a word that was renamed keeps the one of its old name.
    fn free_key(&self, field: &str, name: &str) -> String {
        let key = fields::key(name);
        let others = (2..).map(|number| format!("{key}_{number}"));
        let mut keys = std::iter::once(key.clone()).chain(others);
        keys.find(|key| self.find(field, key).is_none())
            .unwrap_or(key)
    }
}

/// Whether a key is of a word that the seller had and has no more. Lists pass it over, so that nothing typed before stands in
/// the way of a save.
pub(crate) fn is_gone(own: &OwnWords, field: &str, key: &str) -> bool {
    is_own(key) && own.find(field, key).is_none()
}

#[cfg(test)]
pub(crate) mod tests;
