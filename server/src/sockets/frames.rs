//! Reading and writing frames on a socket: JSON text, bounded in size, in number and in time.

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::error::Error;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior};
use tokio_tungstenite::tungstenite;

/// A frame beyond this closes the socket. The largest honest one is an item with its read-back, some 20 kB.
const LARGEST: usize = 256 * 1024;

/// What a socket reads ahead. The default, 128 KiB, would be most of what an idle connection costs.
const READ_AHEAD: usize = 4 * 1024;

/// Frames a second. The liveliest honest extension says two or three.
const MOST_A_SECOND: u32 = 100;

/// How long the other side may take to close once it was told to.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// A reader that does not take its frames within this is gone.
const SLOWEST_WRITE: Duration = Duration::from_secs(10);

/// Nothing heard for this long: the other side is gone (the brief's 60 s).
const SILENCE: Duration = Duration::from_mins(1);

/// Why a socket's life ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Farewell {
    GoingAway,
    BrokenProtocol,
    NotUnderstood,
    TooFast,
    TooLarge,
    TokenExpired,
    /// It did not take what it was sent.
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
    /// Something that ends the connection.
    Unfit(Farewell),
    Gone,
}

/// Upgrades with our limits.
pub fn limited(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .max_message_size(LARGEST)
        .max_frame_size(LARGEST)
        .read_buffer_size(READ_AHEAD)
        .max_write_buffer_size(LARGEST)
        .write_buffer_size(0)
}

/// A tick for each `period`, give or take a fifth: ten thousand sockets that came together do not look together.
pub fn now_and_then(period: Duration) -> Interval {
    let spread = rand::random_range(0.8..1.2);
    let mut tick = tokio::time::interval(period.mul_f64(spread));
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    tick
}

/// Returns once the process is about to end.
pub async fn time_to_go(closing: &mut watch::Receiver<bool>) {
    let _or_whoever_tells_is_gone = closing.wait_for(|closing| *closing).await;
}

/// How long the other side may still be silent, and how much it may still say. Kept outside the loop that waits for
/// several things at once, so that a tick does not start the wait anew.
pub struct Patience {
    until: Instant,
    second: Instant,
    heard: u32,
}

impl Default for Patience {
    fn default() -> Self {
        let now = Instant::now();
        Self {
            until: now + SILENCE,
            second: now,
            heard: 0,
        }
    }
}

impl Patience {
    /// Counts what was heard. `false` where it is too much for one second.
    fn bears_one_more(&mut self) -> bool {
        let now = Instant::now();
        self.until = now + SILENCE;
        if now.duration_since(self.second) >= Duration::from_secs(1) {
            self.second = now;
            self.heard = 0;
        }
        self.heard += 1;
        self.heard <= MOST_A_SECOND
    }
}

/// The next frame, or [`Heard::Gone`] when patience ran out.
pub async fn hear<T: DeserializeOwned>(
    socket: &mut WebSocket,
    patience: &mut Patience,
) -> Heard<T> {
    let message = match tokio::time::timeout_at(patience.until, socket.recv()).await {
        Ok(Some(Ok(message))) => message,
        Ok(Some(Err(error))) => return unreadable(&error),
        Ok(None) | Err(_) => return Heard::Gone,
    };
    if !patience.bears_one_more() {
        return Heard::Unfit(Farewell::TooFast);
    }
    match message {
        Message::Text(text) => {
            serde_json::from_str(&text).map_or(Heard::Unfit(Farewell::NotUnderstood), Heard::Frame)
        }
        Message::Ping(_) | Message::Pong(_) => Heard::Life,
        Message::Close(_) => Heard::Gone,
        Message::Binary(_) => Heard::Unfit(Farewell::NotUnderstood),
    }
}

fn unreadable<T>(error: &axum::Error) -> Heard<T> {
    match error.source().and_then(<dyn Error>::downcast_ref) {
        Some(tungstenite::Error::Capacity(_)) => Heard::Unfit(Farewell::TooLarge),
        Some(tungstenite::Error::Utf8(_)) => Heard::Unfit(Farewell::NotUnderstood),
        Some(tungstenite::Error::Protocol(_)) => Heard::Unfit(Farewell::BrokenProtocol),
        _ => Heard::Gone,
    }
}

/// Sends one frame. Where it is not taken in time the connection is over.
pub async fn say<T: Serialize + Sync>(socket: &mut WebSocket, frame: &T) -> Result<(), Gone> {
    let text = serde_json::to_string(frame).map_err(|_| Gone)?;
    say_within(SLOWEST_WRITE, socket, text).await
}

async fn say_within(patience: Duration, socket: &mut WebSocket, text: String) -> Result<(), Gone> {
    let sending = socket.send(Message::Text(text.into()));
    if let Ok(sent) = tokio::time::timeout(patience, sending).await {
        return sent.map_err(|_| Gone);
    }
    end(socket, Farewell::Overrun).await;
    Err(Gone)
}

/// Closes with a reason; the other side may be gone already.
pub async fn close(mut socket: WebSocket, farewell: Farewell) {
    end(&mut socket, farewell).await;
}

/// Says why, and hears the other side out: what lies unread when a line is cut takes the reason with it.
async fn end(socket: &mut WebSocket, farewell: Farewell) {
    let code = match farewell {
        Farewell::GoingAway => 1001,
        Farewell::BrokenProtocol => 1002,
        Farewell::NotUnderstood => 1007,
        Farewell::TooFast => 1008,
        Farewell::TooLarge => 1009,
        Farewell::Overrun => 1013,
        Farewell::TokenExpired => 4401,
    };
    let frame = CloseFrame {
        code,
        reason: "".into(),
    };
    let parting = async {
        if socket.send(Message::Close(Some(frame))).await.is_ok() {
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    let _gone_already = tokio::time::timeout(LAST_WORDS, parting).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::routing::any;
    use futures::StreamExt;
    use tokio::net::TcpListener;
    use tokio_tungstenite::connect_async;

    const PATIENCE: Duration = Duration::from_millis(500);

    /// Talks on, frame after frame of 100 kB, for as long as somebody listens.
    async fn talk(upgrade: WebSocketUpgrade) -> axum::response::Response {
        limited(upgrade).on_upgrade(async |mut socket| {
            while say_within(PATIENCE, &mut socket, "x".repeat(100_000))
                .await
                .is_ok()
            {}
        })
    }

    /// W-05: what a slow reader is owed lies in bounded buffers, and then it is told why it is left.
    #[tokio::test]
    async fn who_does_not_read_is_left_with_1013() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = Router::new().route("/", any(talk));
        let serving = tokio::spawn(async move { axum::serve(listener, app).await });
        let (mut socket, _) = connect_async(format!("ws://{address}/")).await.unwrap();
        // The lines' own buffers are full at once; then patience runs, and the last words wait for a second.
        tokio::time::sleep(PATIENCE + LAST_WORDS / 2).await;
        let mut received = 0;
        let code = loop {
            match socket.next().await {
                Some(Ok(tungstenite::Message::Close(Some(frame)))) => break u16::from(frame.code),
                Some(Ok(message)) => received += message.len(),
                end => panic!("left without a reason: {end:?}"),
            }
        };
        assert_eq!(code, 1013);
        assert!(received < 32 * 1024 * 1024, "{received} bytes lay in wait");
        serving.abort();
    }
}
