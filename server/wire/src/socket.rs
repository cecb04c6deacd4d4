//! Frames between the server and a dashboard (`/ws/dashboard`). Names are the brief's.

use crate::executor::{FromExecutor, ToExecutor};
use crate::jobs::JobView;
use crate::vinted::VintedSession;
use serde::{Deserialize, Serialize};

/// The state of the Vinted channel, as every page shows it (`vinted_connection_status`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VintedConnection {
    pub executor: ExecutorPresence,
    pub session: VintedSession,
    /// The Vinted account this shop sells with.
    pub account: Option<String>,
    /// Why the lane stands still; the seller has to act.
    pub stopped: Option<crate::jobs::Trouble>,
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
