//! The directory that finds the shops of an account (`public.ebay_accounts`): eBay tells of accounts, not of shops.
//!
//! It stands in another schema than the accounts themselves, so the two are never written at once. An entry without an
//! account finds nothing and does no harm; an account without an entry would outlive its owner. So entries are made before and
//! after an account is kept, and one that was removed is made again where the account turns out to be there.

use super::rows;
use crate::backend::Backend;
use crate::database::rows::Attempted;
use crate::error::Error;
use stoflow_wire::ids::TenantId;

/// The shop is found by this account too.
pub(super) async fn enter(backend: &Backend, tenant: TenantId, user: &str) -> Result<(), Error> {
    let mut tx = backend.database.shared().await?;
    sqlx::query(
        "insert into public.ebay_accounts (user_id, tenant_id) values ($1, $2) \
         on conflict (user_id, tenant_id) do nothing",
    )
    .bind(user)
    .bind(tenant.0)
    .execute(tx.conn())
    .await
    .attempted("noting which shop has an eBay account")?;
    tx.commit().await
}

/// The shop, which does not have this account any more, is not found by it either. To be called after the account is gone;
/// it may have come back meanwhile.
pub(super) async fn leave(backend: &Backend, tenant: TenantId, user: &str) -> Result<(), Error> {
    let mut tx = backend.database.shared().await?;
    sqlx::query("delete from public.ebay_accounts where user_id = $1 and tenant_id = $2")
        .bind(user)
        .bind(tenant.0)
        .execute(tx.conn())
        .await
        .attempted("noting that a shop has an eBay account no more")?;
    tx.commit().await?;
    let mut tx = backend.database.tenant(tenant).await?;
    let now = rows::user(&mut tx).await?;
    tx.commit().await?;
    if now.as_deref() == Some(user) {
        return enter(backend, tenant, user).await;
    }
    Ok(())
}

/// The shops that an account is connected to.
pub(super) async fn shops_of(backend: &Backend, user: &str) -> Result<Vec<TenantId>, Error> {
    let mut tx = backend.database.shared().await?;
    let ids: Vec<i64> = sqlx::query_scalar(
        "select tenant_id from public.ebay_accounts where user_id = $1 order by tenant_id",
    )
    .bind(user)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which shops have an eBay account")?;
    tx.commit().await?;
    Ok(ids.into_iter().map(TenantId).collect())
}
