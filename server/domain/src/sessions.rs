//! Signed-in browsers: from sign-in to sign-out, through all renewals.
//!
//! An access token is good for 15 minutes and for nothing once its session has ended. A refresh token is good once;
//! using an old one ends the session. Knows `public.sessions`, `public.refresh_tokens`, `public.sign_in_attempts`.

mod access;
mod attempts;
mod refresh;
mod rows;

use crate::accounts::address::EmailKey;
use crate::accounts::{self, credentials, passwords};
use crate::backend::Backend;
use crate::database::SharedTx;
use crate::error::Error;
use crate::hints::Topic;
use crate::keys::secret::Secret;
use crate::mail::letters;
use access::Claims;
use refresh::Exchange;
use rows::Owner;
use stoflow_wire::accounts::Role;
use stoflow_wire::ids::{AccountId, SessionId, TenantId};
use time::{Duration, OffsetDateTime};

/// How long an access token is good for.
pub const ACCESS_FOR: Duration = Duration::minutes(15);

/// How long a refresh token waits for its use.
pub const REFRESH_FOR: Duration = Duration::days(7);

/// Rows cleared away in one transaction.
const CLEARED_AT_ONCE: u64 = 1_000;

/// What a browser keeps of a session.
#[derive(Clone)]
pub struct Tokens {
    /// RS256 JWT.
    pub access: String,
    /// 256 opaque bits.
    pub refresh: String,
    pub access_expires: OffsetDateTime,
    pub refresh_expires: OffsetDateTime,
}

/// Who is calling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub account: AccountId,
    pub tenant: TenantId,
    pub session: SessionId,
    pub role: Role,
    /// When the access token runs out.
    pub expires_at: OffsetDateTime,
}

impl SignedIn {
    /// [`Error::Forbidden`] to everybody who is no admin.
    pub fn as_admin(&self) -> Result<AccountId, Error> {
        match self.role {
            Role::Admin => Ok(self.account),
            Role::Seller | Role::Support => Err(Error::Forbidden),
        }
    }
}

/// Signs in with address and password.
///
/// [`Error::SignedOut`] when they do not fit, known address or not; [`Error::TooMany`] after five wrong ones within
/// half an hour. An address that is not confirmed yet can be signed in to.
pub async fn sign_in(
    backend: &Backend,
    email: &str,
    password: &str,
    user_agent: &str,
) -> Result<Tokens, Error> {
    let key = EmailKey::of(email);
    let mut tx = backend.database.shared().await?;
    attempts::count(&mut tx, &key, backend.clock.now()).await?;
    let credentials = credentials::find(&mut tx, &key).await?;
    // nothing stays open while the password is hashed
    tx.commit().await?;
    let hash = credentials
        .as_ref()
        .map(|known| known.password_hash.clone());
    let right = passwords::is_right(password.to_owned(), hash).await?;
    let known = credentials.filter(|_| right).ok_or(Error::SignedOut)?;
    let mut tx = backend.database.shared().await?;
    attempts::forget(&mut tx, &key).await?;
    let tokens = start(backend, &mut tx, known.account, user_agent).await?;
    tx.commit().await?;
    Ok(tokens)
}

/// Begins a session for somebody who has just shown who they are.
pub async fn open(
    backend: &Backend,
    account: AccountId,
    user_agent: &str,
) -> Result<Tokens, Error> {
    let mut tx = backend.database.shared().await?;
    let tokens = start(backend, &mut tx, account, user_agent).await?;
    tx.commit().await?;
    Ok(tokens)
}

/// Renews a session: the refresh token is used up, two new tokens take over.
///
/// [`Error::SignedOut`] when it is unknown or too old. A used one comes back in two cases: tabs that renew at the
/// same moment get tokens each, for ten seconds; after that, or once a newer token was used, somebody has a copy,
/// and the session ends.
pub async fn refresh(backend: &Backend, refresh: &str) -> Result<Tokens, Error> {
    let now = backend.clock.now();
    let mut tx = backend.database.shared().await?;
    match refresh::exchange(&mut tx, refresh, now).await? {
        Exchange::Good { session, parent } => {
            let owner = rows::seen(&mut tx, session, now).await?;
            let tokens = issue(backend, &mut tx, &owner, Some(&parent)).await?;
            tx.commit().await?;
            Ok(tokens)
        }
        Exchange::Worthless => Err(Error::SignedOut),
        Exchange::Reused(session) => {
            let owner = rows::end(&mut tx, session, "reused", now).await?;
            tx.commit().await?;
            if let Some(owner) = owner {
                tracing::warn!(%session, account = %owner.account, "an old refresh token came back; the session is over");
                backend.hints.wake(owner.tenant, Topic::Session);
                tell_owner(backend, owner.account).await?;
            }
            Err(Error::SignedOut)
        }
    }
}

