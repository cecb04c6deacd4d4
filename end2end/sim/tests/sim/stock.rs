//! Filling a wardrobe at one stroke, and changing what is in it.

use std::collections::BTreeSet;

use reqwest::{Client, Response};
use serde_json::{Value, json};
use stoflow_sim::vinted::session::DEMO_MEMBER;
use stoflow_sim::world::World;

use super::browser::{Browser, body, world};

async fn stock(world: &World, order: &Value) -> Response {
    let url = format!(
        "{}/control/members/{}/items",
        world.http_url(),
        DEMO_MEMBER.0
    );
    Client::new().post(url).json(order).send().await.unwrap()
}

async fn change(world: &World, item: &Value, change: Value) -> u16 {
    let url = format!("{}/control/items/{}", world.http_url(), item["id"]);
    let answer = Client::new().patch(url).json(&change).send().await.unwrap();
    answer.status().as_u16()
}

/// The member's wardrobe as its first page shows it to them.
async fn wardrobe(world: &World) -> Vec<Value> {
    let browser = Browser::signed_in(world).await;
    let path = format!("/api/v2/wardrobe/{}/items?per_page=96", DEMO_MEMBER.0);
    let page = body(browser.get(&path).await).await;
    page["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_hundred_listings_are_all_different() {
    let world = world().await;
    let made = body(stock(&world, &json!({ "count": 100, "photos": 2 })).await).await;
    let made = made.as_array().unwrap();
    assert_eq!(made.len(), 100);
    let texts = |pick: fn(&Value) -> &Value| -> BTreeSet<String> {
        made.iter().map(|item| pick(item).to_string()).collect()
    };
    assert_eq!(texts(|item| &item["title"]).len(), 100);
    assert_eq!(texts(|item| &item["photos"][0]["sha256"]).len(), 100);
    assert_eq!(texts(|item| &item["photos"][1]["sha256"]).len(), 100);
    assert!(
        made.iter()
            .all(|item| item["live"] == true && item["size"]["title"].is_string())
    );

    let shown = wardrobe(&world).await;
    assert_eq!(shown.len(), 96);
    assert_eq!(shown[0]["id"], made[99]["id"]);
    let times: Vec<i64> = shown
        .iter()
        .map(|item| item["created_at_ts"].as_i64().unwrap())
        .collect();
    assert!(times.is_sorted_by(|newer, older| newer > older));
    let photo = &shown[1]["photos"][0];
    assert_eq!(
        photo["high_resolution"]["timestamp"],
        shown[1]["created_at_ts"]
    );
    assert_eq!(
        shown[0]["user"],
        json!({ "id": DEMO_MEMBER, "login": "demo_vinted" })
    );

    let more = body(stock(&world, &json!({ "count": 3 })).await).await;
    let titles = texts(|item| &item["title"]);
    assert!(!titles.contains(&more[0]["title"].to_string()));
}

#[tokio::test]
async fn a_listing_is_what_was_asked_for() {
    let world = world().await;
    let order = json!([
        { "title": "Jean Levi's 501", "price": "39.00", "catalog_id": 1819, "brand": "Levi's", "size": "W33",
          "status_id": 3, "color_ids": [27], "photos": 3, "views": 40, "favourites": 5, "days_ago": 10 },
        { "title": "Robe", "description": "Portée une fois.", "brand": "Atelier", "size": "M", "catalog_id": 1059 },
        { "standing": "draft" }, { "standing": "sold" }, { "standing": "reserved" }, { "visibility": "hidden" },
    ]);
    let made = body(stock(&world, &order).await).await;
    let jeans = &made[0];
    assert_eq!(
        (&jeans["title"], &jeans["price"]["amount"]),
        (&json!("Jean Levi's 501"), &json!("39.00"))
    );
    assert_eq!(
        (&jeans["brand"]["id"], &jeans["size"]["title"]),
        (&json!(10), &json!("W33 | FR 42"))
    );
    assert_eq!(jeans["photos"].as_array().unwrap().len(), 3);
    assert_eq!(
        (&made[1]["brand"]["id"], &made[1]["brand"]["title"]),
        (&Value::Null, &json!("Atelier"))
    );
    assert_eq!(made[1]["size"]["title"], "M / 38 / 10");
    assert_eq!(made[1]["description"], "Portée une fois.");

    let mut shown = wardrobe(&world).await;
    shown.reverse();
    assert_eq!(
        (&shown[0]["view_count"], &shown[0]["favourite_count"]),
        (&json!(40), &json!(5))
    );
    let flags = |item: &Value| {
        let flags = ["is_draft", "is_reserved", "is_hidden", "is_closed"];
        let raised = flags.into_iter().filter(|flag| item[*flag] == true);
        raised.collect::<Vec<_>>().join(" ")
    };
    let raised: Vec<String> = shown.iter().map(flags).collect();
    assert_eq!(
        raised,
        ["", "", "is_draft", "is_closed", "is_reserved", "is_hidden"]
    );
    assert_eq!(shown[3]["item_closing_action"], "sold");
}

#[tokio::test]
async fn only_drafts_are_among_the_drafts() {
    let world = world().await;
    let made = body(stock(&world, &json!([{ "standing": "draft" }, {}])).await).await;
    let browser = Browser::signed_in(&world).await;
    let path = format!("/api/v2/wardrobe/{}/items?cond=drafts", DEMO_MEMBER.0);
    let drafts = body(browser.get(&path).await).await;
    assert_eq!(drafts["pagination"]["total_entries"], 1);
    assert_eq!(drafts["items"][0]["id"], made[0]["id"]);
    let editor = format!("/api/v2/item_upload/items/{}", made[0]["id"]);
    assert_eq!(
        body(browser.get(&editor).await).await["item"]["is_draft"],
        true
    );
    let page = format!("/items/{}", made[0]["id"]);
    assert_eq!(browser.page(&page).await.status(), 404);
}

#[tokio::test]
async fn what_is_stocked_can_be_changed() {
    let world = world().await;
    let made = body(stock(&world, &json!({ "count": 2 })).await).await;
    assert_eq!(
        change(&world, &made[0], json!({ "standing": "sold" })).await,
        204
    );
    assert_eq!(
        change(&world, &made[1], json!({ "views": 7, "favourites": 2 })).await,
        204
    );
    let shown = wardrobe(&world).await;
    assert_eq!(
        (&shown[0]["view_count"], &shown[0]["favourite_count"]),
        (&json!(7), &json!(2))
    );
    assert_eq!(shown[1]["item_closing_action"], "sold");
    assert_eq!(
        change(&world, &made[1], json!({ "standing": "deleted" })).await,
        204
    );
    assert_eq!(wardrobe(&world).await.len(), 1);
    assert_eq!(
        change(&world, &json!({ "id": 1 }), json!({ "views": 1 })).await,
        404
    );
}

#[tokio::test]
async fn what_the_site_would_not_take_is_refused_as_a_whole() {
    let world = world().await;
    for (order, complaint) in [
        (json!([{}, { "title": "" }]), "at place 1: title"),
        (json!([{ "price": 0 }]), "price"),
        (json!([{ "catalog_id": 1 }]), "category"),
        (json!({ "count": 1_000_000 }), "at most"),
    ] {
        let answer = stock(&world, &order).await;
        assert_eq!(answer.status(), 400, "{order}");
        let error = body(answer).await["error"].to_string();
        assert!(error.contains(complaint), "{error}");
    }
    assert_eq!(
        stock(&world, &json!([{ "colour": "red" }])).await.status(),
        422
    );
    assert_eq!(wardrobe(&world).await, [Value::Null; 0]);
}

#[tokio::test]
async fn a_person_sees_what_was_stocked() {
    let world = world().await;
    stock(
        &world,
        &json!([{ "title": "Veste en daim", "standing": "draft", "views": 41 }]),
    )
    .await;
    let page = reqwest::get(format!("{}/vinted", world.http_url()))
        .await
        .unwrap();
    let html = page.text().await.unwrap();
    assert!(html.contains("Veste en daim") && html.contains("Brouillon") && html.contains("41"));
}
