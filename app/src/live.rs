//! The dashboard's line to the server, `/ws/dashboard`: jobs and the Vinted connection as they change.
//!
//! What it brings is news and no truth: every page was rendered from the database and is read again from there when
//! the news says that something moved. While the line is down the page says so and keeps trying. Runs in the browser
//! only; on the server all signals keep their first value.

use crate::ui::outer;
use crate::visit::visit;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::time::Duration;
use stoflow_wire::jobs::JobView;
use stoflow_wire::socket::{FromDashboard, ToDashboard, VintedConnection};
use time::OffsetDateTime;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{CloseEvent, MessageEvent, WebSocket};

/// A frame between the server and the extension. The page only carries it: what cannot be read cannot be changed, and
/// the words of that protocol need not be downloaded.
pub type Carried = serde_json::Value;

/// How the line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Not tried yet, or trying for the first time.
    Opening,
    Open,
    /// Down; it is being tried again.
    Lost,
}

/// Everything a page can follow. Kept in context by the frame around the pages.
#[derive(Clone, Copy)]
pub struct Live {
    pub line: RwSignal<Line>,
    /// The newest first; empty until the line has told.
    pub jobs: RwSignal<Vec<JobView>>,
    /// `None` until the line has told.
    pub connection: RwSignal<Option<VintedConnection>>,
    /// Rises whenever a job changes its state: what shows products or listings reads them again.
    pub turns: RwSignal<u32>,
    /// Conversations that wait to be opened; `None` until the line has told.
    pub unread: RwSignal<Option<i64>>,
    /// The last job that came to its end while the page was open.
    pub finished: RwSignal<Option<JobView>>,
    /// Frames to hand to the extension, for [`crate::bridge`].
    pub for_extension: RwSignal<Vec<Carried>>,
    /// The time, to half a minute.
    pub now: RwSignal<OffsetDateTime>,
    socket: StoredValue<Option<SendWrapper<WebSocket>>>,
    left: StoredValue<bool>,
}

/// The close code of a session that is over.
const SESSION_OVER: u16 = 4401;
/// Until the page is loaded anew by a person who is not signed in any more.
const SESSION_OVER_AFTER: Duration = Duration::from_secs(2);
/// Waits between tries, in seconds; the last repeats.
const WAITS: [u64; 6] = [1, 2, 4, 8, 15, 30];
/// Well within the server's patience of 60 s.
const PING_EVERY: Duration = Duration::from_secs(20);
const CLOCK_EVERY: Duration = Duration::from_secs(30);

impl Live {
    /// A line that is not open yet.
    pub fn new() -> Self {
        Self {
            line: RwSignal::new(Line::Opening),
            jobs: RwSignal::new(Vec::new()),
            connection: RwSignal::new(None),
            turns: RwSignal::new(0),
            unread: RwSignal::new(None),
            finished: RwSignal::new(None),
            for_extension: RwSignal::new(Vec::new()),
            now: RwSignal::new(visit().now),
            socket: StoredValue::new(None),
            left: StoredValue::new(false),
        }
    }

    /// The line of the frame around this page.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    /// Opens the line once the page lives, and closes it when the frame goes.
    pub fn follow(self) {
        Effect::new(move |_| {
            self.open(0);
            let ping =
                set_interval_with_handle(move || self.send(&FromDashboard::Ping), PING_EVERY);
            let clock = set_interval_with_handle(move || self.tell_the_time(), CLOCK_EVERY);
            on_cleanup(move || {
                for handle in [ping, clock].into_iter().flatten() {
                    handle.clear();
                }
                self.left.try_set_value(true);
                self.socket
                    .try_with_value(|socket| socket.as_ref().map(|socket| socket.close()));
            });
        });
    }

