//! Updating: what changed is written, everything else goes back as the live listing has it.

use crate::answers::{denied, gone, http, refused};
use crate::fake_vinted::{FakeVinted, Fault, Placement};
use crate::orders::{item, photos, publish, published, run, update, update_fields, update_photos};
use serde_json::{Value, json};
use stoflow_extension::vinted::replies::PageReply;
use stoflow_extension::vinted::requests::Method;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Refusal, Trouble};
use stoflow_wire::listings::ListingField;
use stoflow_wire::money::Money;
use stoflow_wire::vinted::{NewPhotos, PhotoToUpload, UploadedPhoto, VintedItem, VintedResult};

const ITEMS: &str = "/api/v2/item_upload/items/";

fn cheaper() -> VintedItem {
    VintedItem {
        price: Money::euros_from_cents(1990),
        ..item()
    }
}

/// A wardrobe with our listing in it, which the seller has completed by hand.
fn wardrobe() -> (FakeVinted, i64) {
    let mut vinted = FakeVinted::default();
    let id = published(&run(publish(), &mut vinted)).vinted_id;
    let live = vinted.items.get_mut(&id).unwrap();
    live["measurement_width"] = json!(48);
    let attributes = json!([{ "code": "material", "ids": [1] }, { "code": "pattern", "ids": [5] }]);
    live["item_attributes"] = attributes;
    vinted.log.clear();
    (vinted, id)
}

fn updated(outcome: &Outcome) -> Option<i64> {
    match outcome {
        Outcome::Done(VintedResult::Updated(read_back)) => {
            read_back.seen.as_ref().map(|seen| seen.price_minor)
        }
        other => panic!("not updated: {other:?}"),
    }
}

#[test]
fn a_new_price_keeps_photos_and_what_the_seller_changed_by_hand() {
    let (mut vinted, id) = wardrobe();
    let by_hand = json!({
        "title": "Mon jean préféré", "description": "Raconté autrement.", "brand_id": null,
        "brand": "Atelier", "size_id": 208, "catalog_id": 1819, "status_id": 3, "color_ids": [12],
        "package_size_id": 5, "is_unisex": true, "measurement_length": 104, "isbn": "978",
        "manufacturer_labelling": "Laver à froid",
    });
    let live = vinted.items.get_mut(&id).unwrap();
    for (name, value) in by_hand.as_object().unwrap() {
        live[name] = value.clone();
    }
    let outcome = run(update(id, cheaper()), &mut vinted);
    assert_eq!(updated(&outcome), Some(1990));
    assert_eq!(vinted.photo_keys(id), ["photo-1", "photo-2", "photo-3"]);
    let live = &vinted.items[&id];
    assert_eq!(live["id"], json!(id));
    assert_eq!(live["price"], json!(19.9));
    for (name, value) in by_hand.as_object().unwrap() {
        assert_eq!(&live[name], value, "{name}");
    }
    assert_eq!(live["measurement_width"], json!(48));
    let attributes = json!([{ "code": "material", "ids": [1] }, { "code": "pattern", "ids": [5] }]);
    assert_eq!(live["item_attributes"], attributes);
    assert_eq!(
        vinted.count("POST"),
        0,
        "nothing that needs the form's style"
    );
}

#[test]
fn every_field_that_changed_is_written_and_no_other() {
    let wanted = VintedItem {
        title: "Autre titre".to_owned(),
        description: "Autre texte".to_owned(),
        price: Money::euros_from_cents(1990),
        catalog_id: 1819,
        brand_id: None,
        brand: "Autre".to_owned(),
        size_id: Some(209),
        status_id: 4,
        colour_ids: vec![1],
        material_ids: vec![44],
        package_size_id: 3,
        is_unisex: true,
        measurement_width: Some(41),
        measurement_length: Some(104),
    };
    let places: [(ListingField, &[&str]); 12] = [
        (ListingField::Title, &["title"]),
        (ListingField::Description, &["description"]),
        (ListingField::Price, &["price"]),
        (ListingField::Category, &["catalog_id"]),
        (ListingField::Brand, &["brand_id", "brand"]),
        (ListingField::Size, &["size_id"]),
        (ListingField::Condition, &["status_id"]),
        (ListingField::Colours, &["color_ids"]),
        (ListingField::Materials, &["item_attributes"]),
        (ListingField::Parcel, &["package_size_id"]),
        (ListingField::Unisex, &["is_unisex"]),
        (
            ListingField::Measurements,
            &["measurement_width", "measurement_length"],
        ),
    ];
    for (field, names) in places {
        let (mut vinted, id) = wardrobe();
        let before = vinted.items[&id].clone();
        run(update_fields(id, wanted.clone(), &[field]), &mut vinted);
        let after = &vinted.items[&id];
        for (name, value) in after.as_object().unwrap() {
            let may_change = names.contains(&name.as_str());
            let own = ["id", "temp_uuid", "assigned_photos"].contains(&name.as_str());
            assert!(
                own || (before[name] != *value) == may_change,
                "{field:?}: {name}"
            );
        }
    }
}

