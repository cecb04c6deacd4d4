//! Telling a seller by mail that Vinted has been out of reach for long while work of theirs waits: they may be away from
//! the dashboard that shows it. Once for each such time, never for what they paused or limited themselves.

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::executors::{connection, lane, owner};
use crate::jobs::queue::VINTED_LANE;
use crate::mail::letters::{self, Letter};
use lettre::Address;
use std::time::Duration;
use stoflow_wire::ids::TenantId;
use stoflow_wire::jobs::Trouble;

/// Work waits this long before a mail is worth it: a browser that is closed over lunch is nothing unusual.
const DELAY: Duration = Duration::from_hours(2);

/// Looks at one shop, and writes where it is time to. A letter that is lost is not written again.
pub(crate) async fn tend(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let due = due(&mut tx).await?;
    tx.commit().await?;
    let Some(why) = due else { return Ok(()) };
    let owner = owner::of(backend, tenant).await?;
    if !owner.confirmed {
        return Ok(());
    }
    let to: Address = owner
        .email
        .parse()
        .map_err(|error| Error::internal("writing to a seller", error))?;
    let link = format!("{}/channels/vinted", backend.settings.origin);
    backend.mailer.send_later(to, letter(&owner, &why, &link));
    Ok(())
}

fn letter(owner: &owner::Owner, why: &Trouble, link: &str) -> Letter {
    match why {
        Trouble::Challenged => letters::vinted_asks(owner.language, &owner.shop, link),
        Trouble::SignedOutOfMarketplace | Trouble::OtherMarketplaceAccount { .. } => {
            letters::vinted_signed_out(owner.language, &owner.shop, link)
        }
        Trouble::NoExecutor | Trouble::ExecutorPaused => {
            letters::browser_away(owner.language, &owner.shop, link)
        }
        _ => letters::vinted_stopped(owner.language, &owner.shop, link),
    }
}

/// Why Vinted is out of reach, where that has to be told now. Writes down that it is told; forgets it when work moves.
async fn due(tx: &mut TenantTx) -> Result<Option<Trouble>, Error> {
    let stopped = lane::stopped(tx).await?;
    let by_the_seller = stopped == Some(Trouble::PausedBySeller);
    if by_the_seller || !work_waits(tx).await? {
        sqlx::query(
            "update vinted_connection set alarm_told_at = null where alarm_told_at is not null",
        )
        .execute(tx.conn())
        .await
        .attempted("forgetting an alarm")?;
        return Ok(None);
    }
    let why = match stopped {
        Some(why) => Some(why),
        None => connection::absence(tx).await?,
    };
    let Some(why) = why else { return Ok(None) };
    let first = sqlx::query(
        "insert into vinted_connection (alarm_told_at) values (now()) on conflict (one) do update \
         set alarm_told_at = excluded.alarm_told_at where vinted_connection.alarm_told_at is null",
    )
    .execute(tx.conn())
    .await
    .attempted("noting an alarm")?;
    Ok((first.rows_affected() == 1).then_some(why))
}

/// What only reads nobody asked for in person, and nobody misses for some hours; a label somebody does.
async fn work_waits(tx: &mut TenantTx) -> Result<bool, Error> {
    sqlx::query_scalar(
        "select exists (select 1 from marketplace_jobs where lane = $1 and finished_at is null \
         and (action not in ('sync', 'orders', 'message') or kept ->> 'label' is not null) \
         and created_at < now() - make_interval(secs => $2) \
         and (state = 'pending' and run_at < now() - make_interval(secs => $2) \
             or state = 'awaiting_executor' and executor_id is null))",
    )
    .bind(VINTED_LANE)
    .bind(DELAY.as_secs_f64())
    .fetch_one(tx.conn())
    .await
    .attempted("looking for work that waits for long")
}
