//! Whatever is sent to whichever door, the answer is no fault of ours, and a machine can tell it by its code.

use crate::app::TestApp;
use crate::door::{Body, Door};
use crate::doors::DOORS;
use crate::shops::Shop;
use reqwest::header::{ALLOW, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

const ALICES: Shop = Shop::new(5_500_000, "Chanvre");

/// The code of a refusal; it has to have one.
async fn code(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let kind = answer.headers().get(CONTENT_TYPE).cloned();
    let text = answer.text().await.unwrap();
    let body: Value = serde_json::from_str(&text)
        .unwrap_or_else(|_| panic!("{status} {kind:?} says {text:?} instead of a code"));
    let code = body["error"]["code"].as_str();
    (
        status,
        code.unwrap_or_else(|| panic!("no code in {text}"))
            .to_owned(),
    )
}

/// What nobody's browser sends.
fn nonsense(request: RequestBuilder) -> Vec<RequestBuilder> {
    let with = |kind: &str, body: &str| {
        let request = request.try_clone().unwrap();
        request
            .header(CONTENT_TYPE, kind.to_owned())
            .body(body.to_owned())
    };
    vec![
        request.try_clone().unwrap(),
        with("application/json", ""),
        with("application/json", "{"),
        with("application/json", "[]"),
        with(
            "application/json",
            r#"{"email":1,"product":"x","filter":7}"#,
        ),
        with("application/json", &"[".repeat(100_000)),
        with("text/plain", "{}"),
        with("application/x-www-form-urlencoded", "%%%=&&&[[["),
        with(
            "application/x-www-form-urlencoded",
            "product=x&version=&item=1",
        ),
        with("multipart/form-data", "x"),
        with("multipart/form-data; boundary=x", "--x\r\nnonsense"),
    ]
}

#[tokio::test]
async fn every_refusal_has_a_code() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let doors = DOORS
        .iter()
        .filter(|door| !matches!(door.body, Body::None | Body::Socket));
    let mut refused = 0;
    // Doors that are worth guessing at refuse by themselves after some tries; they are met below.
    let guarded = |door: &Door| {
        ["sign_", "confirm", "resend", "session", "pair"]
            .iter()
            .any(|guarded| door.route.contains(guarded))
    };
    for door in doors.filter(|door| !guarded(door)) {
        let call = door.about(&ALICES);
        let request = alice
            .request(Method::POST, &call.path)
            .header("accept", "application/json");
        for request in nonsense(request) {
            let answer = request.send().await.unwrap();
            let status = answer.status();
            if status.is_success() {
                continue;
            }
            let (status, code) = code(answer).await;
            assert!(status < 500, "{door:?}: {status} {code}");
            refused += 1;
        }
    }
    assert!(refused > 300, "only {refused} were refused");
}

#[tokio::test]
async fn doors_worth_guessing_at_say_what_is_wrong_too() {
    for path in [
        "/api/v1/session",
        "/api/v1/session/renewal",
        "/api/executor/pair",
        "/fn/sign_in",
        "/fn/sign_up",
        "/fn/confirm_address",
        "/fn/resend_confirmation",
    ] {
        let app = TestApp::start().await;
        let request = app
            .bare(Method::POST, path)
            .header("accept", "application/json");
        for request in nonsense(request) {
            let answer = request.send().await.unwrap();
            if answer.status().is_success() {
                continue;
            }
            let (status, code) = code(answer).await;
            assert!(status < 500, "{path}: {status} {code}");
            let known = ["unreadable", "not_json", "invalid", "signed_out"];
            assert!(known.contains(&code.as_str()), "{path}: {status} {code}");
        }
    }
}

#[tokio::test]
async fn addresses_that_are_none_have_a_code() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    for (path, expected) in [
        ("/api/v1/nothing", (404, "not_found")),
        ("/api/nothing", (404, "not_found")),
        ("/api/v1/products/one", (404, "not_found")),
        ("/api/v1/products/99999999999999999999", (404, "not_found")),
        ("/api/v1/products?status=sleeping", (400, "unreadable")),
        ("/photos/one/full", (404, "not_found")),
        ("/photos/1/huge", (404, "not_found")),
        ("/photos/signed/1/x/1/x", (404, "not_found")),
        ("/ws/dashboard", (426, "not_a_socket")),
    ] {
        let mut request = alice.request(Method::GET, path);
        if path.starts_with("/ws/") {
            request = request.header("upgrade", "nothing");
        }
        let (status, code) = code(request.send().await.unwrap()).await;
        assert_eq!((status, code.as_str()), expected, "{path}");
    }
    let nothing_sent = alice.request(Method::POST, "/products/1/photos");
    let (status, code) = code(nothing_sent.send().await.unwrap()).await;
    assert_eq!((status, code.as_str()), (400, "unreadable_upload"));
}

#[tokio::test]
async fn a_method_that_is_not_for_a_door_is_told_which_are() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    for (method, path, allowed) in [
        (Method::POST, "/api/v1/products", "GET"),
        (Method::PUT, "/api/v1/session", "POST"),
        (Method::GET, "/api/v1/session/renewal", "POST"),
        (Method::GET, "/api/executor/pair", "POST"),
        (Method::DELETE, "/photos/1/full", "GET"),
        (Method::GET, "/fn/save_product", "POST"),
    ] {
        let request = if path == "/api/executor/pair" {
            app.bare(method, path)
        } else {
            alice.request(method, path)
        };
        let answer = request.send().await.unwrap();
        let allow = answer.headers()[ALLOW].to_str().unwrap().to_owned();
        assert!(allow.contains(allowed), "{path}: {allow}");
        let told = code(answer).await;
        assert_eq!(told, (405, "method_not_allowed".to_owned()), "{path}");
    }
}

/// A refusal that the extension may not read tells its person nothing.
#[tokio::test]
async fn the_extension_can_read_why_it_was_refused() {
    let app = TestApp::start().await;
    let origin = format!(
        "chrome-extension://{}",
        stoflow_server::settings::EXTENSION_ID.trim()
    );
    for body in ["", "{", "[]", r#"{"code":"AAAA2222","name":"x"}"#] {
        let answer = app
            .bare(Method::POST, "/api/executor/pair")
            .header("origin", &origin)
            .header(CONTENT_TYPE, "application/json")
            .body(body)
            .send()
            .await
            .unwrap();
        assert!(answer.status().is_client_error());
        let readable_for = answer.headers()["access-control-allow-origin"].to_str();
        assert_eq!(readable_for.unwrap(), origin, "{body:?}");
        code(answer).await;
    }
}

#[tokio::test]
async fn a_body_without_end_is_cut() {
    let app = TestApp::start().await;
    let long = json!({"email": "x".repeat(3_000_000), "password": ""});
    let answer = app
        .bare(Method::POST, "/api/v1/session")
        .json(&long)
        .send()
        .await
        .unwrap();
    assert_eq!(code(answer).await, (413, "too_large".to_owned()));
}
