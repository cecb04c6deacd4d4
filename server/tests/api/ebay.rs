//! eBay on a server without keys: whoever runs it is told how to get them, and nothing leads anywhere else.

use crate::app::TestApp;
use reqwest::Method;

#[tokio::test]
async fn without_keys_the_page_says_what_to_tell_ebay() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let page = alice.get("/channels/ebay").await.text().await.unwrap();
    let origin = &app.backend.settings.origin;
    for told in [
        format!("{origin}/channels/ebay/callback?error=access_denied"),
        format!("{origin}/channels/ebay/notices"),
        "STOFLOW_EBAY_RUNAME".to_owned(),
    ] {
        assert!(page.contains(&told), "{told}");
    }
    let answer = alice.get("/channels/ebay/connect").await;
    assert_eq!(answer.status(), 303);
    assert_eq!(answer.headers()["location"], "/channels/ebay");
}

#[tokio::test]
async fn without_a_token_of_its_own_the_place_for_notices_is_not_there() {
    let app = TestApp::start().await;
    for (method, path) in [
        (Method::GET, "/channels/ebay/notices?challenge_code=a"),
        (Method::POST, "/channels/ebay/notices"),
    ] {
        let answer = app.bare(method, path).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
    }
}
