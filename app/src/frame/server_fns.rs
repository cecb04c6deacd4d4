//! What the frame shows of the shop.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use stoflow_wire::accounts::Person;
use stoflow_wire::ebay::EbayStanding;
use stoflow_wire::socket::VintedConnection;

/// Who is signed in, and how their channels stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shop {
    pub person: Person,
    pub vinted: VintedConnection,
    pub ebay: EbayStanding,
    /// Conversations that wait to be opened.
    pub unread: i64,
}

#[server(prefix = "/fn", endpoint = "read_shop")]
pub async fn read_shop() -> Result<Shop, AppError> {
    use crate::request;
    use stoflow_domain::channels::ebay;
    use stoflow_domain::{accounts, conversations, executors};

    let seller = request::signed_in()?;
    let backend = request::backend()?;
    let person = accounts::person(&backend, seller.account).await?;
    let mut tx = request::tenant_tx().await?;
    let vinted = executors::connection(&mut tx).await?;
    let ebay = ebay::view::standing(&backend, &mut tx).await?;
    let unread = conversations::unread(&mut tx).await?;
    tx.commit().await?;
    Ok(Shop {
        person,
        vinted,
        ebay,
        unread,
    })
}
