//! People: signing up, confirming an address, who somebody is.
//!
//! Knows the tables `public.accounts` and `public.confirmations`. Whether an address has an account is never told to
//! strangers: they get the same answer, in the same time, and the owner of the address gets a letter.

pub(crate) mod address;
mod confirmations;
pub(crate) mod credentials;
pub(crate) mod passwords;
mod rows;

use crate::backend::Backend;
use crate::database::SharedTx;
use crate::error::Error;
use crate::mail::letters::{self, Letter};
use crate::{sessions, tenants};
use address::Applicant;
use rows::Known;
use stoflow_wire::accounts::{Person, Role};
use stoflow_wire::ids::{AccountId, TenantId};
use stoflow_wire::language::Language;

/// What somebody types to sign up.
#[derive(Clone)]
pub struct Registration {
    pub email: String,
    pub password: String,
    /// The shop's name.
    pub shop: String,
    pub language: Language,
}

/// Signs somebody up and mails them the link that confirms their address.
///
/// [`Error::Invalid`] names the fields. Where the address has a confirmed account the answer is the same, and its
/// owner is told by mail. [`Error::Unavailable`] when the letter could not be sent: the account is there, and
/// [`resend`] sends another.
pub async fn register(backend: &Backend, registration: Registration) -> Result<(), Error> {
    let applicant = Applicant::read(registration)?;
    // both for everybody, so that the time it takes tells nothing
    let is_again = knows_password(backend, &applicant).await?;
    let password_hash = passwords::hash(applicant.password.clone()).await?;
    let mut tx = backend.database.shared().await?;
    let mut given_up = None;
    let letter = match rows::find(&mut tx, &applicant.key).await? {
        Some(known) if known.confirmed => about_account(backend, &known),
        Some(known) if is_again => {
            confirmation(backend, &mut tx, known.account, &applicant).await?
        }
        Some(known) => {
            let before =
                take_over(backend, &mut tx, known.account, &applicant, &password_hash).await?;
            given_up = Some(before);
            confirmation(backend, &mut tx, known.account, &applicant).await?
        }
        None => {
            let account = add(&mut tx, &applicant, &password_hash).await?;
            confirmation(backend, &mut tx, account, &applicant).await?
        }
    };
    tx.commit().await?;
    if let Some(shop) = given_up {
        backend.photos.forget_later(shop);
    }
    backend.mailer.send(&applicant.email, letter).await
}

/// Signs somebody up as confirmed, without a letter: for the operator. An account that is there stays as it is.
pub async fn register_confirmed(
    backend: &Backend,
    registration: Registration,
) -> Result<Person, Error> {
    let applicant = Applicant::read(registration)?;
    let password_hash = passwords::hash(applicant.password.clone()).await?;
    let mut tx = backend.database.shared().await?;
    let account = match rows::find(&mut tx, &applicant.key).await? {
        Some(known) => known.account,
        None => add(&mut tx, &applicant, &password_hash).await?,
    };
    rows::confirm(&mut tx, account, backend.clock.now()).await?;
    let person = rows::person(&mut tx, account).await?;
    tx.commit().await?;
    Ok(person)
}

/// Confirms the address a link was sent to.
///
/// [`Error::NotFound`] for a link that is unknown, older than 24 hours or replaced by a newer one;
/// [`Error::OutOfPlace`] for one that was used.
pub async fn confirm(backend: &Backend, token: &str) -> Result<AccountId, Error> {
    let now = backend.clock.now();
    let mut tx = backend.database.shared().await?;
    let account = confirmations::take(&mut tx, token, now).await?;
    rows::confirm(&mut tx, account, now).await?;
    tx.commit().await?;
    Ok(account)
}

/// Mails a new confirmation link. The answer, and the time it takes, say nothing about whether the address has an
/// account: the letter is sent afterwards, and one that cannot be sent is only logged.
pub async fn resend(backend: &Backend, email: &str) -> Result<(), Error> {
    let (address, key) = address::read(email)?;
    let mut tx = backend.database.shared().await?;
    let letter = match rows::find(&mut tx, &key).await? {
        None => None,
        Some(known) if known.confirmed => Some(about_account(backend, &known)),
        Some(known) => {
            let link = confirmations::make(&mut tx, backend, known.account).await?;
            Some(letters::confirm_address(known.language, &known.shop, &link))
        }
    };
    tx.commit().await?;
    if let Some(letter) = letter {
        backend.mailer.send_later(address, letter);
    }
    Ok(())
}

