//! Forms that a browser sends by itself, without scripts: whatever stands against one, the person reads a sentence and has
//! what they typed before them.

use crate::app::{Person, TestApp};
use reqwest::header::{ACCEPT, CONTENT_TYPE, LOCATION, REFERER, SET_COOKIE};
use reqwest::{Method, Response};

const PAGE: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

async fn send(alice: &Person<'_>, action: &str, from: &str, fields: &[(&str, &str)]) -> Response {
    let body: Vec<String> = fields
        .iter()
        .map(|(name, text)| format!("{name}={}", text.replace(' ', "+")))
        .collect();
    alice
        .request(Method::POST, action)
        .header(ACCEPT, PAGE)
        .header(REFERER, alice.app.url(from))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body.join("&"))
        .send()
        .await
        .unwrap()
}

/// The page that tells of a failure.
async fn apology(answer: Response, status: u16) -> String {
    assert_eq!(answer.status().as_u16(), status, "{answer:?}");
    assert!(!answer.headers().contains_key(LOCATION));
    let kind = answer.headers()[CONTENT_TYPE].to_str().unwrap();
    assert!(kind.starts_with("text/html"), "{kind}");
    let page = answer.text().await.unwrap();
    assert!(page.contains("role=\"alert\""), "{page}");
    page
}

#[tokio::test]
async fn a_field_beyond_all_measure_is_not_kept_and_not_lost() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let product = alice.product("Jean").await.to_string();
    let endless = "é".repeat(20_001);
    let answer = send(
        &alice,
        "/fn/save_product",
        &format!("/products/{product}"),
        &[
            ("product", &product),
            ("version", "2"),
            ("item[title]", "Jean brodé"),
            ("item[description]", &endless),
            ("item[colours][]", "blue"),
        ],
    )
    .await;
    let page = apology(answer, 422).await;
    for part in [
        endless.as_str(),
        "value=\"Jean brodé\"",
        "20000 caractères au plus",
        "action=\"/fn/save_product\"",
        "name=\"item[colours][]\" value=\"blue\"",
    ] {
        let part: String = part.chars().take(60).collect();
        assert!(page.contains(&part), "{part} is missing");
    }
    assert!(page.contains(&endless), "the text is all there");
    assert!(page.contains(&format!("href=\"/products/{product}\"")));
}

#[tokio::test]
async fn while_the_database_is_away_typing_is_safe() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let product = alice.product("Jean").await.to_string();
    app.backend.database.close().await;
    let fields = [
        ("product", product.as_str()),
        ("version", "2"),
        ("item[title]", "Jean brodé"),
        ("item[description]", "Brodé à la main"),
    ];
    for action in ["/fn/save_product", "/fn/save_and_publish"] {
        let answer = send(&alice, action, "/products", &fields).await;
        let page = apology(answer, 503).await;
        assert!(page.contains("value=\"Jean brodé\""), "{page}");
        assert!(page.contains("Brodé à la main"), "{page}");
        assert!(page.contains(&format!("action=\"{action}\"")));
    }
    for (action, fields) in [
        ("/fn/create_product", &[][..]),
        ("/fn/make_pairing_code", &[]),
        ("/fn/drop_draft", &[("product", "1")]),
        ("/fn/remove_photo", &[("product", "1"), ("photo", "1")]),
        ("/fn/reorder_photos", &[("product", "1"), ("order", "1")]),
    ] {
        let answer = send(&alice, action, "/products/1", fields).await;
        let page = apology(answer, 503).await;
        assert!(page.contains("href=\"/products/1\""), "{action}: {page}");
        assert!(page.contains(&format!("action=\"{action}\"")));
    }
    // A page that is asked for is a page too.
    let answer = alice
        .request(Method::GET, "/products")
        .header(ACCEPT, PAGE)
        .send()
        .await
        .unwrap();
    let page = apology(answer, 503).await;
    assert!(page.contains("href=\"/products\""));
    assert!(!page.contains("<script"));
    // Scripts get what they understand.
    let answer = alice
        .request(Method::POST, "/fn/create_product")
        .header(ACCEPT, "application/json")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 503);
    assert!(answer.text().await.unwrap().contains("\"code\""));
}

