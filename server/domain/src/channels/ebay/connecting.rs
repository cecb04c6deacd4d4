//! From the button to a connected account, and away from it again.

use super::api::failure::Failure;
use super::api::identity::User;
use super::api::oauth::Grant;
use super::consents::{self, State};
use super::{asking, directory, readiness, rows, tokens};
use crate::backend::Backend;
use crate::error::Error;
use crate::sessions::SignedIn;
use std::time::Duration;
use stoflow_wire::ids::TenantId;
use stoflow_wire::language::Language;

/// Giving a consent back may take this long; what is kept here is forgotten in any case.
const FAREWELL: Duration = Duration::from_secs(8);

/// What eBay led the seller back with.
#[derive(Clone, Debug, Default)]
pub struct Returned {
    pub state: Option<String>,
    pub code: Option<String>,
    /// Why there is no code: `access_denied` where the seller did not consent.
    pub error: Option<String>,
}

/// How a way to eBay and back ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Connected,
    /// The seller did not consent.
    Declined,
    /// It did not begin here.
    Forged,
    /// It began in another session.
    Foreign,
    /// It has come back before.
    Replayed,
    TooLate,
    /// eBay names an error, or does not take its own code.
    Refused,
    /// eBay could not be asked who it is.
    Unreachable,
}

/// Where to send the seller so that they consent. [`Error::OutOfPlace`] without keys.
pub async fn begin(
    backend: &Backend,
    seller: &SignedIn,
    language: Language,
) -> Result<String, Error> {
    let api = asking::api(backend)?;
    let state = consents::make(backend, seller).await?;
    api.consent_address(&state, language)
        .ok_or_else(|| Error::internal("writing eBay's address", "it cannot be one"))
}

/// Takes in what the seller, who reads this language, came back with.
pub async fn finish(
    backend: &Backend,
    seller: &SignedIn,
    language: Language,
    returned: Returned,
) -> Result<Ending, Error> {
    let state = match &returned.state {
        Some(state) => Some(consents::take(backend, seller, state).await?),
        None => None,
    };
    let Some(code) = returned.code else {
        return Ok(without_code(state, returned.error.as_deref()));
    };
    match state {
        None | Some(State::Unknown) => return Ok(Ending::Forged),
        Some(State::Anothers) => return Ok(Ending::Foreign),
        Some(State::UsedBefore) => return Ok(Ending::Replayed),
        Some(State::TooLate) => return Ok(Ending::TooLate),
        Some(State::Good) => {}
    }
    match trade(backend, &code).await? {
        Ok((grant, user)) => {
            keep(backend, seller.tenant, &grant, &user).await?;
            // What is ready is read at once; the page can ask for it where that fails.
            readiness::look_after(backend, seller.tenant, language).await;
            Ok(Ending::Connected)
        }
        Err(failure) => {
            tracing::warn!(%failure, "a consent at eBay led to no account");
            Ok(how(&failure))
        }
    }
}

/// Declining needs no state: it changes nothing, and eBay may lead back without one.
fn without_code(state: Option<State>, error: Option<&str>) -> Ending {
    match (error, state) {
        (Some("access_denied"), _) => Ending::Declined,
        (Some(_), Some(State::Good)) => Ending::Refused,
        _ => Ending::Forged,
    }
}

fn how(failure: &Failure) -> Ending {
    match failure {
        Failure::Unreached(_) | Failure::Unreadable { .. } => Ending::Unreachable,
        Failure::Refused(refusal) if refusal.status >= 500 => Ending::Unreachable,
        Failure::NoToken { status, .. } if *status >= 500 => Ending::Unreachable,
        Failure::Refused(_) | Failure::NoToken { .. } => Ending::Refused,
    }
}

/// The code's worth, and whose account it is.
async fn trade(backend: &Backend, code: &str) -> Result<Result<(Grant, User), Failure>, Error> {
    let api = asking::api(backend)?;
    let grant = match api.exchange(code).await {
        Ok(grant) => grant,
        Err(failure) => return Ok(Err(failure)),
    };
    let user = api.user(&grant.access).await;
    Ok(user.map(|user| (grant, user)))
}

async fn keep(
    backend: &Backend,
    tenant: TenantId,
    grant: &Grant,
    user: &User,
) -> Result<(), Error> {
    let user_id = &user.user_id;
    directory::enter(backend, tenant, user_id).await?;
    let mut tx = backend.database.tenant(tenant).await?;
    let before = rows::connect(backend, &mut tx, user, grant).await?;
    tx.commit().await?;
    directory::enter(backend, tenant, user_id).await?;
    match before {
        Some(before) if before != *user_id => directory::leave(backend, tenant, &before).await,
        _ => Ok(()),
    }
}

/// Gives the consent back and forgets the account. Where eBay cannot be told, it is forgotten all the same: nothing is left
/// here to ask with.
pub async fn disconnect(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let refresh = tokens::refresh_token(backend, &mut tx).await?;
    drop(tx);
    if let (Some(api), Some(refresh)) = (&backend.ebay, refresh) {
        match tokio::time::timeout(FAREWELL, api.revoke(&refresh)).await {
            Ok(Ok(())) => {}
            Ok(Err(failure)) => {
                tracing::warn!(%tenant, %failure, "eBay did not take a consent back");
            }
            Err(_) => tracing::warn!(%tenant, "eBay took too long to take a consent back"),
        }
    }
    let mut tx = backend.database.tenant(tenant).await?;
    let user = rows::remove(&mut tx).await?;
    tx.commit().await?;
    match user {
        Some(user) => directory::leave(backend, tenant, &user).await,
        None => Ok(()),
    }
}

/// States of consents that nobody can use any more.
pub(crate) async fn clear(backend: &Backend) -> Result<(), Error> {
    consents::clear(backend).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coming_back_without_a_code_is_a_no_an_error_or_nothing_of_ours() {
        assert_eq!(without_code(None, Some("access_denied")), Ending::Declined);
        let failed = without_code(Some(State::Good), Some("temporarily_unavailable"));
        assert_eq!(failed, Ending::Refused);
        assert_eq!(without_code(None, Some("server_error")), Ending::Forged);
        assert_eq!(without_code(Some(State::Good), None), Ending::Forged);
    }
}
