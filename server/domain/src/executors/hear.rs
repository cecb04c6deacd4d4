//! The server's side of the protocol: each frame is heard in one transaction, and answered after its commit.

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::device::{self, Device, Greeting, Pausing};
use crate::executors::reports::{self, About};
use crate::executors::{Carrier, Connected, News, connection, frames, hello, lane};
use crate::jobs::settle;
use std::time::Duration;
use stoflow_wire::executor::{FromExecutor, ToExecutor};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::VintedSession;

pub(super) async fn hear(
    backend: &Backend,
    connected: &Connected,
    frame: FromExecutor,
) -> Result<Vec<ToExecutor>, Error> {
    let mut tx = backend.database.tenant(connected.tenant).await?;
    let greeting = matches!(frame, FromExecutor::Hello { .. });
    let device = if greeting {
        device::find_to_greet(&mut tx, connected.executor).await?
    } else {
        device::find(&mut tx, connected.executor).await?
    };
    if device.revoked {
        return Ok(vec![ToExecutor::Unpaired]);
    }
    let greeted = device.is_on(connected);
    if !greeted && !greeting {
        tracing::warn!(
            monotonic_counter.ignored_executor_words = 1_u64,
            tenant = %connected.tenant,
            executor = %connected.executor,
            "a word on a connection that is not the extension's own was ignored"
        );
        return device::elsewhere(connected);
    }
    if !greeted
        && connected.carrier == Carrier::Page
        && device.connection.is_some()
        && device.present
    {
        // A page's greeting that was on its way while the extension's own line opened.
        return Ok(Vec::new());
    }
    if greeted && device.fading {
        device::renew_presence(&mut tx, connected.executor).await?;
    }
    let mut news = News::default();
    let patience = settle::patience(backend);
    let answering = answer(&mut tx, connected, &device, frame, patience, &mut news);
    let answers = Box::pin(answering).await?;
    tx.commit().await?;
    news.spread(backend, connected.tenant).await;
    Ok(answers)
}

async fn answer(
    tx: &mut TenantTx,
    connected: &Connected,
    device: &Device,
    frame: FromExecutor,
    patience: Duration,
    news: &mut News,
) -> Result<Vec<ToExecutor>, Error> {
    match frame {
        FromExecutor::Hello {
            version,
            open,
            session,
            paused,
        } => {
            let greeting = Greeting {
                connection: &connected.connection,
                version: &version,
                session: &session,
                paused,
            };
            let welcome =
                hello::welcome(tx, connected, device, &greeting, open, patience, news).await?;
            let device = device::find(tx, connected.executor).await?;
            let mut answers = vec![welcome];
            answers.extend(frames::next(tx, connected, &device, patience, news).await?);
            follow_session(tx, connected, &session, news).await?;
            Ok(answers)
        }
        FromExecutor::Ack { command, fence } => {
            reports::ack(tx, connected, &About { command, fence }, patience, news).await
        }
        FromExecutor::MayI { command, fence } => {
            reports::may_i(tx, connected, &About { command, fence }, patience).await
        }
        FromExecutor::Progress {
            command,
            fence,
            progress,
            uploaded,
        } => {
            let about = About { command, fence };
            reports::progress(tx, connected, &about, (progress, uploaded), patience, news).await
        }
        FromExecutor::JobResult {
            command,
            job,
            fence,
            outcome,
        } => {
            let about = About { command, fence };
            reports::result(tx, connected, &about, (job, outcome), news).await
        }
        FromExecutor::VintedSessionUpdate { session } => {
            device::set_session(tx, connected.executor, &session).await?;
            follow_session(tx, connected, &session, news).await?;
            Ok(Vec::new())
        }
        FromExecutor::DatadomeDetected { .. } => {
            device::set_session(tx, connected.executor, &VintedSession::Challenged).await?;
            lane::stop(tx, &Trouble::Challenged).await?;
            news.executors = true;
            Ok(Vec::new())
        }
        FromExecutor::Paused { paused } => {
            let pausing = if paused {
                Pausing::Paused
            } else {
                Pausing::Working
            };
            device::set_paused(tx, connected.executor, pausing).await?;
            news.executors = true;
            news.jobs_moved = !paused;
            Ok(Vec::new())
        }
        FromExecutor::Ping => Ok(vec![ToExecutor::Pong]),
    }
}

/// A sign-in may be what the lane waited for, where it is in the browser that works on it.
async fn follow_session(
    tx: &mut TenantTx,
    connected: &Connected,
    session: &VintedSession,
    news: &mut News,
) -> Result<(), Error> {
    news.executors = true;
    if lane::holder(tx).await? != Some(connected.executor) {
        return Ok(());
    }
    if connection::resume_where_cause_is_gone(tx, session).await? {
        news.jobs_moved = true;
    }
    Ok(())
}
