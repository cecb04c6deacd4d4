//! Jobs that cannot go on: tried again, given up, waiting, and saying why.

use super::{DRESS, Recovery, Stage};
use crate::domain::mishap::Fuse;
use crate::domain::shop::Shop;
use stoflow_domain::error::Error;
use stoflow_domain::jobs;
use stoflow_wire::jobs::{JobState, Trouble};
use stoflow_wire::listings::ListingState;

fn down(retry_after_s: Option<u32>) -> Trouble {
    Trouble::MarketplaceDown {
        status: 503,
        retry_after_s,
    }
}

///
#[tokio::test]
async fn what_may_pass_is_tried_eight_times_and_then_failed_and_can_be_tried_again() {
    let mut stage = Stage::new("down").await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    for attempt in 1..=8 {
        stage.shop.work().await;
        stage.browser.refusal = Some(down(None));
        stage.browser.turn(&Fuse::calm()).await.unwrap();
        let now = stage.shop.job(job).await;
        let expected = if attempt < 8 {
            JobState::Retryable
        } else {
            JobState::Failed
        };
        assert_eq!((now.state, now.attempt), (expected, attempt));
        assert_eq!(now.trouble, Some(down(None)));
        stage.shop.leases_lapse().await;
    }
    assert_eq!(
        stage.shop.listing(product).await.unwrap().state,
        ListingState::Failed
    );
    assert_eq!(
        stage.wardrobe.lock().unwrap().uploads,
        2,
        "photos are uploaded once"
    );

    jobs::retry(&stage.shop.backend, stage.shop.tenant, job)
        .await
        .unwrap();
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
    assert_eq!(stage.wardrobe.lock().unwrap().uploads, 2);
    assert_eq!(stage.copies_of(DRESS), 1);
}

/// the marketplace says when to come back.
#[tokio::test]
async fn a_job_comes_back_when_vinted_said_and_not_before() {
    let mut stage = Stage::new("later").await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    stage.shop.work().await;
    stage.browser.refusal = Some(down(Some(3_600)));
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    assert_eq!(stage.shop.job(job).await.state, JobState::Retryable);
    let in_an_hour = stage
        .shop
        .count(
            "select count(*) from marketplace_jobs where run_at between now() + interval '59 minutes' \
             and now() + interval '61 minutes'",
        )
        .await;
    assert_eq!(in_an_hour, 1);
}

#[tokio::test]
async fn what_vinted_refuses_is_not_tried_again_by_itself() {
    let mut stage = Stage::new("refused").await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    stage.shop.work().await;
    let refused = Trouble::Refused {
        reasons: vec![stoflow_wire::jobs::Refusal {
            field: "title".to_owned(),
            words: "Titre trop court".to_owned(),
        }],
    };
    stage.browser.refusal = Some(refused.clone());
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    let now = stage.shop.job(job).await;
    assert_eq!(
        (now.state, now.trouble),
        (JobState::Failed, Some(refused.clone()))
    );
    let listing = stage.shop.listing(product).await.unwrap();
    assert_eq!(
        (listing.state, listing.trouble),
        (ListingState::Failed, Some(refused))
    );
    let second = stage.shop.publish(product).await;
    stage.finish(second, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.copies_of(DRESS), 1);
    let moved_on = jobs::retry(&stage.shop.backend, stage.shop.tenant, job).await;
    assert!(matches!(moved_on, Err(Error::OutOfPlace { .. })));
}

#[tokio::test]
async fn a_job_whose_life_is_over_expires_and_says_why() {
    let shop = Shop::new("expired").await;
    let product = shop.dress().await;
    let job = shop.publish(product).await;
    shop.work().await;
    shop.lives_end().await;
    shop.work().await;
    let now = shop.job(job).await;
    assert_eq!(
        (now.state, now.trouble),
        (JobState::Expired, Some(Trouble::NoExecutor))
    );
    assert_eq!(
        shop.listing(product).await.unwrap().state,
        ListingState::Failed
    );
    jobs::retry(&shop.backend, shop.tenant, job).await.unwrap();
    assert_eq!(shop.job(job).await.state, JobState::Pending);
    assert_eq!(
        shop.listing(product).await.unwrap().state,
        ListingState::Creating
    );
}

#[tokio::test]
async fn a_parked_job_nobody_takes_waits_on_and_says_so() {
    let mut stage = Stage::new("alone").await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    for _ in 0..5 {
        stage.shop.work().await;
        stage.shop.deadlines_pass().await;
    }
    let now = stage.shop.job(job).await;
    assert_eq!((now.state, now.attempt), (JobState::AwaitingExecutor, 1));
    assert_eq!(now.trouble, Some(Trouble::NoExecutor));
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.copies_of(DRESS), 1);
}

#[tokio::test]
async fn a_paused_job_waits_for_the_seller() {
    let mut stage = Stage::new("paused").await;
    let (backend, tenant) = (stage.shop.backend.clone(), stage.shop.tenant);
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    stage.shop.work().await;
    jobs::pause(&backend, tenant, job).await.unwrap();
    stage.shop.lives_end().await;
    stage.shop.work().await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Paused);
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    assert!(stage.browser.open().is_empty());
    jobs::resume(&backend, tenant, job).await.unwrap();
    stage.shop.work().await;
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    let out_of_hand = jobs::pause(&backend, tenant, job).await;
    assert!(matches!(out_of_hand, Err(Error::OutOfPlace { .. })));
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
}

#[tokio::test]
async fn a_job_that_lost_something_while_it_waited_says_what() {
    let shop = Shop::new("lacking").await;
    let product = shop.dress().await;
    let job = shop.publish(product).await;
    shop.run("delete from product_photos").await;
    shop.work().await;
    let now = shop.job(job).await;
    assert_eq!(now.state, JobState::Failed);
    assert!(matches!(now.trouble, Some(Trouble::NotReady { gaps }) if gaps.len() == 1));
    assert_eq!(
        shop.listing(product).await.unwrap().state,
        ListingState::Failed
    );
}
