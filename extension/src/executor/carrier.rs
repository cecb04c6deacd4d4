//! How frames travel: by the extension's own socket, or through a dashboard page while that is down.
//!
//! Nothing is queued for a connection to come: what the server has to know is told anew after each `welcome`.

use super::border::{Effect, SocketNumber, Timer};
use super::memory::Pairing;
use crate::dice::Moment;
use stoflow_wire::executor::FromExecutor;

/// Often enough to keep the worker alive (Chrome kills it after 30 s without a word) and the server's lease.
const PING_EVERY_MS: u32 = 20_000;

/// A socket on which nothing was heard for this long is dead, whatever the browser says.
const SILENCE_MS: u64 = 55_000;

/// A socket that does not open within this is given up.
const OPENING_MS: u32 = 20_000;

const FIRST_RETRY_MS: u32 = 1_000;
const LONGEST_RETRY_MS: u32 = 60_000;

/// A page that has not relayed for this long is gone.
const RELAY_GONE_MS: u64 = 15_000;

/// Through a page the server is greeted again after this long without a word from it: the page's own line may be a
/// new one by now, and the greeting keeps the lease as a ping does on the own socket.
const RELAY_SILENCE_MS: u64 = 10_000;

/// How soon a page should ask again: while there is work, and otherwise.
const RELAY_BUSY_MS: u32 = 500;
const RELAY_IDLE_MS: u32 = 3_000;

/// Frames kept for a page between two questions; progress beyond that is told anew later.
const MOST_RELAYED: usize = 100;

#[derive(Debug, Default)]
pub struct Carrier {
    socket: Socket,
    number: SocketNumber,
    failures: u32,
    heard_ms: u64,
    relay: Option<Relay>,
    /// The server knows who we are on the present line.
    welcomed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Socket {
    #[default]
    Closed,
    Opening,
    Open,
}

#[derive(Debug)]
struct Relay {
    /// One document; another page waits until this one is gone.
    page: String,
    /// The page's last word, and the server's through it.
    page_ms: u64,
    server_ms: u64,
    outbox: Vec<FromExecutor>,
}

/// Where the connection stands, for the popup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    None,
    Opening,
    Socket,
    Page,
}

/// What a page that relays is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelayLine {
    /// The server has to be greeted on it first.
    ToGreet,
    Known,
    /// The own socket is up, or another page carries.
    NotNeeded,
}

impl Carrier {
    pub fn line(&self) -> Line {
        match (self.socket, &self.relay) {
            (Socket::Open, _) => Line::Socket,
            (_, Some(_)) => Line::Page,
            (Socket::Opening, None) => Line::Opening,
            (Socket::Closed, None) => Line::None,
        }
    }

    pub fn is_socket(&self, number: SocketNumber) -> bool {
        self.number == number && self.socket != Socket::Closed
    }

    /// Opens the own socket where it is down and the server is known.
    pub fn connect(&mut self, pairing: &Pairing, out: &mut Vec<Effect>) {
        if self.socket != Socket::Closed {
            return;
        }
        self.socket = Socket::Opening;
        self.number = SocketNumber(self.number.0.wrapping_add(1));
        out.push(Effect::Connect {
            socket: self.number,
            url: pairing.origin.socket_url(),
            token: pairing.token.clone(),
        });
        out.push(Effect::SetTimer {
            timer: Timer::Reconnect,
            ms: OPENING_MS,
        });
    }

    pub fn opened(&mut self, moment: Moment, out: &mut Vec<Effect>) {
        self.socket = Socket::Open;
        self.heard_ms = moment.now_ms;
        self.welcomed = false;
        self.relay = None;
        out.push(Effect::ClearTimer(Timer::Reconnect));
        out.push(Effect::SetTimer {
            timer: Timer::Ping,
            ms: PING_EVERY_MS,
        });
    }

    /// The socket is gone; it is tried again after a while that doubles each time.
    pub fn closed(&mut self, moment: Moment, out: &mut Vec<Effect>) {
        self.hang_up(out);
        let longest = FIRST_RETRY_MS
            .checked_shl(self.failures)
            .unwrap_or(LONGEST_RETRY_MS)
            .clamp(FIRST_RETRY_MS, LONGEST_RETRY_MS);
        self.failures = (self.failures + 1).min(6);
        out.push(Effect::SetTimer {
            timer: Timer::Reconnect,
            ms: moment.between((longest / 2, longest)),
        });
    }

