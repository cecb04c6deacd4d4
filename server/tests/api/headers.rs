//! Every answer carries the security headers: pages, refusals, unknown paths and static files alike (S-08).

use crate::app::TestApp;
use reqwest::Method;

#[tokio::test]
async fn on_every_kind_of_answer() {
    let app = TestApp::start().await;
    let answers = [
        (Method::GET, "/", 200),
        (Method::GET, "/sign-in", 200),
        (Method::GET, "/no/such/page", 404),
        (Method::GET, "/api/v1/products", 401),
        (Method::GET, "/pkg/stoflow.css", 200),
        (Method::GET, "/pkg/none.css", 404),
        (Method::GET, "/health/ready", 204),
    ];
    for (method, path, status) in answers {
        let answer = app.stranger(method, path).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{path}");
        let headers = answer.headers();
        for (name, wanted) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("strict-transport-security", "max-age="),
            ("permissions-policy", "camera=(self)"),
            ("content-security-policy", "default-src 'none'"),
        ] {
            let value = headers
                .get(name)
                .unwrap_or_else(|| panic!("{path} lacks {name}"));
            assert!(
                value.to_str().unwrap().starts_with(wanted),
                "{path}: {name}: {value:?}"
            );
        }
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{policy}"
        );
        assert!(
            policy.contains("img-src 'self' data: blob: https://*.vinted.net;"),
            "pictures come from us and from Vinted's store of them, and from nowhere else: {policy}"
        );
        assert_eq!(headers["x-request-id"].len(), 32, "{path}");
    }
}

#[tokio::test]
async fn each_page_has_its_own_nonce_and_uses_it() {
    let app = TestApp::start().await;
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let answer = app.stranger(Method::GET, "/sign-in").send().await.unwrap();
        let policy = answer.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned();
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .unwrap()
            .split('\'')
            .next()
            .unwrap()
            .to_owned();
        let page = answer.text().await.unwrap();
        assert!(page.contains(&nonce), "the page's scripts carry the nonce");
        for script in page.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            assert!(tag.contains("nonce="), "a script without a nonce: {tag}");
        }
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
}
