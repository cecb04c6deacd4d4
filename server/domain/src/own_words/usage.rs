//! The items that carry a seller's own words: how many there are, and what becomes of them when a word is renamed or goes.
//!
//! A change counts as a save of the item: a form that is open meanwhile says so, and what is on sale is seen to be another.

use super::{OwnWord, OwnWords, fields};
use crate::catalogue::folding::fold;
use crate::database::TenantTx;
use crate::error::Error;
use crate::products::{carrying, drafts};
use std::collections::{BTreeSet, HashMap};
use stoflow_wire::ids::OwnWordId;

/// How many items carry each; those that none carries are left out.
pub(super) async fn count(
    tx: &mut TenantTx,
    own: &OwnWords,
) -> Result<HashMap<OwnWordId, i64>, Error> {
    let mut items = HashMap::new();
    if own.words.is_empty() {
        return Ok(items);
    }
    let carried = carrying::words(tx).await?;
    for word in &own.words {
        if let Some(count) = carried.get(&(word.field.clone(), word.key.clone())) {
            items.insert(word.id, *count);
        }
    }
    if own.of(fields::BRAND).next().is_some() {
        for (saved, typed, count) in carrying::brands(tx).await? {
            let either = [saved, typed];
            let either = either.iter().filter_map(|it| own.named(fields::BRAND, it));
            let either: BTreeSet<OwnWordId> = either.map(|word| word.id).collect();
            for word in either {
                *items.entry(word).or_default() += count;
            }
        }
    }
    Ok(items)
}

/// What the word was like stands in its place, or nothing does, in what was typed too. A brand stays as text.
pub(super) async fn replace(tx: &mut TenantTx, word: &OwnWord) -> Result<(), Error> {
    let (key, like) = (word.key.as_str(), word.like.as_str());
    match word.field.as_str() {
        fields::BRAND => return Ok(()),
        fields::COLOURS => carrying::replace_colour(tx, key, like).await?,
        fields::MATERIALS => carrying::replace_material(tx, key, like).await?,
        field => {
            if let Some((_, attribute)) = field.split_once('.') {
                carrying::replace_said(tx, attribute, key, like).await?;
            }
        }
    }
    drafts::replace_word(tx, &word.field, key, like).await
}

/// On all items that are of the brand, however it is written on them.
pub(super) async fn rename_brand(tx: &mut TenantTx, from: &str, to: &str) -> Result<(), Error> {
    let from = fold(from);
    let brands = carrying::brands(tx).await?.into_iter();
    let written = brands.flat_map(|(saved, typed, _)| [saved, typed]);
    let written: BTreeSet<String> = written
        .filter(|brand| brand != to && fold(brand) == from)
        .collect();
    let written: Vec<String> = written.into_iter().collect();
    carrying::rename_brand(tx, &written, to).await?;
    drafts::rename_brand(tx, &written, to).await
}
