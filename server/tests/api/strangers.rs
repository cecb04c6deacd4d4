//! A server function is a public endpoint: whoever is not signed in gets 401 from each of them.

use crate::app::TestApp;
use reqwest::Method;

/// What a stranger may call, by the end of its path.
const OPEN: [&str; 6] = [
    "sign_in", "sign_up", "sign_out", "confirm", "resend", "choose",
];

#[tokio::test]
async fn no_server_function_serves_a_stranger() {
    let app = TestApp::start().await;
    let mut walked = 0;
    for (path, method) in server_fn::axum::server_fn_paths() {
        assert_eq!(
            method,
            Method::POST,
            "{path} must not be reachable by a link"
        );
        if OPEN.iter().any(|open| path.contains(open)) {
            continue;
        }
        for body in ["", "{}", "product=1&version=1&id=1&filter[search]="] {
            let answer = app
                .stranger(Method::POST, path)
                .header("content-type", "application/x-www-form-urlencoded")
                .header("accept", "application/json")
                .body(body)
                .send()
                .await
                .unwrap();
            let status = answer.status().as_u16();
            // A body of the wrong shape is refused before anybody looks at who sent it.
            assert!([401, 400, 415, 422].contains(&status), "{path}: {status}");
            let text = answer.text().await.unwrap();
            assert!(
                !text.contains("rows"),
                "{path} told a stranger something: {text}"
            );
        }
        walked += 1;
    }
    assert!(walked > 10, "only {walked} server functions were found");
}

#[tokio::test]
async fn no_door_of_the_api_serves_a_stranger() {
    let app = TestApp::start().await;
    for path in [
        "/api/v1/products",
        "/api/v1/products/1",
        "/photos/1/full",
        "/photos/1/thumb",
    ] {
        let answer = app.bare(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), 401, "{path}");
        let forged = app
            .bare(Method::GET, path)
            .bearer_auth("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.")
            .send()
            .await
            .unwrap();
        assert_eq!(forged.status(), 401, "{path} with a forged token");
    }
}

#[tokio::test]
async fn pages_send_a_stranger_to_sign_in() {
    let app = TestApp::start().await;
    for path in [
        "/products",
        "/products/1",
        "/jobs",
        "/channels/vinted",
        "/channels/vinted/wardrobe",
        "/settings",
    ] {
        let answer = app
            .stranger(Method::GET, path)
            .header("accept", "text/html")
            .send()
            .await
            .unwrap();
        assert!(
            answer.status().is_redirection(),
            "{path}: {}",
            answer.status()
        );
        let to = answer.headers()["location"].to_str().unwrap();
        assert!(to.starts_with("/sign-in"), "{path} → {to}");
    }
}
