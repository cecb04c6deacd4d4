//! What an account needs before something can be sold with it: read at eBay, kept, and mended where eBay lets us.

use super::api::account::Privileges;
use super::api::failure::Failure;
use super::api::locations::Location;
use super::api::{Api, Token};
use super::asking::ask;
use super::locations::{self, NewPlace};
use super::rows;
use crate::backend::Backend;
use crate::error::Error;
use futures::future::try_join_all;
use futures::try_join;
use std::time::Duration;
use stoflow_wire::ebay::{
    EbayLocation, EbayReadiness, EbaySite, LocationForm, SellingLimit, SiteTerms, Terms, TermsKind,
};
use stoflow_wire::ids::TenantId;
use stoflow_wire::language::Language;
use stoflow_wire::problem::Problem;
use time::OffsetDateTime;

/// Looking again after something was done may take this long; the page can ask for another look.
const PATIENCE: Duration = Duration::from_secs(15);

/// Whether what is ready could be read again after something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    Anew,
    /// It was done all the same; what is kept of eBay is from before.
    NotYet,
}

/// Reads it anew and keeps it. Where eBay refuses, it says why in this language.
pub async fn look(backend: &Backend, tenant: TenantId, language: Language) -> Result<(), Error> {
    const ATTEMPTED: &str = "looking what is ready at eBay";
    let mut tx = backend.database.tenant(tenant).await?;
    let chosen = rows::chosen(&mut tx).await?;
    drop(tx);
    let now = backend.clock.now();
    let look = |api, token| read(api, token, &chosen.sites, now);
    let readiness = ask(backend, tenant, language, ATTEMPTED, look).await?;
    let mut tx = backend.database.tenant(tenant).await?;
    rows::keep_readiness(&mut tx, &chosen, &readiness).await?;
    tx.commit().await
}

/// Looks again after something was done. That it was done does not depend on it.
pub(super) async fn look_after(backend: &Backend, tenant: TenantId, language: Language) -> Seen {
    let look = Box::pin(look(backend, tenant, language));
    match tokio::time::timeout(PATIENCE, look).await {
        Ok(Ok(())) => return Seen::Anew,
        Ok(Err(error)) => {
            let error: &dyn std::error::Error = &error;
            tracing::warn!(%tenant, error, "something was done at eBay that was not seen there yet");
        }
        Err(_) => tracing::warn!(%tenant, "eBay took too long to show what was done"),
    }
    Seen::NotYet
}

/// The seller's terms are kept as policies from now on. eBay may need a day for it.
pub async fn opt_in(
    backend: &Backend,
    tenant: TenantId,
    language: Language,
) -> Result<Seen, Error> {
    const ATTEMPTED: &str = "asking eBay to keep policies";
    let keep = |api: Api, token: Token| async move { api.keep_policies(&token).await };
    ask(backend, tenant, language, ATTEMPTED, keep).await?;
    Ok(look_after(backend, tenant, language).await)
}

/// Items may be sent from this place from now on.
pub async fn add_location(
    backend: &Backend,
    tenant: TenantId,
    language: Language,
    form: &LocationForm,
) -> Result<Seen, Error> {
    const ATTEMPTED: &str = "telling eBay where items are sent from";
    let place = locations::check(form)?;
    let create = |api, token| create(api, token, &place);
    ask(backend, tenant, language, ATTEMPTED, create).await?;
    Ok(look_after(backend, tenant, language).await)
}

/// Once more it makes no second place, whatever became of the first answer. Twice at once neither: both find the same key
/// free, and eBay has it once.
async fn create(api: Api, token: Token, place: &NewPlace) -> Result<(), Failure> {
    let known = api.locations(&token).await?;
    if known
        .iter()
        .any(|known| is_usable(known) && place.is(known))
    {
        return Ok(());
    }
    let keys = known.into_iter().map(|known| known.merchant_location_key);
    let key = locations::free_key(&keys.collect::<Vec<_>>());
    api.create_location(&key, &place.name, &place.address, &token)
        .await
}

/// The shop sells on these sites from now on.
pub async fn choose_sites(
    backend: &Backend,
    tenant: TenantId,
    language: Language,
    chosen: &[String],
) -> Result<Seen, Error> {
    let sites: Vec<EbaySite> = EbaySite::ALL
        .into_iter()
        .filter(|site| chosen.iter().any(|name| name == site.marketplace_id()))
        .collect();
    if sites.is_empty() {
        return Err(Error::field("sites", Problem::Missing));
    }
    let mut tx = backend.database.tenant(tenant).await?;
    rows::set_sites(&mut tx, &sites).await?;
    tx.commit().await?;
    Ok(look_after(backend, tenant, language).await)
}

async fn read(
    api: Api,
    token: Token,
    sites: &[EbaySite],
    now: OffsetDateTime,
) -> Result<EbayReadiness, Failure> {
    let (privileges, opted_in, locations, sites) = try_join!(
        api.privileges(&token),
        api.keeps_policies(&token),
        api.locations(&token),
        try_join_all(sites.iter().map(|site| terms_on(&api, &token, *site))),
    )?;
    Ok(EbayReadiness {
        read_at: now,
        registered: privileges.seller_registration_completed,
        limit: limit(privileges),
        opted_in,
        sites,
        locations: locations.into_iter().filter(is_usable).map(told).collect(),
    })
}

async fn terms_on(api: &Api, token: &Token, site: EbaySite) -> Result<SiteTerms, Failure> {
    let of = |kind| terms(api, token, site, kind);
    let (payment, shipping, returns) = try_join!(
        of(TermsKind::Payment),
        of(TermsKind::Shipping),
        of(TermsKind::Returns)
    )?;
    Ok(SiteTerms {
        site,
        payment,
        shipping,
        returns,
    })
}

async fn terms(
    api: &Api,
    token: &Token,
    site: EbaySite,
    kind: TermsKind,
) -> Result<Terms, Failure> {
    match api.policies(site, kind, token).await {
        Ok(names) if names.is_empty() => Ok(Terms::Missing),
        Ok(names) => Ok(Terms::Named { names }),
        Err(failure) if failure.is_without_policies() => Ok(Terms::NotYet),
        Err(failure) => Err(failure),
    }
}

fn limit(privileges: Privileges) -> Option<SellingLimit> {
    let limit = privileges.selling_limit?;
    let (amount, currency) = match limit.amount {
        Some(amount) => (Some(amount.value), Some(amount.currency)),
        None => (None, None),
    };
    Some(SellingLimit {
        amount,
        currency,
        items: limit.quantity,
    })
}

fn is_usable(location: &Location) -> bool {
    location.merchant_location_status != "DISABLED"
}

fn told(location: Location) -> EbayLocation {
    let address = location.location.address;
    let town = [address.postal_code, address.city].join(" ");
    let place = [town.trim(), address.country.as_str()].join(", ");
    EbayLocation {
        name: if location.name.is_empty() {
            location.merchant_location_key.clone()
        } else {
            location.name
        },
        key: location.merchant_location_key,
        place: place.trim_matches([',', ' ']).to_owned(),
    }
}
