//! Whoever is not signed in: each server function and each door of the API says 401 to a call that is otherwise as it
//! should be, each page leads to the sign-in, and nothing is told of anybody.

use crate::app::TestApp;
use crate::door::{Body, Door, Guest};
use crate::doors::DOORS;
use crate::shops::Shop;
use crate::tenancy::dressed;
use reqwest::{Method, RequestBuilder, Response};

const BOBS: Shop = Shop::new(5_400_000, "Vigogne");

/// The call, sent from one of our own pages by somebody without a cookie.
fn knock(app: &TestApp, door: &Door, accept: &str) -> RequestBuilder {
    let call = door.about(&BOBS);
    let request = app
        .stranger(door.method(), &call.path)
        .header("accept", accept);
    dressed(request, door, &call)
}

async fn tells_nothing(door: &Door, answer: Response) {
    let text = answer.text().await.unwrap();
    assert!(
        !text.contains("Pull Vigogne") && !text.contains("\"rows\""),
        "{door:?} told a stranger something: {text}"
    );
}

#[tokio::test]
async fn nothing_but_pages_serves_a_stranger() {
    let app = TestApp::start().await;
    let bob = app.seller("bob").await;
    BOBS.furnish(&bob).await;
    let mut walked = 0;
    for door in DOORS.iter().filter(|door| door.guest == Guest::Seller) {
        let machine = door.is_server_fn()
            || door.route.starts_with("/api/")
            || door.route.contains("photo")
            || ["/sales/labels", "/products/export/{file}"].contains(&door.route);
        if !machine || matches!(door.body, Body::Socket) {
            continue;
        }
        for accept in ["application/json", "text/html"] {
            let answer = knock(&app, door, accept).send().await.unwrap();
            assert_eq!(answer.status(), 401, "{door:?}");
            tells_nothing(door, answer).await;
        }
        let forged = knock(&app, door, "application/json")
            .bearer_auth("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.")
            .send()
            .await
            .unwrap();
        assert_eq!(forged.status(), 401, "{door:?} with a forged token");
        walked += 1;
    }
    assert!(walked > 60, "only {walked} doors were found");
}

#[tokio::test]
async fn no_server_function_is_reached_by_a_link() {
    for (path, method) in server_fn::axum::server_fn_paths() {
        assert_eq!(method, Method::POST, "{path}");
    }
}

#[tokio::test]
async fn pages_lead_a_stranger_to_the_sign_in() {
    let app = TestApp::start().await;
    let mut walked = 0;
    for door in DOORS {
        let page = matches!(door.body, Body::None)
            && !door.route.starts_with("/api/")
            && !door.route.contains("photo")
            && ![
                "/sales/labels",
                "/sales/month.csv",
                "/products/export/{file}",
            ]
            .contains(&door.route);
        if !page {
            continue;
        }
        let answer = knock(&app, door, "text/html").send().await.unwrap();
        if door.guest == Guest::Anybody {
            assert_eq!(answer.status(), 200, "{door:?}");
        } else {
            assert!(answer.status().is_redirection(), "{door:?}: {answer:?}");
            let to = answer.headers()["location"].to_str().unwrap();
            assert!(to.starts_with("/sign-in?next=%2F"), "{door:?} → {to}");
        }
        tells_nothing(door, answer).await;
        walked += 1;
    }
    assert!(walked > 20, "only {walked} pages were found");
}

/// Other tests knock at the sign-in under the same address, and five wrong passwords are enough.
async fn forget_wrong_passwords(app: &TestApp) {
    let mut tx = app.backend.database.shared().await.unwrap();
    sqlx::query("delete from public.sign_in_attempts")
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn who_brings_a_token_that_is_none_is_refused() {
    let app = TestApp::start().await;
    forget_wrong_passwords(&app).await;
    let bearers = DOORS.iter().filter(|door| door.guest == Guest::Bearer);
    for door in bearers.filter(|door| !matches!(door.body, Body::Socket)) {
        let answer = knock(&app, door, "application/json").send().await.unwrap();
        let status = answer.status().as_u16();
        // Pairing is refused to our own pages already: it is the extension's.
        assert!([401, 403, 404].contains(&status), "{door:?}: {status}");
    }
}
