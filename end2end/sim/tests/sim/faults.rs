//! Faults on order: what the client sees, and what really happened.

use reqwest::Method;
use serde_json::json;
use stoflow_sim::vinted::errors::FieldError;
use stoflow_sim::vinted::faults::{Fault, FaultOrder};
use uuid::Uuid;

use super::browser::{Browser, body, complaints, jeans, world};

const ITEMS: &str = "/api/v2/item_upload/items";
const ME: &str = "/api/v2/users/current";

#[tokio::test]
async fn a_rate_limit_says_how_long_to_wait() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    world.control().order_fault(FaultOrder::once(
        "GET",
        ME,
        Fault::RateLimited {
            retry_after: Some(60),
        },
    ));
    let answer = browser.get(ME).await;
    assert_eq!(answer.status(), 429);
    assert_eq!(answer.headers()["retry-after"], "60");
    assert_eq!(browser.get(ME).await.status(), 200);
}

#[tokio::test]
async fn orders_come_over_http_and_count_their_requests() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let order = json!({
        "match": { "method": "GET", "path_prefix": ME },
        "after": 1,
        "times": 2,
        "fault": "server_error",
        "status": 503,
    });
    let ordered = reqwest::Client::new()
        .post(format!("{}/control/faults", world.http_url()))
        .json(&order)
        .send()
        .await
        .unwrap();
    assert_eq!(ordered.status(), 201);
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(browser.get(ME).await.status().as_u16());
    }
    assert_eq!(statuses, [200, 503, 503, 200]);
}

#[tokio::test]
async fn refusals_can_be_ordered() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    world
        .control()
        .order_fault(FaultOrder::once("GET", ME, Fault::Unauthorized));
    world
        .control()
        .order_fault(FaultOrder::once("GET", ME, Fault::AccessDenied));
    assert_eq!(body(browser.get(ME).await).await["code"], 100);
    assert_eq!(body(browser.get(ME).await).await["code"], 106);

    let fields = vec![FieldError {
        field: "title".to_owned(),
        value: "Ce titre ne va pas".to_owned(),
    }];
    world.control().order_fault(FaultOrder::once(
        "POST",
        ITEMS,
        Fault::Validation {
            fields: fields.clone(),
            status: 400,
            code: 99,
        },
    ));
    let form = jeans(Uuid::new_v4(), &[]);
    assert_eq!(complaints(browser.create(&form).await).await, ["title"]);

    world.control().order_fault(FaultOrder::once(
        "POST",
        ITEMS,
        Fault::Validation {
            fields,
            status: 422,
            code: 100,
        },
    ));
    let answer = browser.create(&form).await;
    assert_eq!(answer.status(), 422);
    let said = body(answer).await;
    assert_eq!(said["code"], 100);
    assert_eq!(said["errors"][0]["field"], "title");
}

#[tokio::test]
async fn a_cut_before_leaves_nothing() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let jeans = browser.list_jeans().await;
    world
        .control()
        .order_fault(FaultOrder::once("POST", ITEMS, Fault::CutBefore));
    let error = browser
        .call(Method::POST, ITEMS)
        .json(&jeans.form)
        .send()
        .await
        .unwrap_err();
    assert!(error.is_request(), "{error:?}");
    assert_eq!(world.control().items().len(), 1);
}

#[tokio::test]
async fn a_cut_after_leaves_the_effect() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let session = Uuid::new_v4();
    let form = jeans(session, &[browser.photo(session, 20).await]);
    world
        .control()
        .order_fault(FaultOrder::once("POST", ITEMS, Fault::CutAfter));
    let error = browser
        .call(Method::POST, ITEMS)
        .json(&form)
        .send()
        .await
        .unwrap_err();
    assert!(error.is_request(), "{error:?}");

    let items = world.control().items();
    assert_eq!(items.iter().filter(|item| item.live).count(), 1);
    let cut = world
        .control()
        .requests()
        .into_iter()
        .find(|request| request.fault.is_some())
        .unwrap();
    assert_eq!(
        (cut.fault.as_deref(), cut.status),
        (Some("cut_after"), None)
    );
}

#[tokio::test]
async fn wrong_json_and_slowness_leave_the_effect() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let jeans = browser.list_jeans().await;
    world
        .control()
        .order_fault(FaultOrder::once("POST", ITEMS, Fault::WrongJson));
    let answer = browser.create(&jeans.form).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(body(answer).await["item"], "none");

    world
        .control()
        .order_fault(FaultOrder::once("POST", ITEMS, Fault::Slow { ms: 20 }));
    assert_eq!(body(browser.create(&jeans.form).await).await["code"], 0);
    assert_eq!(world.control().items().len(), 3);
}
