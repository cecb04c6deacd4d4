//! Deleting: gone is gone, whoever did it.

use crate::answers::{http, ok};
use crate::fake_vinted::{FakeVinted, Fault, MEMBER};
use crate::orders::{delete, moment, publish, published, run};
use serde_json::{Value, json};
use stoflow_extension::vinted::replies::PageReply;
use stoflow_extension::vinted::requests::Method;
use stoflow_extension::vinted::run::step::Step;
use stoflow_extension::vinted::run::{Permission, Run};
use stoflow_wire::executor::{Command, Outcome};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::VintedResult;

const WARDROBE: &str = "/api/v2/wardrobe/";

const DELETED: Outcome = Outcome::Done(VintedResult::Deleted);

fn wardrobe() -> (FakeVinted, i64) {
    let mut vinted = FakeVinted::default();
    let id = published(&run(publish(), &mut vinted)).vinted_id;
    vinted.log.clear();
    (vinted, id)
}

#[test]
fn a_listing_is_deleted_once_and_stays_deleted() {
    let (mut vinted, id) = wardrobe();
    assert_eq!(run(delete(id), &mut vinted), DELETED);
    assert!(vinted.items.is_empty());
    assert_eq!(run(delete(id), &mut vinted), DELETED);
}

#[test]
fn a_lost_answer_is_settled_by_asking_again() {
    let (mut vinted, id) = wardrobe();
    vinted.strike(
        Method::Post,
        "/api/v2/items/",
        Fault::After(PageReply::Lost),
    );
    assert_eq!(run(delete(id), &mut vinted), DELETED);
    assert_eq!(vinted.count("POST /api/v2/items/"), 2);
}

#[test]
fn a_deletion_that_may_have_happened_is_in_doubt() {
    let (mut vinted, id) = wardrobe();
    let broken = http(503, "text/html", "<html>");
    vinted.strike(Method::Post, "/api/v2/items/", Fault::After(broken));
    let trouble = Trouble::MarketplaceDown {
        status: 503,
        retry_after_s: None,
    };
    let uploaded = vec![];
    assert_eq!(
        run(delete(id), &mut vinted),
        Outcome::InDoubt { trouble, uploaded }
    );
}

/// The member's wardrobe with one listing in it.
fn shown(id: i64, flags: &Value) -> PageReply {
    let mut item = json!({ "id": id, "title": "Jean", "price": { "amount": "25.50", "currency_code": "EUR" } });
    for (name, value) in flags.as_object().unwrap() {
        item[name] = value.clone();
    }
    ok(
        &json!({ "items": [item], "pagination": { "current_page": 1, "total_pages": 1, "total_entries": 1 } }),
    )
}

#[test]
fn what_is_gone_because_it_was_sold_is_said_to_be_sold() {
    for (flags, outcome) in [
        (
            json!({ "is_closed": true, "item_closing_action": "sold" }),
            Outcome::Done(VintedResult::FoundSold),
        ),
        (json!({ "is_closed": true }), DELETED),
        (
            json!({}),
            Outcome::InDoubt {
                trouble: Trouble::Unknown,
                uploaded: vec![],
            },
        ),
    ] {
        let mut vinted = FakeVinted::default();
        vinted.strike(Method::Get, WARDROBE, Fault::Instead(shown(7, &flags)));
        assert_eq!(run(delete(7), &mut vinted), outcome, "{flags}");
        assert_eq!(vinted.count("GET /api/v2/wardrobe"), 1);
    }
}

#[test]
fn a_refusal_stands_unless_the_listing_was_sold() {
    let no = || {
        let body = json!({ "code": 99, "errors": [{ "field": "base", "value": "Non" }] });
        http(400, "application/json", &body.to_string())
    };
    for (flags, is_sold) in [
        (json!({ "item_closing_action": "sold" }), true),
        (json!({ "is_reserved": true }), false),
    ] {
        let mut vinted = FakeVinted::default();
        vinted.strike(Method::Post, "/api/v2/items/", Fault::Instead(no()));
        vinted.strike(Method::Get, WARDROBE, Fault::Instead(shown(7, &flags)));
        let outcome = run(delete(7), &mut vinted);
        let sold = outcome == Outcome::Done(VintedResult::FoundSold);
        assert_eq!(sold, is_sold, "{flags}");
        assert!(
            sold || matches!(
                outcome,
                Outcome::Stopped {
                    trouble: Trouble::Refused { .. },
                    ..
                }
            )
        );
    }
}

#[test]
fn a_look_that_fails_leaves_what_the_site_said() {
    let mut vinted = FakeVinted::default();
    let broken = http(429, "application/json", "{}");
    vinted.strike(Method::Get, WARDROBE, Fault::Instead(broken));
    assert_eq!(run(delete(7), &mut vinted), DELETED);
}

/// With another account signed in, "not found" would not mean that the listing is gone.
#[test]
fn nothing_is_deleted_with_another_account() {
    let (mut vinted, id) = wardrobe();
    let foreign = Command {
        account: Some(MEMBER + 1),
        ..delete(id)
    };
    let outcome = run(foreign, &mut vinted);
    assert!(matches!(outcome, Outcome::Stopped { .. }));
    assert_eq!(vinted.count("POST"), 0);
}

/// Asked again after a lost answer, the deletion may have happened: giving up does not undo that.
#[test]
fn giving_up_a_lost_deletion_leaves_the_doubt() {
    let (mut vinted, id) = wardrobe();
    vinted.strike(
        Method::Post,
        "/api/v2/items/",
        Fault::After(PageReply::Lost),
    );
    let mut run = Run::begin(delete(id));
    let mut permits = [Permission::Granted, Permission::Denied].into_iter();
    loop {
        match run.step(moment(0)) {
            Step::Ask { request, .. } => run.hear_page(&vinted.answer(&request, None)),
            Step::Permit => run.hear_permit(permits.next().unwrap()),
            Step::Done => break,
            other => panic!("{other:?}"),
        }
    }
    assert!(matches!(run.outcome(), Some(Outcome::InDoubt { .. })));
}
