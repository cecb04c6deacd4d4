//! What the pages of the own words and the item's form ask of the server. Each says who asks, makes one call into the domain
//! and commits.
#![cfg_attr(
    feature = "ssr",
    expect(
        clippy::unused_async,
        reason = "server functions are called over the network"
    )
)]

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use stoflow_wire::ids::{OwnWordId, ProductId};
use stoflow_wire::own_words::{Coined, OwnWordsDesk, Understanding, Wished};

/// The addresses of the acts that need no form of their own.
pub const REMOVE: &str = "/fn/remove_own_word";
pub const FORGET: &str = "/fn/forget_correction";
pub const CORRECT: &str = "/fn/correct_word";

/// The seller's words and corrections.
#[server(prefix = "/fn", endpoint = "read_own_words", input = Json)]
pub async fn read_own_words() -> Result<OwnWordsDesk, AppError> {
    use crate::request;
    use stoflow_domain::own_words::desk;

    let reader = request::visitor().language;
    let mut tx = request::tenant_tx().await?;
    let words = desk::read(&mut tx, reader).await?;
    tx.commit().await?;
    Ok(words)
}

/// The shared words of a field, which one of the seller's may be like.
#[server(prefix = "/fn", endpoint = "list_shared_words", input = Json)]
pub async fn list_shared_words(field: String) -> Result<Vec<String>, AppError> {
    use crate::request;
    use stoflow_domain::own_words::fields;

    request::signed_in()?;
    Ok(fields::shared_words(&field, request::visitor().language))
}

/// Writes a word: the one with this number, or a new one of this field.
#[server(prefix = "/fn", endpoint = "save_own_word")]
pub async fn save_own_word(
    #[server(default)] own: Option<OwnWordId>,
    #[server(default)] field: String,
    #[server(default)] word: String,
    #[server(default)] like: String,
) -> Result<(), AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::own_words;

    let mut tx = request::tenant_tx().await?;
    let saved = match own {
        Some(id) => own_words::update(&mut tx, id, &word, &like).await,
        None => own_words::add(&mut tx, &field, &word, &like)
            .await
            .map(|_| ()),
    };
    if let Err(error) = saved {
        let back = own.map_or_else(|| paths::new_word(&field), paths::own_word);
        let typed = [
            ("field", field.as_str()),
            ("word", word.as_str()),
            ("like", like.as_str()),
        ];
        return Err(request::refuse(Form::OwnWord, &back, &typed, error.into()));
    }
    tx.commit().await?;
    request::done(Notice::WordSaved, paths::OWN_WORDS);
    Ok(())
}

/// Adds a word from an item's form and answers what the form chooses it by.
#[server(prefix = "/fn", endpoint = "coin_word", input = Json)]
pub async fn coin_word(field: String, word: String) -> Result<Coined, AppError> {
    use stoflow_domain::own_words;

    let mut tx = crate::request::tenant_tx().await?;
    let coined = own_words::add(&mut tx, &field, &word, "").await?;
    tx.commit().await?;
    Ok(coined)
}

#[server(prefix = "/fn", endpoint = "remove_own_word")]
pub async fn remove_own_word(own: OwnWordId) -> Result<(), AppError> {
    use crate::paths;
    use crate::visit::Notice;

    remove(own, Notice::WordRemoved, paths::OWN_WORDS).await
}

/// StoFlow's own choice holds again.
#[server(prefix = "/fn", endpoint = "forget_correction")]
pub async fn forget_correction(
    own: OwnWordId,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::Notice;

    remove(own, Notice::CorrectionRemoved, request::own_path(&back)).await
}

#[cfg(feature = "ssr")]
async fn remove(own: OwnWordId, notice: crate::visit::Notice, back: &str) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::Form;
    use stoflow_domain::own_words;

    let mut tx = request::tenant_tx().await?;
    if let Err(error) = own_words::remove(&mut tx, own).await {
        return Err(request::refuse(Form::Other, back, &[], error.into()));
    }
    tx.commit().await?;
    request::done(notice, back);
    Ok(())
}

/// What an item's words become on Vinted, and what one of them may be instead.
#[server(prefix = "/fn", endpoint = "read_understanding", input = Json)]
pub async fn read_understanding(
    product: ProductId,
    wished: Wished,
) -> Result<Understanding, AppError> {
    use crate::request;
    use stoflow_domain::channels::vinted::understood;

    let reader = request::visitor().language;
    let mut tx = request::tenant_tx().await?;
    let understanding = understood::read(&mut tx, product, &wished, reader).await?;
    tx.commit().await?;
    Ok(understanding)
}

/// For this seller the word is that value of Vinted's, on this item and all others.
#[server(prefix = "/fn", endpoint = "correct_word")]
pub async fn correct_word(
    product: ProductId,
    field: String,
    word: String,
    value: String,
) -> Result<(), AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::channels::vinted::corrected;

    let back = paths::understood(product);
    let mut tx = request::tenant_tx().await?;
    if let Err(error) = corrected::correct(&mut tx, &field, &word, &value).await {
        return Err(request::refuse(Form::Other, &back, &[], error.into()));
    }
    tx.commit().await?;
    request::done(Notice::WordUnderstood, &back);
    Ok(())
}
