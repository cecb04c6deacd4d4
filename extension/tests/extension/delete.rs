//! Deleting: gone is gone, whoever did it.

use crate::fake_vinted::{FakeVinted, Fault, MEMBER, http};
use crate::orders::{delete, moment, publish, published, run};
use stoflow_extension::vinted::replies::PageReply;
use stoflow_extension::vinted::requests::Method;
use stoflow_extension::vinted::run::{Permission, Run, Step};
use stoflow_wire::executor::{Command, Outcome};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::VintedResult;

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
