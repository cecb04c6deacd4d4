//! `/ws/executor`: one extension's own socket.
//!
//! Carries frames and nothing else: what they mean is `executors::hear`, what to send is `executors::next_frames`.

use super::frames::{
    Farewell, Gone, Heard, Patience, close, hear, limited, now_and_then, say, time_to_go,
};
use super::gate::Guest;
use crate::asked::Line;
use crate::failure::Failure;
use crate::router::Server;
use axum::extract::State;
use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use stoflow_domain::error::Error;
use stoflow_domain::executors::{self, Connected};
use stoflow_domain::hints::letterboxes::ShopHints;
use stoflow_wire::executor::{FromExecutor, ToExecutor};

/// The subprotocol the extension asks for; its device token is the second one it names, because a browser's
/// socket can send no other header.
const PROTOCOL: &str = "stoflow.executor";

pub async fn open(
    State(server): State<Server>,
    headers: HeaderMap,
    Line(upgrade): Line,
) -> Result<Response, Failure> {
    let token = device_token(&headers).ok_or(Error::SignedOut)?;
    let connection = uuid::Uuid::new_v4().simple().to_string();
    let connected = match executors::connect(&server.backend, token, &connection).await {
        Err(Error::Forbidden) => return Ok(turn_away(upgrade)),
        known => known?,
    };
    let seat = server
        .gate
        .take(connected.tenant, Guest::Executor)
        .ok_or(Error::TooMany { retry_after_s: 30 })?;
    Ok(limited(upgrade)
        .protocols([PROTOCOL])
        .on_upgrade(async move |socket| {
            serve(&server, &connected, socket).await;
            // What is boxed in this task and in `serve` is not part of what each connection keeps while it is idle.
            let leaving = Box::pin(executors::disconnected(&server.backend, &connected));
            if let Err(error) = leaving.await {
                tracing::warn!(?error, "an executor's lease runs out by itself");
            }
            drop(seat);
        }))
}

/// A browser shows a refused handshake to nobody, so a revoked extension is let in to be told.
fn turn_away(upgrade: WebSocketUpgrade) -> Response {
    limited(upgrade)
        .protocols([PROTOCOL])
        .on_upgrade(async |mut socket| {
            if say(&mut socket, &ToExecutor::Unpaired).await.is_ok() {
                close(socket, Farewell::GoingAway).await;
            }
        })
}

fn device_token(headers: &HeaderMap) -> Option<&str> {
    let mut asked = headers
        .get(header::SEC_WEBSOCKET_PROTOCOL)?
        .to_str()
        .ok()?
        .split(',')
        .map(str::trim);
    (asked.next()? == PROTOCOL).then(|| asked.next()).flatten()
}

async fn serve(server: &Server, connected: &Connected, mut socket: WebSocket) {
    let mut patience = Patience::default();
    let hints = server.backend.hints.of_shop(connected.tenant);
    let mut tick = now_and_then(executors::LOOK);
    let mut closing = server.closing.clone();
    let mut greeted = false;
    loop {
        let replies = tokio::select! {
            () = time_to_go(&mut closing) => Err(Gone),
            heard = hear::<FromExecutor>(&mut socket, &mut patience) => match heard {
                Heard::Frame(FromExecutor::Ping) if greeted => Ok(vec![ToExecutor::Pong]),
                Heard::Frame(frame) => {
                    greeted |= matches!(frame, FromExecutor::Hello { .. });
                    Box::pin(answer(server, connected, frame)).await
                }
                Heard::Life => Ok(Vec::new()),
                Heard::Unfit(why) => return close(socket, why).await,
                Heard::Gone => return,
            },
            () = concerns(&hints, connected), if greeted => Box::pin(next(server, connected)).await,
            _ = tick.tick(), if greeted => Box::pin(next(server, connected)).await,
        };
        let Ok(replies) = replies else {
            return close(socket, Farewell::GoingAway).await;
        };
        for reply in replies {
            let last = matches!(reply, ToExecutor::Unpaired);
            if let Err(Gone) = say(&mut socket, &reply).await {
                return;
            }
            if last {
                return close(socket, Farewell::GoingAway).await;
            }
        }
    }
}

/// What an executor said, and what to say back. [`Gone`] where it could not be taken: its word would be lost on an
/// open line, so the line is closed, and it says again what was not acknowledged when it is back.
pub async fn answer(
    server: &Server,
    connected: &Connected,
    frame: FromExecutor,
) -> Result<Vec<ToExecutor>, Gone> {
    executors::hear(&server.backend, connected, frame)
        .await
        .map_err(|error| {
            tracing::error!(
                ?error,
                "what an executor said was not taken; it will say it again"
            );
            Gone
        })
}

/// What there is to do now. [`Gone`] where the extension is reached through another line.
pub async fn next(server: &Server, connected: &Connected) -> Result<Vec<ToExecutor>, Gone> {
    match executors::next_frames(&server.backend, connected).await {
        Ok(frames) => Ok(frames),
        Err(Error::OutOfPlace { .. }) => Err(Gone),
        Err(error) => {
            tracing::error!(
                ?error,
                "no work could be read for an executor; the next tick tries again"
            );
            Ok(Vec::new())
        }
    }
}

/// Returns when a hint says that there may be something to send.
async fn concerns(hints: &ShopHints, connected: &Connected) {
    while !connected.is_for(hints.next().await) {}
}
