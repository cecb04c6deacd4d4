//! The inbox: a buyer asks, the seller reads and answers, the site tells of a sale.

use reqwest::Method;
use serde_json::{Value, json};
use stoflow_sim::control::conversations::{Question, Saying};
use stoflow_sim::vinted::conversations::{ConversationId, Words, Writing};
use stoflow_sim::vinted::faults::{Fault, FaultOrder};
use stoflow_sim::vinted::items::ItemId;
use stoflow_sim::vinted::session::DEMO_MEMBER;
use stoflow_sim::world::World;

use super::browser::{Browser, body, world};

fn ask(world: &World, buyer: &str, item: Option<u64>, words: &str) -> ConversationId {
    let question = Question {
        member: DEMO_MEMBER,
        buyer: buyer.to_owned(),
        item: item.map(ItemId),
        body: words.to_owned(),
    };
    world.control().ask(question).unwrap()
}

async fn answer(browser: &Browser, id: ConversationId, words: &str) -> (u16, Value) {
    let path = format!("/api/v2/conversations/{}/replies", id.0);
    let reply = json!({ "reply": { "body": words, "photo_temp_uuids": null, "is_personal_data_sharing_check_skipped": false } });
    let answer = browser.send(Method::POST, &path, &reply).await;
    (answer.status().as_u16(), body(answer).await)
}

#[tokio::test]
async fn a_question_is_unread_until_it_is_read_and_can_be_answered() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let jeans = browser.list_jeans().await;
    let id = ask(&world, "zoe", Some(jeans.id), "Toujours disponible ?");
    let inbox = body(browser.get("/api/v2/inbox?page=1&per_page=20").await).await;
    let row = &inbox["conversations"][0];
    assert_eq!((&row["id"], &row["unread"]), (&json!(id), &json!(true)));
    assert_eq!(row["description"], "Toujours disponible ?");
    assert_eq!(row["opposite_user"]["login"], "zoe");
    assert_eq!(row.get("item_id"), None);
    let path = format!("/api/v2/conversations/{}", id.0);
    let talk = body(browser.get(&path).await).await["conversation"].take();
    assert_eq!(talk["transaction"]["item_id"], jeans.id);
    assert_eq!(talk["transaction"]["current_user_side"], "seller");
    assert_eq!(talk["messages"][0]["entity_type"], "message");
    let inbox = body(browser.get("/api/v2/inbox").await).await;
    assert_eq!(inbox["conversations"][0]["unread"], false);
    assert_eq!(answer(&browser, id, "Oui !").await.0, 200);
    let talk = body(browser.get(&path).await).await["conversation"].take();
    assert_eq!(talk["messages"][1]["entity"]["user_id"], DEMO_MEMBER.0);
    let page = browser.page(&format!("/inbox/{}", id.0)).await;
    assert!(page.text().await.unwrap().contains("Oui !"));
}

#[tokio::test]
async fn what_cannot_be_said_is_refused() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let id = ask(&world, "zoe", None, "Bonjour");
    assert_eq!(answer(&browser, id, " ").await.0, 422);
    assert_eq!(answer(&browser, id, &"x".repeat(2_001)).await.0, 422);
    world.control().set_writing(id, Writing::Closed).unwrap();
    let (status, refusal) = answer(&browser, id, "Bonjour").await;
    assert_eq!(
        (status, &refusal["errors"][0]["field"]),
        (422, &json!("body"))
    );
    assert_eq!(answer(&browser, ConversationId(1), "Bonjour").await.0, 404);
    assert_eq!(world.control().conversations()[0].entries.len(), 1);
}

#[tokio::test]
async fn the_site_and_the_buyer_say_more_and_the_last_to_move_comes_first() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let first = ask(&world, "zoe", None, "Bonjour");
    for number in 0..25 {
        ask(&world, &format!("acheteur{number}"), None, "Bonsoir");
    }
    let buyer = world.control().conversations()[0].buyer;
    let offer = Words::OfferRequest {
        cents: 2050,
        status: 10,
    };
    let sold = Words::Status {
        title: "Vendu".to_owned(),
        subtitle: "Envoie le colis".to_owned(),
    };
    for (by, words) in [(Some(buyer), offer), (None, sold)] {
        world.control().say(first, Saying { by, words }).unwrap();
    }
    let inbox = body(browser.get("/api/v2/inbox?per_page=500").await).await;
    assert_eq!(inbox["conversations"].as_array().unwrap().len(), 20);
    assert_eq!(inbox["pagination"]["total_pages"], 2);
    assert_eq!(inbox["conversations"][0]["id"], json!(first));
    let path = format!("/api/v2/conversations/{}", first.0);
    let talk = body(browser.get(&path).await).await["conversation"].take();
    let offered = &talk["messages"][1]["entity"];
    assert_eq!(
        (&offered["price"]["amount"], &offered["status"]),
        (&json!("20.50"), &json!(10))
    );
    assert_eq!(talk["messages"][2]["entity"].get("id"), None);
}

#[tokio::test]
async fn a_reply_whose_answer_is_lost_stands() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let id = ask(&world, "zoe", None, "Bonjour");
    world.control().order_fault(FaultOrder::once(
        "POST",
        "/api/v2/conversations/",
        Fault::CutAfter,
    ));
    let path = format!("/api/v2/conversations/{}/replies", id.0);
    let lost = browser
        .call(Method::POST, &path)
        .json(&json!({ "reply": { "body": "Oui" } }))
        .send()
        .await;
    assert!(lost.is_err());
    assert_eq!(world.control().conversations()[0].entries.len(), 2);
}
