//! The shell in the browser: it carries events to the executor and performs its effects. No decision is taken here.
//!
//! The service worker's JavaScript calls the functions below; `mouth` is the other way round, the functions of
//! `static/chrome.js` that this side calls. One event at a time, and what is to be stored is stored before the rest.

mod mouth;
mod reach;
mod shell;
mod socket;

use crate::executor::Device;
use crate::executor::border::{Event, Message, ReplyNumber};
use crate::json;
use crate::senders::Sender;
use futures::channel::oneshot;
use shell::Shell;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static SHELL: RefCell<Option<Shell>> = const { RefCell::new(None) };
}

/// Starts the worker's brain with what an earlier one stored. `device` is a [`Device`] in JSON.
#[wasm_bindgen]
pub async fn wake(device: String) {
    let Some(device) = json::read::<Device>(&device) else {
        return;
    };
    let Ok(stored) = mouth::load().await else {
        return;
    };
    let shell = Shell::start(stored.as_string().as_deref(), device);
    shell.tell(Event::Woken);
    SHELL.set(Some(shell));
}

#[wasm_bindgen]
pub fn alarm_rang() {
    tell(Event::AlarmRang);
}

#[wasm_bindgen]
pub fn browser_started() {
    tell(Event::BrowserStarted);
}

#[wasm_bindgen]
pub fn update_waits() {
    tell(Event::UpdateWaits);
}

/// A page outside speaks (`onMessageExternal`). `sender` and `text` are JSON, and so is the answer.
#[wasm_bindgen]
pub async fn said_outside(sender: String, text: String) -> String {
    answer(&sender, text, Event::DashboardSaid).await
}

/// The popup or a content script speaks (`onMessage`).
#[wasm_bindgen]
pub async fn said_inside(sender: String, text: String) -> String {
    answer(&sender, text, Event::SaidInside).await
}

fn tell(event: Event) {
    with_shell(|shell| shell.tell(event));
}

async fn answer(sender: &str, text: String, event: impl FnOnce(Message) -> Event) -> String {
    let sender: Sender = json::read(sender).unwrap_or_default();
    let (answer, heard) = oneshot::channel();
    with_shell(|shell| {
        let reply: ReplyNumber = shell.expect_reply(answer);
        let message = Message {
            sender,
            text,
            reply,
        };
        shell.tell(event(message));
    });
    heard.await.unwrap_or_else(|_| "null".to_owned())
}

fn with_shell(work: impl FnOnce(&Shell)) {
    SHELL.with_borrow(|shell| {
        if let Some(shell) = shell {
            work(shell);
        }
    });
}
