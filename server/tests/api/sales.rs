//! Labels on their way to the printer: the seller's own, and nobody else's.

use crate::app::TestApp;
use reqwest::Method;

#[tokio::test]
async fn labels_are_given_to_their_seller_alone() {
    let app = TestApp::start().await;
    let stranger = app.stranger(Method::GET, "/sales/labels?ids=1&paper=a4");
    assert_eq!(stranger.send().await.unwrap().status(), 401);
    let alice = app.seller("alice").await;
    for path in ["/sales/labels?ids=1&paper=a4", "/sales/labels?ids=1~2"] {
        assert_eq!(alice.get(path).await.status(), 404, "{path}");
    }
    // Nothing was ticked: back to where one can.
    let nothing = alice.get("/sales/labels?paper=10x15").await;
    assert_eq!(nothing.status(), 303);
    assert_eq!(nothing.headers()["location"], "/sales");
}
