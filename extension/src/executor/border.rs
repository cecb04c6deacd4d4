//! What reaches the executor and what it wants done: the whole border between decisions and the browser.

use crate::senders::Sender;
use crate::vinted::replies::PageReply;
use crate::vinted::requests::PageRequest;

/// Something happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The worker starts, for the first time or after Chrome killed it.
    Woken,
    /// The browser was started: whoever was signed in on Vinted may not be any more.
    BrowserStarted,
    AlarmRang,
    TimerFired(Timer),
    SocketOpened(SocketNumber),
    SocketClosed(SocketNumber),
    FrameReceived {
        socket: SocketNumber,
        text: String,
    },
    PageReplied {
        ask: AskNumber,
        reply: PageReply,
    },
    /// A web page that may speak to the extension did.
    DashboardSaid(Message),
    /// A part of the extension did: the popup, or the content script in a page of vinted.fr that has just loaded.
    SaidInside(Message),
    /// The server's answer to [`Effect::Pair`]; status 0 where it could not be reached.
    PairAnswered {
        status: u16,
        body: String,
    },
    /// A newer version of the extension waits to be started.
    UpdateWaits,
}

/// A message that expects one answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub sender: Sender,
    pub text: String,
    pub reply: ReplyNumber,
}

/// Sockets are numbered so that the end of an old one is not taken for the end of the new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SocketNumber(pub u32);

/// Questions to the page are numbered so that a late answer is not taken for another's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AskNumber(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyNumber(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Timer {
    /// The next step of the present command.
    Run,
    Ping,
    Reconnect,
}

/// Something to do, in this order.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Must have succeeded before anything after it begins.
    Store(String),
    Connect {
        socket: SocketNumber,
        url: String,
        token: String,
    },
    Disconnect,
    Send(String),
    /// With `photo_url`, its bytes are fetched first and go along.
    AskPage {
        ask: AskNumber,
        request: PageRequest,
        photo_url: Option<String>,
    },
    /// `POST` of a JSON body.
    Pair {
        url: String,
        body: String,
    },
    /// Replaces the timer of the same name.
    SetTimer {
        timer: Timer,
        ms: u32,
    },
    ClearTimer(Timer),
    /// Wakes a dead worker every 30 s.
    SetAlarm(Alarm),
    ShowBadge(Badge),
    Reply {
        reply: ReplyNumber,
        text: String,
    },
    /// Starts the waiting version.
    Restart,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alarm {
    On,
    Off,
}

/// What the toolbar icon says without being opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Badge {
    Nothing,
    Paused,
    /// The person has something to do.
    Attention,
}
