//! The bot wall in its three forms: it stays for everybody until a person presses the button.

use reqwest::Response;
use serde_json::json;
use stoflow_sim::vinted::challenge::Challenge;
use stoflow_sim::vinted::faults::{Fault, FaultOrder};

use super::browser::{Browser, body, world};

const ME: &str = "/api/v2/users/current";

#[tokio::test]
async fn as_json_it_is_403_and_names_the_captcha() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    world.control().order_fault(FaultOrder::once(
        "GET",
        "/api/v2/users",
        Fault::DatadomeJson,
    ));
    for _ in 0..2 {
        let answer = browser.get(ME).await;
        assert_eq!(answer.status(), 403);
        assert_eq!(answer.headers()["x-datadome"], "protected");
        assert!(
            body(answer).await["url"]
                .as_str()
                .unwrap()
                .starts_with("https://geo.captcha-delivery.com/captcha/")
        );
    }
}

#[tokio::test]
async fn as_a_page_it_is_403_html() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    world.control().raise_challenge(Challenge::Html);
    assert_is_wall(browser.get(ME).await, 403).await;
}

#[tokio::test]
async fn as_a_page_it_can_even_be_200_html() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    world.control().raise_challenge(Challenge::OkHtml);
    assert_is_wall(browser.get(ME).await, 200).await;
}

#[tokio::test]
async fn every_page_shows_the_button_and_the_button_solves_it() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    world.control().raise_challenge(Challenge::Json);
    assert_is_wall(browser.page("/items/new").await, 403).await;
    assert_eq!(browser.get(ME).await.status(), 403);

    let answer = browser.press("/datadome/solve").await;
    assert_eq!(answer.status(), 200);
    assert_eq!(world.control().challenge(), None);
    assert_eq!(body(browser.get(ME).await).await["code"], json!(0));
}

async fn assert_is_wall(answer: Response, status: u16) {
    assert_eq!(answer.status(), status);
    assert!(
        answer.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
    let html = answer.text().await.unwrap();
    assert!(html.contains("geo.captcha-delivery.com") && html.contains("datadome-solve"));
}
