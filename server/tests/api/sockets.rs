//! Handshakes: the wrong origin, no token, somebody else's token; and a first exchange (W-01).

use crate::app::{Person, TestApp};
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use stoflow_app::request::cookies;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};

fn refused(error: &Error) -> u16 {
    match error {
        Error::Http(response) => response.status().as_u16(),
        other => panic!("not refused, but {other}"),
    }
}

#[tokio::test]
async fn a_dashboard_needs_our_origin_and_a_session() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let handshake = |origin: &str, cookie: Option<String>| {
        let mut request = format!("ws://{}/ws/dashboard", app.address)
            .into_client_request()
            .unwrap();
        request
            .headers_mut()
            .insert("origin", origin.parse().unwrap());
        if let Some(cookie) = cookie {
            request
                .headers_mut()
                .insert("cookie", cookie.parse().unwrap());
        }
        request
    };
    let ours = app.origin();
    let evil = connect_async(handshake("https://evil.example", Some(alice.cookie()))).await;
    assert_eq!(refused(&evil.unwrap_err()), 403);
    let stranger = connect_async(handshake(&ours, None)).await;
    assert_eq!(refused(&stranger.unwrap_err()), 401);
    let forged = connect_async(handshake(&ours, Some(format!("{}=x", cookies::ACCESS)))).await;
    assert_eq!(refused(&forged.unwrap_err()), 401);

    let (mut socket, _) = connect_async(handshake(&ours, Some(alice.cookie())))
        .await
        .unwrap();
    socket
        .send(Message::text(r#"{"type":"ping"}"#))
        .await
        .unwrap();
    loop {
        let frame = socket.next().await.unwrap().unwrap();
        let frame: Value = serde_json::from_str(frame.to_text().unwrap()).unwrap();
        if frame == json!({"type": "pong"}) {
            break;
        }
        match frame["type"].as_str() {
            Some("vinted_connection_status") => {
                assert_eq!(frame["connection"]["executor"], "unpaired");
            }
            Some("inbox_update") => assert_eq!(frame["unread"], 0),
            other => panic!("a new page was told {other:?}"),
        }
    }
}

#[tokio::test]
async fn an_executor_needs_its_token() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let paired = alice.pair().await;
    let handshake = |token: &str| {
        let mut request = format!("ws://{}/ws/executor", app.address)
            .into_client_request()
            .unwrap();
        let protocols = format!("stoflow.executor, {token}");
        request
            .headers_mut()
            .insert("sec-websocket-protocol", protocols.parse().unwrap());
        request
    };
    let unknown = connect_async(handshake("sfx_1_nonsense")).await;
    assert_eq!(refused(&unknown.unwrap_err()), 401);
    // No page of any origin opens this door, ours included: it is the extension's.
    for origin in [
        "https://evil.example",
        "null",
        &app.origin(),
        "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ] {
        let mut foreign = handshake(&paired.token);
        foreign
            .headers_mut()
            .insert("origin", origin.parse().unwrap());
        assert_eq!(
            refused(&connect_async(foreign).await.unwrap_err()),
            403,
            "{origin}"
        );
    }

    let (mut socket, response) = connect_async(handshake(&paired.token)).await.unwrap();
    assert_eq!(
        response.headers()["sec-websocket-protocol"],
        "stoflow.executor"
    );
    let hello = json!({
        "type": "hello", "version": "0.1.0", "open": [], "session": {"session": "unknown"}, "paused": false,
    });
    socket.send(Message::text(hello.to_string())).await.unwrap();
    let welcome = socket.next().await.unwrap().unwrap();
    let welcome: Value = serde_json::from_str(welcome.to_text().unwrap()).unwrap();
    assert_eq!(welcome["type"], "welcome");
    assert_eq!(welcome["executor"], paired.executor.0);
}

/// Tokens are replaced day by day: the one before is worthless once the new one was used, and one that was not replaced
/// for ninety days is too.
#[tokio::test]
async fn a_token_that_was_replaced_or_ran_out_opens_nothing() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let paired = alice.pair().await;
    let connect = async |token: &str| {
        let mut request = format!("ws://{}/ws/executor", app.address)
            .into_client_request()
            .unwrap();
        let protocols = format!("stoflow.executor, {token}");
        request
            .headers_mut()
            .insert("sec-websocket-protocol", protocols.parse().unwrap());
        connect_async(request).await
    };
    let greeted = async |token: &str| {
        let (mut socket, _) = connect(token).await.unwrap();
        let hello = json!({
            "type": "hello", "version": "0.1.0", "open": [], "session": {"session": "unknown"}, "paused": false,
        });
        socket.send(Message::text(hello.to_string())).await.unwrap();
        let frame = socket.next().await.unwrap().unwrap();
        serde_json::from_str::<Value>(frame.to_text().unwrap()).unwrap()
    };
    age_tokens(&alice, "2 days").await;
    let welcome = greeted(&paired.token).await;
    let next = welcome["next_token"].as_str().unwrap().to_owned();
    assert_eq!(greeted(&next).await["type"], "welcome");
    let old = connect(&paired.token).await;
    assert_eq!(refused(&old.unwrap_err()), 401);

    age_tokens(&alice, "91 days").await;
    assert_eq!(greeted(&next).await["type"], "unpaired");
}

async fn age_tokens(alice: &Person<'_>, age: &str) {
    let mut tx = alice
        .app
        .backend
        .database
        .tenant(alice.tenant)
        .await
        .unwrap();
    sqlx::query("update executors set rotated_at = now() - $1::text::interval")
        .bind(age)
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn nonsense_closes_the_socket_and_nothing_else() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let deep = "[".repeat(200_000);
    for nonsense in ["not json", r#"{"type":"drop_tables"}"#, deep.as_str()] {
        let paired = alice.pair().await;
        let mut request = format!("ws://{}/ws/executor", app.address)
            .into_client_request()
            .unwrap();
        let protocols = format!("stoflow.executor, {}", paired.token);
        request
            .headers_mut()
            .insert("sec-websocket-protocol", protocols.parse().unwrap());
        let (mut socket, _) = connect_async(request).await.unwrap();
        socket.send(Message::text(nonsense)).await.unwrap();
        let end = socket.next().await;
        assert!(
            matches!(end, Some(Ok(Message::Close(_)) | Err(_)) | None),
            "{end:?}"
        );
    }
    assert_eq!(alice.get("/api/v1/products").await.status(), 200);
}
