//! Reading and writing frames on a socket: JSON text, bounded in size, bounded in time.

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use tokio::time::Instant;

/// A frame beyond this closes the socket. The largest honest one is an item with its read-back, some 20 kB.
const LARGEST: usize = 256 * 1024;

/// A reader that does not take its frames within this is gone.
const SLOWEST_WRITE: Duration = Duration::from_secs(10);

/// Nothing heard for this long: the other side is gone (the brief's 60 s).
const SILENCE: Duration = Duration::from_mins(1);

/// Why a socket's life ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Farewell {
    GoingAway,
    NotUnderstood,
    TokenExpired,
    Overrun,
}

/// The other side is gone.
#[derive(Debug)]
pub struct Gone;

/// What came in.
#[derive(Debug)]
pub enum Heard<T> {
    Frame(T),
    /// A control frame: a sign of life.
    Life,
    Nonsense,
    Gone,
}

/// Upgrades with our limits.
pub fn limited(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .max_message_size(LARGEST)
        .max_frame_size(LARGEST)
        .max_write_buffer_size(LARGEST)
        .write_buffer_size(0)
}

/// How long the other side may still be silent. Kept outside the loop that waits for several things at once, so
/// that a tick does not start the wait anew.
pub struct Patience(Instant);

impl Default for Patience {
    fn default() -> Self {
        Self(Instant::now() + SILENCE)
    }
}

/// The next frame, or [`Heard::Gone`] when patience ran out.
pub async fn hear<T: DeserializeOwned>(
    socket: &mut WebSocket,
    patience: &mut Patience,
) -> Heard<T> {
    let heard = tokio::time::timeout_at(patience.0, socket.recv()).await;
    *patience = Patience::default();
    let Ok(Some(Ok(message))) = heard else {
        return Heard::Gone;
    };
    match message {
        Message::Text(text) => serde_json::from_str(&text).map_or(Heard::Nonsense, Heard::Frame),
        Message::Ping(_) | Message::Pong(_) => Heard::Life,
        Message::Close(_) => Heard::Gone,
        Message::Binary(_) => Heard::Nonsense,
    }
}

/// Sends one frame.
pub async fn say<T: Serialize + Sync>(socket: &mut WebSocket, frame: &T) -> Result<(), Gone> {
    let text = serde_json::to_string(frame).map_err(|_| Gone)?;
    match tokio::time::timeout(SLOWEST_WRITE, socket.send(Message::Text(text.into()))).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Gone),
    }
}

/// Closes with a reason; the other side may be gone already.
pub async fn close(mut socket: WebSocket, farewell: Farewell) {
    let code = match farewell {
        Farewell::GoingAway => 1001,
        Farewell::NotUnderstood => 1007,
        Farewell::Overrun => 1013,
        Farewell::TokenExpired => 4401,
    };
    let frame = CloseFrame {
        code,
        reason: "".into(),
    };
    let _gone_already =
        tokio::time::timeout(SLOWEST_WRITE, socket.send(Message::Close(Some(frame)))).await;
}
