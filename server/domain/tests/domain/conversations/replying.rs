//! Answers: said once, told truly, and no spam.

use super::{ask, open, read};
use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::{Fuse, Mishap};
use stoflow_domain::error::Error;
use stoflow_domain::{conversations, jobs};
use stoflow_wire::conversations::{ReplyState, Sender};
use stoflow_wire::ids::{ConversationId, JobId, ReplyId};
use stoflow_wire::jobs::{JobState, Refusal, Trouble};
use stoflow_wire::problem::Problem;

const TALK: i64 = 7;

async fn asked(name: &str) -> Stage {
    let mut stage = Stage::new(name).await;
    ask(&stage, TALK, "Toujours disponible ?");
    read(&mut stage).await;
    stage
}

async fn reply(stage: &Stage, body: &str, key: &str) -> Result<ReplyId, Error> {
    let (backend, tenant) = (&stage.shop.backend, stage.shop.tenant);
    conversations::reply(backend, tenant, ConversationId(TALK), body, key).await
}

async fn job_of(stage: &Stage, reply: ReplyId) -> JobId {
    let shown = open(&stage.shop, TALK).await.replies;
    let reply = shown.into_iter().find(|shown| shown.id == reply);
    reply.unwrap().job.unwrap()
}

fn said(stage: &Stage) -> Vec<String> {
    stage.wardrobe.lock().unwrap().talks.bodies(TALK)
}

#[tokio::test]
async fn the_same_click_twice_is_one_reply_and_one_waits_at_a_time() {
    let mut stage = asked("reply-once").await;
    let first = reply(&stage, " Oui !\r\nBien sûr. ", "click1")
        .await
        .unwrap();
    assert_eq!(reply(&stage, "Oui !", "click1").await.unwrap(), first);
    assert!(matches!(
        reply(&stage, "Non", "click2").await,
        Err(Error::UnderWay(_))
    ));
    let shown = open(&stage.shop, TALK).await;
    assert_eq!(
        (shown.replies[0].state, shown.left_today),
        (ReplyState::Queued, 99)
    );
    let job = job_of(&stage, first).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(said(&stage), ["Toujours disponible ?", "Oui !\nBien sûr."]);
    let shown = open(&stage.shop, TALK).await;
    assert_eq!((shown.replies.len(), shown.messages.len()), (0, 2));
    assert_eq!(shown.messages[1].from, Sender::Us);
    assert_eq!(
        reply(&stage, "Oui !", "click1").await.unwrap(),
        first,
        "even afterwards"
    );
    assert_eq!(stage.shop.count("select count(*) from replies").await, 1);
}

/// Whatever is killed, and whenever, the reply stands there once.
async fn sweep(name: &str, mishap: Mishap, recovery: Recovery, stride: usize) {
    let mut stage = asked(name).await;
    let mut moment = 1;
    loop {
        let body = format!("Réponse {moment}");
        let reply = reply(&stage, &body, &format!("key{moment}")).await.unwrap();
        let job = job_of(&stage, reply).await;
        let fuse = Fuse::new(vec![(mishap, moment)]);
        stage.finish(job, &fuse, recovery).await;
        let at = format!("{mishap:?} at {moment}, {recovery:?}");
        assert_eq!(stage.shop.job(job).await.state, JobState::Completed, "{at}");
        let times = said(&stage).iter().filter(|said| **said == body).count();
        assert_eq!(times, 1, "{at}");
        if !fuse.spent() {
            return;
        }
        moment += stride;
    }
}

#[tokio::test]
async fn killing_the_server_at_any_moment_of_a_reply_says_it_once() {
    sweep("reply-server", Mishap::ServerDies, Recovery::Prompt, 3).await;
}

#[tokio::test]
async fn killing_the_extension_at_any_step_of_a_reply_says_it_once() {
    sweep(
        "reply-extension",
        Mishap::ExtensionDies,
        Recovery::Prompt,
        1,
    )
    .await;
}

