//! What a socket may cost: so many for a shop, nothing for noise, and one that does not read holds nobody up (W-05, W-06).

use crate::app::{Person, TestApp};
use crate::socket_ends::{closing, dashboard, executor, hear, hello};
use futures::{SinkExt, StreamExt};
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::{Error, Message};

/// The status a page's handshake is refused with; `None` where it is let in.
async fn refused(alice: &Person<'_>) -> Option<u16> {
    let mut request = format!("ws://{}/ws/dashboard", alice.app.address)
        .into_client_request()
        .unwrap();
    let headers = request.headers_mut();
    headers.insert("origin", alice.app.origin().parse().unwrap());
    headers.insert("cookie", alice.cookie().parse().unwrap());
    match connect_async(request).await {
        Ok(_) => None,
        Err(Error::Http(response)) => Some(response.status().as_u16()),
        Err(other) => panic!("neither let in nor refused: {other}"),
    }
}

#[tokio::test]
async fn a_shop_has_ten_sockets_and_tabs_leave_the_extension_its_own() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let mut tabs = Vec::new();
    for _ in 0..8 {
        tabs.push(dashboard(&alice).await);
    }
    assert_eq!(refused(&alice).await, Some(429));
    let mut extension = executor(&alice).await;
    extension.send(Message::text(hello())).await.unwrap();
    hear(&mut extension, "welcome").await;
    let _second = executor(&alice).await;
    assert_eq!(refused(&alice).await, Some(429), "the eleventh");
    let bob = app.seller("bob").await;
    assert_eq!(refused(&bob).await, None, "another shop has its own seats");
    // A tab that closes makes room.
    tabs.pop().unwrap().close(None).await.unwrap();
    let start = Instant::now();
    while refused(&alice).await.is_some() {
        assert!(start.elapsed() < Duration::from_secs(5));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn what_is_no_text_is_not_understood() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let invalid: [&[u8]; 3] = [&[0xff, 0xfe], b"\"\xc3\x28\"", &[0xed, 0xa0, 0x80]];
    for bytes in invalid {
        let mut socket = executor(&alice).await;
        let frame = Frame::message(bytes.to_vec(), OpCode::Data(Data::Text), true);
        socket.send(Message::Frame(frame)).await.unwrap();
        assert_eq!(closing(&mut socket).await, 1007, "{bytes:?}");
    }
}

/// Random bytes on the line itself, behind a good handshake; the seed makes them the same each time.
#[tokio::test]
async fn ten_megabytes_of_noise_end_in_nothing_but_closed_lines() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let mut random = StdRng::seed_from_u64(42);
    for round in 0..160 {
        let mut socket = if round % 2 == 0 {
            executor(&alice).await
        } else {
            dashboard(&alice).await
        };
        let mut noise = vec![0_u8; 64 * 1024];
        random.fill_bytes(&mut noise);
        if round % 4 < 2 {
            // A frame that begins as a frame should: a masked text of some length.
            noise[0] = 0x81;
            noise[1] |= 0x80;
        }
        // The server may have hung up in the middle of it.
        let _cut = socket.get_mut().write_all(&noise).await;
        let _gone = socket.close(None).await;
    }
    assert_eq!(alice.get("/api/v1/products").await.status(), 200);
    let start = Instant::now();
    while refused(&alice).await.is_some() {
        assert!(start.elapsed() < Duration::from_secs(70), "seats come back");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn one_that_does_not_read_holds_nobody_up() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let mut slow = dashboard(&alice).await;
    let mut quick = dashboard(&alice).await;
    hear(&mut quick, "vinted_connection_status").await;
    let mut slowest = Duration::ZERO;
    for _ in 0..60 {
        slow.send(Message::text(r#"{"type":"ping"}"#))
            .await
            .unwrap();
        let start = Instant::now();
        quick
            .send(Message::text(r#"{"type":"ping"}"#))
            .await
            .unwrap();
        hear(&mut quick, "pong").await;
        slowest = slowest.max(start.elapsed());
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
    // It was served all the same, as far as it was read.
    let first = slow.next().await.unwrap().unwrap();
    assert!(first.is_text());
}
