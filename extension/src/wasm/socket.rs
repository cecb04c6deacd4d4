//! The extension's own socket, in a task of its own that ends with it.

use crate::executor::border::{Event, SocketNumber};
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures::future::{Either, poll_fn, select};
use futures::{SinkExt, StreamExt};
use gloo_net::websocket::futures::WebSocket;
use gloo_net::websocket::{Message, State};
use wasm_bindgen_futures::spawn_local;

/// The first subprotocol; the device token is the second, since a browser's socket can send no header.
const PROTOCOL: &str = "stoflow.executor";

/// What is to be sent; dropping it closes the socket.
pub(super) type Line = UnboundedSender<String>;

/// Opens a socket; what happens on it is told to `events` under its number.
pub(super) fn open(
    number: SocketNumber,
    url: &str,
    token: &str,
    events: &UnboundedSender<Event>,
) -> Line {
    let (line, to_send) = unbounded();
    let events = events.clone();
    match WebSocket::open_with_protocols(url, &[PROTOCOL, token]) {
        Ok(socket) => spawn_local(async move {
            live(number, socket, to_send, &events).await;
            tell(&events, Event::SocketClosed(number));
        }),
        Err(_) => tell(&events, Event::SocketClosed(number)),
    }
    line
}

/// Until either side ends it; dropping the socket closes it.
async fn live(
    number: SocketNumber,
    mut socket: WebSocket,
    mut to_send: UnboundedReceiver<String>,
    events: &UnboundedSender<Event>,
) {
    let ready = poll_fn(|context| socket.poll_ready_unpin(context));
    // Nothing is sent before it is open, so only the end of the line can come first.
    let Either::Left(_) = select(ready, to_send.next()).await else {
        return;
    };
    if !matches!(socket.state(), State::Open) {
        return;
    }
    tell(events, Event::SocketOpened(number));
    loop {
        match select(socket.next(), to_send.next()).await {
            Either::Left((Some(Ok(Message::Text(text))), _)) => {
                let socket = number;
                tell(events, Event::FrameReceived { socket, text });
            }
            Either::Left((Some(Ok(Message::Bytes(_))), _)) => {}
            Either::Right((Some(text), _)) => {
                if socket.send(Message::Text(text)).await.is_err() {
                    return;
                }
            }
            Either::Left(_) | Either::Right((None, _)) => return,
        }
    }
}

fn tell(events: &UnboundedSender<Event>, event: Event) {
    // The worker is going away when nobody listens.
    drop(events.unbounded_send(event));
}
