//! The wardrobe: paging, taking down, hiding, and the page on which a person sees it all.

use reqwest::Method;
use serde_json::{Value, json};
use stoflow_sim::vinted::items::{ItemId, Standing};
use stoflow_sim::vinted::session::DEMO_MEMBER;

use super::browser::{Browser, body, world};

fn wardrobe(query: &str) -> String {
    format!("/api/v2/wardrobe/{}/items?{query}", DEMO_MEMBER.0)
}

#[tokio::test]
async fn pages_are_counted_and_the_newest_comes_first() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let first = browser.list_jeans().await;
    let mut newest = first.id;
    for _ in 0..4 {
        newest = body(browser.create(&first.form).await).await["item"]["id"]
            .as_u64()
            .unwrap();
    }
    let page = body(
        browser
            .get(&wardrobe("page=1&per_page=2&order=newest_first"))
            .await,
    )
    .await;
    assert_eq!(page["items"][0]["id"], newest);
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    let pagination = &page["pagination"];
    assert_eq!(
        (&pagination["current_page"], &pagination["total_pages"]),
        (&json!(1), &json!(3))
    );
    assert_eq!(
        (&pagination["total_entries"], &pagination["per_page"]),
        (&json!(5), &json!(2))
    );

    let last = body(browser.get(&wardrobe("page=3&per_page=2")).await).await;
    assert_eq!(last["items"][0]["id"], first.id);
    assert_eq!(last["items"].as_array().unwrap().len(), 1);
    let largest = body(browser.get(&wardrobe("per_page=5000")).await).await;
    assert_eq!(largest["pagination"]["per_page"], 96);
}

#[tokio::test]
async fn a_sold_listing_is_closed_and_no_longer_active() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let created = browser.list_jeans().await;
    world
        .control()
        .set_standing(ItemId(created.id), Standing::Sold)
        .unwrap();
    let all = body(browser.get(&wardrobe("page=1")).await).await;
    let item = &all["items"][0];
    assert_eq!(
        (&item["is_closed"], &item["item_closing_action"]),
        (&json!(true), &json!("sold"))
    );
    let active = body(browser.get(&wardrobe("cond=active")).await).await;
    assert_eq!(active["items"], json!([]));
    let one = body(
        browser
            .get(&format!("/api/v2/wardrobe/items/{}", created.id))
            .await,
    )
    .await;
    assert_eq!(one["item"]["can_edit"], false);
}

#[tokio::test]
async fn a_deleted_listing_is_gone_for_everybody() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let created = browser.list_jeans().await;
    let delete = format!("/api/v2/items/{}/delete", created.id);
    let answer = body(browser.call(Method::POST, &delete).send().await.unwrap()).await;
    assert_eq!(
        answer,
        json!({ "code": 0, "message": "Ok", "message_code": "ok" })
    );
    assert_eq!(
        browser
            .page(&format!("/items/{}", created.id))
            .await
            .status(),
        404
    );
    assert_eq!(
        body(browser.get(&wardrobe("page=1")).await).await["items"],
        json!([])
    );
    assert_eq!(
        browser
            .call(Method::POST, &delete)
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
    let kept = &world.control().items()[0];
    assert_eq!(kept.standing, Standing::Deleted);
    assert!(kept.gone_at.is_some_and(|gone| gone >= kept.created_at));
}

#[tokio::test]
async fn a_hidden_listing_is_seen_by_its_owner_only() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let created = browser.list_jeans().await;
    let hide = format!("/api/v2/items/{}/is_hidden", created.id);
    assert_eq!(
        body(
            browser
                .send(Method::PUT, &hide, &json!({ "is_hidden": true }))
                .await
        )
        .await["code"],
        0
    );

    assert_eq!(
        body(browser.get(&wardrobe("page=1")).await).await["items"][0]["is_hidden"],
        true
    );
    world.control().add_member("bob").unwrap();
    let bob = Browser::open(&world).await;
    bob.page("/control/sign-in?member=bob").await;
    assert_eq!(
        body(bob.get(&wardrobe("page=1")).await).await["items"],
        json!([])
    );
    assert_eq!(
        bob.page(&format!("/items/{}", created.id)).await.status(),
        404
    );
}

#[tokio::test]
async fn the_counters_of_the_member_follow() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    browser.list_jeans().await;
    let user = body(browser.get("/api/v2/users/current").await).await["user"].take();
    assert_eq!(
        (&user["id"], &user["item_count"]),
        (&json!(DEMO_MEMBER), &json!(1))
    );
}

#[tokio::test]
async fn a_person_sees_the_listings_and_a_script_reads_them() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let created = browser.list_jeans().await;
    let page = reqwest::get(format!("{}/vinted", world.http_url()))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        page.contains("Jean droit brut") && page.contains("34,50 €") && page.contains("En ligne")
    );

    let items: Value = body(
        reqwest::get(format!(
            "{}/control/items?standing=on_sale",
            world.http_url()
        ))
        .await
        .unwrap(),
    )
    .await;
    assert_eq!(items[0]["id"], created.id);
    let photo = format!(
        "{}{}",
        world.http_url(),
        items[0]["photos"][0]["path"].as_str().unwrap()
    );
    assert_eq!(
        reqwest::get(photo).await.unwrap().headers()["content-type"],
        "image/png"
    );
}