fn new_photos(wanted: &[PhotoToUpload], listed: &[(&str, i64)]) -> NewPhotos {
    let listed = listed.iter().map(|(key, vinted_id)| UploadedPhoto {
        key: (*key).to_owned(),
        vinted_id: *vinted_id,
    });
    NewPhotos {
        upload_session: "5e551011".to_owned(),
        wanted: wanted.to_vec(),
        listed: listed.collect(),
        uploaded: Vec::new(),
    }
}

const LISTED: [(&str, i64); 3] = [
    ("photo-1", 700_001),
    ("photo-2", 700_002),
    ("photo-3", 700_003),
];

#[test]
fn photos_in_another_order_are_not_sent_again() {
    let (mut vinted, id) = wardrobe();
    let mut wanted = photos(3);
    wanted.reverse();
    let outcome = run(update_photos(id, new_photos(&wanted, &LISTED)), &mut vinted);
    assert_eq!(updated(&outcome), Some(2450));
    assert_eq!(vinted.photo_keys(id), ["photo-3", "photo-2", "photo-1"]);
    assert_eq!(vinted.count("POST /api/v2/photos"), 0);
    let Outcome::Done(VintedResult::Updated(read_back)) = outcome else {
        panic!("it was updated");
    };
    let keys: Vec<&str> = read_back
        .photos
        .iter()
        .map(|photo| photo.key.as_str())
        .collect();
    assert_eq!(keys, ["photo-3", "photo-2", "photo-1"]);
    assert_eq!(read_back.photos[0].vinted_id, 700_003);
}

#[test]
fn a_new_photo_and_one_that_is_not_there_any_more_are_sent() {
    let (mut vinted, id) = wardrobe();
    let live = vinted.items.get_mut(&id).unwrap();
    live["assigned_photos"] = json!([{ "id": 700_001 }, { "id": 700_002 }]);
    let wanted = [
        photos(4)[3].clone(),
        photos(4)[2].clone(),
        photos(4)[0].clone(),
    ];
    let order = update_photos(id, new_photos(&wanted, &LISTED));
    updated(&run(order, &mut vinted));
    assert_eq!(vinted.photo_keys(id), ["photo-4", "photo-3", "photo-1"]);
    assert_eq!(vinted.count("POST /api/v2/photos"), 2);
    assert_eq!(vinted.items[&id]["temp_uuid"], "5e551011");
}

#[test]
fn photos_that_got_there_are_not_sent_twice() {
    let (mut vinted, id) = wardrobe();
    let order = new_photos(&photos(3), &[]);
    vinted.strike(Method::Put, ITEMS, Fault::Instead(denied()));
    vinted.strike(Method::Put, ITEMS, Fault::Instead(denied()));
    let outcome = run(update_photos(id, order.clone()), &mut vinted);
    let Outcome::Stopped { uploaded, .. } = outcome else {
        panic!("it was refused: {outcome:?}");
    };
    assert_eq!(uploaded.len(), 3);
    let again = NewPhotos { uploaded, ..order };
    updated(&run(update_photos(id, again), &mut vinted));
    assert_eq!(vinted.count("POST /api/v2/photos"), 3);
    assert_eq!(vinted.photo_keys(id), ["photo-1", "photo-2", "photo-3"]);

    let refusal = refused("photos", "Une photo n'existe plus");
    vinted.strike(Method::Put, ITEMS, Fault::Instead(refusal));
    let outcome = run(
        update_photos(id, new_photos(&photos(1), &LISTED)),
        &mut vinted,
    );
    let forgotten = Outcome::Stopped {
        trouble: Trouble::Refused {
            reasons: vec![Refusal {
                field: "photos".to_owned(),
                words: "Une photo n'existe plus".to_owned(),
            }],
        },
        uploaded: Vec::new(),
    };
    assert_eq!(outcome, forgotten);
}