/// Ends a session. Ending it again changes nothing.
pub async fn sign_out(backend: &Backend, session: SessionId) -> Result<(), Error> {
    let mut tx = backend.database.shared().await?;
    let owner = rows::end(&mut tx, session, "signed_out", backend.clock.now()).await?;
    tx.commit().await?;
    if let Some(owner) = owner {
        backend.hints.wake(owner.tenant, Topic::Session);
    }
    Ok(())
}

/// Ends every session of an account that starts anew.
pub(crate) async fn end_all(
    tx: &mut SharedTx,
    account: AccountId,
    now: OffsetDateTime,
) -> Result<(), Error> {
    rows::end_all(tx, account, "replaced", now).await
}

/// Who an access token speaks for. [`Error::SignedOut`] when it is not ours, too old, or its session has ended.
pub async fn verify(backend: &Backend, access: &str) -> Result<SignedIn, Error> {
    let claims = Claims::open(&backend.keys, access, backend.clock.now())?;
    let mut tx = backend.database.shared().await?;
    let owner = rows::owner(&mut tx, claims.session()).await?;
    drop(tx);
    let owner = owner.ok_or(Error::SignedOut)?;
    claims.speaks_for(&owner)
}

/// Whether a session goes on, for those who serve it longer than an access token lasts: it has not ended, and somebody
/// could still renew it.
pub async fn still_open(backend: &Backend, session: SessionId) -> Result<bool, Error> {
    let now = backend.clock.now();
    let mut tx = backend.database.shared().await?;
    Ok(rows::owner(&mut tx, session).await?.is_some()
        && refresh::is_renewable(&mut tx, session, now).await?)
}

/// Clears away what no sign-in needs any more: attempts that failed long ago, refresh tokens that ran out, and sessions
/// a month after their end.
pub(crate) async fn clear_old(backend: &Backend) -> Result<(), Error> {
    let now = backend.clock.now();
    let mut tx = backend.database.shared().await?;
    attempts::clear(&mut tx, now).await?;
    tx.commit().await?;
    while clear_some(backend, now).await? {}
    Ok(())
}

/// Some at a time, so that no renewal waits for long. `true` where there may be more.
async fn clear_some(backend: &Backend, now: OffsetDateTime) -> Result<bool, Error> {
    let mut tx = backend.database.shared().await?;
    let tokens = refresh::clear(&mut tx, now).await?;
    let sessions = rows::clear(&mut tx, now).await?;
    tx.commit().await?;
    Ok(tokens == CLEARED_AT_ONCE || sessions == CLEARED_AT_ONCE)
}

async fn start(
    backend: &Backend,
    tx: &mut SharedTx,
    account: AccountId,
    user_agent: &str,
) -> Result<Tokens, Error> {
    let owner = rows::add(tx, account, user_agent, backend.clock.now()).await?;
    issue(backend, tx, &owner, None).await
}

async fn issue(
    backend: &Backend,
    tx: &mut SharedTx,
    owner: &Owner,
    parent: Option<&[u8]>,
) -> Result<Tokens, Error> {
    let now = backend.clock.now();
    let secret = Secret::make()?;
    let refresh_expires = now + REFRESH_FOR;
    refresh::add(
        tx,
        owner.session,
        &secret.hash,
        parent,
        now,
        refresh_expires,
    )
    .await?;
    let claims = Claims::new(owner, now, now + ACCESS_FOR);
    Ok(Tokens {
        access: backend.keys.sign_token(&claims)?,
        refresh: secret.text,
        access_expires: now + ACCESS_FOR,
        refresh_expires,
    })
}

/// The owner learns of it by mail.
async fn tell_owner(backend: &Backend, account: AccountId) -> Result<(), Error> {
    let person = accounts::person(backend, account).await?;
    let address = person
        .email
        .parse()
        .map_err(|error| Error::internal("reading an account's address", error))?;
    let letter = letters::session_ended(person.language, &accounts::sign_in_page(backend));
    backend.mailer.send_later(address, letter);
    Ok(())
}
