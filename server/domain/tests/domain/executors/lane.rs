//! One browser at work at a time, and what makes it stand still.

use super::{
    Line, ack, connection, done, granted, hello, may_i, parked, stopped, the_command, wardrobe,
};
use crate::domain::browser::Browser;
use crate::domain::mishap::{Fuse, Mishap};
use crate::domain::shop::Shop;
use stoflow_domain::executors::{self};
use stoflow_wire::executor::{FromExecutor, Outcome};
use stoflow_wire::jobs::{JobState, Trouble};
use stoflow_wire::listings::ListingState;
use stoflow_wire::socket::ExecutorPresence;
use stoflow_wire::vinted::{UploadedPhoto, VintedOrder, VintedSession};

#[tokio::test]
async fn of_two_browsers_one_does_the_job() {
    let shop = Shop::new("two").await;
    let wardrobe = wardrobe();
    let mut one = Browser::pair(&shop.backend, shop.tenant, &wardrobe).await;
    let mut other = Browser::pair(&shop.backend, shop.tenant, &wardrobe).await;
    let fuse = Fuse::calm();
    one.connect(&fuse).await.unwrap();
    other.connect(&fuse).await.unwrap();
    for _ in 0..5 {
        let product = shop.dress().await;
        let job = shop.publish(product).await;
        shop.work().await;
        other.turn(&fuse).await.unwrap();
        assert_eq!(shop.job(job).await.state, JobState::AwaitingExecutor);
        one.turn(&fuse).await.unwrap();
        assert_eq!(shop.job(job).await.state, JobState::Completed);
    }
    assert_eq!(wardrobe.lock().unwrap().created, 5);
}

/// One browser dies at every step of a publication, a second one goes on, then the first comes back.
#[tokio::test]
async fn a_job_whose_browser_died_is_finished_by_another_without_a_second_copy() {
    let shop = Shop::new("takeover").await;
    for step in 1.. {
        let wardrobe = wardrobe();
        let mut one = Browser::pair(&shop.backend, shop.tenant, &wardrobe).await;
        let mut other = Browser::pair(&shop.backend, shop.tenant, &wardrobe).await;
        let product = shop.dress().await;
        let job = shop.publish(product).await;
        shop.work().await;
        let fuse = Fuse::new(vec![(Mishap::ExtensionDies, step)]);
        let died = one.turn(&fuse).await.is_err();
        assert_eq!(died, fuse.spent());
        one.lose_memory();
        shop.leases_lapse().await;
        let calm = Fuse::calm();
        for _ in 0..10 {
            shop.work().await;
            other.turn(&calm).await.unwrap();
            shop.run("update marketplace_jobs set run_at = now() where finished_at is null")
                .await;
        }
        other.lose_memory();
        shop.leases_lapse().await;
        one.turn(&calm).await.unwrap();

        assert_eq!(
            shop.job(job).await.state,
            JobState::Completed,
            "died at {step}"
        );
        assert_eq!(wardrobe.lock().unwrap().live.len(), 1, "died at {step}");
        assert_eq!(
            shop.listing(product).await.unwrap().state,
            ListingState::Live
        );
        assert!(one.open().is_empty(), "died at {step}");
        if !died {
            assert!(step > 10, "the sweep went through the whole way");
            return;
        }
        shop.leases_lapse().await;
    }
}

#[tokio::test]
async fn what_the_seller_must_act_on_stops_the_lane_and_loses_nothing() {
    for (trouble, gone_with_sign_in) in [
        (Trouble::Challenged, true),
        (Trouble::SignedOutOfMarketplace, true),
        (Trouble::AccessDenied, false),
        (
            Trouble::RateLimited {
                retry_after_s: Some(60),
            },
            false,
        ),
    ] {
        let shop = Shop::new("lane").await;
        let (_, job) = parked(&shop).await;
        let line = Line::open(&shop, "one").await;
        let command = line.command().await;
        line.say(stopped(&command, trouble.clone())).await;
        let waiting = shop.job(job).await;
        assert_eq!((waiting.state, waiting.attempt), (JobState::Pending, 0));
        assert_eq!(waiting.trouble, Some(trouble.clone()));
        assert_eq!(connection(&shop).await.stopped, Some(trouble));
        shop.work().await;
        assert_eq!(
            shop.job(job).await.state,
            JobState::Pending,
            "the lane stands still"
        );

        let signed_in = FromExecutor::VintedSessionUpdate {
            session: VintedSession::SignedIn {
                user_id: 42,
                login: "alice".to_owned(),
            },
        };
        line.say(signed_in).await;
        assert_eq!(connection(&shop).await.stopped.is_none(), gone_with_sign_in);
        executors::resume_lane(&shop.backend, shop.tenant)
            .await
            .unwrap();
        shop.work().await;
        let second = the_command(line.asked().await);
        assert!(second.fence > command.fence);
        line.say(done(&second)).await;
        assert_eq!(shop.job(job).await.state, JobState::Completed);
    }
}

/// A listing that Vinted never lets anybody touch must not hold up a whole shop for ever.
#[tokio::test]
async fn a_job_that_is_denied_again_after_the_seller_looked_fails_and_the_next_has_its_turn() {
    let shop = Shop::new("denied").await;
    let (_, denied) = parked(&shop).await;
    let line = Line::open(&shop, "one").await;
    let first = line.command().await;
    let behind = shop.publish(shop.dress().await).await;
    line.say(stopped(&first, Trouble::AccessDenied)).await;
    let denial = connection(&shop).await.stopped;
    assert_eq!(denial, Some(Trouble::AccessDenied));

    executors::resume_lane(&shop.backend, shop.tenant)
        .await
        .unwrap();
    shop.work().await;
    let again = the_command(line.asked().await);
    assert_eq!(again.job, denied);
    line.say(stopped(&again, Trouble::AccessDenied)).await;
    let failed = shop.job(denied).await;
    assert_eq!(failed.state, JobState::Failed);
    assert_eq!(failed.trouble, Some(Trouble::AccessDenied));
    assert_eq!(connection(&shop).await.stopped, None);

    shop.work().await;
    let next = the_command(line.asked().await);
    assert_eq!(next.job, behind);
    line.say(stopped(&next, Trouble::AccessDenied)).await;
    let denial = connection(&shop).await.stopped;
    assert_eq!(denial, Some(Trouble::AccessDenied), "the account it is");
}

