//! What the channel's page shows, and the acts on listings and paired browsers.

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use stoflow_wire::executor::ExecutorView;
use stoflow_wire::ids::{ExecutorId, ListingId, ProductId};
use stoflow_wire::listings::PhotoChoice;
use stoflow_wire::socket::VintedConnection;
use time::OffsetDateTime;

/// The channel as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VintedChannel {
    pub connection: VintedConnection,
    /// The newest first.
    pub browsers: Vec<ExecutorView>,
}

/// A one-time code to pair an extension with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    pub code: String,
    #[serde(with = "time::serde::timestamp")]
    pub expires_at: OffsetDateTime,
}

#[server(prefix = "/fn", endpoint = "read_vinted_channel", input = Json)]
pub async fn read_vinted_channel() -> Result<VintedChannel, AppError> {
    use stoflow_domain::executors;

    let mut tx = crate::request::tenant_tx().await?;
    let connection = executors::connection(&mut tx).await?;
    let browsers = executors::list(&mut tx).await?;
    tx.commit().await?;
    Ok(VintedChannel {
        connection,
        browsers,
    })
}

#[server(prefix = "/fn", endpoint = "make_pairing_code")]
pub async fn make_pairing_code() -> Result<Code, AppError> {
    use crate::visit::Flash;
    use crate::{paths, request};
    use stoflow_domain::executors;

    let seller = request::signed_in()?;
    let made = executors::make_code(&request::backend()?, seller.tenant).await?;
    request::leave(&Flash::PairingCode {
        code: made.code.clone(),
    });
    request::lead_to(paths::VINTED);
    Ok(Code {
        code: made.code,
        expires_at: made.expires_at,
    })
}

/// Ends the pairing of a browser.
#[server(prefix = "/fn", endpoint = "revoke_browser")]
pub async fn revoke_browser(browser: ExecutorId) -> Result<(), AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::executors;

    let seller = request::signed_in()?;
    match executors::revoke(&request::backend()?, seller.tenant, browser).await {
        Ok(()) => {
            request::done(Notice::BrowserRevoked, paths::VINTED);
            Ok(())
        }
        Err(error) => Err(request::refuse(
            Form::Other,
            paths::VINTED,
            &[],
            error.into(),
        )),
    }
}

/// The seller says that what stopped Vinted is dealt with.
#[server(prefix = "/fn", endpoint = "resume_vinted")]
pub async fn resume_vinted() -> Result<(), AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::executors;

    let seller = request::signed_in()?;
    match executors::resume_lane(&request::backend()?, seller.tenant).await {
        Ok(()) => {
            request::done(Notice::LaneResumed, paths::VINTED);
            Ok(())
        }
        Err(error) => Err(request::refuse(
            Form::Other,
            paths::VINTED,
            &[],
            error.into(),
        )),
    }
}

/// Asks for the product, as it was saved, to be published. `request` as for [`update_listing`].
#[server(prefix = "/fn", endpoint = "publish_product")]
pub async fn publish_product(
    product: ProductId,
    #[server(default)] request: String,
) -> Result<(), AppError> {
    use crate::visit::Notice;
    use stoflow_domain::listings::Wish;
    use stoflow_wire::platform::Platform;

    let asked = ask(Wish::Publish(product, Platform::Vinted), &request).await?;
    back_to(product, Notice::Publishing, asked)
}

/// Asks for the live listing to be given what changed of the product. `product` is the editor to come back to, `request`
/// what its form was made with: the same form sent again gets the first answer.
#[server(prefix = "/fn", endpoint = "update_listing")]
pub async fn update_listing(
    listing: ListingId,
    product: ProductId,
    #[server(default)] photos: PhotoChoice,
    #[server(default)] request: String,
) -> Result<(), AppError> {
    use crate::visit::Notice;
    use stoflow_domain::listings::Wish;

    let asked = ask(Wish::Update(listing, photos), &request).await?;
    back_to(product, Notice::Updating, asked)
}

/// Asks for the live listing to be taken off. `product` and `request` as for [`update_listing`].
#[server(prefix = "/fn", endpoint = "withdraw_listing")]
pub async fn withdraw_listing(
    listing: ListingId,
    product: ProductId,
    #[server(default)] request: String,
) -> Result<(), AppError> {
    use crate::visit::Notice;
    use stoflow_domain::listings::Wish;

    let asked = ask(Wish::Withdraw(listing), &request).await?;
    back_to(product, Notice::Removing, asked)
}

#[cfg(feature = "ssr")]
type Asked = Result<stoflow_wire::ids::JobId, stoflow_domain::error::Error>;

#[cfg(feature = "ssr")]
async fn ask(wish: stoflow_domain::listings::Wish, sent: &str) -> Result<Asked, AppError> {
    use crate::request;
    use stoflow_domain::jobs::requests::Request;
    use stoflow_domain::listings::{self, Wish};

    let seller = request::signed_in()?;
    let (backend, tenant) = (request::backend()?, seller.tenant);
    Ok(match (Request::read(sent), wish) {
        (Some(once), wish) => listings::ask_once(&backend, tenant, wish, &once).await,
        (None, Wish::Publish(product, platform)) => {
            listings::publish(&backend, tenant, product, platform).await
        }
        (None, Wish::Update(listing, photos)) => {
            listings::update(&backend, tenant, listing, photos).await
        }
        (None, Wish::Withdraw(listing)) => listings::withdraw(&backend, tenant, listing).await,
    })
}

#[cfg(feature = "ssr")]
fn back_to(product: ProductId, notice: crate::visit::Notice, asked: Asked) -> Result<(), AppError> {
    use crate::visit::Form;
    use crate::{paths, request};

    let editor = paths::product(product);
    match asked {
        Ok(_) => {
            request::done(notice, &editor);
            Ok(())
        }
        Err(error) => Err(request::refuse(Form::Product, &editor, &[], error.into())),
    }
}
