//! How sockets end that go too far or outlive their session, and that a lost hint costs seconds (W-05, W-06, W-07).

use crate::app::{Person, TestApp};
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use stoflow_domain::clock::Clock;
use stoflow_domain::database::testing;
use stoflow_domain::hints::Topic;
use stoflow_domain::{executors, jobs, sessions, wardrobe};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

const SOON: Duration = Duration::from_secs(15);

pub(crate) async fn executor(alice: &Person<'_>) -> Socket {
    let paired = alice.pair().await;
    let mut request = format!("ws://{}/ws/executor", alice.app.address)
        .into_client_request()
        .unwrap();
    let protocols = format!("stoflow.executor, {}", paired.token);
    request
        .headers_mut()
        .insert("sec-websocket-protocol", protocols.parse().unwrap());
    connect_async(request).await.unwrap().0
}

pub(crate) async fn dashboard(alice: &Person<'_>) -> Socket {
    let mut request = format!("ws://{}/ws/dashboard", alice.app.address)
        .into_client_request()
        .unwrap();
    let headers = request.headers_mut();
    headers.insert("origin", alice.app.origin().parse().unwrap());
    headers.insert("cookie", alice.cookie().parse().unwrap());
    connect_async(request).await.unwrap().0
}

/// The code the server closes with, whatever it says before.
pub(crate) async fn closing(socket: &mut Socket) -> u16 {
    let closed = async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Close(Some(frame)))) => break frame.code.into(),
                Some(Ok(_)) => {}
                end => panic!("the line ended without a reason: {end:?}"),
            }
        }
    };
    timeout(SOON, closed).await.unwrap()
}

pub(crate) async fn hear(socket: &mut Socket, kind: &str) -> Value {
    let heard = async {
        loop {
            let frame = socket.next().await.unwrap().unwrap();
            let frame: Value = serde_json::from_str(frame.to_text().unwrap()).unwrap();
            if frame["type"] == kind {
                break frame;
            }
        }
    };
    timeout(SOON, heard).await.unwrap()
}

pub(crate) fn hello() -> String {
    json!({
        "type": "hello", "version": "0.1.0", "open": [], "session": {"session": "unknown"}, "paused": false,
    })
    .to_string()
}

#[tokio::test]
async fn each_excess_has_its_own_end() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let endings = [
        (Message::text("x".repeat(257 * 1024)), 1009),
        (Message::binary(vec![0_u8; 10]), 1007),
        (Message::text("{"), 1007),
    ];
    for (excess, code) in endings {
        let mut socket = executor(&alice).await;
        socket.send(excess).await.unwrap();
        assert_eq!(closing(&mut socket).await, code);
    }
    let mut flood = executor(&alice).await;
    flood.send(Message::text(hello())).await.unwrap();
    for _ in 0..300 {
        flood
            .feed(Message::text(r#"{"type":"ping"}"#))
            .await
            .unwrap();
    }
    flood.flush().await.unwrap();
    assert_eq!(closing(&mut flood).await, 1008);
    let mut quiet = executor(&alice).await;
    quiet.send(Message::text(hello())).await.unwrap();
    quiet
        .send(Message::text(r#"{"type":"ping"}"#))
        .await
        .unwrap();
    hear(&mut quiet, "pong").await;
}

#[tokio::test]
async fn a_page_does_not_outlive_its_session() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let mut page = dashboard(&alice).await;
    hear(&mut page, "vinted_connection_status").await;
    let signed_in = sessions::verify(&app.backend, &alice.tokens.access)
        .await
        .unwrap();
    sessions::sign_out(&app.backend, signed_in.session)
        .await
        .unwrap();
    let closed = timeout(Duration::from_secs(2), closing(&mut page)).await;
    assert_eq!(closed, Ok(4401));
}

/// Both nodes carry hints: the second one hears of the sign-out without looking.
#[tokio::test]
async fn a_sign_out_on_another_node_closes_the_page_here() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let (stop, stopped) = watch::channel(false);
    let elsewhere = testing::backend().await;
    let relays = [app.backend.hints.clone(), elsewhere.hints.clone()].map(|hints| {
        let stopped = stopped.clone();
        tokio::spawn(async move { hints.run(stopped).await })
    });
    let mut page = dashboard(&alice).await;
    hear(&mut page, "vinted_connection_status").await;
    let signed_in = sessions::verify(&elsewhere, &alice.tokens.access)
        .await
        .unwrap();
    sessions::sign_out(&elsewhere, signed_in.session)
        .await
        .unwrap();
    assert_eq!(closing(&mut page).await, 4401);
    stop.send(true).unwrap();
    for relay in relays {
        relay.await.unwrap();
    }
}

#[tokio::test]
async fn a_session_that_nobody_renewed_ends_while_the_page_is_open() {
    let ahead = Arc::new(AtomicI64::new(0));
    let clock = {
        let (ahead, system) = (Arc::clone(&ahead), Clock::system());
        Clock::from_fn(move || {
            system.now() + time::Duration::seconds(ahead.load(Ordering::Relaxed))
        })
    };
    let app = TestApp::start_on(testing::backend_with(clock).await).await;
    let alice = app.seller("alice").await;
    let mut page = dashboard(&alice).await;
    hear(&mut page, "vinted_connection_status").await;
    // The access token is over, the session is not: it may be renewed for a week.
    ahead.store(6 * 24 * 3600, Ordering::Relaxed);
    app.backend.hints.wake(alice.tenant, Topic::Session);
    page.send(Message::text(r#"{"type":"ping"}"#))
        .await
        .unwrap();
    hear(&mut page, "pong").await;
    ahead.store(7 * 24 * 3600 + 1, Ordering::Relaxed);
    app.backend.hints.wake(alice.tenant, Topic::Session);
    assert_eq!(closing(&mut page).await, 4401);
}

/// Another node asks and works, and no hint of it gets here.
#[tokio::test]
async fn work_whose_hint_was_lost_is_handed_over_all_the_same() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let mut socket = executor(&alice).await;
    socket.send(Message::text(hello())).await.unwrap();
    hear(&mut socket, "welcome").await;
    let elsewhere = testing::backend().await;
    wardrobe::sync(&elsewhere, alice.tenant).await.unwrap();
    jobs::run_until_idle(&elsewhere, alice.tenant)
        .await
        .unwrap();
    let (stop, stopped) = watch::channel(false);
    let backend = app.backend.clone();
    let reminding = tokio::spawn(async move { executors::remind(&backend, stopped).await });
    let frame = hear(&mut socket, "execute_job").await;
    assert_eq!(frame["command"]["order"]["order"], "read_wardrobe");
    stop.send(true).unwrap();
    reminding.await.unwrap();
}
