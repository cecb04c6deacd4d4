//! Vinted's values for our words as this seller wants them: what they said a word is there, else what the pack says of the
//! word, or of the shared word that theirs is treated as.
//!
//! Pure. What they said is passed over where Vinted has no such value any more. A correction of a category is of one place in
//! Vinted's tree: said of long dresses, it leaves short ones where they are.

use super::PLACE;
use super::mapping::{ItemFacts, read_size};
use super::pack::catalogs::{self, Catalog, SizeTable};
use super::pack::{self, Counterpart};
use crate::catalogue::brands::{self, Brand};
use crate::catalogue::folding::fold;
use crate::catalogue::{self, Gender, category};
use crate::channels::confidence::Confidence;
use crate::database::TenantTx;
use crate::error::Error;
use crate::own_words::{self, OwnWords, fields};
use stoflow_wire::problem::Problem;

pub(super) const CATEGORY: &str = "category";
pub(super) const SIZE: &str = "size";
pub(super) const CONDITION: &str = "condition";

/// Longest word that a correction can be of: a size or a brand as it was typed, and what goes before it.
const LONGEST: usize = 150;

/// From now on the word is this value of Vinted's for this seller. [`Error::Invalid`] at `word` for what is no word of that
/// field, at `value` for what Vinted does not have, or where too much was said already.
pub async fn correct(tx: &mut TenantTx, field: &str, word: &str, value: &str) -> Result<(), Error> {
    let own = own_words::all(tx).await?;
    if !is_word(&own, field, word) {
        return Err(Error::field("word", Problem::Unknown));
    }
    let id = value.parse().ok();
    if !id.is_some_and(|id| exists(field, word, id)) {
        return Err(Error::field("value", Problem::Unknown));
    }
    own_words::correct(tx, PLACE, field, word, value).await
}

/// What the seller said, where Vinted still has it.
pub(super) fn said(own: &OwnWords, field: &str, word: &str) -> Option<i64> {
    let said = own.said_of(PLACE, field, word)?;
    let id = said.means.parse().ok()?;
    exists(field, word, id).then_some(id)
}

/// Whether Vinted has a value of this number for such a word.
pub(super) fn exists(field: &str, word: &str, id: i64) -> bool {
    match field {
        CATEGORY => catalogs::find(id).is_some(),
        SIZE => size_table(word).is_some_and(|table| pack::size_of(table, id).is_some()),
        CONDITION => pack::condition_of(id).is_some(),
        fields::BRAND => pack::brand_of(id).is_some(),
        fields::COLOURS => pack::colour_of(id).is_some(),
        fields::MATERIALS => pack::material_of(id).is_some(),
        _ => false,
    }
}

fn is_word(own: &OwnWords, field: &str, word: &str) -> bool {
    let is_own = own.find(field, word).is_some();
    let is_shared = || match field {
        CATEGORY => category_of(word).is_some(),
        SIZE => size_table(word).is_some(),
        CONDITION => word.parse().ok().and_then(catalogue::condition).is_some(),
        fields::BRAND => is_brand(word),
        fields::COLOURS => catalogue::colour(word).is_some(),
        fields::MATERIALS => catalogue::material(word).is_some(),
        _ => false,
    };
    (1..=LONGEST).contains(&word.len()) && (is_own || is_shared())
}

/// Any text names a brand.
fn is_brand(word: &str) -> bool {
    fold(word) == word || brands::find(word).is_some()
}

/// Things of a category that the pack puts into `usual`, or nowhere.
pub(super) fn catalog_word(category: &str, gender: Gender, usual: Option<&Catalog>) -> String {
    match usual {
        Some(catalog) => format!("{category}.{}", catalog.id),
        None => format!("{category}.{}", gender.key()),
    }
}

/// The category of such a word, and where its things usually go.
pub(super) fn category_of(word: &str) -> Option<(&'static catalogue::Category, Whither)> {
    let (key, place) = word.split_once('.')?;
    let usual = place.parse().ok().and_then(catalogs::find);
    let whither = match usual {
        Some(catalog) => Whither::Usually(catalog),
        None => Whither::Nowhere(Gender::from_key(place)?),
    };
    Some((category(key)?, whither))
}

/// Where the pack puts things of a category.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whither {
    Usually(&'static Catalog),
    /// It has no place for those of this wearer.
    Nowhere(Gender),
}

/// A size in the table of a catalog: the one it is read as, else the text itself.
pub(super) fn size_word(item: &ItemFacts<'_>, table: SizeTable) -> String {
    match read_size(item) {
        Some(size) => format!("{}.{}", table.key(), size.key),
        None => format!("{}.{}", table.key(), fold(item.size)),
    }
}

pub(super) fn size_table(word: &str) -> Option<SizeTable> {
    let (table, _) = word.split_once('.')?;
    SizeTable::from_key(table)
}

/// The brand as the catalogue knows it, else the seller's own, else the text itself.
pub(super) fn brand_word(own: &OwnWords, text: &str) -> String {
    let shared = brands::named(text).map(|brand| brand.key.clone());
    let known = shared.or_else(|| Some(own.named(fields::BRAND, text)?.key.clone()));
    known.unwrap_or_else(|| fold(text))
}

pub(super) fn catalog(
    item: &ItemFacts<'_>,
    gender: Gender,
    usual: Option<(&'static Catalog, Confidence)>,
) -> Option<(&'static Catalog, Confidence)> {
    let word = catalog_word(item.category, gender, usual.map(|(catalog, _)| catalog));
    let said = said(item.own, CATEGORY, &word).and_then(catalogs::find);
    said.map(|catalog| (catalog, Confidence::Exact)).or(usual)
}

pub(super) fn size(item: &ItemFacts<'_>, table: SizeTable) -> Option<Counterpart> {
    let said = said(item.own, SIZE, &size_word(item, table)).map(sure);
    said.or_else(|| pack::size(table, &read_size(item)?.key))
}

/// The brand that Vinted is told; `None` where it is told the text alone.
pub(super) fn brand(own: &OwnWords, text: &str) -> Option<&'static Brand> {
    let said = said(own, fields::BRAND, &brand_word(own, text)).and_then(pack::brand_of);
    let like = || Some(own.named(fields::BRAND, text)?.like.as_str());
    said.and_then(brands::find)
        .or_else(|| brands::named(text))
        .or_else(|| like().and_then(brands::find))
}

pub(super) fn colour(own: &OwnWords, key: &str) -> Option<Counterpart> {
    let said = said(own, fields::COLOURS, key).map(sure);
    said.or_else(|| pack::colour(own.shared(fields::COLOURS, key)))
}

pub(super) fn material(own: &OwnWords, key: &str) -> Option<Counterpart> {
    let said = said(own, fields::MATERIALS, key).map(sure);
    said.or_else(|| pack::material(own.shared(fields::MATERIALS, key)))
}

pub(super) fn condition(own: &OwnWords, note: u8) -> Option<Counterpart> {
    let said = said(own, CONDITION, &note.to_string()).map(sure);
    said.or_else(|| pack::condition(note))
}

/// The seller says so.
fn sure(id: i64) -> Counterpart {
    Counterpart {
        id,
        confidence: Confidence::Exact,
    }
}
