//! Reading a page of the wardrobe: every way in which the site was seen to write it, and how each fault ends.

use crate::answers::{challenges, denied, http, signed_out};
use crate::fake_vinted::{FakeVinted, Fault};
use crate::orders::{moment, read_wardrobe, run};
use crate::publish::WARDROBE;
use serde_json::{Value, json};
use stoflow_extension::vinted::replies::PageReply;
use stoflow_extension::vinted::requests::Method;
use stoflow_extension::vinted::run::Run;
use stoflow_extension::vinted::run::step::Step;
use stoflow_wire::executor::{Command, Outcome};
use stoflow_wire::jobs::{Step as NamedStep, Trouble};
use stoflow_wire::money::Money;
use stoflow_wire::vinted::{VintedOrder, VintedResult};
use stoflow_wire::wardrobe::{WardrobeItem, WardrobeOrder, WardrobePage, WardrobeState};

fn shows(items: &Value) -> FakeVinted {
    let pagination = json!({ "current_page": 1, "total_pages": 1, "total_entries": 1 });
    FakeVinted {
        wardrobe_pages: vec![json!({ "items": items, "pagination": pagination, "code": 0 })],
        ..FakeVinted::default()
    }
}

fn page(outcome: &Outcome) -> &WardrobePage {
    match outcome {
        Outcome::Done(VintedResult::Wardrobe(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

/// The one listing of a wardrobe that shows this.
fn read(item: &Value) -> WardrobeItem {
    let outcome = run(read_wardrobe(1), &mut shows(&json!([item])));
    page(&outcome).items[0].clone()
}

#[test]
fn a_page_is_read_with_one_call() {
    let mut vinted = shows(&json!([{
        "id": 7, "title": "Jean Levi's", "price": { "amount": "24.50", "currency_code": "EUR" },
        "total_item_price": { "amount": "26.43", "currency_code": "EUR" }, "service_fee": "1.93",
        "brand": "Levi's", "size": "M", "status": "Bon état",
        "url": "https://www.vinted.fr/items/7-jean-levis", "view_count": 31, "favourite_count": 4,
        "photos": [
            {
                "id": 70, "url": "https://images1.vinted.net/t/f800/70",
                "full_size_url": "https://images1.vinted.net/t/original/70",
                "high_resolution": { "id": "70", "timestamp": 1_764_000_000 },
                "thumbnails": [
                    { "type": "thumb310x430", "url": "https://images1.vinted.net/t/310/70", "width": 310 },
                    { "type": "thumb150x210", "url": "https://images1.vinted.net/t/150/70", "width": 150 },
                ],
            },
            { "id": 71, "url": "https://images1.vinted.net/t/f800/71" },
        ],
    }]));
    let outcome = run(read_wardrobe(1), &mut vinted);
    assert_eq!(
        vinted.log,
        [
            "GET /api/v2/users/current",
            "GET /api/v2/wardrobe/42001/items?page=1&per_page=96&order=newest_first",
        ]
    );
    let page = page(&outcome);
    assert_eq!((page.page, page.pages, page.entries), (1, 1, 1));
    let item = &page.items[0];
    assert_eq!((item.vinted_id, item.title.as_str()), (7, "Jean Levi's"));
    assert_eq!(item.price, Some(Money::euros_from_cents(2450)));
    assert_eq!(item.total_price, Some(Money::euros_from_cents(2643)));
    assert_eq!(item.service_fee, Some(Money::euros_from_cents(193)));
    assert_eq!((item.brand.as_str(), item.size.as_str()), ("Levi's", "M"));
    assert_eq!(item.photo_count, 2);
    assert_eq!(item.condition, "Bon état");
    assert_eq!(item.url, "https://www.vinted.fr/items/7-jean-levis");
    assert_eq!((item.views, item.favourites), (31, 4));
    assert_eq!(item.state, WardrobeState::OnSale);
    assert_eq!(item.listed_at.unwrap().unix_timestamp(), 1_764_000_000);
    let photos: Vec<_> = item.photos.iter().collect();
    assert_eq!(photos[0].url, "https://images1.vinted.net/t/original/70");
    assert_eq!(photos[0].thumb, "https://images1.vinted.net/t/150/70");
    assert_eq!(photos[1].url, "https://images1.vinted.net/t/f800/71");
    assert_eq!(photos[1].thumb, photos[1].url);
}

#[test]
fn pages_are_counted() {
    let page_of = |number, entries: u64| {
        let pagination =
            json!({ "current_page": number, "total_pages": 2, "total_entries": entries });
        json!({ "items": [{ "id": number }], "pagination": pagination })
    };
    let mut vinted = FakeVinted {
        wardrobe_pages: vec![page_of(1, 97), page_of(2, 97)],
        ..FakeVinted::default()
    };
    let last = run(read_wardrobe(2), &mut vinted);
    assert_eq!((page(&last).page, page(&last).pages), (2, 2));
    assert_eq!((page(&last).entries, page(&last).items.len()), (97, 1));
    let beyond = run(read_wardrobe(3), &mut vinted);
    assert_eq!((page(&beyond).pages, page(&beyond).items.len()), (2, 0));
}

/// The site counts one page where there is nothing.
#[test]
fn an_empty_wardrobe_has_no_pages() {
    let pagination = json!({ "current_page": 1, "total_pages": 1, "total_entries": 0 });
    let mut vinted = FakeVinted {
        wardrobe_pages: vec![json!({ "items": [], "pagination": pagination })],
        ..FakeVinted::default()
    };
    let empty = run(read_wardrobe(1), &mut vinted);
    assert_eq!((page(&empty).pages, page(&empty).entries), (0, 0));
    assert_eq!(page(&empty).items, []);
}

#[test]
fn every_state_is_told_from_the_flags() {
    let states = [
        (json!({}), WardrobeState::OnSale),
        (json!({ "is_processing": true }), WardrobeState::OnSale),
        (
            json!({ "is_draft": true, "is_hidden": true }),
            WardrobeState::Draft,
        ),
        (
            json!({ "is_reserved": true, "is_hidden": true }),
            WardrobeState::Reserved,
        ),
        (json!({ "is_hidden": true }), WardrobeState::Hidden),
        (json!({ "is_hidden": 1 }), WardrobeState::Hidden),
        (
            json!({ "is_closed": true, "item_closing_action": "sold" }),
            WardrobeState::Sold,
        ),
        (
            json!({ "is_closed": "true", "item_closing_action": "sold" }),
            WardrobeState::Sold,
        ),
        (
            json!({ "item_closing_action": "sold" }),
            WardrobeState::Sold,
        ),
        (
            json!({ "is_closed": true, "item_closing_action": "deleted" }),
            WardrobeState::Closed,
        ),
        (
            json!({ "is_closed": true, "item_closing_action": null }),
            WardrobeState::Closed,
        ),
    ];
    for (flags, state) in states {
        let mut item = flags.clone();
        item["id"] = json!(7);
        assert_eq!(read(&item).state, state, "{flags}");
    }
}

#[test]
fn prices_come_in_several_forms() {
    let cents = |price: Value| {
        let item = read(&json!({ "id": 7, "price": price }));
        item.price.map(|money| money.minor)
    };
    assert_eq!(
        cents(json!({ "amount": "9.5", "currency_code": "EUR" })),
        Some(950)
    );
    assert_eq!(cents(json!({ "amount": 12 })), Some(1200));
    assert_eq!(cents(json!("7.00")), Some(700));
    assert_eq!(cents(json!(34.5)), Some(3450));
    assert_eq!(
        cents(json!({ "amount": "9.50", "currency_code": "PLN" })),
        None
    );
    assert_eq!(cents(json!({ "amount": null })), None);
    assert_eq!(cents(json!(null)), None);
    let zloty = read(&json!({ "id": 7, "price": "40.00", "currency": "PLN" }));
    assert_eq!(zloty.price, None);
}

/// Nothing but an id is needed, ids may be text, and what has none is left out.
#[test]
fn odd_entries_are_read_as_far_as_they_go() {
    let mut vinted = shows(&json!([
        { "id": "7", "title": null, "view_count": "12", "favourite_count": -1, "created_at_ts": "1764000000",
          "photos": [{ "id": "70", "url": "https://images1.vinted.net/t/70" }, { "id": 71 }, { "url": "https://x" }, "?"] },
        { "title": "sans numéro" },
        { "id": 0 },
        "?",
        { "id": 8, "url": "javascript:alert(1)", "photos": [{ "id": 80, "url": "http://images1.vinted.net/80" }],
          "created_at_ts": -5, "title": "x".repeat(1_000) },
    ]));
    let outcome = run(read_wardrobe(1), &mut vinted);
    let [first, second] = page(&outcome).items.as_slice() else {
        panic!("two listings");
    };
    assert_eq!((first.vinted_id, first.views, first.favourites), (7, 12, 0));
    assert_eq!((first.title.as_str(), first.price), ("", None));
    assert_eq!(first.listed_at.unwrap().unix_timestamp(), 1_764_000_000);
    assert_eq!((first.photos.len(), first.photos[0].vinted_id), (1, 70));
    assert_eq!(first.url, "https://www.vinted.fr/items/7");
    assert_eq!(second.url, "https://www.vinted.fr/items/8");
    assert_eq!((second.photos.len(), second.listed_at), (0, None));
    assert_eq!(second.title.len(), 250);
}

/// A page that does not say how many there are must not be taken for the last.
#[test]
fn what_is_no_page_is_not_taken_for_one() {
    for body in [
        json!({ "items": [] }),
        json!({ "items": "none", "pagination": { "total_pages": 1 } }),
        json!({ "pagination": { "total_pages": 1 } }),
        json!({ "items": [], "pagination": {} }),
    ] {
        let mut vinted = FakeVinted {
            wardrobe_pages: vec![body.clone()],
            ..FakeVinted::default()
        };
        let what = "wardrobe".to_owned();
        let stopped = stopped(Trouble::Unreadable { what });
        assert_eq!(run(read_wardrobe(1), &mut vinted), stopped, "{body}");
    }
}

/// A frame holds 256 kB, and a full page with twenty photos each is more.
#[test]
fn a_full_page_fits_into_a_frame() {
    let photo = |number: u64| {
        let url = |size: &str| {
            format!(
                "https://images1.vinted.net/t/04_{number:032}/{size}/1764000000.webp?s={number:040}"
            )
        };
        let thumbnails = json!([{ "url": url("150x210"), "width": 150 }]);
        json!({ "id": number, "url": url("f800"), "full_size_url": url("f800"), "thumbnails": thumbnails })
    };
    let item = |number: u64| {
        let photos: Vec<Value> = (1..=20).map(|place| photo(number * 100 + place)).collect();
        json!({ "id": number, "title": "t".repeat(100), "photos": photos })
    };
    let items: Vec<Value> = (1..=96).map(item).collect();
    let outcome = run(read_wardrobe(1), &mut shows(&json!(items)));
    let read = page(&outcome);
    assert_eq!(read.items.len(), 96);
    let kept: Vec<usize> = read.items.iter().map(|item| item.photos.len()).collect();
    assert!(
        kept.iter().all(|each| *each > 1 && *each == kept[0]),
        "{kept:?}"
    );
    assert_eq!(read.items[1].photos[0].vinted_id, 201);
    assert!(serde_json::to_string(&outcome).unwrap().len() < 200_000);
}

#[test]
fn trouble_ends_the_command_as_for_every_order() {
    let rate_limited = Trouble::RateLimited {
        retry_after_s: None,
    };
    let mut troubles = vec![
        (signed_out(), Trouble::SignedOutOfMarketplace),
        (http(429, "text/html", "slow"), rate_limited),
        (PageReply::NoTab, Trouble::NoMarketplaceTab),
    ];
    troubles.extend(challenges().map(|reply| (reply, Trouble::Challenged)));
    for (reply, trouble) in troubles {
        let mut vinted = shows(&json!([]));
        vinted.strike(Method::Get, WARDROBE, Fault::Instead(reply));
        assert_eq!(run(read_wardrobe(1), &mut vinted), stopped(trouble));
        assert_eq!(vinted.count("GET /api/v2/wardrobe/"), 1);
    }
}

#[test]
fn a_cut_or_a_moment_of_downtime_is_read_over() {
    for reply in [PageReply::Lost, http(502, "text/html", "<html>")] {
        let mut vinted = shows(&json!([{ "id": 7 }]));
        vinted.strike(Method::Get, WARDROBE, Fault::Instead(reply.clone()));
        let outcome = run(read_wardrobe(1), &mut vinted);
        assert_eq!(page(&outcome).items.len(), 1, "{reply:?}");
    }
    for (reply, status) in [(PageReply::Lost, 0), (http(502, "text/html", ""), 502)] {
        let mut vinted = shows(&json!([{ "id": 7 }]));
        for _ in 0..2 {
            vinted.strike(Method::Get, WARDROBE, Fault::Instead(reply.clone()));
        }
        let down = stopped(Trouble::MarketplaceDown {
            status,
            retry_after_s: None,
        });
        assert_eq!(run(read_wardrobe(1), &mut vinted), down);
    }
}

#[test]
fn a_denial_that_a_fresh_token_does_not_lift_stops() {
    let mut vinted = shows(&json!([]));
    vinted.strike(Method::Get, WARDROBE, Fault::Instead(denied()));
    page(&run(read_wardrobe(1), &mut vinted));
    for _ in 0..2 {
        vinted.strike(Method::Get, WARDROBE, Fault::Instead(denied()));
    }
    let denied = stopped(Trouble::AccessDenied);
    assert_eq!(run(read_wardrobe(1), &mut vinted), denied);
}

#[test]
fn no_permit_is_asked_and_the_step_is_named() {
    let mut vinted = shows(&json!([{ "id": 7 }]));
    let mut run = Run::begin(read_wardrobe(1));
    let mut steps = Vec::new();
    loop {
        match run.step(moment(0)) {
            Step::Ask { request, .. } => {
                steps.push(run.progress(0).step);
                run.hear_page(&vinted.answer(&request, None));
            }
            Step::Done => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(
        steps,
        [
            NamedStep::Identify,
            NamedStep::ReadWardrobe { page: 1, of: 0 }
        ]
    );
    let end = run.progress(0);
    assert_eq!(end.step, NamedStep::ReadWardrobe { page: 1, of: 1 });
    assert_eq!((end.done, end.of), (2, 2));
}

/// Whatever the server asks for, the site gets a page number it knows and at most what it gives.
#[test]
fn nonsense_in_the_order_is_put_right() {
    let mut vinted = shows(&json!([{ "id": 7 }]));
    let order = WardrobeOrder {
        page: 0,
        per_page: 5_000,
    };
    let command = Command {
        order: VintedOrder::ReadWardrobe(order),
        ..read_wardrobe(1)
    };
    page(&run(command, &mut vinted));
    assert!(vinted.log[1].ends_with("page=1&per_page=96&order=newest_first"));
}

fn stopped(trouble: Trouble) -> Outcome {
    Outcome::Stopped {
        trouble,
        uploaded: vec![],
    }
}
