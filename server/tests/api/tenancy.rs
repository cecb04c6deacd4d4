//! What is another seller's does not exist: same status, same body as an id nobody has (T-01).

use crate::app::TestApp;
use reqwest::Method;
use reqwest::multipart::{Form, Part};

#[tokio::test]
async fn ids_of_another_shop_are_ids_of_nothing() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let bob = app.seller("bob").await;
    // Sequences differ, so that an id of Bob's cannot happen to be one of Alice's.
    for number in 0..3 {
        bob.product(&format!("Veste {number}")).await;
    }
    let product = bob.product("Zibeline de Bob").await;
    let photo = bob.photo(product).await;
    let nobody = 9_999_999;

    let pairs = [
        (
            format!("/api/v1/products/{product}"),
            format!("/api/v1/products/{nobody}"),
        ),
        (
            format!("/photos/{photo}/full"),
            format!("/photos/{nobody}/full"),
        ),
        (
            format!("/photos/{photo}/thumb"),
            format!("/photos/{nobody}/thumb"),
        ),
    ];
    for (anothers, nobodys) in pairs {
        let first = alice.get(&anothers).await;
        let second = alice.get(&nobodys).await;
        assert_eq!(first.status(), 404, "{anothers}");
        assert_eq!(first.status(), second.status());
        assert_eq!(first.text().await.unwrap(), second.text().await.unwrap());
        assert_eq!(
            bob.get(&anothers).await.status(),
            200,
            "{anothers} is Bob's"
        );
    }
    let page = alice.get(&format!("/products/{product}")).await;
    assert_eq!(page.status(), 404);
    assert!(!page.text().await.unwrap().contains("Zibeline de Bob"));
}

#[tokio::test]
async fn nothing_can_be_put_into_another_shop() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let bob = app.seller("bob").await;
    bob.product("Veste").await;
    let product = bob.product("Zibeline de Bob").await;
    let file = Part::bytes(crate::app::small_png()).file_name("x.png");
    let answer = alice
        .request(Method::POST, &format!("/products/{product}/photos"))
        .header("accept", "application/json")
        .multipart(Form::new().part("photos", file))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 404);
    let seen: serde_json::Value = bob
        .get(&format!("/api/v1/products/{product}"))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(seen["photos"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn lists_hold_a_sellers_own() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let bob = app.seller("bob").await;
    alice.product("Jean d'Alice").await;
    bob.product("Jean de Bob").await;
    for path in [
        "/api/v1/products",
        "/api/v1/products?search=jean",
        "/products",
    ] {
        let text = alice.get(path).await.text().await.unwrap();
        assert!(text.contains("Alice"), "{path}");
        assert!(!text.contains("de Bob"), "{path}");
    }
}