    /// Ends the own socket without a next try.
    pub fn hang_up(&mut self, out: &mut Vec<Effect>) {
        if self.socket != Socket::Closed {
            out.push(Effect::Disconnect);
        }
        if self.socket == Socket::Open {
            self.welcomed = false;
        }
        self.socket = Socket::Closed;
        out.push(Effect::ClearTimer(Timer::Ping));
        out.push(Effect::ClearTimer(Timer::Reconnect));
    }

    /// Ends with this server: the next one is greeted like the first.
    pub fn part(&mut self, out: &mut Vec<Effect>) {
        self.hang_up(out);
        self.relay = None;
        self.welcomed = false;
        self.failures = 0;
    }

    pub fn heard(&mut self, moment: Moment) {
        self.heard_ms = moment.now_ms;
    }

    pub fn welcomed(&mut self) {
        self.welcomed = true;
        self.failures = 0;
    }

    /// Time for a ping; a line that has been silent for too long is closed instead.
    pub fn ping(&mut self, moment: Moment, out: &mut Vec<Effect>) {
        if self.socket != Socket::Open {
            return;
        }
        if moment.now_ms.saturating_sub(self.heard_ms) > SILENCE_MS {
            self.closed(moment, out);
            return;
        }
        self.greet(FromExecutor::Ping, out);
        out.push(Effect::SetTimer {
            timer: Timer::Ping,
            ms: PING_EVERY_MS,
        });
    }

    /// The reconnect timer fired: try again, or give up a socket that never opened.
    pub fn retry(&mut self, pairing: &Pairing, moment: Moment, out: &mut Vec<Effect>) {
        match self.socket {
            Socket::Closed => self.connect(pairing, out),
            Socket::Opening => self.closed(moment, out),
            Socket::Open => {}
        }
    }

    /// A page that stopped relaying carries nothing any more.
    pub fn notice_absence(&mut self, moment: Moment) {
        let gone = |relay: &Relay| moment.now_ms.saturating_sub(relay.page_ms) > RELAY_GONE_MS;
        if self.relay.as_ref().is_some_and(gone) {
            self.relay = None;
            self.welcomed = false;
        }
    }

    /// A page relays.
    pub fn relayed(&mut self, page: &str, moment: Moment) -> RelayLine {
        let now_ms = moment.now_ms;
        match &mut self.relay {
            _ if self.socket == Socket::Open => RelayLine::NotNeeded,
            Some(relay) if relay.page != page => RelayLine::NotNeeded,
            Some(relay) => {
                relay.page_ms = now_ms;
                if now_ms.saturating_sub(relay.server_ms) <= RELAY_SILENCE_MS {
                    return RelayLine::Known;
                }
                relay.server_ms = now_ms;
                RelayLine::ToGreet
            }
            None => {
                self.welcomed = false;
                self.relay = Some(Relay {
                    page: page.to_owned(),
                    page_ms: now_ms,
                    server_ms: now_ms,
                    outbox: Vec::new(),
                });
                RelayLine::ToGreet
            }
        }
    }

    /// The server spoke through the page.
    pub fn heard_through_page(&mut self, moment: Moment) {
        if let Some(relay) = &mut self.relay {
            relay.server_ms = moment.now_ms;
        }
    }

    /// What the page takes along, and when it should come again.
    pub fn take_relayed(&mut self, busy: Busy) -> (Vec<FromExecutor>, u32) {
        let frames = self
            .relay
            .as_mut()
            .map(|relay| std::mem::take(&mut relay.outbox));
        let again_ms = match busy {
            Busy::Yes => RELAY_BUSY_MS,
            Busy::No => RELAY_IDLE_MS,
        };
        (frames.unwrap_or_default(), again_ms)
    }

    /// A frame that may come before the server's welcome.
    pub fn greet(&mut self, frame: FromExecutor, out: &mut Vec<Effect>) {
        if self.socket == Socket::Open {
            out.extend(serde_json::to_string(&frame).ok().map(Effect::Send));
        } else if let Some(relay) = &mut self.relay
            && relay.outbox.len() < MOST_RELAYED
        {
            relay.outbox.push(frame);
        }
    }

    /// Any other frame: dropped where nobody would hear it.
    pub fn say(&mut self, frame: FromExecutor, out: &mut Vec<Effect>) {
        if self.welcomed {
            self.greet(frame, out);
        }
    }
}

/// Is there a command in hand?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Busy {
    Yes,
    No,
}
