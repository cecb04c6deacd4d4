//! Frames between the server and a dashboard (`/ws/dashboard`). Names are the brief's.

use crate::executor::{FromExecutor, ToExecutor};
use crate::jobs::JobView;
use crate::vinted::VintedSession;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The state of the Vinted channel, as every page shows it (`vinted_connection_status`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VintedConnection {
    pub executor: ExecutorPresence,
    pub session: VintedSession,
    /// When Vinted last showed it; without a browser, when it last showed any.
    #[serde(with = "time::serde::rfc3339::option")]
    pub session_seen_at: Option<OffsetDateTime>,
    pub last_success: LastSuccess,
    /// Since when nobody looked at the sales of a shop that has something for sale, where that is for too long.
    #[serde(with = "time::serde::rfc3339::option")]
    pub unseen_since: Option<OffsetDateTime>,
    /// The Vinted account this shop sells with.
    pub account: Option<String>,
    /// Why the lane stands still; the seller has to act.
    pub stopped: Option<crate::jobs::Trouble>,
}

/// When each kind of work on Vinted last went well; `None` before the first time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastSuccess {
    /// A listing was published, changed or taken off.
    #[serde(with = "time::serde::rfc3339::option")]
    pub listings: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub wardrobe: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub sales: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub messages: Option<OffsetDateTime>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecutorPresence {
    /// No extension was ever paired.
    Unpaired,
    /// Paired, but no browser with it is connected.
    Away,
    Connected,
    /// Connected, and paused by the person in the popup.
    Paused,
}

/// `F` is a frame for the extension. A page carries it without reading it, and so keeps it as the JSON it came as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToDashboard<F = ToExecutor> {
    JobStatusUpdate {
        job: JobView,
    },
    VintedConnectionStatus {
        connection: VintedConnection,
    },
    /// How many conversations the seller has not opened since somebody wrote in them.
    InboxUpdate {
        unread: i64,
    },
    /// Second carrier: hand this to the extension.
    ExecuteJob {
        frame: Box<F>,
    },
    Pong,
}

/// `F` is a frame of the extension, as in [`ToDashboard`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromDashboard<F = FromExecutor> {
    /// Second carrier: this page can reach a paired extension whose own socket is down.
    RelayOffered {
        executor: crate::ids::ExecutorId,
    },
    RelayWithdrawn,
    /// Second carrier: what the extension said.
    Relayed {
        frame: Box<F>,
    },
    Ping,
}
