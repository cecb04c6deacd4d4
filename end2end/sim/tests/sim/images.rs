//! The image host: pictures under their whole address, on every listener, and what can go wrong with them.

use reqwest::{Client, Response};
use stoflow_sim::control::reports::PhotoReport;
use stoflow_sim::vinted::faults::{Fault, FaultOrder};
use stoflow_sim::world::World;

use super::browser::{Browser, body, png, world};

/// A visitor of the image host, who is nobody there.
async fn look(world: &World, path: &str) -> reqwest::Result<Response> {
    let address = world.vinted_addr();
    let client = Client::builder()
        .resolve("images1.vinted.net", address)
        .danger_accept_invalid_certs(true)
        .build()
        .unwrap();
    let url = format!("https://images1.vinted.net:{}{path}", address.port());
    client.get(url).send().await
}

async fn a_photo(world: &World) -> PhotoReport {
    let browser = Browser::signed_in(world).await;
    browser.list_jeans().await;
    world.control().items()[0].photos[0].clone()
}

#[tokio::test]
async fn a_picture_is_given_out_as_it_came_and_may_be_kept() {
    let world = world().await;
    let photo = a_photo(&world).await;
    let answer = look(&world, &photo.path).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "image/png");
    assert!(
        answer.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    assert_eq!(answer.bytes().await.unwrap(), png(30, 40));

    let plain = reqwest::get(format!("{}{}", world.http_url(), photo.path))
        .await
        .unwrap();
    assert_eq!(plain.bytes().await.unwrap(), png(30, 40));
}

#[tokio::test]
async fn every_rendition_of_a_listing_has_its_address() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let created = browser.list_jeans().await;
    let item = body(browser.get(&created.editor()).await).await["item"].take();
    let photo = &item["photos"][1];
    let renditions = photo["thumbnails"].as_array().unwrap();
    let urls = renditions.iter().map(|rendition| &rendition["url"]);
    for url in urls.chain([&photo["url"], &photo["full_size_url"]]) {
        let path = url
            .as_str()
            .unwrap()
            .strip_prefix("https://images1.vinted.net")
            .unwrap();
        let picture = look(&world, path).await.unwrap().bytes().await.unwrap();
        assert_eq!(picture, png(60, 40), "{path}");
    }
    assert!(photo["high_resolution"]["timestamp"].as_i64().unwrap() > 1_700_000_000);
}

#[tokio::test]
async fn an_address_without_its_signature_is_forbidden() {
    let world = world().await;
    let photo = a_photo(&world).await;
    let (bare, _) = photo.path.split_once('?').unwrap();
    for path in [bare.to_owned(), format!("{bare}?s=0")] {
        assert_eq!(look(&world, &path).await.unwrap().status(), 403);
    }
    assert_eq!(
        look(&world, "/t/f800/1.png?s=0").await.unwrap().status(),
        404
    );
    assert_eq!(
        look(&world, "/api/v2/users/current")
            .await
            .unwrap()
            .status(),
        404
    );
}

#[tokio::test]
async fn faults_strike_pictures_only_when_they_are_named() {
    let world = world().await;
    let photo = a_photo(&world).await;
    let control = world.control();
    control.order_fault(FaultOrder::once("GET", "/api/", Fault::Unauthorized));
    assert_eq!(look(&world, &photo.path).await.unwrap().status(), 200);
    control.clear_faults();

    let broken = Fault::ServerError { status: 503 };
    control.order_fault(FaultOrder::once("GET", "/t/", broken));
    assert_eq!(look(&world, &photo.path).await.unwrap().status(), 503);
    control.order_fault(FaultOrder::once("GET", "/t/", Fault::CutBefore));
    assert!(look(&world, &photo.path).await.is_err());
    control.order_fault(FaultOrder::once("GET", "/t/", Fault::CutBefore));
    let plain = reqwest::get(format!("{}{}", world.http_url(), photo.path))
        .await
        .unwrap();
    assert_eq!(plain.status(), 502);
    assert_eq!(look(&world, &photo.path).await.unwrap().status(), 200);
}
