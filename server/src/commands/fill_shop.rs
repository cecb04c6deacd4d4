//! `fill-shop`: many plausible products in one shop, for benchmarks and for looking at long lists.

use stoflow_domain::backend::Backend;
use stoflow_domain::error::Error;
use stoflow_domain::{accounts, products};

/// Adds `count` products to the shop of the account with this address.
pub async fn fill(backend: &Backend, email: &str, count: u32) -> Result<(), Error> {
    let account = accounts::by_email(backend, email)
        .await?
        .ok_or(Error::NotFound { what: "account" })?;
    let mut tx = backend.database.tenant(account.tenant).await?;
    products::fill::fill(&mut tx, count).await?;
    tx.commit().await?;
    backend.database.look_over(account.tenant).await
}
