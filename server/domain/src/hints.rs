//! Wake-ups between rooms and between nodes: "something changed at this shop, look".
//!
//! A hint carries no truth. It may be lost, doubled or late; whoever waits for one also looks by itself now and then.
//! Within a node hints are handed on at once; to other nodes one relay sends at most one NOTIFY per 50 ms.

pub mod letterboxes;
mod note;

use crate::database::Database;
use crate::database::rows::Attempted;
use crate::error::Error;
use letterboxes::{Letterboxes, ShopHints};
use note::Note;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use stoflow_wire::ids::TenantId;
use tokio::sync::{Notify, broadcast, watch};

/// What there is to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// A job may be waiting, or changed.
    Jobs,
    /// A job looks different; there is nothing new to do.
    Progress,
    /// A browser of the shop came, left or changed, or may have to let go of what it has.
    Executors,
    /// There may be something to fetch for the one browser that works on the lane.
    Commands,
    Products,
    /// A conversation was read or opened.
    Conversations,
    /// A session ended.
    Session,
}

/// Look at this shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hint {
    pub tenant: TenantId,
    pub topic: Topic,
}

/// Hints that a slow receiver may have waiting; one that is further behind is told that it missed some.
const WAITING: usize = 4096;

/// Silence after each NOTIFY.
const SPACING: Duration = Duration::from_millis(50);

/// Wait after the connection was lost.
const RECONNECT_AFTER: Duration = Duration::from_secs(1);

const CHANNEL: &str = "stoflow_hints";

/// Sends and receives hints; cloning shares the relay.
#[derive(Clone)]
pub struct Hints(Arc<Relay>);

struct Relay {
    database: Database,
    /// Tells our own notes from those of other nodes.
    node: u64,
    here: broadcast::Sender<Hint>,
    letterboxes: Arc<Letterboxes>,
    for_others: Mutex<BTreeSet<Hint>>,
    some_for_others: Notify,
}

impl Hints {
    pub fn new(database: Database) -> Self {
        Self(Arc::new(Relay {
            database,
            node: rand::random(),
            here: broadcast::channel(WAITING).0,
            letterboxes: Arc::default(),
            for_others: Mutex::default(),
            some_for_others: Notify::new(),
        }))
    }

    /// Tells everybody, on this node at once and on others soon, to look. To be called after the commit.
    pub fn wake(&self, tenant: TenantId, topic: Topic) {
        let hint = Hint { tenant, topic };
        self.0.tell_here(hint);
        self.0
            .for_others
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(hint);
        self.0.some_for_others.notify_one();
    }

    /// All hints from now on, of all nodes.
    pub fn subscribe(&self) -> broadcast::Receiver<Hint> {
        self.0.here.subscribe()
    }

    /// Those of one shop from now on, of all nodes.
    pub fn of_shop(&self, tenant: TenantId) -> ShopHints {
        self.0.letterboxes.open(tenant)
    }

    /// The shops for which somebody on this node holds [`Hints::of_shop`].
    pub(crate) fn waited_for(&self) -> Vec<TenantId> {
        self.0.letterboxes.shops()
    }

    /// Tells those on this node who wait for this shop to look: a hint may have been lost.
    pub(crate) fn remind(&self, tenant: TenantId, topic: Topic) {
        self.0.letterboxes.post(Hint { tenant, topic });
    }

    /// Carries hints between nodes until told to stop.
    pub async fn run(&self, mut shutdown: watch::Receiver<bool>) {
        tokio::select! {
            _ = shutdown.wait_for(|stop| *stop) => {}
            () = self.0.send() => {}
            () = self.0.receive() => {}
        }
    }
}

impl Relay {
    fn tell_here(&self, hint: Hint) {
        self.letterboxes.post(hint);
        // nobody listens at the moment: that is no loss
        drop(self.here.send(hint));
    }

    async fn send(&self) {
        loop {
            self.some_for_others.notified().await;
            while let Some(note) = self.next_note() {
                if let Err(error) = self.notify(&note).await {
                    tracing::debug!(
                        error = &error as &dyn std::error::Error,
                        "hints for other nodes were lost"
                    );
                }
                tokio::time::sleep(SPACING).await;
            }
        }
    }

    fn next_note(&self) -> Option<String> {
        let mut waiting = self
            .for_others
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        Note::take(self.node, &mut waiting).map(|note| note.to_string())
    }

    async fn notify(&self, note: &str) -> Result<(), Error> {
        let mut tx = self.database.shared().await?;
        sqlx::query("select pg_notify($1, $2)")
            .bind(CHANNEL)
            .bind(note)
            .execute(tx.conn())
            .await
            .attempted("sending hints")?;
        tx.commit().await
    }

    async fn receive(&self) {
        loop {
            if let Err(error) = self.listen().await {
                tracing::debug!(%error, "hints of other nodes are not heard; connecting again");
            }
            tokio::time::sleep(RECONNECT_AFTER).await;
        }
    }

    /// Listens on a connection of its own, which belongs to no pool of requests.
    async fn listen(&self) -> Result<(), sqlx::Error> {
        let mut listener = self.database.listener().await?;
        listener.listen(CHANNEL).await?;
        loop {
            let notification = listener.recv().await?;
            match notification.payload().parse::<Note>() {
                Ok(note) if note.node != self.node => {
                    note.hints.into_iter().for_each(|hint| self.tell_here(hint));
                }
                Ok(_) => {}
                Err(note::Unreadable) => tracing::debug!(
                    payload = notification.payload(),
                    "a hint nobody understands"
                ),
            }
        }
    }
}
