//! Updating: the whole item goes, with the photos and fields the live listing has.

use crate::fake_vinted::{FakeVinted, Fault, gone, http};
use crate::orders::{item, publish, published, run, update};
use serde_json::{Value, json};
use stoflow_extension::vinted::replies::PageReply;
use stoflow_extension::vinted::requests::Method;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::money::Money;
use stoflow_wire::vinted::{VintedItem, VintedResult};

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
fn a_new_price_keeps_photos_and_what_the_seller_added() {
    let (mut vinted, id) = wardrobe();
    let outcome = run(update(id, cheaper()), &mut vinted);
    assert_eq!(updated(&outcome), Some(1990));
    assert_eq!(vinted.photo_keys(id), ["photo-1", "photo-2", "photo-3"]);
    let live = &vinted.items[&id];
    assert_eq!(live["id"], json!(id));
    assert_eq!(live["price"], json!(19.9));
    assert_eq!(live["measurement_width"], json!(48));
    let attributes =
        json!([{ "code": "material", "ids": [303] }, { "code": "pattern", "ids": [5] }]);
    assert_eq!(live["item_attributes"], attributes);
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