/// Who this is.
pub async fn person(backend: &Backend, account: AccountId) -> Result<Person, Error> {
    let mut tx = backend.database.shared().await?;
    rows::person(&mut tx, account).await
}

/// The account of an address, for the operator's commands; never for a stranger's question.
pub async fn by_email(backend: &Backend, email: &str) -> Result<Option<Person>, Error> {
    let (_, key) = address::read(email)?;
    let mut tx = backend.database.shared().await?;
    match rows::find(&mut tx, &key).await? {
        Some(known) => rows::person(&mut tx, known.account).await.map(Some),
        None => Ok(None),
    }
}

/// Makes an account an admin's: for the operator. [`Error::NotFound`] where the address has none, [`Error::OutOfPlace`]
/// until it is confirmed, for it belongs to whoever signs up last until then.
pub async fn make_admin(backend: &Backend, email: &str) -> Result<(), Error> {
    let (_, key) = address::read(email)?;
    let mut tx = backend.database.shared().await?;
    let known = rows::find(&mut tx, &key).await?;
    let known = known.ok_or(Error::NotFound { what: "account" })?;
    if !known.confirmed {
        return Err(Error::OutOfPlace {
            attempted: "making an admin of somebody whose address is not confirmed",
        });
    }
    rows::set_role(&mut tx, known.account, Role::Admin).await?;
    tx.commit().await
}

/// Whether anybody has an account whose address is not in one of these domains: a database of theirs is no place for
/// the operator's trials.
pub async fn any_outside(backend: &Backend, domains: &[&str]) -> Result<bool, Error> {
    let mut tx = backend.database.shared().await?;
    rows::any_outside(&mut tx, domains).await
}

/// Remembers the language somebody reads StoFlow in.
pub async fn set_language(
    backend: &Backend,
    account: AccountId,
    language: Language,
) -> Result<(), Error> {
    let mut tx = backend.database.shared().await?;
    rows::set_language(&mut tx, account, language).await?;
    tx.commit().await
}

/// Whether the applicant signed up before, with this password.
async fn knows_password(backend: &Backend, applicant: &Applicant) -> Result<bool, Error> {
    let mut tx = backend.database.shared().await?;
    let known = credentials::find(&mut tx, &applicant.key).await?;
    drop(tx);
    let hash = known.map(|known| known.password_hash);
    passwords::is_right(applicant.password.clone(), hash).await
}

/// Until an address is confirmed it belongs to whoever signed up last. Somebody who used another's address first
/// keeps nothing: not the password, not a signed-in browser, not the shop with what was put into it and the extension
/// that was paired with it. Answers which shop that was.
async fn take_over(
    backend: &Backend,
    tx: &mut SharedTx,
    account: AccountId,
    applicant: &Applicant,
    password_hash: &str,
) -> Result<TenantId, Error> {
    let shop = tenants::take_ready(tx).await?;
    let before = rows::replace(tx, account, shop, applicant, password_hash).await?;
    tenants::give_up(tx, before).await?;
    sessions::end_all(tx, account, backend.clock.now()).await?;
    Ok(before)
}

/// A new account with a shop that was waiting for it.
async fn add(
    tx: &mut SharedTx,
    applicant: &Applicant,
    password_hash: &str,
) -> Result<AccountId, Error> {
    let shop = tenants::take_ready(tx).await?;
    rows::add(tx, shop, applicant, password_hash).await
}

async fn confirmation(
    backend: &Backend,
    tx: &mut SharedTx,
    account: AccountId,
    applicant: &Applicant,
) -> Result<Letter, Error> {
    let link = confirmations::make(tx, backend, account).await?;
    Ok(letters::confirm_address(
        applicant.language,
        &applicant.shop,
        &link,
    ))
}

fn about_account(backend: &Backend, known: &Known) -> Letter {
    letters::account_exists(known.language, &sign_in_page(backend))
}

/// Clears confirmation links away that ended long ago.
pub(crate) async fn clear_confirmations(backend: &Backend) -> Result<(), Error> {
    let mut tx = backend.database.shared().await?;
    confirmations::clear(&mut tx, backend.clock.now()).await?;
    tx.commit().await
}

/// Where people sign in.
pub(crate) fn sign_in_page(backend: &Backend) -> String {
    format!("{}/sign-in", backend.settings.origin)
}
