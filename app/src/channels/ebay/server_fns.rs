//! Reading the channel, and the acts on its account. Each leads back to the channel's page.

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use stoflow_wire::ebay::{EbayChannel, LocationForm};

#[server(prefix = "/fn", endpoint = "read_ebay_channel", input = Json)]
pub async fn read_ebay_channel() -> Result<EbayChannel, AppError> {
    use crate::request;
    use stoflow_domain::channels::ebay::view;

    let mut tx = request::tenant_tx().await?;
    let channel = view::channel(&request::backend()?, &mut tx).await?;
    tx.commit().await?;
    Ok(channel)
}

/// Reads anew at eBay what is ready.
#[server(prefix = "/fn", endpoint = "look_at_ebay")]
pub async fn look_at_ebay() -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::channels::ebay::readiness;

    let seller = request::signed_in()?;
    let looked = Box::pin(readiness::look(&request::backend()?, seller.tenant)).await;
    back(looked, Notice::EbayChecked, Form::Other, &[])
}

/// Asks eBay to keep the seller's terms as policies.
#[server(prefix = "/fn", endpoint = "opt_in_ebay")]
pub async fn opt_in_ebay() -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::channels::ebay::readiness;

    let seller = request::signed_in()?;
    let asked = Box::pin(readiness::opt_in(&request::backend()?, seller.tenant)).await;
    back(asked, Notice::EbayOptedIn, Form::Other, &[])
}

/// Tells eBay where items are sent from.
#[server(prefix = "/fn", endpoint = "add_ebay_location")]
pub async fn add_ebay_location(#[server(default)] location: LocationForm) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::channels::ebay::readiness;

    let seller = request::signed_in()?;
    let backend = request::backend()?;
    let added = Box::pin(readiness::add_location(&backend, seller.tenant, &location)).await;
    let typed = [
        ("name", location.name.as_str()),
        ("street", &location.street),
        ("postcode", &location.postcode),
        ("city", &location.city),
        ("country", &location.country),
    ];
    back(added, Notice::EbayLocationAdded, Form::EbayLocation, &typed)
}

/// Chooses the sites, as eBay names them.
#[server(prefix = "/fn", endpoint = "choose_ebay_sites")]
pub async fn choose_ebay_sites(#[server(default)] sites: Vec<String>) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::channels::ebay::readiness;

    let seller = request::signed_in()?;
    let backend = request::backend()?;
    let chosen = Box::pin(readiness::choose_sites(&backend, seller.tenant, &sites)).await;
    back(chosen, Notice::EbaySitesChosen, Form::EbaySites, &[])
}

/// Gives the consent back to eBay and forgets the account.
#[server(prefix = "/fn", endpoint = "disconnect_ebay")]
pub async fn disconnect_ebay() -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::channels::ebay::connecting;

    let seller = request::signed_in()?;
    let gone = connecting::disconnect(&request::backend()?, seller.tenant).await;
    back(gone, Notice::EbayDisconnected, Form::Other, &[])
}

/// Leads back to the page. What is wrong with a field goes to its form, other trouble above the page.
#[cfg(feature = "ssr")]
fn back(
    ended: Result<(), stoflow_domain::error::Error>,
    notice: crate::visit::Notice,
    form: crate::visit::Form,
    typed: &[(&str, &str)],
) -> Result<(), AppError> {
    use crate::visit::Form;
    use crate::{paths, request};
    use stoflow_domain::error::Error;

    match ended {
        Ok(()) => {
            request::done(notice, paths::EBAY);
            Ok(())
        }
        // Where the connection stands still the page itself says why.
        Err(error @ Error::OutOfPlace { .. }) => {
            request::lead_to(paths::EBAY);
            Err(error.into())
        }
        Err(error) => {
            let form = if matches!(error, Error::Invalid(_)) {
                form
            } else {
                Form::Other
            };
            Err(request::refuse(form, paths::EBAY, typed, error.into()))
        }
    }
}
