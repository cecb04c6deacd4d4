//! The seller's browsers that act on vinted.fr for a shop: pairing, presence, and the server's side of the protocol.
//!
//! A connection is nobody's until it greeted; one of them holds the lane and gets commands. The truth is in the
//! shop's schema: a node may die and the extension meet another one. What a command is about is the channel's business.

pub(crate) mod connection;
pub(crate) mod device;
pub(crate) mod frames;
pub(crate) mod hear;
pub(crate) mod hello;
pub(crate) mod lane;
pub(crate) mod owner;
pub(crate) mod pairing;
mod reminders;
pub(crate) mod reports;
pub(crate) mod sight;
pub(crate) mod token;

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::hints::Topic;
use crate::hints::letterboxes::Topics;
use crate::jobs::history::Actor;
use crate::jobs::queue::VINTED_LANE;
use crate::jobs::{rows, settle, turns};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use stoflow_wire::executor::{ExecutorView, FromExecutor, Held, PairRequest, Paired, ToExecutor};
use stoflow_wire::ids::{ExecutorId, TenantId};
use stoflow_wire::socket::VintedConnection;
use time::OffsetDateTime;
use token::Token;
use tokio::sync::watch;

/// A code to pair one extension with.
#[derive(Clone, Debug)]
pub struct PairingCode {
    /// Eight letters and digits.
    pub code: String,
    pub expires_at: OffsetDateTime,
}

/// An extension whose token was good, on one connection.
#[derive(Clone, Debug)]
pub struct Connected {
    pub tenant: TenantId,
    pub executor: ExecutorId,
    /// The shop's name.
    pub shop: String,
    /// The connection's own name, never used before.
    pub connection: String,
    pub carrier: Carrier,
    /// Another connection had the lane when this one last looked.
    pub stands_by: Arc<AtomicBool>,
    /// What its browser was last told of work that is held back.
    pub held: Arc<Mutex<Option<Held>>>,
}

impl Connected {
    /// Whether a hint about this is a reason to look. What is to be fetched is for the connection that has the lane:
    /// the others look when browsers come and go, and every [`LOOK`].
    pub fn is_for(&self, topics: Topics) -> bool {
        let stands_by = self.stands_by.load(Ordering::Relaxed);
        topics.has(Topic::Executors)
            || (!stands_by && (topics.has(Topic::Jobs) || topics.has(Topic::Commands)))
    }
}

/// What carries an extension's frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The extension's own line.
    Own,
    /// A page of its signed-in seller, while its own line is down.
    Page,
}

/// How often a connection has to ask [`next_frames`] by itself, give or take a fifth.
pub const LOOK: Duration = Duration::from_secs(30);

/// What changed, to be told after the commit.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// A job can go on, or is over: workers have to look.
    pub(crate) jobs_moved: bool,
    /// A job looks different now.
    pub(crate) jobs_shown: bool,
    pub(crate) executors: bool,
}

impl News {
    async fn spread(self, backend: &Backend, tenant: TenantId) {
        if self.jobs_moved {
            turns::announce(backend, tenant).await;
            backend.hints.wake(tenant, Topic::Products);
            backend.hints.wake(tenant, Topic::Conversations);
        } else if self.jobs_shown {
            backend.hints.wake(tenant, Topic::Progress);
        }
        if self.executors {
            backend.hints.wake(tenant, Topic::Executors);
        }
    }
}

/// A one-time code for the signed-in seller, good for a minute.
pub async fn make_code(backend: &Backend, tenant: TenantId) -> Result<PairingCode, Error> {
    pairing::make_code(backend, tenant).await
}

/// Swaps a code for a device token. [`Error::NotFound`] for a code that is unknown, used or too old.
pub async fn pair(backend: &Backend, request: PairRequest) -> Result<Paired, Error> {
    pairing::pair(backend, request).await
}

/// Recognises an extension by its token. `connection` names this connection and no other, ever.
///
/// [`Error::SignedOut`] for a token that is no longer good, [`Error::Forbidden`] for one whose pairing was revoked:
/// that one is to be told [`ToExecutor::Unpaired`].
pub async fn connect(backend: &Backend, token: &str, connection: &str) -> Result<Connected, Error> {
    let (tenant, token) = Token::read(token).ok_or(Error::SignedOut)?;
    let mut tx = match backend.database.tenant(tenant).await {
        Err(Error::NotFound { .. }) => return Err(Error::SignedOut),
        opened => opened?,
    };
    let executor = device::recognise(&mut tx, &token.hash()).await?;
    tx.commit().await?;
    connected(backend, tenant, executor, connection, Carrier::Own).await
}

