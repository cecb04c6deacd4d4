//! A server that is told to stop: what was asked is answered, sockets hear why, and then it is over.

use crate::app::{TestApp, small_png};
use crate::socket_ends::{closing, dashboard, executor, hear, hello};
use futures::SinkExt;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

#[tokio::test]
async fn a_request_in_flight_is_answered() {
    let mut app = TestApp::start().await;
    let (head, start, rest) = {
        let alice = app.seller("alice").await;
        let product = alice.product("Jean").await;
        let mut body =
            b"--cut\r\ncontent-disposition: form-data; name=\"photos\"; filename=\"a.png\"\r\n\r\n"
                .to_vec();
        body.extend(small_png());
        body.extend(b"\r\n--cut--\r\n");
        let head = format!(
            "POST /products/{product}/photos HTTP/1.1\r\nhost: x\r\norigin: {}\r\ncookie: {}\r\naccept: application/json\r\n\
             content-type: multipart/form-data; boundary=cut\r\ncontent-length: {}\r\n\r\n",
            app.origin(),
            alice.cookie(),
            body.len(),
        );
        let rest = body.split_off(body.len() / 2);
        (head, body, rest)
    };
    let mut line = TcpStream::connect(app.address).await.unwrap();
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(&start).await.unwrap();
    // An answer to another request says that this one was taken in before the stop.
    let probe = app.bare(reqwest::Method::GET, "/health/live").send().await;
    assert_eq!(probe.unwrap().status(), 204);
    app.stop();
    let refused = async {
        while TcpStream::connect(app.address).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    // Nobody new is let in.
    timeout(Duration::from_secs(5), refused).await.unwrap();
    line.write_all(&rest).await.unwrap();
    let mut answer = String::new();
    timeout(Duration::from_secs(8), line.read_to_string(&mut answer))
        .await
        .unwrap()
        .unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("\"refused\":[]"), "{answer}");
    timeout(Duration::from_secs(5), app.ended()).await.unwrap();
}

#[tokio::test]
async fn sockets_are_told_that_the_server_goes_away() {
    let mut app = TestApp::start().await;
    {
        let alice = app.seller("alice").await;
        let mut page = dashboard(&alice).await;
        hear(&mut page, "vinted_connection_status").await;
        let mut extension = executor(&alice).await;
        extension.send(Message::text(hello())).await.unwrap();
        hear(&mut extension, "welcome").await;
        app.stop();
        assert_eq!(closing(&mut page).await, 1001);
        assert_eq!(closing(&mut extension).await, 1001);
    }
    // Nothing is waited for any more.
    timeout(Duration::from_secs(5), app.ended()).await.unwrap();
}

/// Somebody who never finishes asking does not keep the process.
#[tokio::test]
async fn a_request_that_does_not_come_to_its_end_is_cut_off() {
    let mut app = TestApp::start().await;
    let mut line = TcpStream::connect(app.address).await.unwrap();
    line.write_all(b"POST /fn/sign_in HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n")
        .await
        .unwrap();
    app.stop();
    timeout(Duration::from_secs(15), app.ended()).await.unwrap();
}
