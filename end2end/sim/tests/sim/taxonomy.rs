//! The lists behind the upload form.

use reqwest::Method;
use serde_json::{Value, json};

use super::browser::{Browser, body, world};

#[tokio::test]
async fn a_category_without_sizes_is_a_404_page() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let answer = browser
        .get("/api/v2/item_upload/size_groups?catalog_ids[]=156")
        .await;
    assert_eq!(answer.status(), 404);
    assert!(
        answer.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
}

#[tokio::test]
async fn jeans_for_men_have_waists_and_letters() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    for query in ["catalog_ids[]=1819", "catalog_ids=1819"] {
        let answer = body(
            browser
                .get(&format!("/api/v2/item_upload/size_groups?{query}"))
                .await,
        )
        .await;
        let groups = answer["size_groups"].as_array().unwrap();
        let ids: Vec<u64> = groups
            .iter()
            .map(|group| group["id"].as_u64().unwrap())
            .collect();
        assert_eq!(ids, [76, 14]);
        assert!(
            groups[0]["sizes"]
                .as_array()
                .unwrap()
                .iter()
                .any(|size| size["title"] == "W30 | FR 40")
        );
    }
}

#[tokio::test]
async fn the_tree_has_women_men_and_children() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let answer = body(browser.get("/api/v2/item_upload/catalogs").await).await;
    let roots: Vec<&Value> = answer["catalogs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|catalog| &catalog["title"])
        .collect();
    assert_eq!(roots, ["Femmes", "Hommes", "Enfants"]);
    assert_eq!(answer["catalogs"][0]["catalogs"][0]["title"], "Vêtements");
}

#[tokio::test]
async fn the_attributes_of_a_category_say_what_is_required() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let question = json!({ "attributes": [{ "code": "category", "value": [1819] }] });
    let answer = body(
        browser
            .send(Method::POST, "/api/v2/item_upload/attributes", &question)
            .await,
    )
    .await;
    let codes: Vec<&Value> = answer["attributes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|attribute| &attribute["code"])
        .collect();
    assert_eq!(codes, ["brand", "size", "condition", "color", "material"]);
    assert_eq!(answer["attributes"][4]["configuration"]["required"], false);
}

#[tokio::test]
async fn colours_brands_and_parcels_are_listed() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let colors = body(browser.get("/api/v2/item_upload/colors").await).await;
    assert_eq!(
        colors["colors"][0],
        json!({ "id": 1, "title": "Noir", "hex": "000000", "order": 1, "code": "BLACK" })
    );
    let brands = body(browser.get("/api/v2/item_upload/brands?keyword=nik").await).await;
    assert_eq!(brands["brands"][0]["id"], 53);
    let parcels = body(browser.get("/api/v2/catalogs/1819/package_sizes").await).await;
    assert_eq!(parcels["package_sizes"].as_array().unwrap().len(), 4);
}
