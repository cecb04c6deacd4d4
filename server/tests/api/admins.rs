//! The room of the admins: for them alone, whichever way in is tried, and from the click after an operator said so.

use crate::app::{Person, TestApp};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use stoflow_domain::{accounts, sessions};

impl Person<'_> {
    /// What the operator's command does, and a new sign-in.
    async fn promoted(self) -> Self {
        let backend = &self.app.backend;
        accounts::make_admin(backend, &self.email).await.unwrap();
        let tokens = sessions::sign_in(backend, &self.email, &self.password, "test");
        let tokens = tokens.await.unwrap();
        Self { tokens, ..self }
    }

    async fn list(&self, search: &str) -> Response {
        let filter = json!({"filter": {"search": search}});
        let request = self.request(Method::POST, "/fn/list_brand_tiers");
        request.json(&filter).send().await.unwrap()
    }

    async fn set(&self, brand: &str, tier: &str) -> Response {
        let request = self.request(Method::POST, "/fn/set_brand_tier");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let form = format!("brand={brand}&tier={tier}");
        request.body(form).send().await.unwrap()
    }
}

async fn code(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    (status, body["error"]["code"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn sellers_are_told_that_it_is_not_for_them() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let forbidden = (403, "forbidden".to_owned());
    assert_eq!(code(alice.list("zara").await).await, forbidden);
    assert_eq!(code(alice.set("zara", "luxury").await).await, forbidden);
    let page = alice
        .request(Method::GET, "/admin/brands")
        .header("accept", "text/html")
        .send()
        .await
        .unwrap();
    assert_eq!(page.status(), 403);
    let text = page.text().await.unwrap();
    assert!(text.contains("n’a pas accès à cette page"), "{text}");
    assert!(!text.contains("Zara"), "{text}");
    let settings = alice.get("/settings").await.text().await.unwrap();
    assert!(!settings.contains("/admin/brands"));
}

#[tokio::test]
async fn an_admin_finds_and_moves_brands() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await.promoted().await;
    let settings = alice.get("/settings").await.text().await.unwrap();
    assert!(settings.contains("/admin/brands"));
    let found: Value = alice.list("kooka").await.json().await.unwrap();
    assert_eq!(found["rows"][0]["key"], "kookai");
    let usual = found["rows"][0]["usual"].clone();
    let moved: Value = alice.set("kookai", "luxury").await.json().await.unwrap();
    assert_eq!(
        (&moved["tier"], &moved["usual"]),
        (&json!("luxury"), &usual)
    );
    assert_eq!(moved["changes"][0]["by"], alice.email);
    let back: Value = alice.set("kookai", "").await.json().await.unwrap();
    assert_eq!(back["tier"], usual);
    assert_eq!(code(alice.set("kookai", "dearest").await).await.0, 400);
    assert_eq!(code(alice.set("inconnue", "luxury").await).await.0, 404);
}
