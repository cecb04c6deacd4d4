//! A listing as a draft, and the draft made public: lost answers, hands that were faster, kills anywhere.

use crate::answers::{challenges, gone, http, refused};
use crate::browser::{Browser, Kill};
use crate::fake_vinted::{DraftPhotos, FakeVinted, Fault};
use crate::kills::living_listings;
use crate::orders::{REFERENCE, command, complete, draft, draft_order, published, run};
use serde_json::json;
use std::collections::VecDeque;
use stoflow_extension::vinted::replies::PageReply;
use stoflow_extension::vinted::requests::Method;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::{DeleteOrder, DraftOrder, DraftedListing, VintedOrder, VintedResult};

const DRAFTS: &str = "/api/v2/item_upload/drafts";

fn drafted(outcome: Outcome) -> DraftedListing {
    match outcome {
        Outcome::Done(VintedResult::Drafted(draft)) => draft,
        other => panic!("no draft: {other:?}"),
    }
}

fn with_a_draft() -> (FakeVinted, DraftedListing) {
    let mut vinted = FakeVinted::default();
    let draft = drafted(run(draft(), &mut vinted));
    (vinted, draft)
}

/// The draft order of an attempt after one whose end nobody knows.
fn again(known: Option<i64>) -> VintedOrder {
    let mut order = DraftOrder {
        draft: known,
        ..draft_order()
    };
    order.listing.look_first = true;
    VintedOrder::Draft(order)
}

#[test]
fn a_draft_holds_the_photos_in_order_and_is_not_public() {
    let (vinted, draft) = with_a_draft();
    assert_eq!(vinted.items[&draft.vinted_id]["is_draft"], true);
    assert_eq!(
        vinted.photo_keys(draft.vinted_id),
        ["photo-1", "photo-2", "photo-3"]
    );
    assert_eq!(vinted.creates, 0);
    let seen = draft.read_back.seen.unwrap();
    assert_eq!(seen.photo_ids, seen.assigned_photo_ids);
    assert!(seen.description.contains(REFERENCE));
}

#[test]
fn photos_in_another_order_are_told() {
    let mut vinted = FakeVinted {
        draft_photos: DraftPhotos::Reversed,
        ..FakeVinted::default()
    };
    let seen = drafted(run(draft(), &mut vinted)).read_back.seen.unwrap();
    let mut turned = seen.assigned_photo_ids.clone();
    turned.reverse();
    assert_eq!(seen.photo_ids, turned);
}

#[test]
fn a_lost_answer_is_settled_by_looking_for_the_draft() {
    let mut vinted = FakeVinted::default();
    vinted.strike(Method::Post, DRAFTS, Fault::After(PageReply::Lost));
    let found = drafted(run(draft(), &mut vinted));
    assert!(found.read_back.seen.is_some());
    assert_eq!((vinted.drafts, vinted.items.len()), (1, 1));
}

#[test]
fn a_draft_of_an_earlier_attempt_is_found_and_written_anew() {
    for known in [false, true] {
        let (mut vinted, first) = with_a_draft();
        let known = known.then_some(first.vinted_id);
        let second = drafted(run(command(3, again(known)), &mut vinted));
        assert_eq!(second.vinted_id, first.vinted_id);
        assert_eq!((vinted.drafts, vinted.items.len()), (1, 1));
        assert_eq!(vinted.count("PUT /api/v2/item_upload/drafts/"), 1);
    }
}

#[test]
fn a_draft_that_was_thrown_away_by_hand_is_made_again() {
    let (mut vinted, first) = with_a_draft();
    vinted.items.clear();
    let second = drafted(run(command(3, again(Some(first.vinted_id))), &mut vinted));
    assert_eq!((vinted.drafts, vinted.items.len()), (2, 1));
    assert!(vinted.items.contains_key(&second.vinted_id));
}

#[test]
fn a_draft_completed_by_hand_is_left_alone() {
    let (mut vinted, first) = with_a_draft();
    vinted.items.get_mut(&first.vinted_id).unwrap()["is_draft"] = json!(false);
    let found = drafted(run(command(3, again(None)), &mut vinted));
    assert_eq!(found.vinted_id, first.vinted_id);
    assert_eq!(vinted.count("PUT "), 0);
    let listing = run(complete(first.vinted_id), &mut vinted);
    assert!(published(&listing).adopted);
    assert_eq!(vinted.count("POST /api/v2/item_upload/drafts/"), 0);
}

#[test]
fn a_draft_becomes_public_with_its_photos() {
    let (mut vinted, draft) = with_a_draft();
    vinted.after_upload = vec!["show_item_verification_modal"];
    let outcome = run(complete(draft.vinted_id), &mut vinted);
    let listing = published(&outcome);
    assert!(listing.needs_verification && !listing.adopted);
    assert!(listing.read_back.seen.is_some());
    assert_eq!(vinted.items[&draft.vinted_id]["is_draft"], false);
    assert_eq!(vinted.photo_keys(draft.vinted_id).len(), 3);
}