#[test]
fn a_form_with_attributes_gets_condition_and_size_among_them() {
    let mut vinted = FakeVinted {
        placement: Placement::Attributes,
        ..FakeVinted::default()
    };
    let id = published(&run(publish(), &mut vinted)).vinted_id;
    let codes = |vinted: &FakeVinted| {
        let attributes = vinted.items[&id]["item_attributes"]
            .as_array()
            .unwrap()
            .clone();
        attributes
            .iter()
            .map(|attribute| (attribute["code"].clone(), attribute["ids"][0].clone()))
            .collect::<Vec<_>>()
    };
    let first = [("material", 303), ("condition", 2), ("size", 207)];
    assert_eq!(
        codes(&vinted),
        first.map(|(code, id)| (json!(code), json!(id)))
    );
    let worse = VintedItem {
        status_id: 4,
        ..item()
    };
    vinted.log.clear();
    let outcome = run(
        update_fields(id, worse, &[ListingField::Condition]),
        &mut vinted,
    );
    let Outcome::Done(VintedResult::Updated(read_back)) = outcome else {
        panic!("not updated: {outcome:?}");
    };
    let seen = read_back.seen.unwrap();
    assert_eq!((seen.status_id, seen.size_id), (Some(4), Some(207)));
    let now = [("material", 303), ("size", 207), ("condition", 4)];
    assert_eq!(
        codes(&vinted),
        now.map(|(code, id)| (json!(code), json!(id)))
    );
    assert_eq!(vinted.count("POST"), 0, "the listing itself shows its form");
    updated(&run(update(id, cheaper()), &mut vinted));
    assert_eq!(
        codes(&vinted),
        now.map(|(code, id)| (json!(code), json!(id)))
    );
}

#[test]
fn a_listing_that_is_gone_is_said_to_be_gone() {
    let (mut vinted, id) = wardrobe();
    let stopped = Outcome::Stopped {
        trouble: Trouble::Gone,
        uploaded: vec![],
    };
    assert_eq!(run(update(id + 1, cheaper()), &mut vinted), stopped);
    vinted.strike(Method::Put, ITEMS, Fault::Instead(gone()));
    vinted.wardrobe_pages = vec![wardrobe_page(1, 1, &json!([]))];
    assert_eq!(run(update(id, cheaper()), &mut vinted), stopped);
}

fn wardrobe_page(number: u32, pages: u32, items: &Value) -> Value {
    let pagination = json!({ "current_page": number, "total_pages": pages, "per_page": 96 });
    json!({ "items": items, "pagination": pagination, "code": 0 })
}

/// The upload form opens for no reserved listing; the wardrobe tells that from one that is gone.
#[test]
fn a_reserved_listing_is_not_said_to_be_gone() {
    let (mut vinted, id) = wardrobe();
    let ends = |vinted: &mut FakeVinted, item: Value| {
        vinted.wardrobe_pages = vec![
            wardrobe_page(1, 2, &json!([{ "id": 1 }])),
            wardrobe_page(2, 2, &json!([item])),
        ];
        vinted.strike(Method::Get, ITEMS, Fault::Instead(gone()));
        match run(update(id, cheaper()), vinted) {
            Outcome::Stopped { trouble, .. } => trouble,
            other => panic!("{other:?}"),
        }
    };
    let reserved = json!({ "id": id, "is_reserved": true });
    assert_eq!(ends(&mut vinted, reserved), Trouble::Reserved);
    let sold = json!({ "id": id, "is_closed": true, "item_closing_action": "sold" });
    assert_eq!(ends(&mut vinted, sold), Trouble::Gone);
    let other = json!({ "id": id + 1, "is_reserved": true });
    assert_eq!(ends(&mut vinted, other), Trouble::Gone);
    let there = json!({ "id": id });
    let shown = ends(&mut vinted, there);
    assert!(matches!(shown, Trouble::Unreadable { .. }), "tried again");
    assert_eq!(vinted.count("PUT"), 0);
}

#[test]
fn a_listing_that_shows_no_photos_is_left_alone() {
    let (mut vinted, id) = wardrobe();
    vinted.items.get_mut(&id).unwrap()["assigned_photos"] = Value::Null;
    let outcome = run(update(id, cheaper()), &mut vinted);
    assert!(matches!(
        outcome,
        Outcome::Stopped {
            trouble: Trouble::Unreadable { .. },
            ..
        }
    ));
    assert_eq!(vinted.count("PUT"), 0);
}

#[test]
fn a_lost_answer_is_settled_by_reading() {
    let broken = http(500, "text/html", "<html>");
    for reply in [PageReply::Lost, broken] {
        let (mut vinted, id) = wardrobe();
        vinted.strike(Method::Put, ITEMS, Fault::After(reply.clone()));
        assert_eq!(
            updated(&run(update(id, cheaper()), &mut vinted)),
            Some(1990)
        );

        let (mut vinted, id) = wardrobe();
        vinted.strike(Method::Put, ITEMS, Fault::Instead(reply));
        let outcome = run(update(id, cheaper()), &mut vinted);
        assert!(matches!(outcome, Outcome::Stopped { .. }), "{outcome:?}");
        assert_eq!(vinted.count("PUT"), 1);
    }
}
