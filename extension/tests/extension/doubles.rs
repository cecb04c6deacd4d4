//! One creating call that made two listings: exactly one is live in the end, and the result names it.

use crate::answers::{challenges, http, refused};
use crate::browser::{Browser, Kill};
use crate::fake_vinted::{FakeVinted, Fault};
use crate::kills::{finish, living_listings};
use crate::orders::{
    command, item, next_attempt, publish, publish_order, published, run, uploaded,
};
use crate::publish::{ITEM, WARDROBE, looking_first, ours};
use serde_json::{Value, json};
use std::collections::VecDeque;
use stoflow_extension::dice::Moment;
use stoflow_extension::vinted::replies::PageReply;
use stoflow_extension::vinted::requests::Method;
use stoflow_extension::vinted::run::step::Step;
use stoflow_extension::vinted::run::{Permission, Run};
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::VintedOrder;

const FIRST: i64 = 9_000_001;
const SECOND: i64 = 9_000_002;
const OPENED: &str = "/api/v2/item_upload/items/";
const DELETED: &str = "/api/v2/items/";

/// A Vinted whose next creating call arrives twice.
fn doubling(reply: Option<PageReply>) -> FakeVinted {
    let mut vinted = FakeVinted::default();
    vinted.strike(Method::Post, ITEM, Fault::Twice(reply));
    vinted
}

fn living(vinted: &FakeVinted) -> Vec<i64> {
    vinted.items.keys().copied().collect()
}

#[test]
fn of_two_that_were_made_the_named_one_stays() {
    let mut vinted = doubling(None);
    let outcome = run(publish(), &mut vinted);
    let listing = published(&outcome);
    assert_eq!(vinted.creates, 2);
    assert_eq!(living(&vinted), [SECOND]);
    assert_eq!((listing.vinted_id, listing.adopted), (SECOND, false));
    assert!(listing.read_back.seen.is_some());
    assert_eq!(
        vinted.log[6..],
        [
            "POST /api/v2/item_upload/items",
            "GET /api/v2/wardrobe/42001/items?page=1&per_page=96&order=newest_first",
            "GET /api/v2/item_upload/items/9000001",
            "POST /api/v2/items/9000001/delete",
            "GET /api/v2/item_upload/items/9000002",
        ]
    );
}

#[test]
fn a_double_is_found_when_the_site_changed_both_titles() {
    let mut vinted = FakeVinted {
        retitles: true,
        ids_as_text: true,
        ..doubling(None)
    };
    let outcome = run(publish(), &mut vinted);
    assert_eq!(living(&vinted), [published(&outcome).vinted_id]);
}

#[test]
fn of_two_whose_answer_was_lost_the_adopted_one_stays() {
    let mut vinted = doubling(Some(PageReply::Lost));
    let outcome = run(publish(), &mut vinted);
    let listing = published(&outcome);
    assert!(listing.adopted && listing.read_back.seen.is_some());
    assert_eq!(living(&vinted), [listing.vinted_id]);
}

#[test]
fn looking_first_leaves_one_of_those_an_earlier_attempt_made() {
    let mut vinted = FakeVinted::default();
    for _ in 0..3 {
        vinted.add(ours());
    }
    let outcome = run(looking_first(publish_order()), &mut vinted);
    let listing = published(&outcome);
    assert!(listing.adopted);
    assert_eq!(living(&vinted), [listing.vinted_id]);
    assert_eq!(vinted.creates, 0);
}

/// Same title, but another reference, or sold: not ours to take away.
#[test]
fn strangers_and_sold_listings_stay() {
    let mut vinted = FakeVinted::default();
    let with = |name: &str, value: Value| {
        let mut listing = ours();
        listing[name] = value;
        listing
    };
    let other = vinted.add(with("description", json!("Réf. SF-7K23")));
    let sold = vinted.add(with("is_closed", json!(true)));
    let outcome = run(publish(), &mut vinted);
    let kept = published(&outcome).vinted_id;
    assert_eq!(living(&vinted), [other, sold, kept]);
    assert_eq!(vinted.count("POST /api/v2/items/"), 0);
    assert_eq!(vinted.count(&format!("GET {OPENED}{sold}")), 0);
}