#[test]
fn a_completion_whose_answer_is_lost_is_settled_by_reading() {
    for (fault, public) in [
        (Fault::After(PageReply::Lost), true),
        (Fault::Instead(PageReply::Lost), false),
    ] {
        let (mut vinted, draft) = with_a_draft();
        vinted.strike(Method::Post, DRAFTS, fault);
        match run(complete(draft.vinted_id), &mut vinted) {
            Outcome::Done(VintedResult::Published(listing)) => {
                assert!(public && listing.adopted);
            }
            Outcome::Stopped { trouble, .. } => {
                assert!(!public);
                assert_eq!(trouble, Trouble::Unknown);
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(vinted.count("POST /api/v2/item_upload/drafts/"), 1);
    }
}

#[test]
fn a_completion_that_may_have_happened_and_cannot_be_read_is_in_doubt() {
    let (mut vinted, draft) = with_a_draft();
    vinted.strike(Method::Post, DRAFTS, Fault::After(challenges()[2].clone()));
    let outcome = run(complete(draft.vinted_id), &mut vinted);
    let trouble = Trouble::Challenged;
    let uploaded = vec![];
    assert_eq!(outcome, Outcome::InDoubt { trouble, uploaded });
}

#[test]
fn what_the_site_refuses_and_what_is_gone_is_said() {
    let (mut vinted, draft) = with_a_draft();
    vinted.strike(
        Method::Post,
        DRAFTS,
        Fault::Instead(refused("item", "Déjà en vente")),
    );
    let outcome = run(complete(draft.vinted_id), &mut vinted);
    assert!(
        matches!(
            outcome,
            Outcome::Stopped {
                trouble: Trouble::Refused { .. },
                ..
            }
        ),
        "{outcome:?}"
    );
    let outcome = run(complete(1), &mut vinted);
    let (trouble, uploaded) = (Trouble::Gone, vec![]);
    assert_eq!(outcome, Outcome::Stopped { trouble, uploaded });
}

#[test]
fn a_draft_is_thrown_away_and_a_public_listing_is_not() {
    let (mut vinted, draft) = with_a_draft();
    let delete = |number| {
        let vinted_id = draft.vinted_id;
        command(number, VintedOrder::DeleteDraft(DeleteOrder { vinted_id }))
    };
    run(complete(draft.vinted_id), &mut vinted);
    let deleted = Outcome::Done(VintedResult::Deleted);
    assert_eq!(run(delete(4), &mut vinted), deleted);
    assert_eq!(vinted.items.len(), 1);
    vinted.items.get_mut(&draft.vinted_id).unwrap()["is_draft"] = json!(true);
    assert_eq!(run(delete(5), &mut vinted), deleted);
    assert!(vinted.items.is_empty());
}

#[test]
fn a_site_that_is_down_ends_it_without_a_draft() {
    let mut vinted = FakeVinted::default();
    let down = http(503, "text/html", "<html>");
    vinted.strike(Method::Post, DRAFTS, Fault::Instead(down));
    let outcome = run(draft(), &mut vinted);
    assert!(matches!(outcome, Outcome::InDoubt { .. }), "{outcome:?}");
    assert!(vinted.items.is_empty());
    vinted.strike(Method::Put, DRAFTS, Fault::Instead(gone()));
    let outcome = run(command(9, again(Some(77))), &mut vinted);
    assert!(drafted(outcome).read_back.seen.is_some());
}

#[test]
fn one_kill_anywhere_makes_exactly_one_draft_and_one_listing_of_it() {
    for at in 0..90 {
        for kill in [Kill::Before, Kill::After] {
            let mut browser = Browser::paired();
            browser.kills = VecDeque::from([(browser.effects + at, kill)]);
            finish_or_not(&mut browser, draft());
            let case = format!("{kill:?} effect {at}");
            assert_eq!(
                (browser.vinted.drafts, living_listings(&browser)),
                (1, 1),
                "{case}"
            );
            assert_eq!(browser.vinted.creates, 0, "{case}");
            let id = *browser.vinted.items.keys().next().unwrap();
            browser.kills = VecDeque::from([(browser.effects + at, kill)]);
            let mut completion = complete(id);
            completion.id = stoflow_wire::executor::CommandId("c".repeat(32));
            finish_or_not(&mut browser, completion);
            assert_eq!(
                (browser.vinted.creates, living_listings(&browser)),
                (1, 1),
                "{case}"
            );
            assert_eq!(browser.vinted.items[&id]["is_draft"], false, "{case}");
            let keys = browser.vinted.photo_keys(id);
            assert_eq!(keys, ["photo-1", "photo-2", "photo-3"], "{case}");
        }
    }
}

/// A kill later than its last effect does not come.
fn finish_or_not(browser: &mut Browser, command: stoflow_wire::executor::Command) {
    browser.server.tries_again = true;
    browser.order(command);
    browser.until(|browser| browser.server.commands.is_empty());
    browser.kills.clear();
}
