//! Drafts, from the first form to the public listing, and what the site may make of their photos.

use reqwest::{Method, Response};
use serde_json::{Value, json};
use stoflow_sim::vinted::faults::{Fault, FaultOrder};
use stoflow_sim::vinted::items::{ItemId, Standing};
use stoflow_sim::vinted::twins::Twins;
use stoflow_sim::world::World;
use uuid::Uuid;

use super::browser::{Browser, body, complaints, jeans, world};

const DRAFTS: &str = "/api/v2/item_upload/drafts";

/// The form of a draft, with two photos of a new upload session.
async fn form(browser: &Browser) -> (Value, [u64; 2]) {
    let session = Uuid::new_v4();
    let photos = [
        browser.photo(session, 30).await,
        browser.photo(session, 60).await,
    ];
    let mut form = jeans(session, &photos);
    form["draft"] = form["item"].take();
    form.as_object_mut().unwrap().remove("item");
    (form, photos)
}

async fn draft(browser: &Browser, form: &Value) -> u64 {
    let answer = browser.send(Method::POST, DRAFTS, form).await;
    body(answer).await["draft"]["id"].as_u64().unwrap()
}

async fn complete(browser: &Browser, id: u64, form: &Value) -> Response {
    let path = format!("{DRAFTS}/{id}/completion");
    browser.send(Method::POST, &path, form).await
}

fn kept(world: &World, id: u64) -> (Standing, Vec<u64>) {
    let items = world.control().items();
    let item = items.iter().find(|item| item.id == ItemId(id)).unwrap();
    let photos = item.photos.iter().map(|photo| photo.id).collect();
    (item.standing, photos)
}

#[tokio::test]
async fn a_draft_is_public_once_it_is_completed() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let (mut form, photos) = form(&browser).await;
    let id = draft(&browser, &form).await;
    assert_eq!(kept(&world, id), (Standing::Draft, photos.to_vec()));
    let stranger = Browser::open(&world).await;
    assert_eq!(stranger.page(&format!("/items/{id}")).await.status(), 404);
    let edited = body(
        browser
            .get(&format!("/api/v2/item_upload/items/{id}"))
            .await,
    )
    .await;
    assert_eq!(edited["item"]["is_draft"], true);
    let wardrobe = body(browser.get("/api/v2/wardrobe/275310442/items").await).await;
    assert_eq!(wardrobe["items"][0]["is_draft"], true);

    form["draft"]["title"] = json!("Jean droit délavé");
    let written = browser
        .send(Method::PUT, &format!("{DRAFTS}/{id}"), &form)
        .await;
    assert_eq!(written.status(), 200);
    let completed = body(complete(&browser, id, &form).await).await;
    assert_eq!(completed["item"]["id"], id);
    assert_eq!(kept(&world, id), (Standing::OnSale, photos.to_vec()));
    assert_eq!(world.control().items()[0].title, "Jean droit délavé");
    assert_eq!(stranger.page(&format!("/items/{id}")).await.status(), 200);

    assert_eq!(complete(&browser, id, &form).await.status(), 404);
    let thrown = browser
        .call(Method::DELETE, &format!("{DRAFTS}/{id}"))
        .send()
        .await
        .unwrap();
    assert_eq!(thrown.status(), 404);
    assert_eq!(world.control().items().len(), 1);
}

#[tokio::test]
async fn a_draft_thrown_away_is_gone() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let (form, photos) = form(&browser).await;
    let id = draft(&browser, &form).await;
    let path = format!("{DRAFTS}/{id}");
    for status in [200, 404] {
        let answer = browser.call(Method::DELETE, &path).send().await.unwrap();
        assert_eq!(answer.status(), status);
    }
    assert_eq!(kept(&world, id), (Standing::Deleted, photos.to_vec()));
}

#[tokio::test]
async fn the_site_may_turn_or_lose_photos_and_ask_for_a_verification() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let (form, [first, second]) = form(&browser).await;
    for (fault, expected) in [
        (Fault::PhotosReversed, vec![second, first]),
        (Fault::PhotoDropped, vec![first]),
    ] {
        world
            .control()
            .order_fault(FaultOrder::once("POST", DRAFTS, fault));
        let id = draft(&browser, &form).await;
        assert_eq!(kept(&world, id).1, expected);
    }
    let id = draft(&browser, &form).await;
    let fault = FaultOrder::once("POST", DRAFTS, Fault::AsksVerification);
    world.control().order_fault(fault);
    let completed = body(complete(&browser, id, &form).await).await;
    let actions = &completed["after_upload_actions"];
    assert_eq!(actions[0], "show_item_verification_modal");
    assert_eq!(kept(&world, id), (Standing::OnSale, vec![first, second]));
}

#[tokio::test]
async fn the_second_of_two_equal_listings_is_refused_where_that_is_ordered() {
    let world = world().await;
    world.control().set_twins(Twins::Refused);
    let browser = Browser::signed_in(&world).await;
    let live = browser.list_jeans().await;
    let (form, _) = form(&browser).await;
    let id = draft(&browser, &form).await;
    assert_eq!(
        complaints(complete(&browser, id, &form).await).await,
        ["item"]
    );
    let path = format!("/api/v2/items/{}/delete", live.id);
    assert_eq!(
        browser
            .call(Method::POST, &path)
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
    assert_eq!(complete(&browser, id, &form).await.status(), 200);
}
