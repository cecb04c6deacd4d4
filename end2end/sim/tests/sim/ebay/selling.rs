//! Who somebody is, what they may sell, where they send from, and what goes wrong on order.

use reqwest::Method;
use serde_json::{Value, json};
use stoflow_sim::control::ebay::SellerChange;
use stoflow_sim::ebay::faults::{Fault, FaultOrder, Matching};

use super::{Application, DEMO_SELLER, id, told};
use crate::sim::documents::Document;

const ACCOUNT: &str = "sell_account_v1_oas3.json";
const INVENTORY: &str = "sell_inventory_v1_oas3.json";

#[tokio::test]
async fn an_interface_is_on_its_own_host_and_wants_its_own_scope() {
    let app = Application::start().await;
    let grant = app.grant(&["commerce.identity.readonly"]).await;
    let path = "/commerce/identity/v1/user/";
    let (status, user) = app
        .call(Method::GET, "apiz", path, &grant.access, &Value::Null)
        .await;
    assert_eq!((status, &user["username"]), (200, &json!(DEMO_SELLER)));
    if let Some(document) = Document::open("commerce_identity_v1_oas3.json") {
        document.check("get", "/user/", status, &user);
    }
    assert_eq!(app.get(path, &grant.access).await, (404, Value::Null));
    let (status, refused) = app.get("/sell/account/v1/privilege", &grant.access).await;
    assert_eq!((status, id(&refused)), (403, 1100));
}

#[tokio::test]
async fn policies_are_asked_for_in_vain_until_the_seller_is_in_the_program() {
    let app = Application::start().await;
    let document = Document::open(ACCOUNT);
    let check = |path: &str, status: u16, answer: &Value| {
        if let Some(document) = &document {
            document.check("get", path, status, answer);
        }
    };
    let token = app.grant(&["sell.account"]).await.access;
    let (status, privileges) = app.get("/sell/account/v1/privilege", &token).await;
    check("/privilege", status, &privileges);
    assert_eq!(privileges["sellerRegistrationCompleted"], true);

    let (status, refused) = app
        .get(
            "/sell/account/v1/payment_policy?marketplace_id=EBAY_FR",
            &token,
        )
        .await;
    assert_eq!((status, id(&refused)), (400, 20403));
    let opt_in = "/sell/account/v1/program/opt_in";
    let body = json!({"programType": "SELLING_POLICY_MANAGEMENT"});
    assert_eq!(
        app.call(Method::POST, "api", opt_in, &token, &body).await,
        (200, json!({}))
    );
    let (status, again) = app.call(Method::POST, "api", opt_in, &token, &body).await;
    assert_eq!((status, id(&again)), (409, 25803));
    if let Some(document) = &document {
        document.knows_error("post", "/program/opt_in", 409, 25803);
        document.knows_error("get", "/payment_policy", 400, 20403);
    }
    let (status, programs) = app
        .get("/sell/account/v1/program/get_opted_in_programs", &token)
        .await;
    check("/program/get_opted_in_programs", status, &programs);

    let control = app.world.control();
    let closed = SellerChange {
        policies_open: Some(false),
        ..SellerChange::default()
    };
    control.change_ebay_seller(DEMO_SELLER, closed).unwrap();
    let (status, _) = app
        .get(
            "/sell/account/v1/payment_policy?marketplace_id=EBAY_FR",
            &token,
        )
        .await;
    assert_eq!(status, 400, "eBay takes its time");
    let open = SellerChange {
        policies_open: Some(true),
        ..SellerChange::default()
    };
    control.change_ebay_seller(DEMO_SELLER, open).unwrap();
    control.make_ebay_policies(DEMO_SELLER, "EBAY_FR").unwrap();
    for kind in ["payment", "fulfillment", "return"] {
        let path = format!("/{kind}_policy");
        let of = async |site: &str| {
            let path = format!("/sell/account/v1{path}?marketplace_id={site}");
            app.get(&path, &token).await
        };
        let (status, policies) = of("EBAY_FR").await;
        check(&path, status, &policies);
        assert_eq!(policies["total"], 1);
        assert_eq!(of("EBAY_DE").await.1["total"], 0);
    }
    let (status, refused) = app.get("/sell/account/v1/payment_policy", &token).await;
    assert_eq!((status, id(&refused)), (400, 20401));
}