/// Among many of one title only the nearest are opened, and the double is one of them.
#[test]
fn few_listings_of_the_same_title_are_opened() {
    let mut vinted = doubling(None);
    for _ in 0..20 {
        vinted.add(json!({ "title": item().title, "description": "", "price": 5.0 }));
    }
    let outcome = run(publish(), &mut vinted);
    let kept = published(&outcome).vinted_id;
    assert!(!vinted.items.contains_key(&(kept - 1)));
    assert_eq!(vinted.items.len(), 21);
    // Five candidates and the read-back.
    assert_eq!(vinted.count(&format!("GET {OPENED}")), 6);
}

#[test]
fn a_look_that_fails_leaves_the_listing_and_asks_nothing_more() {
    let mut replies = vec![
        http(502, "text/html", "<html>"),
        http(429, "text/html", "slow"),
        http(200, "application/json", "{\"unexpected\":true}"),
        PageReply::NoTab,
    ];
    replies.extend(challenges());
    for reply in replies {
        let mut vinted = FakeVinted::default();
        for _ in 0..2 {
            vinted.strike(Method::Get, WARDROBE, Fault::Instead(reply.clone()));
        }
        let outcome = run(publish(), &mut vinted);
        let listing = published(&outcome);
        assert_eq!((listing.vinted_id, listing.adopted), (FIRST, false));
        assert_eq!(listing.read_back.seen, None, "{reply:?}");
        assert!(vinted.log.last().unwrap().contains(WARDROBE), "{reply:?}");
    }
}

/// A double that is known to be live is not passed over in silence; the next attempt takes it away.
#[test]
fn a_double_that_could_not_be_taken_away_leaves_a_doubt() {
    let mut vinted = doubling(None);
    let fault = Fault::Instead(refused("", "Impossible pour le moment"));
    vinted.strike(Method::Post, DELETED, fault);
    let outcome = run(publish(), &mut vinted);
    assert!(matches!(&outcome, Outcome::InDoubt { .. }), "{outcome:?}");
    assert_eq!(uploaded(&outcome).len(), 3);
    assert_eq!(living(&vinted), [FIRST, SECOND]);
    let outcome = run(
        next_attempt(2, &publish().order, &outcome).unwrap(),
        &mut vinted,
    );
    assert_eq!(living(&vinted), [published(&outcome).vinted_id]);
}

/// Deleting a double takes a permit as any deletion does, and the bar never goes back.
#[test]
fn a_denied_deletion_leaves_a_doubt_and_the_bar_only_grows() {
    let mut vinted = doubling(None);
    let mut run = Run::begin(command(1, VintedOrder::Publish(publish_order())));
    let moment = Moment {
        now_ms: 0,
        random: 1,
    };
    let mut permits = [Permission::Granted, Permission::Denied].into_iter();
    let mut done = 0;
    while run.outcome().is_none() {
        let progress = run.progress(0);
        assert!(progress.done >= done && progress.done <= progress.of);
        done = progress.done;
        match run.step(moment) {
            Step::Ask { request, photo } => {
                let photo = photo.map(|photo| photo.key);
                run.hear_page(&vinted.answer(&request, photo.as_deref()));
            }
            Step::Permit => run.hear_permit(permits.next().unwrap()),
            Step::Wait { .. } | Step::Listen | Step::Done => {}
        }
    }
    assert_eq!(permits.next(), None);
    assert_eq!(living(&vinted), [FIRST, SECOND]);
    let outcome = run.outcome().unwrap();
    let trouble = Trouble::Unknown;
    let uploaded = uploaded(outcome);
    assert_eq!(*outcome, Outcome::InDoubt { trouble, uploaded });
}

fn browser_that_doubles(reply: Option<PageReply>) -> Browser {
    let mut browser = Browser::paired();
    browser.vinted = doubling(reply);
    browser
}

#[test]
fn one_kill_anywhere_leaves_exactly_one_of_two() {
    for reply in [None, Some(PageReply::Lost)] {
        let mut quiet = browser_that_doubles(reply.clone());
        let from = quiet.effects;
        finish(&mut quiet, publish());
        for at in from..quiet.effects {
            for kill in [Kill::Before, Kill::After] {
                let mut browser = browser_that_doubles(reply.clone());
                browser.kills = VecDeque::from([(at, kill)]);
                finish(&mut browser, publish());
                let case = format!("{reply:?}, {kill:?} effect {at}");
                assert_eq!(living_listings(&browser), 1, "{case}");
                assert_eq!(browser.vinted.creates, 2, "{case}");
                let (_, last) = browser.server.results.last().unwrap();
                assert_eq!(
                    living(&browser.vinted),
                    [published(last).vinted_id],
                    "{case}"
                );
            }
        }
    }
}
