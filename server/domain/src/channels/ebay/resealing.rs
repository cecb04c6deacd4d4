//! After the operator changed the key for secrets: seals the tokens of every shop anew, so that the key before can go.

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::secrets::{Purpose, Secrets};
use crate::tenants;
use stoflow_wire::ids::TenantId;

/// What was done, shop by shop.
#[derive(Debug, Default)]
pub struct Resealed {
    /// How many shops' tokens were sealed anew.
    pub anew: usize,
    /// Shops whose tokens no key opens: their sellers have to connect again.
    pub lost: Vec<TenantId>,
    /// Shops that could not be looked at: the key before has to stay until they were.
    pub failed: Vec<(TenantId, Error)>,
}

/// How a shop's tokens are sealed.
enum Seal {
    /// With the key of now, or there are none.
    AsItWas,
    Anew,
    /// No key opens them.
    Lost,
}

/// Goes through all shops; one that cannot be looked at holds up no other. What is sealed with the key of now is left as it
/// is, so it may be cut off and begun again.
pub async fn reseal(backend: &Backend) -> Result<Resealed, Error> {
    let mut done = Resealed::default();
    for shop in tenants::taken(&backend.database).await? {
        match in_shop(backend, shop).await {
            Ok(Seal::AsItWas) => {}
            Ok(Seal::Anew) => done.anew += 1,
            Ok(Seal::Lost) => done.lost.push(shop),
            Err(error) => done.failed.push((shop, error)),
        }
    }
    Ok(done)
}

async fn in_shop(backend: &Backend, shop: TenantId) -> Result<Seal, Error> {
    let mut tx = backend.database.tenant(shop).await?;
    let seal = renew(&backend.secrets, &mut tx).await?;
    tx.commit().await?;
    Ok(seal)
}

async fn renew(secrets: &Secrets, tx: &mut TenantTx) -> Result<Seal, Error> {
    let kept: Option<(Vec<u8>, Vec<u8>)> =
        sqlx::query_as("select access_token, refresh_token from ebay_connection for update")
            .fetch_optional(tx.conn())
            .await
            .attempted("reading the tokens for eBay")?;
    let Some((access, refresh)) = kept else {
        return Ok(Seal::AsItWas);
    };
    if secrets.is_current(&access) && secrets.is_current(&refresh) {
        return Ok(Seal::AsItWas);
    }
    let tenant = tx.tenant();
    let open = |purpose, kept: &[u8]| secrets.open(tenant, purpose, kept);
    let (Ok(access), Ok(refresh)) = (
        open(Purpose::EbayAccess, &access),
        open(Purpose::EbayRefresh, &refresh),
    ) else {
        return Ok(Seal::Lost);
    };
    sqlx::query("update ebay_connection set access_token = $1, refresh_token = $2")
        .bind(secrets.seal(tenant, Purpose::EbayAccess, &access)?)
        .bind(secrets.seal(tenant, Purpose::EbayRefresh, &refresh)?)
        .execute(tx.conn())
        .await
        .attempted("sealing the tokens for eBay anew")?;
    Ok(Seal::Anew)
}
