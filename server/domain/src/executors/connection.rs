//! How the shop stands with Vinted, as every page shows it; and letting a lane go on that stood still.

use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::{device, lane, sight};
use stoflow_wire::executor::ExecutorView;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::socket::{ExecutorPresence, VintedConnection};
use stoflow_wire::vinted::VintedSession;

pub(super) async fn view(tx: &mut TenantTx) -> Result<VintedConnection, Error> {
    let devices = device::list(tx).await?;
    let holder = lane::holder(tx).await?;
    let speaker = holder.or_else(|| present(&devices).map(|device| device.id).next());
    let (session, session_seen_at) = match speaker {
        Some(executor) => device::session(tx, executor).await?,
        None => (VintedSession::Unknown, device::last_session(tx).await?),
    };
    Ok(VintedConnection {
        executor: presence(&devices),
        session,
        session_seen_at,
        last_success: sight::last_success(tx).await?,
        unseen_since: sight::unseen_since(tx).await?,
        account: lane::account_login(tx).await?,
        stopped: lane::stopped(tx).await?,
    })
}

/// Why nobody takes a command now; `None` where some browser will.
pub(crate) async fn absence(tx: &mut TenantTx) -> Result<Option<Trouble>, Error> {
    let devices = device::list(tx).await?;
    Ok(match presence(&devices) {
        ExecutorPresence::Connected => None,
        ExecutorPresence::Paused => Some(Trouble::ExecutorPaused),
        ExecutorPresence::Unpaired | ExecutorPresence::Away => Some(Trouble::NoExecutor),
    })
}

fn present(devices: &[ExecutorView]) -> impl Iterator<Item = &ExecutorView> {
    devices.iter().filter(|device| device.connected)
}

fn presence(devices: &[ExecutorView]) -> ExecutorPresence {
    if devices.is_empty() {
        ExecutorPresence::Unpaired
    } else if present(devices).next().is_none() {
        ExecutorPresence::Away
    } else if present(devices).all(|device| device.paused) {
        ExecutorPresence::Paused
    } else {
        ExecutorPresence::Connected
    }
}

/// Lets the lane go on where `session` shows that what stopped it is gone. `true` where it does.
pub(super) async fn resume_where_cause_is_gone(
    tx: &mut TenantTx,
    session: &VintedSession,
) -> Result<bool, Error> {
    let Some(stopped) = lane::failed_check(tx).await? else {
        return Ok(false);
    };
    let account = lane::account(tx).await?;
    if !lane::cause_is_gone(&stopped, session, account) {
        return Ok(false);
    }
    lane::pass_check(tx).await?;
    Ok(true)
}