#[tokio::test]
async fn what_is_not_there_is_said_where_it_was_pressed() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let product = alice.product("Jean").await;
    let editor = format!("/products/{product}");
    for (action, fields, status) in [
        (
            "/fn/remove_photo",
            vec![("product", "1"), ("photo", "77")],
            404,
        ),
        (
            "/fn/turn_photo",
            vec![("product", "1"), ("photo", "77"), ("turn", "left")],
            404,
        ),
        (
            "/fn/restore_photo",
            vec![("product", "1"), ("photo", "77")],
            404,
        ),
        (
            "/fn/crop_photo",
            vec![
                ("product", "1"),
                ("photo", "1"),
                ("left", "x"),
                ("top", "0"),
                ("right", "0"),
                ("bottom", "0"),
            ],
            400,
        ),
        (
            "/fn/reorder_photos",
            vec![("product", "1"), ("order", "77")],
            422,
        ),
        (
            "/fn/reorder_photos",
            vec![("product", "1"), ("order", "x")],
            400,
        ),
        (
            "/fn/save_product",
            vec![("product", "77"), ("version", "1"), ("item[title]", "Pull")],
            404,
        ),
        ("/fn/save_product", vec![("item[title]", "Pull")], 400),
    ] {
        let page = apology(send(&alice, action, &editor, &fields).await, status).await;
        assert!(page.contains(&format!("href=\"{editor}\"")), "{action}");
        for (_, typed) in fields.iter().filter(|(name, _)| *name == "item[title]") {
            assert!(page.contains(&format!("value=\"{typed}\"")), "{page}");
        }
    }
}

#[tokio::test]
async fn a_refusal_that_fits_is_told_at_its_fields_and_one_that_does_not_on_the_spot() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let short = [("name", ""), ("text", "Bonjour")];
    let answer = send(&alice, "/fn/save_canned_reply", "/messages/canned", &short).await;
    assert_eq!(answer.status(), 303);
    assert_eq!(answer.headers()[LOCATION], "/messages/canned");
    let cookie = answer.headers()[SET_COOKIE].to_str().unwrap().to_owned();
    let flash = cookie.split(';').next().unwrap();
    let page = alice
        .app
        .stranger(Method::GET, "/messages/canned")
        .header("cookie", format!("{}; {flash}", alice.cookie()))
        .send()
        .await
        .unwrap();
    assert!(page.text().await.unwrap().contains("Bonjour"));

    let long = "mot ".repeat(2_000);
    let fields = [("name", ""), ("text", long.as_str())];
    let answer = send(&alice, "/fn/save_canned_reply", "/messages/canned", &fields).await;
    let page = apology(answer, 422).await;
    assert!(page.contains(&long), "nothing that was typed is lost");
}

#[tokio::test]
async fn a_session_that_ended_takes_no_text_with_it() {
    let app = TestApp::start().await;
    let answer = app
        .stranger(Method::POST, "/fn/send_reply")
        .header(ACCEPT, PAGE)
        .header(REFERER, app.url("/messages/7"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body("conversation=7&body=Oui,+il+est+disponible&key=k")
        .send()
        .await
        .unwrap();
    let page = apology(answer, 401).await;
    assert!(page.contains("Oui, il est disponible"));
    assert!(page.contains("href=\"/sign-in?next=%2Fmessages%2F7\""));
}

/// A page of somebody else's is no way back.
#[tokio::test]
async fn the_way_back_stays_with_us() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    for elsewhere in ["https://evil.example/products", "nonsense", ""] {
        let answer = alice
            .request(Method::POST, "/fn/drop_draft")
            .header(ACCEPT, PAGE)
            .header(REFERER, elsewhere)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body("product=x")
            .send()
            .await
            .unwrap();
        let page = apology(answer, 400).await;
        assert!(!page.contains("evil"), "{page}");
    }
}

#[tokio::test]
async fn a_reader_of_english_reads_english() {
    let app = TestApp::start().await;
    let answer = app
        .stranger(Method::POST, "/fn/sign_out")
        .header(ACCEPT, PAGE)
        .header("accept-language", "en")
        .send()
        .await
        .unwrap();
    let page = apology(answer, 401).await;
    assert!(page.contains("<html lang=\"en\""), "{page}");
    assert!(page.contains("Your session has ended"));
}
