//! The page of a seller's own words: each with how many items carry it, and what was said of a marketplace's words.

use super::{fields, rows, usage};
use crate::channels::vinted::understood;
use crate::database::TenantTx;
use crate::error::Error;
use stoflow_wire::language::Language;
use stoflow_wire::own_words::{OwnWord, OwnWordsDesk};

/// By field and name, in words of this language.
pub async fn read(tx: &mut TenantTx, language: Language) -> Result<OwnWordsDesk, Error> {
    let own = rows::all(tx).await?;
    let items = usage::count(tx, &own).await?;
    let words = own.words.iter().map(|word| OwnWord {
        id: word.id,
        field: word.field.clone(),
        name: word.name.clone(),
        like: fields::label(&word.field, &word.like, language),
        items: items.get(&word.id).copied().unwrap_or_default(),
    });
    Ok(OwnWordsDesk {
        words: words.collect(),
        // Each channel names its own values.
        corrections: understood::corrections(&own, language),
        fields: fields::open(language),
    })
}
