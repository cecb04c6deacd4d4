//! Answering: said once, whatever becomes of the answer.

use crate::answers::{challenges, http, refused};
use crate::conversations::{BUYER, said, talk, vinted};
use crate::fake_vinted::{FakeVinted, Fault, MEMBER};
use crate::orders::{command, moment, run};
use serde_json::json;
use stoflow_extension::vinted::replies::PageReply;
use stoflow_extension::vinted::requests::Method;
use stoflow_extension::vinted::run::step::Step;
use stoflow_extension::vinted::run::{Permission, Run};
use stoflow_wire::conversations::{Replied, ReplyOrder};
use stoflow_wire::executor::{Command, Outcome};
use stoflow_wire::ids::ConversationId;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::{VintedOrder, VintedResult};

const REPLIES: &str = "POST /api/v2/conversations/7/replies";
const POST: (Method, &str) = (Method::Post, "/api/v2/conversations/7/replies");

fn order() -> ReplyOrder {
    ReplyOrder {
        conversation: ConversationId(7),
        body: "Oui, toujours !".to_owned(),
        look_first: false,
        after: Some(70),
    }
}

fn reply() -> Command {
    command(1, VintedOrder::Reply(order()))
}

fn again() -> Command {
    let order = ReplyOrder {
        look_first: true,
        ..order()
    };
    command(2, VintedOrder::Reply(order))
}

fn asked() -> FakeVinted {
    vinted([(7, talk(&[said(70, BUYER, "Dispo ?")]))])
}

fn bodies(vinted: &FakeVinted) -> Vec<String> {
    let messages = vinted.talks[&7]["messages"].as_array().unwrap();
    let bodies = messages
        .iter()
        .map(|message| message["entity"]["body"].as_str());
    bodies.map(|body| body.unwrap().to_owned()).collect()
}

fn replied(outcome: Outcome) -> Replied {
    match outcome {
        Outcome::Done(VintedResult::Replied(replied)) => *replied,
        other => panic!("not replied: {other:?}"),
    }
}

#[test]
fn it_is_said_after_a_look_and_read_back() {
    let mut vinted = asked();
    let done = replied(run(reply(), &mut vinted));
    assert_eq!(
        vinted.log,
        [
            "GET /api/v2/users/current",
            "GET /api/v2/conversations/7",
            "GET /api/v2/users/current",
            REPLIES,
            "GET /api/v2/conversations/7",
        ]
    );
    assert!(!done.adopted);
    assert_eq!(done.read_back.unwrap().messages.len(), 2);
    assert_eq!(bodies(&vinted), ["Dispo ?", "Oui, toujours !"]);
}

#[test]
fn a_lost_answer_is_looked_for_and_never_said_twice() {
    for lost in [PageReply::Lost, http(502, "text/html", "<html>")] {
        let mut vinted = asked();
        vinted.strike(POST.0, POST.1, Fault::After(lost));
        assert!(replied(run(reply(), &mut vinted)).adopted);
        assert_eq!(vinted.count(REPLIES), 1);
    }
}

#[test]
fn what_was_cut_before_ends_in_doubt_and_the_next_attempt_looks_twice() {
    let mut vinted = asked();
    vinted.strike(POST.0, POST.1, Fault::Instead(PageReply::Lost));
    let outcome = run(reply(), &mut vinted);
    assert!(matches!(outcome, Outcome::InDoubt { .. }), "{outcome:?}");
    assert_eq!(vinted.count(REPLIES), 1);
    vinted.log.clear();
    assert!(!replied(run(again(), &mut vinted)).adopted);
    assert_eq!(vinted.log[1], vinted.log[2], "two looks");
    assert_eq!(bodies(&vinted), ["Dispo ?", "Oui, toujours !"]);
}

#[test]
fn an_earlier_attempts_reply_is_adopted_and_an_older_equal_one_is_not() {
    let mut vinted = asked();
    run(reply(), &mut vinted);
    vinted.log.clear();
    assert!(replied(run(again(), &mut vinted)).adopted);
    assert_eq!(vinted.count(REPLIES), 0);
    let older = talk(&[
        said(60, MEMBER, "Oui, toujours !"),
        said(70, BUYER, "Dispo ?"),
    ]);
    let mut vinted = crate::conversations::vinted([(7, older)]);
    assert!(!replied(run(again(), &mut vinted)).adopted);
    assert_eq!(vinted.count(REPLIES), 1);
}

#[test]
fn a_killed_worker_looks_instead_of_saying_it_again() {
    let mut vinted = asked();
    let mut run = Run::begin(reply());
    loop {
        match run.step(moment(0)) {
            Step::Ask { request, .. } => {
                let answer = vinted.answer(&request, None);
                if request.method == Method::Post {
                    break;
                }
                run.hear_page(&answer);
            }
            Step::Permit => run.hear_permit(Permission::Granted),
            other => panic!("{other:?}"),
        }
    }
    let text = serde_json::to_string(&run).unwrap();
    let mut run: Run = serde_json::from_str(&text).unwrap();
    run.recover();
    while let Step::Ask { request, .. } = run.step(moment(0)) {
        run.hear_page(&vinted.answer(&request, None));
    }
    assert!(replied(run.outcome().unwrap().clone()).adopted);
    assert_eq!(vinted.count(REPLIES), 1);
}

#[test]
fn a_closed_conversation_and_a_missing_one_are_told() {
    let mut closed = talk(&[]);
    closed["allow_reply"] = json!(false);
    for mut vinted in [vinted([(7, closed)]), vinted([])] {
        let outcome = run(reply(), &mut vinted);
        assert!(matches!(
            outcome,
            Outcome::Stopped {
                trouble: Trouble::Gone,
                ..
            }
        ));
        assert_eq!(vinted.count(REPLIES), 0);
    }
}

#[test]
fn a_refusal_comes_with_the_sites_words() {
    let mut vinted = asked();
    vinted.strike(POST.0, POST.1, Fault::Instead(refused("body", "Trop long")));
    let Outcome::Stopped {
        trouble: Trouble::Refused { reasons },
        ..
    } = run(reply(), &mut vinted)
    else {
        panic!("not refused");
    };
    assert_eq!(reasons[0].words, "Trop long");
}

#[test]
fn without_a_permit_and_behind_a_bot_check_nothing_is_said() {
    let mut vinted = asked();
    let mut run = Run::begin(reply());
    while run.outcome().is_none() {
        match run.step(moment(0)) {
            Step::Ask { request, .. } => run.hear_page(&vinted.answer(&request, None)),
            _ => run.hear_permit(Permission::Denied),
        }
    }
    assert!(matches!(run.outcome(), Some(Outcome::Cancelled { .. })));
    assert_eq!(vinted.count(REPLIES), 0);
    for challenge in challenges() {
        let mut vinted = asked();
        vinted.strike(
            Method::Get,
            "/api/v2/conversations/7",
            Fault::Instead(challenge),
        );
        let outcome = crate::orders::run(reply(), &mut vinted);
        assert!(matches!(
            outcome,
            Outcome::Stopped {
                trouble: Trouble::Challenged,
                ..
            }
        ));
    }
}
