//! Sign-in by API and by cookie: renewal on the way, reuse of an old token, sign-out.

use crate::app::TestApp;
use reqwest::Method;
use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::{Value, json};
use stoflow_app::request::cookies;

#[tokio::test]
async fn the_api_takes_a_bearer() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let wrong = app
        .bare(Method::POST, "/api/v1/session")
        .json(&json!({"email": alice.email, "password": "Wrong-Passw0rd!"}))
        .send()
        .await
        .unwrap();
    assert_eq!(wrong.status(), 401);
    let session: Value = app
        .bare(Method::POST, "/api/v1/session")
        .json(&json!({"email": alice.email, "password": alice.password}))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let token = session["access_token"].as_str().unwrap();
    let list = || {
        app.bare(Method::GET, "/api/v1/products")
            .bearer_auth(token)
            .send()
    };
    assert_eq!(list().await.unwrap().status(), 200);
    let out = app
        .bare(Method::DELETE, "/api/v1/session")
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    assert_eq!(out.status(), 204);
    assert_eq!(
        list().await.unwrap().status(),
        401,
        "a token dies with its session"
    );
}

/// As a browser's cookie: good once, and one that comes back after its successor was used ends the session.
#[tokio::test]
async fn an_api_client_goes_on_with_its_refresh_token() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let renew = async |token: &str| {
        app.bare(Method::POST, "/api/v1/session/renewal")
            .json(&json!({"refresh_token": token}))
            .send()
            .await
            .unwrap()
    };
    let lists = async |session: &Value| {
        let token = session["access_token"].as_str().unwrap();
        let request = app.bare(Method::GET, "/api/v1/products").bearer_auth(token);
        request.send().await.unwrap().status()
    };
    let refresh = |session: &Value| session["refresh_token"].as_str().unwrap().to_owned();
    assert_eq!(renew("nonsense").await.status(), 401);
    let first = alice.tokens.refresh.clone();
    let second: Value = renew(&first).await.json().await.unwrap();
    assert_eq!(lists(&second).await, 200);
    assert_ne!(refresh(&second), first);
    let third: Value = renew(&refresh(&second)).await.json().await.unwrap();
    assert_eq!(lists(&third).await, 200);
    assert_eq!(renew(&first).await.status(), 401, "somebody kept a copy");
    assert_eq!(lists(&third).await, 401, "nobody goes on in that session");
    assert_eq!(renew(&refresh(&third)).await.status(), 401);
}

#[tokio::test]
async fn a_browser_is_renewed_on_the_way() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let only_refresh = format!("{}={}", cookies::REFRESH, alice.tokens.refresh);
    let answer = app
        .stranger(Method::GET, "/api/v1/products")
        .header(COOKIE, only_refresh)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let lines: Vec<_> = answer
        .headers()
        .get_all(SET_COOKIE)
        .iter()
        .map(|line| line.to_str().unwrap().to_owned())
        .collect();
    for name in [cookies::ACCESS, cookies::REFRESH] {
        let line = lines.iter().find(|line| line.starts_with(name)).unwrap();
        for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
            assert!(line.contains(attribute), "{line}");
        }
    }
}

#[tokio::test]
async fn a_refresh_token_of_no_use_is_forgotten() {
    let app = TestApp::start().await;
    let answer = app
        .stranger(Method::GET, "/sign-in")
        .header(COOKIE, format!("{}=nonsense", cookies::REFRESH))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let emptied = answer.headers().get_all(SET_COOKIE).iter().any(|line| {
        line.to_str().unwrap().starts_with(cookies::REFRESH)
            && line.to_str().unwrap().contains("Max-Age=0")
    });
    assert!(emptied);
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let app = TestApp::start().await;
    let mut refused = None;
    for _ in 0..30 {
        let answer = app
            .bare(Method::POST, "/api/v1/session")
            .json(&json!({"email": "nobody@example.org", "password": "x"}))
            .send()
            .await
            .unwrap();
        if answer.status() == 429 {
            refused = Some(answer.headers()["retry-after"].to_str().unwrap().to_owned());
            break;
        }
    }
    assert!(refused.unwrap().parse::<u32>().unwrap() >= 1);
}
