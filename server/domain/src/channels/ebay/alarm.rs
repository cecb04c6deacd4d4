//! Watching over a connection nobody looks at: whether the consent still stands is asked some times a day, and a seller
//! whose connection stands still is written to, once.

use super::api::{Api, Token};
use super::asking::ask;
use crate::backend::Backend;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::executors::owner;
use crate::mail::letters;
use lettre::Address;
use stoflow_wire::ids::TenantId;
use stoflow_wire::language::Language;

/// What is due in a shop now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// Whether the consent still stands was not seen for hours.
    Check,
    /// The connection stands still, and its seller does not know.
    Tell,
}

/// What is due; writes down that it was said.
pub(crate) async fn due(tx: &mut TenantTx) -> Result<Option<Due>, Error> {
    const ATTEMPTED: &str = "looking after the connection to eBay";
    let told = sqlx::query(
        "update ebay_connection set alarm_told_at = now() where stopped is not null and alarm_told_at is null",
    )
    .execute(tx.conn())
    .await
    .attempted(ATTEMPTED)?;
    if told.rows_affected() > 0 {
        return Ok(Some(Due::Tell));
    }
    let checked = sqlx::query(
        "update ebay_connection set checked_at = now() where stopped is null \
         and checked_at < now() - interval '6 hours' and seen_at < now() - interval '6 hours'",
    )
    .execute(tx.conn())
    .await
    .attempted(ATTEMPTED)?;
    Ok((checked.rows_affected() > 0).then_some(Due::Check))
}

/// Does it, in a task of its own: eBay or a mail server that is slow holds up no other shop.
pub(crate) fn see_to(backend: &Backend, tenant: TenantId, due: Due) {
    let backend = backend.clone();
    tokio::spawn(async move {
        let done = match due {
            Due::Check => check(&backend, tenant).await,
            Due::Tell => tell(&backend, tenant).await,
        };
        if let Err(error) = done {
            tracing::warn!(%tenant, ?due, error = &error as &dyn std::error::Error, "the connection to eBay was not looked after");
        }
    });
}

/// A token of hours ago has run out, so that this renews it; where the consent is gone, eBay refuses that, and the connection
/// stands still from then on.
async fn check(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    const ATTEMPTED: &str = "looking whether the consent at eBay stands";
    let who = |api: Api, token: Token| async move { api.user(&token).await };
    match ask(backend, tenant, Language::default(), ATTEMPTED, who).await {
        // It stands still by now, or is gone: that was the question.
        Ok(_) | Err(Error::OutOfPlace { .. } | Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

async fn tell(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    let owner = owner::of(backend, tenant).await?;
    if !owner.confirmed {
        return Ok(());
    }
    let to: Address = owner
        .email
        .parse()
        .map_err(|error| Error::internal("writing to a seller", error))?;
    let link = format!("{}/channels/ebay", backend.settings.origin);
    let letter = letters::ebay_stopped(owner.language, &owner.shop, &link);
    if let Err(error) = backend.mailer.send(&to, letter).await {
        let mut tx = backend.database.tenant(tenant).await?;
        sqlx::query("update ebay_connection set alarm_told_at = null")
            .execute(tx.conn())
            .await
            .attempted("noting that an alarm was not told")?;
        tx.commit().await?;
        return Err(error);
    }
    Ok(())
}
