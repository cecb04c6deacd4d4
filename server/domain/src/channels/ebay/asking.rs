//! Asking eBay on a seller's behalf: with a token that is good, and with a new one where it turns out not to be. One that
//! is refused right after it was given stops the connection until the seller acts.

use super::api::failure::Failure;
use super::api::{Api, Token};
use super::{rows, tokens};
use crate::backend::Backend;
use crate::error::Error;
use stoflow_wire::ebay::EbayStop;
use stoflow_wire::ids::TenantId;
use stoflow_wire::language::Language;

/// The way to eBay; [`Error::OutOfPlace`] where the operator has no keys.
pub(super) fn api(backend: &Backend) -> Result<&Api, Error> {
    backend.ebay.as_ref().ok_or(Error::OutOfPlace {
        attempted: "asking eBay without keys",
    })
}

/// What `call` answers, in the language of whoever reads it, asked once more where its token ran out on the way.
pub(super) async fn ask<T, Asked>(
    backend: &Backend,
    tenant: TenantId,
    language: Language,
    attempted: &'static str,
    call: impl Fn(Api, Token) -> Asked,
) -> Result<T, Error>
where
    Asked: Future<Output = Result<T, Failure>>,
{
    let api = api(backend)?.speaking(language);
    let held = tokens::current(backend, &api, tenant).await?;
    let first = call(api.clone(), held.token).await;
    let (answer, renewals) = match first {
        Err(failure) if failure.is_unauthorised() => {
            let renewed = tokens::newer_than(backend, &api, tenant, held.renewals).await?;
            (call(api.clone(), renewed.token).await, renewed.renewals)
        }
        answer => (answer, held.renewals),
    };
    match answer {
        Ok(value) => {
            // What was asked is done: that it is not noted changes nothing about it.
            if let Err(error) = note_sight(backend, tenant).await {
                let error: &dyn std::error::Error = &error;
                tracing::warn!(%tenant, error, "it was not noted that eBay answers");
            }
            Ok(value)
        }
        Err(failure) if failure.is_unauthorised() => {
            let mut tx = backend.database.tenant(tenant).await?;
            tokens::stop(&mut tx, renewals, EbayStop::Refused).await?;
            tx.commit().await?;
            Err(tokens::stands_still())
        }
        Err(failure) => Err(failure.into_error(attempted)),
    }
}

async fn note_sight(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    rows::note_sight(&mut tx).await?;
    tx.commit().await
}
