//! What was sold, as its seller reads it: the list, each sale in full, the label.

use reqwest::{Client, Response};
use serde_json::{Value, json};
use stoflow_sim::vinted::session::DEMO_MEMBER;
use stoflow_sim::world::World;

use super::browser::{Browser, body, world};

async fn control(world: &World, path: &str, order: &Value) -> Response {
    let url = format!("{}/control/{path}", world.http_url());
    Client::new().post(url).json(order).send().await.unwrap()
}

async fn stocked(world: &World, count: usize) -> Vec<Value> {
    let path = format!("members/{}/items", DEMO_MEMBER.0);
    let made = body(control(world, &path, &json!({ "count": count })).await).await;
    made.as_array().unwrap().clone()
}

async fn bought(world: &World, order: &Value) -> Value {
    let answer = control(world, "sales", order).await;
    assert_eq!(answer.status(), 201);
    body(answer).await
}

async fn moved(world: &World, sale: &Value, to: &str) {
    let url = format!("{}/control/sales/{}", world.http_url(), sale["id"]);
    let change = json!({ "stage": to });
    let answer = Client::new().patch(url).json(&change).send().await.unwrap();
    assert_eq!(answer.status(), 204);
}

#[tokio::test]
async fn sales_are_listed_by_pages_without_their_listings() {
    let world = world().await;
    let items = stocked(&world, 3).await;
    for item in &items {
        bought(&world, &json!({ "items": [item["id"]] })).await;
    }
    let browser = Browser::signed_in(&world).await;
    let page = |number| format!("/api/v2/my_orders?type=sold&status=all&page={number}&per_page=2");
    let first = body(browser.get(&page(1)).await).await;
    assert_eq!(first["pagination"]["total_pages"], 2);
    assert_eq!(first["my_orders"].as_array().unwrap().len(), 2);
    let line = &first["my_orders"][0];
    assert_eq!(line["title"], items[2]["title"]);
    assert_eq!(line["price"], items[2]["price"]);
    assert_eq!(line["transaction_user_status"], "needs_action");
    assert!(line.get("item_id").is_none() && line["photo"]["url"].is_string());
    let last = body(browser.get(&page(2)).await).await;
    assert_eq!(last["my_orders"].as_array().unwrap().len(), 1);
    let bought = body(browser.get("/api/v2/my_orders?type=purchased").await).await;
    assert_eq!(bought["my_orders"], json!([]));
}

#[tokio::test]
async fn a_bundle_goes_from_the_payment_to_the_end() {
    let world = world().await;
    let items = stocked(&world, 2).await;
    let order =
        json!({ "items": [items[0]["id"], items[1]["id"]], "buyer": "paul_b", "days_ago": 2 });
    let sale = bought(&world, &order).await;
    let browser = Browser::signed_in(&world).await;
    let path = format!("/api/v2/transactions/{}", sale["id"]);
    for (stage, status, parcel) in [
        ("paid", 230, 100),
        ("shipped", 300, 200),
        ("delivered", 350, 400),
        ("completed", 450, 400),
        ("canceled", 510, 100),
    ] {
        moved(&world, &sale, stage).await;
        let read = body(browser.get(&path).await).await["transaction"].clone();
        assert_eq!(
            (&read["status"], &read["shipment"]["status"]),
            (&json!(status), &json!(parcel))
        );
        assert_eq!(read["shipment"]["tracking_code"].is_string(), parcel > 100);
        assert_eq!(read["buyer"]["login"], "paul_b");
        assert_eq!(read["order"]["items"][1]["id"], items[1]["id"]);
    }
    let standing = body(
        reqwest::get(format!("{}/control/items?standing=sold", world.http_url()))
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(standing.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_label_is_a_pdf_for_whoever_has_its_address() {
    let world = world().await;
    let items = stocked(&world, 2).await;
    let sale = bought(&world, &json!({ "items": [items[0]["id"]] })).await;
    let browser = Browser::signed_in(&world).await;
    let path = |sale: &Value| format!("/api/v2/shipments/{}/label_url", sale["shipment"]);
    let found = body(browser.get(&path(&sale)).await).await;
    let address = found["label_url"].as_str().unwrap();
    let path_alone = address.strip_prefix("https://www.vinted.fr").unwrap();
    let answer = reqwest::get(format!("{}{path_alone}", world.http_url()))
        .await
        .unwrap();
    assert_eq!(answer.headers()["content-type"], "application/pdf");
    assert!(answer.bytes().await.unwrap().starts_with(b"%PDF-1.4"));
    let guessed = path_alone.split('?').next().unwrap();
    let refused = reqwest::get(format!("{}{guessed}", world.http_url()))
        .await
        .unwrap();
    assert_eq!(refused.status(), 403);

    let waiting = json!({ "items": [items[1]["id"]], "label": "not_yet" });
    let waiting = bought(&world, &waiting).await;
    assert_eq!(browser.get(&path(&waiting)).await.status(), 404);
}

#[tokio::test]
async fn what_is_sold_by_hand_has_a_buyer_too() {
    let world = world().await;
    let items = stocked(&world, 1).await;
    let url = format!("{}/control/items/{}", world.http_url(), items[0]["id"]);
    for _ in 0..2 {
        let change = json!({ "standing": "sold" });
        Client::new()
            .patch(&url)
            .json(&change)
            .send()
            .await
            .unwrap();
    }
    let sales = body(
        reqwest::get(format!("{}/control/sales", world.http_url()))
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(sales.as_array().unwrap().len(), 1);
    let stranger = Browser::open(&world).await;
    assert_eq!(
        stranger.get("/api/v2/my_orders?type=sold").await.status(),
        401
    );
}
