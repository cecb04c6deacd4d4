//! Telling a seller by mail that Vinted has been out of reach for long: work of theirs waits, or sales may go unseen.
//! They may be away from the dashboard that shows it. Once for each such time, never for what they paused themselves.

use crate::backend::Backend;
use crate::channels::alarm::{self, AGAIN, Bell, Write};
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::executors::{connection, lane, sight};
use crate::jobs::queue::VINTED_LANE;
use crate::mail::letters;
use std::time::Duration;
use stoflow_wire::ids::TenantId;
use stoflow_wire::jobs::Trouble;

/// Work waits this long before a mail is worth it: a browser that is closed over lunch is nothing unusual.
const DELAY: Duration = Duration::from_hours(2);

const BELL: Bell = Bell {
    channel: "Vinted",
    // Where all is well again by now, the next time is told anew.
    told: "update vinted_connection set alarm_told_at = now() where alarm_tried_at is not null",
};

/// What a seller has to be told now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Alarm {
    WorkWaits(Trouble),
    SalesUnseen,
}

/// What has to be told now. Notes the try; forgets what was told as soon as all is well.
pub(crate) async fn due(tx: &mut TenantTx) -> Result<Option<Alarm>, Error> {
    let stopped = lane::stopped(tx).await?;
    let by_the_seller = stopped == Some(Trouble::PausedBySeller);
    let waits = !by_the_seller && work_waits(tx).await?;
    let unseen = !by_the_seller && sight::unseen_since(tx).await?.is_some();
    if !waits && !unseen {
        forget(tx).await?;
        return Ok(None);
    }
    let why = match stopped {
        Some(why) => Some(why),
        None => connection::absence(tx).await?,
    };
    let alarm = match why {
        Some(why) if waits => Alarm::WorkWaits(why),
        _ if unseen => Alarm::SalesUnseen,
        _ => return Ok(None),
    };
    let first = sqlx::query(
        "insert into vinted_connection (alarm_tried_at) values (now()) on conflict (one) do update \
         set alarm_tried_at = excluded.alarm_tried_at where vinted_connection.alarm_told_at is null \
         and coalesce(vinted_connection.alarm_tried_at <= now() - make_interval(secs => $1), true)",
    )
    .bind(AGAIN.as_secs_f64())
    .execute(tx.conn())
    .await
    .attempted("noting an alarm")?;
    Ok((first.rows_affected() == 1).then_some(alarm))
}

async fn forget(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query(
        "update vinted_connection set alarm_told_at = null, alarm_tried_at = null \
         where alarm_told_at is not null or alarm_tried_at is not null",
    )
    .execute(tx.conn())
    .await
    .attempted("forgetting an alarm")?;
    Ok(())
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

/// Writes to the shop's owner.
pub(crate) async fn send(backend: &Backend, tenant: TenantId, alarm: Alarm) -> Result<(), Error> {
    alarm::ring(backend, tenant, BELL, words(&alarm), "/channels/vinted").await
}

fn words(alarm: &Alarm) -> Write {
    match alarm {
        Alarm::SalesUnseen => letters::sales_unseen,
        Alarm::WorkWaits(Trouble::Challenged) => letters::vinted_asks,
        Alarm::WorkWaits(
            Trouble::SignedOutOfMarketplace | Trouble::OtherMarketplaceAccount { .. },
        ) => letters::vinted_signed_out,
        Alarm::WorkWaits(Trouble::NoExecutor | Trouble::ExecutorPaused) => letters::browser_away,
        Alarm::WorkWaits(_) => letters::vinted_stopped,
    }
}
