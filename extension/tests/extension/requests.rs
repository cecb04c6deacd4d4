//! What is sent to vinted.fr, byte by byte where it counts, and what may never be sent.

use crate::orders::{item, photos, publish_order};
use serde_json::json;
use stoflow_extension::vinted::attributes::FormStyle;
use stoflow_extension::vinted::item_body;
use stoflow_extension::vinted::requests::{self, Body, Csrf, Method, PageRequest, is_allowed};
use stoflow_wire::vinted::VintedItem;

fn json_of(request: &PageRequest) -> &serde_json::Value {
    match &request.body {
        Body::Json { value } => value,
        other => panic!("not JSON: {other:?}"),
    }
}

#[test]
fn the_creating_call_is_what_the_upload_form_sends() {
    let request = requests::create(&publish_order(), FormStyle::Fields, &[31, 30, 32]);
    assert_eq!(request.method, Method::Post);
    assert_eq!(request.path, "/api/v2/item_upload/items");
    assert_eq!(
        request.headers,
        [
            ("x-upload-form", "true"),
            ("x-enable-multiple-size-groups", "true")
        ]
    );
    let session = "2f9b6c1e-1111-4222-8333-444455556666";
    assert_eq!(
        *json_of(&request),
        json!({
            "item": {
                "id": null,
                "currency": "EUR",
                "temp_uuid": session,
                "title": "Jean Levi's 501 brut",
                "description": "Un jean solide.\n\nRéf. SF-7K2",
                "brand_id": 10,
                "brand": "Levi's",
                "size_id": 207,
                "catalog_id": 1816,
                "isbn": null,
                "is_unisex": false,
                "status_id": 2,
                "video_game_rating_id": null,
                "price": 24.5,
                "package_size_id": 1,
                "shipment_prices": { "domestic": null, "international": null },
                "color_ids": [9, 12],
                "assigned_photos": [
                    { "id": 31, "orientation": 0 },
                    { "id": 30, "orientation": 0 },
                    { "id": 32, "orientation": 0 },
                ],
                "measurement_length": null,
                "measurement_width": null,
                "item_attributes": [{ "code": "material", "ids": [303] }],
                "manufacturer": null,
                "manufacturer_labelling": null,
            },
            "feedback_id": null,
            "push_up": false,
            "parcel": null,
            "upload_session_id": session,
        })
    );
}

#[test]
fn an_unknown_brand_goes_as_text_and_no_material_as_none() {
    let plain = VintedItem {
        brand_id: None,
        brand: "Atelier d'Élise".to_owned(),
        material_ids: vec![],
        ..item()
    };
    let body = item_body::of_item(&plain);
    let request = requests::replace(5, body, FormStyle::Fields, &[1], "session");
    let sent = &json_of(&request)["item"];
    assert_eq!(sent["brand_id"], json!(null));
    assert_eq!(sent["brand"], json!("Atelier d'Élise"));
    assert_eq!(sent["item_attributes"], json!([]));
}

#[test]
fn where_the_form_has_attributes_condition_and_size_are_among_them() {
    let request = requests::create(&publish_order(), FormStyle::Attributes, &[31]);
    let names: Vec<&str> = request.headers.iter().map(|(name, _)| *name).collect();
    for name in ["condition", "size", "video-game-rating"] {
        let header = format!("x-enable-dynamic-attribute-{name}");
        assert!(names.contains(&header.as_str()), "{names:?}");
    }
    let sent = &json_of(&request)["item"];
    assert_eq!(sent["status_id"], json!(null));
    assert_eq!(sent["size_id"], json!(null));
    assert_eq!(
        sent["item_attributes"],
        json!([
            { "code": "material", "ids": [303] },
            { "code": "condition", "ids": [2] },
            { "code": "size", "ids": [207] },
        ])
    );
}

#[test]
fn a_photo_goes_as_a_form() {
    let request = requests::photo("session", &photos(1)[0]);
    let sent = serde_json::to_value(&request).unwrap();
    assert_eq!(
        sent,
        json!({
            "method": "POST",
            "path": "/api/v2/photos",
            "headers": [["x-upload-form", "true"], ["x-enable-multiple-size-groups", "true"]],
            "body": {
                "kind": "form",
                "fields": [["photo[type]", "item"], ["photo[temp_uuid]", "session"]],
                "file": { "field": "photo[file]", "name": "photo.jpeg", "content_type": "image/jpeg" },
            },
            "csrf": "of_the_page",
        })
    );
    assert_eq!(serde_json::to_value(Csrf::Fresh).unwrap(), json!("fresh"));
}

#[test]
fn only_the_listed_calls_are_allowed() {
    let allowed = [
        (Method::Get, "/api/v2/users/current"),
        (
            Method::Get,
            "/api/v2/wardrobe/42/items?page=1&per_page=96&order=newest_first",
        ),
        (Method::Get, "/api/v2/item_upload/items/42"),
        (Method::Put, "/api/v2/item_upload/items/42"),
        (Method::Post, "/api/v2/item_upload/items"),
        (Method::Post, "/api/v2/item_upload/attributes"),
        (Method::Post, "/api/v2/photos"),
        (Method::Post, "/api/v2/items/42/delete"),
        (Method::Get, "/api/v2/inbox?page=1&per_page=20"),
        (Method::Get, "/api/v2/conversations/42"),
        (Method::Post, "/api/v2/conversations/42/replies"),
    ];
    for (method, path) in allowed {
        assert!(is_allowed(method, path), "{path}");
    }
    let refused = [
        (Method::Get, "https://www.vinted.fr/api/v2/users/current"),
        (Method::Get, "//evil.example/api/v2/users/current"),
        (Method::Get, "/api/v2/users/current?as=other"),
        (Method::Get, "/api/v2/users/42"),
        (Method::Post, "/api/v2/users/current"),
        (Method::Post, "/api/v2/users_anything"),
        (
            Method::Get,
            "/api/v2/wardrobe/42/items?next=https://evil.example",
        ),
        (Method::Get, "/api/v2/wardrobe/../users/items"),
        (Method::Put, "/api/v2/item_upload/items/42/../../payments"),
        (Method::Put, "/api/v2/item_upload/items/"),
        (Method::Post, "/api/v2/items/4x/delete"),
        (Method::Get, "/api/v2/items/42/delete"),
        (Method::Post, "/api/v2/conversations"),
        (Method::Get, "/api/v2/conversations"),
        (Method::Get, "/api/v2/conversations/42/replies"),
        (Method::Post, "/api/v2/transactions/42/offers"),
        (Method::Post, "/web/api/auth/refresh"),
        (Method::Post, "/api/v2/wallet/payouts"),
    ];
    for (method, path) in refused {
        assert!(!is_allowed(method, path), "{path}");
    }
}
