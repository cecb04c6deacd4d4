//! Creating, reading back and replacing a listing.

use reqwest::Method;
use serde_json::{Value, json};
use stoflow_sim::vinted::form::placement::Placement;
use stoflow_sim::vinted::items::{ItemId, Standing};
use uuid::Uuid;

use super::browser::{Browser, body, complaints, jeans, world};

#[tokio::test]
async fn a_listing_is_live_with_everything_the_form_said() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let created = browser.list_jeans().await;

    let items = world.control().items();
    let [item] = items.as_slice() else {
        panic!("one listing was made")
    };
    assert!(item.live && item.id == ItemId(created.id));
    assert_eq!(
        (item.title.as_str(), &item.price["amount"]),
        ("Jean droit brut", &json!("34.50"))
    );
    assert_eq!(
        item.catalog["path"],
        "Hommes > Vêtements > Jeans > Jeans coupe droite"
    );
    assert_eq!(item.brand, json!({ "id": 10, "title": "Levi's" }));
    assert_eq!(item.size["title"], "W32 | FR 42");
    assert_eq!(item.condition["title"], "Très bon état");
    assert_eq!(item.colors, [json!({ "id": 27, "title": "Marine" })]);
    assert_eq!(item.materials.len(), 2);
    assert_eq!(item.request, created.form);
    let photos: Vec<(u64, u32)> = item
        .photos
        .iter()
        .map(|photo| (photo.id, photo.width))
        .collect();
    assert_eq!(photos, [(created.photos[0], 30), (created.photos[1], 60)]);

    let page = browser.page(&format!("/items/{}", created.id)).await;
    assert_eq!(page.status(), 200);
    let html = page.text().await.unwrap();
    assert!(html.contains("34,50 €") && html.contains("application/ld+json"));
}

#[tokio::test]
async fn the_editor_reads_it_back_with_ids_as_text() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let created = browser.list_jeans().await;
    let item = body(browser.get(&created.editor()).await).await["item"].take();
    assert_eq!(item["id"], created.id.to_string());
    assert_eq!(item["photos"][0]["id"], created.photos[0].to_string());
    assert_eq!(
        (
            &item["photos"][1]["image_no"],
            &item["photos"][1]["is_main"]
        ),
        (&json!(2), &json!(false))
    );
    assert_eq!(
        item["price"],
        json!({ "amount": "34.50", "currency_code": "EUR" })
    );
    assert_eq!(
        (&item["color1_id"], &item["color1"], &item["color2_id"]),
        (&json!(27), &json!("Marine"), &Value::Null)
    );
    assert_eq!(item["brand_dto"]["is_custom_brand"], false);
}

#[tokio::test]
async fn the_same_form_twice_makes_two_listings() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let created = browser.list_jeans().await;
    assert_eq!(browser.create(&created.form).await.status(), 200);
    assert_eq!(world.control().items().len(), 2);
}

#[tokio::test]
async fn every_complaint_comes_at_once_and_names_its_field() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let answer = browser.create(&json!({ "item": {} })).await;
    let fields = complaints(answer).await;
    for field in [
        "photos",
        "category",
        "title",
        "description",
        "price",
        "condition",
        "package_size",
        "currency",
    ] {
        assert!(
            fields.iter().any(|named| named == field),
            "{field} is missing in {fields:?}"
        );
    }
}

#[tokio::test]
async fn each_limit_holds() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let session = Uuid::new_v4();
    let photo = browser.photo(session, 20).await;
    let good = jeans(session, &[photo]);
    let refused = [
        ("title", json!("é".repeat(101)), "title"),
        ("title", json!("SUPER JEAN LEVIS TAILLE 32"), "title"),
        ("description", json!("x".repeat(2001)), "description"),
        ("price", json!(0.99), "price"),
        ("price", json!(30_000.01), "price"),
        ("price", json!("douze"), "price"),
        ("price", json!(12.345), "price"),
        ("catalog_id", json!(257), "category"),
        ("catalog_id", json!(1), "category"),
        ("status_id", json!(9), "condition"),
        ("size_id", json!(null), "size"),
        ("size_id", json!(55), "size"),
        ("color_ids", json!([27, 1, 12]), "color"),
        ("color_ids", json!([99]), "color"),
        ("color_ids", json!([]), "color"),
        ("package_size_id", json!(77), "package_size"),
        ("currency", json!("GBP"), "currency"),
        (
            "item_attributes",
            json!([{ "code": "material", "ids": [44, 45, 46, 48] }]),
            "material",
        ),
        ("title", json!(12), "item"),
    ];
    for (name, value, field) in refused {
        let mut form = good.clone();
        form["item"][name] = value.clone();
        assert_eq!(
            complaints(browser.create(&form).await).await,
            [field],
            "{name} = {value}"
        );
    }
    assert!(world.control().items().is_empty());
    for (name, value) in [
        ("title", json!("é".repeat(100))),
        ("price", json!("30000")),
        ("price", json!(1)),
        ("title", json!("T-shirt NASA")),
    ] {
        let mut form = good.clone();
        form["item"][name] = value.clone();
        assert_eq!(
            browser.create(&form).await.status(),
            200,
            "{name} = {value}"
        );
    }
}

