//! Cross-site requests with a seller's cookies change nothing (S-07).

use crate::app::TestApp;
use reqwest::Method;
use reqwest::header::{COOKIE, ORIGIN};

#[tokio::test]
async fn a_cookie_is_good_for_our_own_pages_only() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let product = alice.product("Jean").await;
    let mut doors: Vec<String> = server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.to_owned())
        .collect();
    doors.push(format!("/products/{product}/photos"));
    assert!(doors.len() > 10, "the app's server functions are linked");
    for door in doors {
        for origin in [
            "https://evil.example",
            "null",
            "http://127.0.0.1.evil.example",
        ] {
            let answer = app
                .bare(Method::POST, &door)
                .header(COOKIE, alice.cookie())
                .header(ORIGIN, origin)
                .send()
                .await
                .unwrap();
            assert_eq!(answer.status(), 403, "{door} from {origin}");
        }
        let silent = app
            .bare(Method::POST, &door)
            .header(COOKIE, alice.cookie())
            .send()
            .await
            .unwrap();
        assert_eq!(silent.status(), 403, "{door} without an origin");
    }
}

#[tokio::test]
async fn pairing_is_for_the_extension() {
    let app = TestApp::start().await;
    let body = r#"{"code":"AAAA2222","name":"x"}"#;
    for origin in [
        "https://evil.example",
        "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ] {
        let answer = app
            .bare(Method::POST, "/api/executor/pair")
            .header(ORIGIN, origin)
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 403, "{origin}");
    }
}
