//! The protocol between the server and a seller's browser extension (design section 6).
//!
//! command → ack (journalled) → permit before the effect → progress → result → the server commits → `result_ack`.
//! What is not acknowledged is sent again after a reconnect; `hello` reconciles both sides. The same frames
//! travel over the extension's own socket and through a dashboard page.

use crate::ids::{ExecutorId, JobId};
use crate::jobs::{Progress, Trouble};
use crate::vinted::{UploadedPhoto, VintedOrder, VintedResult, VintedSession};
use serde::{Deserialize, Serialize};

/// 128 random bits in hex: names one handing-over of one job. A retry is a new command.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommandId(pub String);

/// `execute_job`: one job handed to one executor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    pub id: CommandId,
    pub job: JobId,
    /// Rises with every claim of the job; an answer with an older one is ignored.
    pub fence: i64,
    pub order: VintedOrder,
    /// The Vinted account this shop sells with; `None` until one was seen. Another one in the tab stops the job.
    pub account: Option<i64>,
    pub pace: Pace,
}

/// Human spacing of calls, in milliseconds: a wait is drawn between the two bounds before each call.
/// Source: facts `original-backend.md` section 9.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    pub read_ms: (u32, u32),
    pub write_ms: (u32, u32),
    pub delete_ms: (u32, u32),
    /// Between two looks for a listing in doubt.
    pub look_again_ms: u32,
    /// After how many calls a longer rest is taken, from one command to the next; never where it is 0.
    #[serde(default)]
    pub rest_every: (u32, u32),
    /// How much longer the wait before the next call is then.
    #[serde(default)]
    pub rest_ms: (u32, u32),
}

impl Pace {
    /// The pace of a person.
    pub const HUMAN: Self = Self {
        read_ms: (3_000, 8_000),
        write_ms: (5_000, 12_000),
        delete_ms: (6_000, 15_000),
        look_again_ms: 30_000,
        rest_every: (10, 15),
        rest_ms: (15_000, 30_000),
    };
}

/// How a command ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    Done(VintedResult),
    /// Ended without the effect, and certainly so.
    Stopped {
        trouble: Trouble,
        uploaded: Vec<UploadedPhoto>,
    },
    /// The effect may have happened: look before anything else.
    InDoubt {
        trouble: Trouble,
        uploaded: Vec<UploadedPhoto>,
    },
    /// Given up because the server or the person said so, before the effect.
    Cancelled {
        uploaded: Vec<UploadedPhoto>,
    },
}

/// Frames from the server to an executor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToExecutor {
    /// Answers `hello`. `forget` are open commands of the extension that are settled or no longer its own.
    Welcome {
        executor: ExecutorId,
        /// The shop's name, for the popup.
        shop: String,
        /// Settled or no longer yours: drop them without a word.
        forget: Vec<CommandId>,
        /// Rotated device token to use from the next connection on.
        next_token: Option<String>,
    },
    ExecuteJob {
        command: Box<Command>,
    },
    /// Answers `may_i`. Without it the effect must not be made.
    Permit {
        command: CommandId,
        granted: bool,
    },
    /// The result is committed: forget the command.
    ResultAck {
        command: CommandId,
    },
    /// Give the command up if its effect has not been sent.
    CancelJob {
        command: CommandId,
    },
    /// The pairing was revoked in the settings: forget token and journal.
    Unpaired,
    /// Work of the shop that waits by the seller's own rules, for the popup; said where it changed.
    HeldBack {
        held: Option<Held>,
    },
    Pong,
}

/// Jobs that wait in the queue although a browser is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub jobs: u32,
    /// Of those that go on first: quiet hours, or what a day or an hour may hold.
    pub why: Trouble,
}

/// Frames from an executor to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromExecutor {
    Hello {
        /// The extension's version.
        version: String,
        /// Commands in its journal, answered or not.
        open: Vec<CommandId>,
        session: VintedSession,
        /// The person paused it in the popup.
        paused: bool,
    },
    /// The command is in the journal.
    Ack {
        command: CommandId,
        fence: i64,
    },
    /// Asked right before the one call that cannot be repeated.
    MayI {
        command: CommandId,
        fence: i64,
    },
    Progress {
        command: CommandId,
        fence: i64,
        progress: Progress,
        uploaded: Vec<UploadedPhoto>,
    },
    JobResult {
        command: CommandId,
        job: JobId,
        fence: i64,
        outcome: Outcome,
    },
    VintedSessionUpdate {
        session: VintedSession,
    },
    DatadomeDetected {
        command: Option<CommandId>,
    },
    Paused {
        paused: bool,
    },
    Ping,
}

/// Body of `POST /api/executor/pair`: the one-time code the dashboard shows (60 s).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairRequest {
    pub code: String,
    /// What the settings list it as, such as "Chrome · Linux".
    pub name: String,
}

/// Answer to [`PairRequest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paired {
    pub executor: ExecutorId,
    pub token: String,
    pub shop: String,
}

/// What the dashboard page may say to the extension (`chrome.runtime.sendMessage`), and nothing else. `F` is a frame
/// that the page carries without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromPage<F = ToExecutor> {
    /// Are you there, which version, is your own socket up?
    Probe,
    /// Pair with the server this page came from.
    Pair { code: String },
    /// Second carrier: frames from the server, and a request for those that wait to go there.
    Relay { frames: Vec<F> },
}

/// The extension's answer to a page; `F` as in [`FromPage`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToPage<F = FromExecutor> {
    Here {
        version: String,
        paired: bool,
        /// Its name at the server it is paired with: what a page offers to relay for.
        executor: Option<ExecutorId>,
        socket_open: bool,
        session: VintedSession,
    },
    Paired {
        executor: ExecutorId,
    },
    PairingFailed {
        code: String,
    },
    /// Frames for the server; `again_ms` says when to relay next.
    Relay {
        frames: Vec<F>,
        again_ms: u32,
    },
    Refused,
}

/// A paired extension in the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExecutorView {
    pub id: ExecutorId,
    pub name: String,
    pub connected: bool,
    pub paused: bool,
    pub version: String,
    #[serde(with = "time::serde::rfc3339")]
    pub paired_at: time::OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub seen_at: Option<time::OffsetDateTime>,
}