/// Recognises an extension whose own line is down and that speaks through a page of its signed-in seller. It greets
/// like on a line of its own; that line takes over as soon as it greets, and is not taken over from while it is there.
/// [`Error::NotFound`] for an extension of
/// another shop, [`Error::Forbidden`] for one whose pairing was revoked.
pub async fn connect_through_page(
    backend: &Backend,
    tenant: TenantId,
    executor: ExecutorId,
    connection: &str,
) -> Result<Connected, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    if device::find(&mut tx, executor).await?.revoked {
        return Err(Error::Forbidden);
    }
    tx.commit().await?;
    connected(backend, tenant, executor, connection, Carrier::Page).await
}

async fn connected(
    backend: &Backend,
    tenant: TenantId,
    executor: ExecutorId,
    connection: &str,
    carrier: Carrier,
) -> Result<Connected, Error> {
    Ok(Connected {
        tenant,
        executor,
        shop: owner::of(backend, tenant).await?.shop,
        connection: connection.to_owned(),
        carrier,
        stands_by: Arc::default(),
        held: Arc::default(),
    })
}

/// Hears one frame and answers it. What the frame changed is committed before the answer is given out.
/// [`Error::OutOfPlace`] as for [`next_frames`].
pub async fn hear(
    backend: &Backend,
    connected: &Connected,
    frame: FromExecutor,
) -> Result<Vec<ToExecutor>, Error> {
    hear::hear(backend, connected, frame).await
}

/// What to send on this connection now. To be asked on every hint that [`Connected::is_for`], and every
/// [`LOOK`]: asking is also what keeps the connection's lease of the lane. [`Error::OutOfPlace`] for a line of its own
/// that did not greet, or that another one replaced: it is to be closed, so that the extension greets anew.
pub async fn next_frames(
    backend: &Backend,
    connected: &Connected,
) -> Result<Vec<ToExecutor>, Error> {
    let mut tx = backend.database.tenant(connected.tenant).await?;
    let device = device::find(&mut tx, connected.executor).await?;
    if device.revoked {
        return Ok(vec![ToExecutor::Unpaired]);
    }
    if !device.is_on(connected) {
        return device::elsewhere(connected);
    }
    if device.fading {
        device::renew_presence(&mut tx, connected.executor).await?;
    }
    let mut news = News::default();
    let patience = settle::patience(backend);
    let frames = frames::next(&mut tx, connected, &device, patience, &mut news).await?;
    tx.commit().await?;
    news.spread(backend, connected.tenant).await;
    Ok(frames)
}

/// Makes up for lost hints until told to stop: whoever listens to `hints.of_shop` of a shop with work is told to look.
pub async fn remind(backend: &Backend, shutdown: watch::Receiver<bool>) {
    reminders::run(backend, shutdown).await;
}

/// The connection is closed. A command that was handed over on it stays with its extension for as long as the lease
/// lasts: it may come back.
pub async fn disconnected(backend: &Backend, connected: &Connected) -> Result<(), Error> {
    let mut tx = backend.database.tenant(connected.tenant).await?;
    if !device::leave(&mut tx, connected.executor, &connected.connection).await? {
        return Ok(());
    }
    let job = rows::lock_awaiting(&mut tx, VINTED_LANE).await?;
    if job.and_then(|job| job.executor) != Some(connected.executor) {
        lane::release(&mut tx, &connected.connection).await?;
    }
    tx.commit().await?;
    backend.hints.wake(connected.tenant, Topic::Executors);
    Ok(())
}

/// Clears pairing codes away that nobody can use any more.
pub(crate) async fn clear_pairing_codes(backend: &Backend) -> Result<(), Error> {
    pairing::clear(backend).await
}

/// The paired extensions, the newest first.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<ExecutorView>, Error> {
    device::list(tx).await
}

/// Ends a pairing. What the extension had in hand is taken from it; it is told so when it is next heard of.
pub async fn revoke(
    backend: &Backend,
    tenant: TenantId,
    executor: ExecutorId,
) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let connection = device::find(&mut tx, executor).await?.connection;
    device::revoke(&mut tx, executor).await?;
    let job = rows::lock_awaiting(&mut tx, VINTED_LANE).await?;
    if let Some(mut job) = job.filter(|job| job.executor == Some(executor)) {
        settle::silence(&mut tx, &mut job, Actor::Seller).await?;
    }
    if let Some(connection) = connection {
        lane::release(&mut tx, &connection).await?;
    }
    tx.commit().await?;
    let news = News {
        jobs_moved: true,
        jobs_shown: true,
        executors: true,
    };
    news.spread(backend, tenant).await;
    Ok(())
}

/// How the shop stands with Vinted, for the dashboard.
pub async fn connection(tx: &mut TenantTx) -> Result<VintedConnection, Error> {
    connection::view(tx).await
}

/// The seller says that what stopped the Vinted lane is dealt with: its jobs go on.
pub async fn resume_lane(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    lane::resume(&mut tx).await?;
    tx.commit().await?;
    let news = News {
        jobs_moved: true,
        jobs_shown: true,
        executors: true,
    };
    news.spread(backend, tenant).await;
    Ok(())
}