#[tokio::test]
async fn a_place_is_made_once_and_has_a_country_and_a_postcode() {
    let app = Application::start().await;
    let document = Document::open(INVENTORY);
    let token = app.grant(&["sell.inventory"]).await.access;
    let path = "/sell/inventory/v1/location";
    let at = |address: Value| {
        json!({"name": "Chez moi", "location": {"address": address}, "locationTypes": ["WAREHOUSE"],
            "merchantLocationStatus": "ENABLED"})
    };
    let make = async |key: &str, body: Value| {
        app.call(Method::POST, "api", &format!("{path}/{key}"), &token, &body)
            .await
    };
    for (address, error) in [
        (json!({"postalCode": "75011"}), 25801),
        (json!({"country": "FR"}), 25801),
        (json!({"country": "FR", "city": "Paris"}), 25801),
        (json!({"country": "FR", "postalCode": "00000"}), 25802),
    ] {
        let (status, refused) = make("a", at(address)).await;
        assert_eq!((status, id(&refused)), (400, error));
        if let Some(document) = &document {
            document.knows_error("post", "/location/{merchantLocationKey}", 400, error);
        }
    }
    let address = json!({"country": "FR", "postalCode": "75011", "city": "Paris"});
    assert_eq!(make("a", at(address.clone())).await.0, 204);
    let (status, again) = make("a", at(address)).await;
    assert_eq!((status, id(&again)), (400, 25803));
    let (status, places) = app.get(path, &token).await;
    assert_eq!((status, &places["total"]), (200, &json!(1)));
    if let Some(document) = &document {
        document.check("get", "/location", status, &places);
    }
    let without_language = app.client.get(app.address("api", path)).bearer_auth(&token);
    let refused = told(without_language.send().await.unwrap()).await;
    assert_eq!((refused.0, id(&refused.1)), (400, 25709));
}

#[tokio::test]
async fn faults_strike_as_ordered_and_are_in_the_log() {
    let app = Application::start().await;
    let token = app.grant(&["sell.account"]).await.access;
    let path = "/sell/account/v1/privilege";
    let order = |fault| FaultOrder {
        matching: Matching {
            path_prefix: path.to_owned(),
            seller: Some(DEMO_SELLER.to_owned()),
            ..Matching::default()
        },
        times: 1,
        after: 0,
        fault,
    };
    let control = app.world.control();
    control.order_ebay_fault(order(Fault::Unauthorized));
    control.order_ebay_fault(order(Fault::RateLimited {
        retry_after: Some(7),
    }));
    control.order_ebay_fault(order(Fault::ServerError { status: 503 }));
    control.order_ebay_fault(order(Fault::CutAfter));
    assert_eq!(id(&app.get(path, &token).await.1), 1001);
    assert_eq!(id(&app.get(path, &token).await.1), 2001);
    assert_eq!(app.get(path, &token).await, (503, Value::Null));
    let cut = app.client.get(app.address("api", path)).bearer_auth(&token);
    let cut = match cut.send().await {
        Ok(response) => response.text().await,
        Err(error) => Err(error),
    };
    assert!(cut.is_err(), "the answer breaks off");
    assert_eq!(app.get(path, &token).await.0, 200);
    let log = control.ebay_requests();
    let ended: Vec<_> = log
        .iter()
        .filter(|call| call.asked.path == path)
        .map(|call| (call.fault.as_deref(), call.status))
        .collect();
    let expected = [
        (Some("unauthorized"), Some(401)),
        (Some("rate_limited"), Some(429)),
        (Some("server_error"), Some(503)),
        (Some("cut_after"), None),
        (None, Some(200)),
    ];
    assert_eq!(ended, expected);
    assert!(
        log.iter()
            .all(|call| !call.asked.body.to_string().contains("v^1.1")),
        "no token is in the log"
    );
}
