//! Publishing: what is sent, in which order, and how each fault at each step ends.

use crate::answers::{challenges, denied, http, ok, refused, signed_out};
use crate::fake_vinted::{FakeVinted, Fault, MEMBER};
use crate::orders::{REFERENCE, command, item, publish, publish_order, published, run, uploaded};
use serde_json::{Value, json};
use std::iter;
use stoflow_extension::vinted::replies::PageReply;
use stoflow_extension::vinted::requests::Method;
use stoflow_wire::executor::{Command, Outcome};
use stoflow_wire::jobs::{Refusal, Trouble};
use stoflow_wire::vinted::{PublishOrder, UploadedPhoto, VintedOrder};

pub(crate) const ME: &str = "/api/v2/users/current";
const PHOTO: &str = "/api/v2/photos";
pub(crate) const ITEM: &str = "/api/v2/item_upload/items";
pub(crate) const WARDROBE: &str = "/api/v2/wardrobe/";

pub(crate) fn looking_first(order: PublishOrder) -> Command {
    let order = PublishOrder {
        look_first: true,
        ..order
    };
    command(2, VintedOrder::Publish(order))
}

pub(crate) fn ours() -> Value {
    json!({ "title": item().title, "description": item().description, "price": 24.5 })
}

#[test]
fn a_listing_is_made_with_its_photos_in_order_and_read_back() {
    let mut vinted = FakeVinted::default();
    let outcome = run(publish(), &mut vinted);
    let listing = published(&outcome);
    assert_eq!(
        vinted.log,
        [
            "GET /api/v2/users/current",
            "POST /api/v2/photos",
            "POST /api/v2/photos",
            "POST /api/v2/photos",
            "POST /api/v2/item_upload/attributes",
            "GET /api/v2/users/current",
            "POST /api/v2/item_upload/items",
            "GET /api/v2/wardrobe/42001/items?page=1&per_page=96&order=newest_first",
            "GET /api/v2/item_upload/items/9000001",
        ]
    );
    assert_eq!(
        vinted.photo_keys(9_000_001),
        ["photo-1", "photo-2", "photo-3"]
    );
    assert_eq!(listing.url, "https://www.vinted.fr/items/9000001");
    assert!(!listing.adopted && !listing.needs_verification);
    let seen = listing.read_back.seen.as_ref().unwrap();
    assert_eq!(seen.title, item().title);
    assert_eq!(seen.price_minor, 2450);
    assert_eq!(seen.colour_ids, [9, 12]);
    assert_eq!(seen.brand, "Levi's");
    assert_eq!(seen.photo_ids, [700_001, 700_002, 700_003]);
    assert_eq!(seen.assigned_photo_ids, seen.photo_ids);
    let named: Vec<(&str, i64)> = listing
        .read_back
        .photos
        .iter()
        .map(|photo| (photo.key.as_str(), photo.vinted_id))
        .collect();
    let expected = [
        ("photo-1", 700_001),
        ("photo-2", 700_002),
        ("photo-3", 700_003),
    ];
    assert_eq!(named, expected);
}

#[test]
fn ids_may_be_written_as_text() {
    let mut vinted = FakeVinted {
        ids_as_text: true,
        ..FakeVinted::default()
    };
    let outcome = run(publish(), &mut vinted);
    assert_eq!(published(&outcome).vinted_id, 9_000_001);
    assert_eq!(
        vinted.photo_keys(9_000_001),
        ["photo-1", "photo-2", "photo-3"]
    );
}

#[test]
fn photos_of_an_earlier_attempt_are_not_sent_again() {
    let mut vinted = FakeVinted::default();
    vinted.photos.insert(11, "photo-2".to_owned());
    let order = PublishOrder {
        uploaded: vec![UploadedPhoto {
            key: "photo-2".to_owned(),
            vinted_id: 11,
        }],
        ..publish_order()
    };
    let outcome = run(command(2, VintedOrder::Publish(order)), &mut vinted);
    let listing = published(&outcome).vinted_id;
    assert_eq!(vinted.count("POST /api/v2/photos"), 2);
    assert_eq!(
        vinted.photo_keys(listing),
        ["photo-1", "photo-2", "photo-3"]
    );
}

#[test]
fn who_signs_in_while_photos_go_up_gets_no_listing() {
    let mut vinted = FakeVinted::default();
    another_signs_in(&mut vinted, 1);
    let trouble = Trouble::OtherMarketplaceAccount {
        login: "zoe".to_owned(),
    };
    let Outcome::Stopped {
        trouble: stopped,
        uploaded,
    } = run(publish(), &mut vinted)
    else {
        panic!("it went on");
    };
    assert_eq!((stopped, uploaded.len()), (trouble, 3));
    assert_eq!(vinted.creates, 0);
}