    /// Says `frame` to the server, if the line is open. What is lost is asked for again by whoever needs it.
    pub fn send(self, frame: &FromDashboard<Carried>) {
        let Ok(text) = serde_json::to_string(frame) else {
            return;
        };
        self.socket.try_with_value(|socket| {
            if let Some(socket) = socket
                .as_ref()
                .filter(|socket| socket.ready_state() == WebSocket::OPEN)
            {
                let _lost = socket.send_with_str(&text);
            }
        });
    }

    fn learn(self, job: JobView) {
        self.jobs.try_update(|jobs| {
            jobs.retain(|known| known.id != job.id);
            jobs.push(job);
            jobs.sort_unstable_by(|a, b| b.created_at.cmp(&a.created_at).then(b.id.cmp(&a.id)));
        });
    }

    fn tell_the_time(self) {
        // Milliseconds since 1970 fit an f64 to the last digit.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole seconds, for the next 285 million years"
        )]
        let seconds = (js_sys::Date::now() / 1000.0) as i64;
        if let Ok(now) = OffsetDateTime::from_unix_timestamp(seconds) {
            self.now.try_set(now);
        }
    }

    fn open(self, tries: usize) {
        let Some(socket) = address().and_then(|address| WebSocket::new(&address).ok()) else {
            return;
        };
        let opened = Closure::<dyn Fn()>::new(move || {
            self.line.try_set(Line::Open);
        });
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let frame = event
                .data()
                .as_string()
                .map(|text| serde_json::from_str(&text));
            if let Some(Ok(frame)) = frame {
                self.hear(frame);
            }
        });
        let closed = Closure::<dyn Fn(CloseEvent)>::new(move |event: CloseEvent| {
            self.lose(event.code(), tries);
        });
        socket.set_onopen(Some(opened.into_js_value().unchecked_ref()));
        socket.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
        socket.set_onclose(Some(closed.into_js_value().unchecked_ref()));
        self.socket.try_set_value(Some(SendWrapper::new(socket)));
    }

    fn lose(self, code: u16, tries: usize) {
        if self.left.try_get_value().unwrap_or(true) {
            return;
        }
        if code == SESSION_OVER {
            // The page that signed out is on its way elsewhere already.
            set_timeout(outer::reload, SESSION_OVER_AFTER);
            return;
        }
        // A line that was open had its luck: its next tries start over.
        let tries = match self.line.try_get_untracked() {
            Some(Line::Open) => 0,
            _ => tries + 1,
        };
        self.line.try_set(Line::Lost);
        let wait = WAITS[tries.min(WAITS.len() - 1)];
        set_timeout(move || self.open(tries), Duration::from_secs(wait));
    }

    fn hear(self, frame: ToDashboard<Carried>) {
        match frame {
            ToDashboard::JobStatusUpdate { job } => self.hear_of(job),
            ToDashboard::VintedConnectionStatus { connection } => {
                self.connection.try_set(Some(connection));
            }
            ToDashboard::InboxUpdate { unread } => {
                self.unread.try_set(Some(unread));
            }
            ToDashboard::ExecuteJob { frame } => {
                self.for_extension.try_update(|frames| frames.push(*frame));
            }
            ToDashboard::Pong => {}
        }
    }

    fn hear_of(self, job: JobView) {
        let before = self
            .jobs
            .try_with_untracked(|jobs| {
                jobs.iter()
                    .find(|known| known.id == job.id)
                    .map(|known| known.state)
            })
            .flatten();
        self.learn(job.clone());
        if before.is_some_and(|before| before != job.state) {
            self.turns.try_update(|turns| *turns += 1);
            if job.state.is_final() {
                self.finished.try_set(Some(job));
            }
        }
    }
}

impl Default for Live {
    fn default() -> Self {
        Self::new()
    }
}

fn address() -> Option<String> {
    let location = window().location();
    let scheme = match location.protocol().ok()?.as_str() {
        "https:" => "wss:",
        _ => "ws:",
    };
    Some(format!("{scheme}//{}/ws/dashboard", location.host().ok()?))
}