#[tokio::test]
async fn a_brand_is_an_id_or_a_text_but_not_nothing() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let session = Uuid::new_v4();
    let mut form = jeans(session, &[browser.photo(session, 20).await]);
    form["item"]["brand_id"] = Value::Null;
    form["item"]["brand"] = json!("Atelier Léonie");
    assert_eq!(browser.create(&form).await.status(), 200);
    assert_eq!(
        world.control().items()[0].brand,
        json!({ "id": null, "title": "Atelier Léonie" })
    );
    form["item"]["brand"] = json!(" ");
    assert_eq!(complaints(browser.create(&form).await).await, ["brand"]);
}

#[tokio::test]
async fn condition_and_size_may_come_as_attributes() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let session = Uuid::new_v4();
    let mut form = jeans(session, &[browser.photo(session, 20).await]);
    form["item"]["status_id"] = Value::Null;
    form["item"]["size_id"] = Value::Null;
    form["item"]["item_attributes"] =
        json!([{ "code": "condition", "ids": [6] }, { "code": "size", "ids": [210] }]);
    assert_eq!(browser.create(&form).await.status(), 200);
    let item = &world.control().items()[0];
    assert_eq!(
        (&item.condition["id"], &item.size["title"]),
        (&json!(6), &json!("XL"))
    );
}

#[tokio::test]
async fn an_update_replaces_everything_and_forgets_photos_it_does_not_name() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let created = browser.list_jeans().await;
    let mut form = created.form.clone();
    form["item"]["id"] = json!(created.id);
    form["item"]["price"] = json!(29);
    form["item"]["assigned_photos"] = json!([{ "id": created.photos[1], "orientation": 0 }, { "id": created.photos[0], "orientation": 0 }]);
    form["upload_session_id"] = json!(Uuid::new_v4());
    let answer = body(browser.send(Method::PUT, &created.editor(), &form).await).await;
    assert_eq!(
        answer,
        json!({ "item": { "id": created.id }, "after_upload_actions": [], "code": 0 })
    );
    let item = &world.control().items()[0];
    assert_eq!(item.price["amount"], "29.00");
    assert_eq!(
        item.photos.iter().map(|photo| photo.id).collect::<Vec<_>>(),
        [created.photos[1], created.photos[0]]
    );

    form["item"]
        .as_object_mut()
        .unwrap()
        .remove("assigned_photos");
    assert_eq!(
        browser
            .send(Method::PUT, &created.editor(), &form)
            .await
            .status(),
        200
    );
    assert!(world.control().items()[0].photos.is_empty());

    let price_only = json!({ "item": { "id": created.id, "price": 12 } });
    assert!(
        complaints(
            browser
                .send(Method::PUT, &created.editor(), &price_only)
                .await
        )
        .await
        .contains(&"title".to_owned())
    );
}

#[tokio::test]
async fn the_editor_knows_nothing_of_what_is_sold_reserved_or_gone() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let created = browser.list_jeans().await;
    for standing in [Standing::Sold, Standing::Reserved, Standing::Deleted] {
        world
            .control()
            .set_standing(ItemId(created.id), standing)
            .unwrap();
        let answer = browser.get(&created.editor()).await;
        assert_eq!(answer.status(), 404, "{standing:?}");
        assert_eq!(body(answer).await["code"], 104);
        assert_eq!(
            browser
                .send(Method::PUT, &created.editor(), &created.form)
                .await
                .status(),
            404
        );
    }
}

#[tokio::test]
async fn another_members_listing_is_not_mine_to_edit() {
    let world = world().await;
    let created = Browser::signed_in(&world).await.list_jeans().await;
    world.control().add_member("bob").unwrap();
    let mut bob = Browser::open(&world).await;
    bob.page("/control/sign-in?member=bob").await;
    bob.reload().await;
    assert_eq!(body(bob.get(&created.editor()).await).await["code"], 106);
    let delete = format!("/api/v2/items/{}/delete", created.id);
    assert_eq!(
        bob.send(Method::POST, &delete, &json!({})).await.status(),
        403
    );
    assert!(world.control().items()[0].live);
}

#[tokio::test]
async fn a_site_that_wants_attributes_takes_and_shows_nothing_else() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let created = browser.list_jeans().await;
    world.control().set_placement(Placement::Attributes);

    let item = body(browser.get(&created.editor()).await).await["item"].take();
    assert_eq!(
        (&item["status_id"], &item["size_id"]),
        (&Value::Null, &Value::Null)
    );
    let shown = item["item_attributes"].as_array().unwrap();
    let codes: Vec<&str> = shown
        .iter()
        .filter_map(|shown| shown["code"].as_str())
        .collect();
    assert_eq!(codes, ["material", "condition", "size"]);

    let mut form = created.form.clone();
    let told = complaints(browser.send(Method::PUT, &created.editor(), &form).await).await;
    assert_eq!(told, ["item_attributes"]);

    form["item"]["status_id"] = Value::Null;
    form["item"]["size_id"] = Value::Null;
    form["item"]["item_attributes"] = item["item_attributes"].clone();
    let told = complaints(browser.send(Method::PUT, &created.editor(), &form).await).await;
    assert_eq!(told, ["condition"], "the header is missing");

    let answer = browser
        .call(Method::PUT, &created.editor())
        .header("x-enable-dynamic-attribute-condition", "true")
        .header("x-enable-dynamic-attribute-size", "true")
        .json(&form)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let kept = &world.control().items()[0];
    assert_eq!(kept.condition["title"], "Très bon état");
    assert_eq!(kept.size["title"], "W32 | FR 42");
}