#[tokio::test]
async fn after_all_deadlines_too() {
    sweep("reply-late", Mishap::ExtensionDies, Recovery::Late, 1).await;
}

#[tokio::test]
async fn a_refusal_is_told_at_the_reply_and_can_be_tried_again_or_taken_away() {
    let mut stage = asked("reply-refused").await;
    let first = reply(&stage, "Oui", "k1").await.unwrap();
    let reasons = vec![Refusal {
        field: "body".to_owned(),
        words: "Pas comme ça".to_owned(),
    }];
    stage.browser.refusal = Some(Trouble::Refused {
        reasons: reasons.clone(),
    });
    let job = job_of(&stage, first).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let shown = open(&stage.shop, TALK).await.replies.remove(0);
    assert_eq!(
        (shown.state, shown.trouble),
        (ReplyState::Failed, Some(Trouble::Refused { reasons }))
    );
    jobs::retry(&stage.shop.backend, stage.shop.tenant, job)
        .await
        .unwrap();
    stage.browser.refusal = Some(Trouble::Gone);
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let shown = open(&stage.shop, TALK).await;
    assert!(!shown.allow_reply, "nobody can write there any more");
    conversations::discard(&stage.shop.backend, stage.shop.tenant, first)
        .await
        .unwrap();
    assert_eq!(open(&stage.shop, TALK).await.replies, []);
    assert!(
        jobs::retry(&stage.shop.backend, stage.shop.tenant, job)
            .await
            .is_err()
    );
    let closed = reply(&stage, "Oui", "k2").await;
    assert!(matches!(closed, Err(Error::OutOfPlace { .. })));
    assert_eq!(said(&stage).len(), 1);
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_at_the_field_and_a_day_has_a_limit() {
    let stage = asked("reply-limits").await;
    for (body, problem) in [
        (" \n", Problem::Missing),
        ("a\0b", Problem::ForbiddenCharacter),
        (&"é".repeat(2_001), Problem::TooLong { max: 2_000 }),
    ] {
        let Err(Error::Invalid(wrong)) = reply(&stage, body, "k").await else {
            panic!("{body} was taken");
        };
        assert_eq!(
            (wrong[0].field.as_str(), &wrong[0].problem),
            ("body", &problem)
        );
    }
    stage
        .shop
        .run(
            "insert into replies (conversation_id, idempotency_key, body, state) \
             select 7, 'old' || n, 'x', 'sent' from generate_series(1, 100) n",
        )
        .await;
    assert_eq!(open(&stage.shop, TALK).await.left_today, 0);
    let refused = reply(&stage, "Oui", "k3").await;
    assert!(
        matches!(
            refused,
            Err(Error::TooMany {
                retry_after_s: 80_000..
            })
        ),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_reply_in_doubt_that_is_met_when_reading_was_sent() {
    let mut stage = asked("reply-doubt").await;
    let first = reply(&stage, "Oui", "k1").await.unwrap();
    let job = job_of(&stage, first).await;
    stage
        .shop
        .run("update replies set state = 'in_doubt', sent_at = now(), ended_at = now()")
        .await;
    stage
        .shop
        .run("update marketplace_jobs set state = 'failed', finished_at = now(), idempotency_key = null where action = 'reply'")
        .await;
    assert!(matches!(
        reply(&stage, "Non", "k2").await,
        Err(Error::UnderWay(_))
    ));
    super::say(
        &stage,
        TALK,
        stoflow_wire::conversations::MessageKind::Message,
        Sender::Us,
        "Oui",
    );
    read(&mut stage).await;
    assert_eq!(open(&stage.shop, TALK).await.replies, []);
    let again = jobs::retry(&stage.shop.backend, stage.shop.tenant, job).await;
    assert!(again.is_err(), "it was sent");
    assert_eq!(said(&stage).len(), 2);
}
