//! What is read of the account a shop belongs to: its name, and how its seller is written to.

use crate::backend::Backend;
use crate::database::rows::Attempted;
use crate::error::Error;
use stoflow_wire::ids::TenantId;
use stoflow_wire::language::Language;

pub(crate) struct Owner {
    /// The shop's name.
    pub(crate) shop: String,
    pub(crate) email: String,
    /// The address is theirs.
    pub(crate) confirmed: bool,
    pub(crate) language: Language,
}

pub(crate) async fn of(backend: &Backend, tenant: TenantId) -> Result<Owner, Error> {
    let mut tx = backend.database.shared().await?;
    let found: Option<(String, String, bool, String)> = sqlx::query_as(
        "select shop, email, confirmed_at is not null, language from public.accounts where tenant_id = $1",
    )
    .bind(tenant.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading whose shop this is")?;
    tx.commit().await?;
    let (shop, email, confirmed, language) = found.ok_or(Error::NotFound { what: "shop" })?;
    Ok(Owner {
        shop,
        email,
        confirmed,
        language: Language::from_tag(&language).unwrap_or_default(),
    })
}
