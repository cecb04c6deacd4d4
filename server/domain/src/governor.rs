//! What holds work on vinted.fr back so that the account stays safe: quiet hours, a share for each day and each hour, and
//! the time between two calls.
//!
//! The seller chooses the rules, `policy` judges by them, `day` counts. A job that is held back stays in the queue, says
//! until when and why, and goes on by itself. Knows neither what a job does nor who carries it out.

mod day;
mod form;
pub(crate) mod holding;
mod policy;
mod rules;

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::turns;
use stoflow_wire::executor::Pace;
use stoflow_wire::governor::{GovernorForm, GovernorView};
use stoflow_wire::ids::TenantId;
use stoflow_wire::platform::JobKind;

/// The shop's rules, and how the day stands.
pub async fn view(tx: &mut TenantTx) -> Result<GovernorView, Error> {
    let rules = rules::read(tx).await?;
    let today = day::read(tx, rules.quiet).await?;
    Ok(GovernorView {
        rules,
        today: today.done,
        this_hour: today.this_hour,
        quiet_until: today.quiet_until,
    })
}

/// Sets the rules as they were typed. What was held back by the old ones is judged anew. `Invalid` names each field
/// that cannot be taken.
pub async fn set(backend: &Backend, tenant: TenantId, typed: &GovernorForm) -> Result<(), Error> {
    let rules = form::read(typed).map_err(Error::Invalid)?;
    let mut tx = backend.database.tenant(tenant).await?;
    rules::write(&mut tx, &rules).await?;
    holding::release(&mut tx).await?;
    tx.commit().await?;
    turns::announce(backend, tenant).await;
    Ok(())
}

/// How long a listing is spared from a removal nobody confirmed, in days.
pub(crate) async fn spared_days(tx: &mut TenantTx) -> Result<u32, Error> {
    Ok(rules::read(tx).await?.spared_days)
}

/// The time between two calls, at the shop's own tempo.
pub(crate) async fn pace(tx: &mut TenantTx, usual: Pace) -> Result<Pace, Error> {
    Ok(policy::pace(rules::read(tx).await?.tempo, usual))
}

/// Something was permitted that cannot be taken back: it is part of the day's and the hour's share. Where nobody keeps
/// a pace (a simulator), an hour has no share either.
pub(crate) async fn count(
    tx: &mut TenantTx,
    kind: JobKind,
    pace: Option<Pace>,
) -> Result<(), Error> {
    day::count(tx, kind).await?;
    if policy::writes(kind) && pace.is_some_and(|pace| pace.write_ms.1 > 0) {
        day::count_hour(tx).await?;
    }
    Ok(())
}
