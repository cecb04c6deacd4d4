//! What every door of the site asks of a visitor, and where the front door leads.

use reqwest::{Client, Method};
use serde_json::json;
use stoflow_sim::vinted::session::DEMO_MEMBER;
use stoflow_sim::world::{Config, World};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::browser::{Browser, body, world};

#[tokio::test]
async fn a_page_gives_token_anon_id_and_a_policy_without_wasm() {
    let world = world().await;
    let browser = Browser::open(&world).await;
    let page = browser.page("/items/new").await;
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.contains("script-src 'self';") && !policy.contains("wasm-unsafe-eval"));
    let html = page.text().await.unwrap();
    assert!(html.contains("anon-id"));
    assert!(html.contains(&format!("\"CSRF_TOKEN\":\"{}\"", browser.csrf)));
    assert!(html.contains("ceci n'est pas vinted.fr"));
}

#[tokio::test]
async fn only_the_anon_id_can_be_read_by_scripts() {
    let world = world().await;
    let cookies = world.control().sign_in(DEMO_MEMBER).unwrap();
    let readable: Vec<&str> = cookies
        .iter()
        .filter(|cookie| !cookie.http_only)
        .map(|cookie| cookie.name.as_str())
        .collect();
    assert_eq!(readable, ["anon_id"]);
    let mut names: Vec<&str> = cookies.iter().map(|cookie| cookie.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "_vinted_fr_session",
            "access_token_web",
            "anon_id",
            "refresh_token_web",
            "v_sid",
            "v_uid"
        ]
    );
}

#[tokio::test]
async fn a_call_that_does_not_ask_for_json_gets_a_page() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let answer = browser.page("/api/v2/users/current").await;
    assert_eq!(answer.status(), 403);
    assert!(
        answer.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
}

#[tokio::test]
async fn a_write_without_the_right_token_is_denied() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    for token in [None, Some("wrong")] {
        let mut request = browser
            .request(Method::POST, "/api/v2/items/1/delete")
            .header("accept", "application/json");
        if let Some(token) = token {
            request = request.header("x-csrf-token", token);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 403);
        assert_eq!(body(answer).await["code"], 106);
    }
}

#[tokio::test]
async fn nobody_signed_in_is_401_code_100() {
    let world = world().await;
    let answer = Browser::open(&world)
        .await
        .get("/api/v2/users/current")
        .await;
    assert_eq!(answer.status(), 401);
    let body = body(answer).await;
    assert_eq!(
        (&body["code"], &body["message_code"]),
        (&json!(100), &json!("invalid_authentication_token"))
    );
}

#[tokio::test]
async fn an_expired_session_is_401_until_the_refresh_sets_new_cookies() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    assert_eq!(
        body(browser.get("/api/v2/users/current").await).await["user"]["login"],
        "demo_vinted"
    );

    world.control().expire(DEMO_MEMBER);
    assert_eq!(browser.get("/api/v2/users/current").await.status(), 401);

    let refreshed = browser
        .send(Method::POST, "/web/api/auth/refresh", &json!({}))
        .await;
    assert_eq!(refreshed.status(), 200);
    assert!(
        refreshed
            .headers()
            .get_all("set-cookie")
            .iter()
            .any(|cookie| cookie.to_str().unwrap().starts_with("access_token_web="))
    );
    assert_eq!(browser.get("/api/v2/users/current").await.status(), 200);

    world.control().sign_out(DEMO_MEMBER);
    assert_eq!(
        browser
            .send(Method::POST, "/web/api/auth/refresh", &json!({}))
            .await
            .status(),
        401
    );
}

#[tokio::test]
async fn a_person_signs_in_and_out_with_buttons() {
    let world = world().await;
    let mut browser = Browser::open(&world).await;
    let answer = browser
        .request(Method::POST, "/member/sign-in")
        .form(&[("member", DEMO_MEMBER.0)])
        .send()
        .await
        .unwrap();
    assert!(answer.text().await.unwrap().contains("demo_vinted"));
    browser.reload().await;
    assert_eq!(browser.get("/api/v2/users/current").await.status(), 200);
    browser.press("/member/sign-out").await;
    assert_eq!(browser.get("/api/v2/users/current").await.status(), 401);
}

#[tokio::test]
async fn an_unknown_call_is_404_code_104() {
    let world = world().await;
    let answer = Browser::signed_in(&world)
        .await
        .get("/api/v2/nothing")
        .await;
    assert_eq!(answer.status(), 404);
    assert_eq!(body(answer).await["code"], 104);
}

#[tokio::test]
async fn every_request_is_in_the_log_with_its_end() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    world.control().clear_requests();
    browser
        .send(
            Method::POST,
            "/api/v2/items/1/delete",
            &json!({ "why": "none" }),
        )
        .await;
    let requests = world.control().requests();
    let [request] = requests.as_slice() else {
        panic!("one request was sent, the log has {}", requests.len())
    };
    let asked = &request.asked;
    assert_eq!(
        (asked.method.as_str(), asked.path.as_str()),
        ("POST", "/api/v2/items/1/delete")
    );
    assert_eq!(
        (request.status, asked.by.member),
        (Some(404), Some(DEMO_MEMBER))
    );
    assert_eq!(asked.body, json!({ "why": "none" }));
    assert_eq!(asked.by.headers["x-csrf-token"], browser.csrf);
}

#[tokio::test]
async fn the_other_host_name_leads_to_the_server_behind_it() {
    let upstream = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = upstream.local_addr().unwrap();
    let served = tokio::spawn(async move {
        let (mut stream, _) = upstream.accept().await.unwrap();
        let mut head = vec![0; 4096];
        let length = stream.read(&mut head).await.unwrap();
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nhi")
            .await
            .unwrap();
        String::from_utf8(head[..length].to_vec()).unwrap()
    });
    let world = World::start(Config {
        upstream: Some(address.to_string()),
        ..Config::default()
    })
    .await
    .unwrap();
    assert_eq!(stoflow(&world).await.text().await.unwrap(), "hi");
    assert!(served.await.unwrap().starts_with("GET /hello HTTP/1.1"));
}

#[tokio::test]
async fn without_a_server_behind_it_the_other_host_name_is_a_bad_gateway() {
    let world = world().await;
    assert_eq!(stoflow(&world).await.status(), 502);
}

async fn stoflow(world: &World) -> reqwest::Response {
    let address = world.vinted_addr();
    let client = Client::builder()
        .resolve("app.stoflow.com", address)
        .danger_accept_invalid_certs(true)
        .build()
        .unwrap();
    client
        .get(format!("https://app.stoflow.com:{}/hello", address.port()))
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn dropping_the_world_closes_its_doors() {
    let world = world().await;
    let address = world.http_addr();
    drop(world);
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while tokio::net::TcpStream::connect(address).await.is_ok() {
        assert!(
            std::time::Instant::now() < deadline,
            "the pages still answer"
        );
        tokio::task::yield_now().await;
    }
}
