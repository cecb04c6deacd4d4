//! The page's line to the browser extension, where one is installed (`chrome.runtime.sendMessage`).
//!
//! It finds out whether the extension is there, pairs it with one click, and carries its frames while its own socket
//! is down (the second carrier of design section 6). Runs in the browser only. No token ever passes here.

use crate::live::{Carried, Line, Live};
use js_sys::{Function, JSON, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use stoflow_wire::executor::{FromPage, ToPage};
use stoflow_wire::ids::ExecutorId;
use stoflow_wire::socket::FromDashboard;
use stoflow_wire::vinted::VintedSession;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The extension of this very browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extension {
    /// Not asked yet.
    Unknown,
    Absent,
    Here(Here),
}

/// What the extension says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    pub version: String,
    pub paired: bool,
    pub executor: Option<ExecutorId>,
    pub socket_open: bool,
    pub session: VintedSession,
}

impl Here {
    /// The executor to carry frames for: one that is paired and cannot reach the server by itself.
    fn stranded(&self) -> Option<ExecutorId> {
        self.executor.filter(|_| self.paired && !self.socket_open)
    }
}

/// Kept in context by the frame around the pages.
#[derive(Clone, Copy)]
pub struct Bridge {
    pub extension: RwSignal<Extension>,
    live: Live,
    carrying: StoredValue<Option<ExecutorId>>,
}

const PROBE_EVERY: Duration = Duration::from_secs(10);
const SOONEST_RELAY_MS: u32 = 250;

impl Bridge {
    pub fn new(live: Live) -> Self {
        Self {
            extension: RwSignal::new(Extension::Unknown),
            live,
            carrying: StoredValue::new(None),
        }
    }

    /// The bridge of the frame around this page.
    pub fn here() -> Self {
        use_context().unwrap_or_else(|| Self::new(Live::here()))
    }

    /// Looks for the extension once the page lives, and every few seconds after.
    pub fn follow(self) {
        Effect::new(move |_| {
            self.probe();
            let handle = set_interval_with_handle(move || self.probe(), PROBE_EVERY);
            on_cleanup(move || {
                if let Ok(handle) = handle {
                    handle.clear();
                }
            });
        });
        // A new line to the server knows nothing of an offer made on the old one.
        Effect::new(move |_| {
            if self.live.line.get() == Line::Open
                && let Some(executor) = self.carrying.get_value()
            {
                self.live.send(&FromDashboard::RelayOffered { executor });
            }
        });
        Effect::new(move |_| {
            if self.live.for_extension.with(|frames| !frames.is_empty())
                && self.carrying.get_value().is_some()
            {
                spawn_local(async move {
                    self.relay().await;
                });
            }
        });
    }

    /// Asks the extension right now.
    pub fn probe(self) {
        spawn_local(async move {
            let found = match ask(&FromPage::Probe).await {
                Some(ToPage::Here {
                    version,
                    paired,
                    executor,
                    socket_open,
                    session,
                }) => Extension::Here(Here {
                    version,
                    paired,
                    executor,
                    socket_open,
                    session,
                }),
                _ => Extension::Absent,
            };
            self.carry(match &found {
                Extension::Here(here) => here.stranded(),
                _ => None,
            });
            if self.extension.try_get_untracked().as_ref() != Some(&found) {
                self.extension.try_set(found);
            }
        });
    }

    /// Hands the extension a one-time code. Whether it is paired then is its answer.
    pub async fn pair(self, code: String) -> bool {
        let answer = ask(&FromPage::Pair { code }).await;
        self.probe();
        matches!(answer, Some(ToPage::Paired { .. }))
    }

    fn carry(self, wanted: Option<ExecutorId>) {
        let Some(before) = self.carrying.try_get_value() else {
            return;
        };
        if before == wanted {
            return;
        }
        self.carrying.set_value(wanted);
        match wanted {
            Some(executor) => {
                self.live.send(&FromDashboard::RelayOffered { executor });
                self.keep_relaying();
            }
            None => self.live.send(&FromDashboard::RelayWithdrawn),
        }
    }

    /// One exchange after the other, as soon as the extension wants the next.
    fn keep_relaying(self) {
        spawn_local(async move {
            if self.carrying.try_get_value().flatten().is_none() {
                return;
            }
            if let Some(again_ms) = self.relay().await {
                let wait = Duration::from_millis(u64::from(again_ms.max(SOONEST_RELAY_MS)));
                set_timeout(move || self.keep_relaying(), wait);
            }
        });
    }

    /// Hands over what waits for the extension and passes on what it says; `None` where it does not answer.
    async fn relay(self) -> Option<u32> {
        let frames = self
            .live
            .for_extension
            .try_update(std::mem::take)
            .unwrap_or_default();
        let Some(ToPage::Relay { frames, again_ms }) = ask(&FromPage::Relay { frames }).await
        else {
            self.carry(None);
            return None;
        };
        for frame in frames {
            self.live.send(&FromDashboard::Relayed {
                frame: Box::new(frame),
            });
        }
        Some(again_ms)
    }
}

/// One question to the extension; `None` where there is none, or where it does not understand.
async fn ask(question: &FromPage<Carried>) -> Option<ToPage<Carried>> {
    let text = serde_json::to_string(question).ok()?;
    let answer = JsFuture::from(post(&JSON::parse(&text).ok()?)?)
        .await
        .ok()?;
    let text = JSON::stringify(&answer).ok()?.as_string()?;
    serde_json::from_str(&text).ok()
}

/// Only pages that the extension names in its manifest have a `chrome.runtime` at all.
fn post(message: &JsValue) -> Option<Promise> {
    let chrome = Reflect::get(&window(), &"chrome".into()).ok()?;
    let runtime = Reflect::get(&chrome, &"runtime".into()).ok()?;
    let send: Function = Reflect::get(&runtime, &"sendMessage".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let promise = send
        .call2(&runtime, &extension_id()?.into(), message)
        .ok()?;
    promise.dyn_into().ok()
}

/// The server names the extension in the page's head.
fn extension_id() -> Option<String> {
    document()
        .query_selector("meta[name=stoflow-extension]")
        .ok()
        .flatten()?
        .get_attribute("content")
        .filter(|id| !id.is_empty())
}
