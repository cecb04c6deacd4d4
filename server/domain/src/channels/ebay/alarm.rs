//! Watching over a connection nobody looks at: whether the consent still stands is asked some times a day, and a seller
//! whose connection stands still is written to, once.

use super::api::{Api, Token};
use super::asking::ask;
use super::view::CONNECT;
use crate::backend::Backend;
use crate::channels::alarm::{self, AGAIN, Bell};
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::mail::letters;
use stoflow_wire::ids::TenantId;
use stoflow_wire::language::Language;

const BELL: Bell = Bell {
    channel: "eBay",
    // Where it was connected again by now, the next time is told anew.
    told: "update ebay_connection set alarm_told_at = now() where stopped is not null and alarm_tried_at is not null",
};

/// What is due in a shop now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// Whether the consent still stands was not seen for hours.
    Check,
    /// The connection stands still, and its seller does not know.
    Tell,
}

/// What is due; notes the try.
pub(crate) async fn due(tx: &mut TenantTx) -> Result<Option<Due>, Error> {
    const ATTEMPTED: &str = "looking after the connection to eBay";
    let tried = sqlx::query(
        "update ebay_connection set alarm_tried_at = now() where stopped is not null and alarm_told_at is null \
         and coalesce(alarm_tried_at <= now() - make_interval(secs => $1), true)",
    )
    .bind(AGAIN.as_secs_f64())
    .execute(tx.conn())
    .await
    .attempted(ATTEMPTED)?;
    if tried.rows_affected() > 0 {
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

/// Does it. What may take long has a task of its own: eBay or a mail server that is slow holds up no other shop.
pub(crate) async fn see_to(backend: &Backend, tenant: TenantId, due: Due) -> Result<(), Error> {
    match due {
        Due::Check => check_later(backend, tenant),
        Due::Tell => alarm::ring(backend, tenant, BELL, letters::ebay_stopped, CONNECT).await?,
    }
    Ok(())
}

fn check_later(backend: &Backend, tenant: TenantId) {
    let backend = backend.clone();
    tokio::spawn(async move {
        if let Err(error) = check(&backend, tenant).await {
            let error: &dyn std::error::Error = &error;
            tracing::warn!(%tenant, error, "it was not seen whether the consent at eBay stands");
        }
    });
}

/// A token of hours ago has run out, so that this renews it; where the consent is gone, eBay refuses that, and the connection
/// stands still from then on.
async fn check(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    const ATTEMPTED: &str = "looking whether the consent at eBay stands";
    let who = |api: Api, token: Token| async move { api.user(&token).await };
    // Nobody reads eBay's words.
    match ask(backend, tenant, Language::default(), ATTEMPTED, who).await {
        // It stands still by now, or is gone: that was the question.
        Ok(_) | Err(Error::OutOfPlace { .. } | Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}
