//! The items that carry a seller's own words: how many there are, and what becomes of them when a word is renamed or goes.
//!
//! A change counts as a save of the item: a form that is open meanwhile says so, and what is on sale is seen to be another.

use super::{OwnWord, OwnWords, fields};
use crate::database::TenantTx;
use crate::error::Error;
use crate::products::carrying;
use std::collections::HashMap;
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
    let names = own.of(fields::BRAND).map(|word| word.name.to_lowercase());
    let mut carried = carrying::words(tx).await?;
    carried.extend(carrying::brands(tx, &names.collect::<Vec<_>>()).await?);
    for word in &own.words {
        let carried_as = if word.field == fields::BRAND {
            word.name.to_lowercase()
        } else {
            word.key.clone()
        };
        if let Some(count) = carried.get(&(word.field.clone(), carried_as)) {
            items.insert(word.id, *count);
        }
    }
    Ok(items)
}

/// What the word was like stands in its place, or nothing does. A brand stays as text.
pub(super) async fn replace(tx: &mut TenantTx, word: &OwnWord) -> Result<(), Error> {
    match word.field.as_str() {
        fields::BRAND => Ok(()),
        fields::COLOURS => carrying::replace_colour(tx, &word.key, &word.like).await,
        fields::MATERIALS => carrying::replace_material(tx, &word.key, &word.like).await,
        field => match field.split_once('.') {
            Some((_, attribute)) => {
                carrying::replace_said(tx, attribute, &word.key, &word.like).await
            }
            None => Ok(()),
        },
    }
}

pub(super) async fn rename_brand(tx: &mut TenantTx, from: &str, to: &str) -> Result<(), Error> {
    if from == to {
        return Ok(());
    }
    carrying::rename_brand(tx, from, to).await
}