#[test]
fn who_signs_in_while_a_listing_is_refused_for_an_old_token_gets_none() {
    let mut vinted = FakeVinted {
        stale_csrf: true,
        ..FakeVinted::default()
    };
    another_signs_in(&mut vinted, 2);
    let Outcome::Stopped { trouble, .. } = run(publish(), &mut vinted) else {
        panic!("it went on");
    };
    let login = "zoe".to_owned();
    assert_eq!(trouble, Trouble::OtherMarketplaceAccount { login });
    assert_eq!(
        (
            vinted.count("POST /api/v2/item_upload/items"),
            vinted.creates
        ),
        (1, 0)
    );
}

#[test]
fn a_lost_look_at_who_is_signed_in_is_asked_again_before_anything_is_created() {
    let ours = ok(&json!({ "user": { "id": MEMBER, "login": "lea" }, "code": 0 }));
    for lost in [PageReply::Lost, http(502, "text/html", "<html>")] {
        for (losses, creates) in [(1, 1), (2, 0)] {
            let mut vinted = FakeVinted::default();
            vinted.strike(Method::Get, ME, Fault::Instead(ours.clone()));
            for _ in 0..losses {
                vinted.strike(Method::Get, ME, Fault::Instead(lost.clone()));
            }
            run(publish(), &mut vinted);
            assert_eq!(vinted.creates, creates, "{lost:?} {losses} times");
        }
    }
}

/// After so many looks at who is signed in it is somebody else.
fn another_signs_in(vinted: &mut FakeVinted, looks: usize) {
    let ours = iter::repeat_n((MEMBER, "lea"), looks);
    for (id, login) in ours.chain([(MEMBER + 1, "zoe")]) {
        let user = json!({ "user": { "id": id, "login": login }, "code": 0 });
        vinted.strike(Method::Get, ME, Fault::Instead(ok(&user)));
    }
}

#[test]
fn another_account_in_the_browser_stops_before_anything_is_done() {
    let mut vinted = FakeVinted {
        login: Some("zoe".to_owned()),
        ..FakeVinted::default()
    };
    let foreign = Command {
        account: Some(MEMBER + 1),
        ..publish()
    };
    let trouble = Trouble::OtherMarketplaceAccount {
        login: "zoe".to_owned(),
    };
    assert_eq!(
        run(foreign, &mut vinted),
        Outcome::Stopped {
            trouble,
            uploaded: vec![]
        }
    );
    assert_eq!(vinted.log.len(), 1);
}

/// Every trouble at every step before the creating call ends without effect, with the photos that got there.
#[test]
fn trouble_before_the_creating_call_stops_without_effect() {
    let rate_limited = Trouble::RateLimited {
        retry_after_s: None,
    };
    let reasons = vec![Refusal {
        field: "title".to_owned(),
        words: "Trop court".to_owned(),
    }];
    let mut troubles = vec![
        (signed_out(), Trouble::SignedOutOfMarketplace),
        (http(429, "text/html", "slow"), rate_limited),
        (
            http(502, "text/html", "<html>"),
            Trouble::MarketplaceDown {
                status: 502,
                retry_after_s: None,
            },
        ),
        (refused("title", "Trop court"), Trouble::Refused { reasons }),
        (PageReply::NoTab, Trouble::NoMarketplaceTab),
    ];
    troubles.extend(challenges().map(|reply| (reply, Trouble::Challenged)));
    for (reply, trouble) in troubles {
        for (method, path) in [(Method::Get, ME), (Method::Post, PHOTO)] {
            let mut vinted = FakeVinted::default();
            // A call that only reads is asked twice when the site is down.
            vinted.strike(method, path, Fault::Instead(reply.clone()));
            vinted.strike(method, path, Fault::Instead(reply.clone()));
            let stopped = Outcome::Stopped {
                trouble: trouble.clone(),
                uploaded: vec![],
            };
            assert_eq!(run(publish(), &mut vinted), stopped, "{path}");
            assert_eq!(vinted.creates, 0);
        }
    }
}

#[test]
fn a_refused_creation_says_it_in_vinteds_words_and_keeps_the_photos() {
    let mut vinted = FakeVinted::default();
    vinted.strike(
        Method::Post,
        ITEM,
        Fault::Instead(refused("price", "Trop bas")),
    );
    let outcome = run(publish(), &mut vinted);
    let reasons = vec![Refusal {
        field: "price".to_owned(),
        words: "Trop bas".to_owned(),
    }];
    let Outcome::Stopped { trouble, uploaded } = outcome else {
        panic!("stopped");
    };
    assert_eq!(trouble, Trouble::Refused { reasons });
    assert_eq!(uploaded.len(), 3);
}