#[tokio::test]
async fn another_account_stops_the_lane_until_the_shops_own_is_back() {
    let shop = Shop::new("account").await;
    parked(&shop).await;
    let line = Line::open(&shop, "one").await;
    let first = line.command().await;
    assert_eq!(first.account, None);
    line.say(done(&first)).await;
    assert_eq!(connection(&shop).await.account.as_deref(), Some("alice"));

    let (_, job) = parked(&shop).await;
    let second = the_command(line.asked().await);
    assert_eq!(second.account, Some(42));
    let other = Trouble::OtherMarketplaceAccount {
        login: "bob".to_owned(),
    };
    let VintedOrder::Publish(order) = &second.order else {
        panic!("{second:?}");
    };
    // Whose it is nobody knows: the account may have changed before it was uploaded, or after.
    let photo = UploadedPhoto {
        key: order.photos[0].key.clone(),
        vinted_id: 11,
    };
    let stopped = FromExecutor::JobResult {
        command: second.id.clone(),
        job: second.job,
        fence: second.fence,
        outcome: Outcome::Stopped {
            trouble: other,
            uploaded: vec![photo],
        },
    };
    line.say(stopped).await;
    for (user_id, goes_on) in [(43, false), (42, true)] {
        let session = VintedSession::SignedIn {
            user_id,
            login: "somebody".to_owned(),
        };
        line.say(FromExecutor::VintedSessionUpdate { session })
            .await;
        assert_eq!(connection(&shop).await.stopped.is_none(), goes_on);
    }
    assert_eq!(shop.job(job).await.state, JobState::Pending);
    shop.work().await;
    let third = the_command(line.asked().await);
    assert!(matches!(&third.order, VintedOrder::Publish(order) if order.uploaded.is_empty()));
}

#[tokio::test]
async fn a_challenge_seen_in_the_tab_refuses_permits() {
    let shop = Shop::new("challenge").await;
    let (_, job) = parked(&shop).await;
    let line = Line::open(&shop, "one").await;
    let command = line.command().await;
    let seen = FromExecutor::DatadomeDetected {
        command: Some(command.id.clone()),
    };
    line.say(seen).await;
    assert!(!granted(&line.say(may_i(&command)).await));
    let cancelled = FromExecutor::JobResult {
        command: command.id.clone(),
        job: command.job,
        fence: command.fence,
        outcome: Outcome::Cancelled {
            uploaded: Vec::new(),
        },
    };
    line.say(cancelled).await;
    let waiting = shop.job(job).await;
    assert_eq!((waiting.state, waiting.attempt), (JobState::Pending, 0));
    let now = connection(&shop).await;
    assert_eq!(now.stopped, Some(Trouble::Challenged));
    assert_eq!(now.session, VintedSession::Challenged);
}

#[tokio::test]
async fn the_dashboard_sees_who_is_there() {
    let shop = Shop::new("presence").await;
    assert_eq!(connection(&shop).await.executor, ExecutorPresence::Unpaired);
    let line = Line::open(&shop, "one").await;
    assert_eq!(connection(&shop).await.executor, ExecutorPresence::Away);
    line.say(hello(Vec::new())).await;
    let there = connection(&shop).await;
    assert_eq!(there.executor, ExecutorPresence::Connected);
    assert!(matches!(there.session, VintedSession::SignedIn { .. }));
    line.say(FromExecutor::Paused { paused: true }).await;
    assert_eq!(connection(&shop).await.executor, ExecutorPresence::Paused);
    line.say(FromExecutor::Paused { paused: false }).await;
    executors::disconnected(&shop.backend, &line.connected)
        .await
        .unwrap();
    assert_eq!(connection(&shop).await.executor, ExecutorPresence::Away);
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let listed = executors::list(&mut tx).await.unwrap();
    assert_eq!((listed.len(), listed[0].connected), (1, false));
    assert_eq!(listed[0].version, "1.0");
}

#[tokio::test]
async fn a_paused_extension_gets_no_command_and_gives_way() {
    let shop = Shop::new("pause").await;
    let line = Line::open(&shop, "one").await;
    line.say(hello(Vec::new())).await;
    line.say(FromExecutor::Paused { paused: true }).await;
    let (_, job) = parked(&shop).await;
    assert!(line.asked().await.is_empty());
    let other = Line::open(&shop, "other").await;
    assert_eq!(other.command().await.job, job);
}

#[tokio::test]
async fn an_extension_paused_with_a_command_in_hand_keeps_it_past_the_deadline() {
    let shop = Shop::new("patient").await;
    let (_, job) = parked(&shop).await;
    let line = Line::open(&shop, "one").await;
    let command = line.command().await;
    line.say(ack(&command)).await;
    line.say(FromExecutor::Paused { paused: true }).await;
    shop.deadlines_pass().await;
    shop.work().await;
    assert_eq!(shop.job(job).await.state, JobState::AwaitingExecutor);
    line.say(FromExecutor::Paused { paused: false }).await;
    shop.deadlines_pass().await;
    shop.work().await;
    assert_eq!(shop.job(job).await.trouble, Some(Trouble::TimedOut));
}
