//! After the operator changed the key for secrets: seals the tokens of every shop anew, so that the key before can go.

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::secrets::{Purpose, Secrets};
use crate::tenants;
use stoflow_wire::ids::TenantId;

/// What was done, shop by shop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resealed {
    /// Shops whose tokens were sealed anew.
    pub anew: usize,
    /// Shops whose tokens no key opens: their sellers have to connect again.
    pub lost: Vec<TenantId>,
}

/// Goes through all shops. What is sealed with the key of now is left as it is, so it may be cut off and begun again.
pub async fn reseal(backend: &Backend) -> Result<Resealed, Error> {
    let mut done = Resealed::default();
    for shop in tenants::taken(&backend.database).await? {
        let mut tx = backend.database.tenant(shop).await?;
        match of_shop(&backend.secrets, &mut tx).await {
            Ok(true) => done.anew += 1,
            Ok(false) => {}
            Err(Error::Internal { .. }) => {
                done.lost.push(shop);
                continue;
            }
            Err(error) => return Err(error),
        }
        tx.commit().await?;
    }
    Ok(done)
}

/// `true` where something was sealed anew.
async fn of_shop(secrets: &Secrets, tx: &mut TenantTx) -> Result<bool, Error> {
    let kept: Option<(Vec<u8>, Vec<u8>)> =
        sqlx::query_as("select access_token, refresh_token from ebay_connection for update")
            .fetch_optional(tx.conn())
            .await
            .attempted("reading the tokens for eBay")?;
    let Some((access, refresh)) = kept else {
        return Ok(false);
    };
    if secrets.is_current(&access) && secrets.is_current(&refresh) {
        return Ok(false);
    }
    let tenant = tx.tenant();
    let anew = |purpose, kept: &[u8]| {
        let text = secrets.open(tenant, purpose, kept)?;
        secrets.seal(tenant, purpose, &text)
    };
    sqlx::query("update ebay_connection set access_token = $1, refresh_token = $2")
        .bind(anew(Purpose::EbayAccess, &access)?)
        .bind(anew(Purpose::EbayRefresh, &refresh)?)
        .execute(tx.conn())
        .await
        .attempted("sealing the tokens for eBay anew")?;
    Ok(true)
}