#[test]
fn photos_that_vinted_does_not_take_any_more_are_uploaded_again_next_time() {
    let mut vinted = FakeVinted::default();
    let fault = Fault::Instead(refused("assigned_photos", "Photo introuvable"));
    vinted.strike(Method::Post, ITEM, fault);
    let outcome = run(publish(), &mut vinted);
    assert!(uploaded(&outcome).is_empty());
}

#[test]
fn a_missing_photo_names_its_place() {
    let mut vinted = FakeVinted::default();
    vinted.strike(Method::Post, PHOTO, Fault::After(PageReply::Lost));
    vinted.strike(Method::Post, PHOTO, Fault::Instead(PageReply::NoPhoto));
    let outcome = run(publish(), &mut vinted);
    let trouble = Trouble::PhotoUnavailable { position: 1 };
    assert_eq!(
        outcome,
        Outcome::Stopped {
            trouble,
            uploaded: vec![]
        }
    );
}

#[test]
fn a_stale_csrf_token_is_renewed_once() {
    let mut vinted = FakeVinted {
        stale_csrf: true,
        ..FakeVinted::default()
    };
    published(&run(publish(), &mut vinted));
    assert_eq!(vinted.creates, 1);

    vinted.strike(Method::Post, PHOTO, Fault::Instead(denied()));
    vinted.strike(Method::Post, PHOTO, Fault::Instead(denied()));
    let outcome = run(publish(), &mut vinted);
    let Outcome::Stopped { trouble, .. } = outcome else {
        panic!("stopped");
    };
    assert_eq!(trouble, Trouble::AccessDenied);
}

/// The creating call happened, and its answer never came or made no sense: the listing is found and adopted.
#[test]
fn a_listing_whose_answer_was_lost_is_adopted() {
    let wrong_json = http(200, "application/json", "{\"unexpected\":true}");
    let broken = http(500, "text/html", "<html>oops</html>");
    let cut_short = http(200, "application/json", "{\"item\":");
    for reply in [PageReply::Lost, wrong_json, broken, cut_short] {
        let mut vinted = FakeVinted::default();
        vinted.add(json!({ "title": "Autre chose", "description": "", "price": 3.0 }));
        vinted.strike(Method::Post, ITEM, Fault::After(reply.clone()));
        let outcome = run(publish(), &mut vinted);
        let listing = published(&outcome);
        assert!(listing.adopted, "{reply:?}");
        assert_eq!(listing.vinted_id, 9_000_002);
        assert_eq!(vinted.creates, 1);
    }
}

#[test]
fn a_lost_listing_is_found_even_when_the_site_changed_its_title() {
    let mut vinted = FakeVinted {
        retitles: true,
        ..FakeVinted::default()
    };
    vinted.strike(Method::Post, ITEM, Fault::After(PageReply::Lost));
    assert!(published(&run(publish(), &mut vinted)).adopted);
}

#[test]
fn a_creation_that_may_not_have_arrived_ends_in_doubt_after_two_looks() {
    let mut vinted = FakeVinted::default();
    vinted.strike(Method::Post, ITEM, Fault::Instead(PageReply::Lost));
    let outcome = run(publish(), &mut vinted);
    let Outcome::InDoubt { trouble, uploaded } = &outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!((trouble, uploaded.len()), (&Trouble::Unknown, 3));
    assert_eq!(vinted.count("GET /api/v2/wardrobe/"), 2);
    assert_eq!(vinted.count("POST /api/v2/item_upload/items"), 1);
}

#[test]
fn a_challenge_on_the_creating_call_asks_nothing_more() {
    let [json_form, page, ok_page] = challenges();
    for (reply, certain) in [(json_form, true), (page, true), (ok_page, false)] {
        let mut vinted = FakeVinted::default();
        vinted.strike(Method::Post, ITEM, Fault::Instead(reply));
        let outcome = run(publish(), &mut vinted);
        let stopped = matches!(
            &outcome,
            Outcome::Stopped {
                trouble: Trouble::Challenged,
                ..
            }
        );
        let in_doubt = matches!(
            &outcome,
            Outcome::InDoubt {
                trouble: Trouble::Challenged,
                ..
            }
        );
        assert_eq!((stopped, in_doubt), (certain, !certain));
        assert!(vinted.log.last().unwrap().starts_with("POST"));
    }
}

#[test]
fn a_read_back_that_fails_does_not_undo_the_listing() {
    let mut vinted = FakeVinted::default();
    for _ in 0..2 {
        let broken = Fault::Instead(http(500, "text/html", ""));
        vinted.strike(Method::Get, "/api/v2/item_upload/items/", broken);
    }
    let outcome = run(publish(), &mut vinted);
    assert_eq!(published(&outcome).read_back.seen, None);
}

#[test]
fn the_reference_stands_in_the_description() {
    assert!(item().description.ends_with(REFERENCE));
}
