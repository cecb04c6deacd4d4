//! Looking for what an earlier attempt may have made, before anything is made.

use crate::answers::signed_out;
use crate::fake_vinted::{FakeVinted, Fault};
use crate::orders::{item, publish_order, published, run};
use crate::publish::{ME, WARDROBE, looking_first, ours};
use serde_json::{Value, json};
use stoflow_extension::vinted::requests::Method;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::PublishOrder;

#[test]
fn looking_first_adopts_what_an_earlier_attempt_made() {
    let mut vinted = FakeVinted::default();
    let foreign = json!({ "title": item().title, "description": "Réf. SF-7K23", "price": 24.5 });
    let mine = vinted.add(ours());
    vinted.add(foreign);
    let outcome = run(looking_first(publish_order()), &mut vinted);
    let listing = published(&outcome);
    assert!(listing.adopted);
    assert_eq!(listing.vinted_id, mine);
    assert_eq!(vinted.creates, 0);
    assert_eq!(vinted.count("POST"), 0);
}

#[test]
fn looking_first_creates_after_two_empty_looks() {
    let mut vinted = FakeVinted::default();
    let outcome = run(looking_first(publish_order()), &mut vinted);
    assert!(!published(&outcome).adopted);
    let posted = vinted.log.iter().position(|line| line.starts_with("POST"));
    let (before, after) = vinted.log.split_at(posted.unwrap());
    let looks = |log: &[String]| log.iter().filter(|line| line.contains(WARDROBE)).count();
    assert_eq!((looks(before), looks(after)), (2, 1));
    assert_eq!(vinted.creates, 1);
}

#[test]
fn a_first_look_that_cannot_be_finished_leaves_the_doubt() {
    for (method, path) in [(Method::Get, ME), (Method::Get, WARDROBE)] {
        let mut vinted = FakeVinted::default();
        vinted.strike(method, path, Fault::Instead(signed_out()));
        let outcome = run(looking_first(publish_order()), &mut vinted);
        let trouble = Trouble::SignedOutOfMarketplace;
        assert_eq!(
            outcome,
            Outcome::InDoubt {
                trouble,
                uploaded: vec![]
            },
            "{path}"
        );
    }
}

/// Sent five days ago, with 400 listings made since: the look goes back to that time and no further.
#[test]
fn a_look_goes_back_to_when_it_was_sent() {
    const NOW: i64 = 1_790_000_000;
    const HOUR: i64 = 3_600;
    let sent = NOW - 120 * HOUR;
    let page = |number: u32, items: Vec<Value>| {
        let pagination = json!({ "current_page": number, "total_pages": 40, "per_page": 96 });
        json!({ "items": items, "pagination": pagination, "code": 0 })
    };
    let shown = |id: i64, title: &str, listed: i64| {
        json!({ "id": id, "title": title, "created_at_ts": listed,
            "price": { "amount": "9.00", "currency_code": "EUR" } })
    };
    let others = |number: u32, listed: i64| {
        let first = 9_900_000 - i64::from(number) * 100;
        let items = (0..96).map(|place| shown(first - place, "Autre", listed));
        page(number, items.collect())
    };
    let mut vinted = FakeVinted::default();
    let ours = vinted.add(ours());
    let mut pages: Vec<Value> = (1..=4).map(|number| others(number, NOW - HOUR)).collect();
    pages.push(page(5, vec![shown(ours, &item().title, sent + HOUR)]));
    pages.push(others(6, sent - 100 * HOUR));
    pages.push(others(7, sent - 200 * HOUR));
    vinted.wardrobe_pages = pages;
    let order = PublishOrder {
        sent_at: time::OffsetDateTime::from_unix_timestamp(sent).ok(),
        ..publish_order()
    };
    let outcome = run(looking_first(order.clone()), &mut vinted);
    let listing = published(&outcome);
    assert_eq!((listing.vinted_id, listing.adopted), (ours, true));
    assert_eq!(vinted.creates, 0);

    let mut gone = FakeVinted {
        wardrobe_pages: vinted.wardrobe_pages.clone(),
        ..FakeVinted::default()
    };
    gone.wardrobe_pages[4] = others(5, NOW - 2 * HOUR);
    run(looking_first(order), &mut gone);
    assert_eq!(
        gone.count("GET /api/v2/wardrobe/42001/items?page=6"),
        2,
        "in both looks"
    );
    assert_eq!(
        gone.count("GET /api/v2/wardrobe/42001/items?page=7"),
        0,
        "older than that"
    );
    assert_eq!(gone.creates, 1);
}
