//! The greeting: both sides compare what they have open, and the connection becomes the extension's own.

use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::device::{self, Device, Greeting};
use crate::executors::token::Token;
use crate::executors::{Connected, News, lane};
use crate::jobs::history::Actor;
use crate::jobs::queue::VINTED_LANE;
use crate::jobs::{rows, settle};
use std::time::Duration;
use stoflow_wire::executor::{CommandId, ToExecutor};

/// Answers with what the extension may forget, and now and then with a new token.
pub(super) async fn welcome(
    tx: &mut TenantTx,
    connected: &Connected,
    device: &Device,
    greeting: &Greeting<'_>,
    open: Vec<CommandId>,
    patience: Duration,
    news: &mut News,
) -> Result<ToExecutor, Error> {
    device::greet(tx, connected.executor, greeting).await?;
    let still_its_own = reconcile(tx, connected, &open, patience, news).await?;
    let next_token = if device.token_is_old {
        let token = Token::new(connected.tenant);
        device::offer_token(tx, connected.executor, &token.hash()).await?;
        Some(token.reveal())
    } else {
        None
    };
    Ok(ToExecutor::Welcome {
        executor: connected.executor,
        shop: connected.shop.clone(),
        forget: open
            .into_iter()
            .filter(|command| Some(command) != still_its_own.as_ref())
            .collect(),
        next_token,
    })
}

/// The one command that is still this extension's own, if it has it. One it should have and does not was lost before
/// it was journalled, and goes out again; with a permit given, the journal itself is gone, and with it the answer to
/// whether the effect was made.
async fn reconcile(
    tx: &mut TenantTx,
    connected: &Connected,
    open: &[CommandId],
    patience: Duration,
    news: &mut News,
) -> Result<Option<CommandId>, Error> {
    let Some(mut job) = rows::lock_awaiting(tx, VINTED_LANE).await? else {
        return Ok(None);
    };
    if job.executor != Some(connected.executor) {
        return Ok(None);
    }
    let held = lane::hold(tx, connected.executor, &connected.connection).await?;
    let command = job.command.as_ref().map(|command| command.id.clone());
    let knows_it = command.as_ref().is_some_and(|id| open.contains(id));
    if !held || (!knows_it && job.permitted) {
        settle::silence(tx, &mut job, Actor::Executor).await?;
        news.jobs_moved = true;
        return Ok(None);
    }
    job.acked |= knows_it;
    job.handed_connection = knows_it.then(|| connected.connection.clone());
    rows::note_progress(tx, &job, patience).await?;
    Ok(command.filter(|_| knows_it))
}
