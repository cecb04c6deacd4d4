//! What is read of the account a shop belongs to: its name, and whether its address is confirmed.

use crate::backend::Backend;
use crate::database::rows::Attempted;
use crate::error::Error;
use stoflow_wire::ids::TenantId;

pub(crate) struct Owner {
    /// The shop's name.
    pub(crate) shop: String,
    pub(crate) confirmed: bool,
}

pub(crate) async fn of(backend: &Backend, tenant: TenantId) -> Result<Owner, Error> {
    let mut tx = backend.database.shared().await?;
    let found: Option<(String, bool)> = sqlx::query_as(
        "select shop, confirmed_at is not null from public.accounts where tenant_id = $1",
    )
    .bind(tenant.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading whose shop this is")?;
    tx.commit().await?;
    let (shop, confirmed) = found.ok_or(Error::NotFound { what: "shop" })?;
    Ok(Owner { shop, confirmed })
}
