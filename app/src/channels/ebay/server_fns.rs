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
    use stoflow_domain::channels::ebay::readiness::{self, Seen};

    let (seller, language) = (request::signed_in()?, request::visitor().language);
    let backend = request::backend()?;
    let looked = Box::pin(readiness::look(&backend, seller.tenant, language)).await;
    back(
        looked.map(|()| Seen::Anew),
        Notice::EbayChecked,
        Form::Other,
        &[],
    )
}

/// Asks eBay to keep the seller's terms as policies.
#[server(prefix = "/fn", endpoint = "opt_in_ebay")]
pub async fn opt_in_ebay() -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::channels::ebay::readiness;

    let (seller, language) = (request::signed_in()?, request::visitor().language);
    let backend = request::backend()?;
    let asked = Box::pin(readiness::opt_in(&backend, seller.tenant, language)).await;
    back(asked, Notice::EbayOptedIn, Form::Other, &[])
}

/// Tells eBay where items are sent from.
#[server(prefix = "/fn", endpoint = "add_ebay_location")]
pub async fn add_ebay_location(#[server(default)] location: LocationForm) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::channels::ebay::readiness;

    let (seller, language) = (request::signed_in()?, request::visitor().language);
    let backend = request::backend()?;
    let adding = readiness::add_location(&backend, seller.tenant, language, &location);
    let added = Box::pin(adding).await;
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

    let (seller, language) = (request::signed_in()?, request::visitor().language);
    let backend = request::backend()?;
    let choosing = readiness::choose_sites(&backend, seller.tenant, language, &sites);
    let chosen = Box::pin(choosing).await;
    let ticked = sites.join(",");
    back(
        chosen,
        Notice::EbaySitesChosen,
        Form::EbaySites,
        &[("sites", &ticked)],
    )
}

/// Gives the consent back to eBay and forgets the account.
#[server(prefix = "/fn", endpoint = "disconnect_ebay")]
pub async fn disconnect_ebay() -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::channels::ebay::connecting;
    use stoflow_domain::channels::ebay::readiness::Seen;

    let seller = request::signed_in()?;
    let gone = connecting::disconnect(&request::backend()?, seller.tenant).await;
    back(
        gone.map(|()| Seen::Anew),
        Notice::EbayDisconnected,
        Form::Other,
        &[],
    )
}

/// Leads back to the page. A form comes back with what was typed and why it was not taken; what went well is told even where
/// eBay could not be read again afterwards.
#[cfg(feature = "ssr")]
fn back(
    ended: Result<stoflow_domain::channels::ebay::readiness::Seen, stoflow_domain::error::Error>,
    notice: crate::visit::Notice,
    form: crate::visit::Form,
    typed: &[(&str, &str)],
) -> Result<(), AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::channels::ebay::readiness::Seen;
    use stoflow_domain::error::Error;

    let notice = match ended {
        Ok(Seen::Anew) => notice,
        Ok(Seen::NotYet) => Notice::EbayUnread,
        // Where the connection stands still the page itself says why.
        Err(error @ Error::OutOfPlace { .. }) => {
            request::lead_to(paths::EBAY);
            return Err(error.into());
        }
        Err(error) => {
            let place = match form {
                Form::EbayLocation => paths::EBAY_LOCATION,
                Form::EbaySites => paths::EBAY_SITES,
                _ => paths::EBAY,
            };
            return Err(request::refuse(form, place, typed, error.into()));
        }
    };
    request::done(notice, paths::EBAY);
    Ok(())
}
