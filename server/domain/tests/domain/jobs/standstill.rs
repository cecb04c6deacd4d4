//! Time in which a lane stands still: nothing is begun, and no job's life goes by.

use super::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use crate::domain::shop::Shop;
use stoflow_domain::{executors, jobs};
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{JobState, Trouble};

/// A bot check came up on Friday evening.
const CHECKED: &str = "insert into vinted_connection (stopped, stopped_at) \
    values ('{\"code\":\"challenged\"}', now() - interval '60 hours') on conflict (one) do update \
    set stopped = excluded.stopped, stopped_at = excluded.stopped_at";

/// The seller paused everything on Friday evening.
const PAUSED: &str = "insert into vinted_connection (paused_at) values (now() - interval '60 hours') \
    on conflict (one) do update set paused_at = excluded.paused_at";

/// What was asked for before that is past its end since Saturday.
const OUTLIVED: &str = "update marketplace_jobs set created_at = created_at - interval '70 hours', \
    expires_at = now() - interval '30 hours'";

const NEARLY_A_LIFE: &str = "select count(*) from marketplace_jobs where finished_at is null \
    and expires_at between now() + interval '29 hours' and now() + interval '31 hours'";

/// Something that is fetched without a browser; it has nothing to fetch, and says so when it is begun.
const LINK: &str = "insert into marketplace_jobs (platform, action, idempotency_key, lane, expires_at) \
    values ('vinted', 'link', 'link-1', 'vinted_photos', now() + interval '1 day')";

async fn resume(shop: &Shop) {
    executors::resume_lane(&shop.backend, shop.tenant)
        .await
        .unwrap();
}

async fn stopped(shop: &Shop) -> Option<Trouble> {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    executors::connection(&mut tx).await.unwrap().stopped
}

async fn newest(shop: &Shop) -> JobId {
    JobId(shop.count("select max(id) from marketplace_jobs").await)
}

#[tokio::test]
async fn a_weekend_of_standing_still_costs_no_job_its_life() {
    for (why, standing) in [
        (Trouble::Challenged, CHECKED),
        (Trouble::PausedBySeller, PAUSED),
    ] {
        let mut stage = Stage::new("weekend").await;
        let product = stage.shop.dress().await;
        let job = stage.shop.publish(product).await;
        stage.shop.run(standing).await;
        stage.shop.run(OUTLIVED).await;
        assert_eq!(stopped(&stage.shop).await, Some(why));
        jobs::rescue(&stage.shop.backend, stage.shop.tenant)
            .await
            .unwrap();
        stage.shop.work().await;
        assert_eq!(stage.shop.job(job).await.state, JobState::Pending);

        resume(&stage.shop).await;
        assert_eq!(stopped(&stage.shop).await, None);
        assert_eq!(stage.shop.count(NEARLY_A_LIFE).await, 1);
        stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
        assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
    }
}

#[tokio::test]
async fn a_parked_job_that_no_browser_took_lives_through_it_too() {
    let mut stage = Stage::new("parked").await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    stage.shop.work().await;
    stage.shop.run(CHECKED).await;
    stage.shop.run(OUTLIVED).await;
    stage.shop.work().await;
    assert_eq!(stage.shop.job(job).await.state, JobState::AwaitingExecutor);
    resume(&stage.shop).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
}

#[tokio::test]
async fn a_job_asked_for_meanwhile_is_given_no_more_than_it_stood() {
    let shop = Shop::new("meanwhile").await;
    shop.run(CHECKED).await;
    let product = shop.dress().await;
    shop.publish(product).await;
    resume(&shop).await;
    let usual = shop
        .count(
            "select count(*) from marketplace_jobs where expires_at < now() + interval '25 hours'",
        )
        .await;
    assert_eq!(usual, 1);
}

#[tokio::test]
async fn a_sellers_pause_is_everything_a_check_is_vinted() {
    let shop = Shop::new("everything").await;
    shop.run(LINK).await;
    let link = newest(&shop).await;
    jobs::pause_all(&shop.backend, shop.tenant).await.unwrap();
    shop.work().await;
    assert_eq!(shop.job(link).await.state, JobState::Pending);
    resume(&shop).await;
    shop.run(CHECKED).await;
    shop.work().await;
    assert_eq!(shop.job(link).await.state, JobState::Retryable);
}

#[tokio::test]
async fn behind_a_pause_a_check_stays_until_it_is_dealt_with() {
    let shop = Shop::new("both").await;
    let product = shop.dress().await;
    let job = shop.publish(product).await;
    shop.run(CHECKED).await;
    jobs::pause_all(&shop.backend, shop.tenant).await.unwrap();
    assert_eq!(stopped(&shop).await, Some(Trouble::PausedBySeller));
    resume(&shop).await;
    assert_eq!(stopped(&shop).await, Some(Trouble::Challenged));
    shop.work().await;
    assert_eq!(shop.job(job).await.state, JobState::Pending);
    resume(&shop).await;
    shop.work().await;
    assert_eq!(shop.job(job).await.state, JobState::AwaitingExecutor);
}

/// From the sixtieth hour on the check, from the tenth on the seller: sixty hours in all, whichever ends first.
#[tokio::test]
async fn time_that_stood_still_for_two_reasons_counts_once() {
    for check_ends_first in [true, false] {
        let shop = Shop::new("overlap").await;
        let product = shop.dress().await;
        shop.publish(product).await;
        shop.run(CHECKED).await;
        shop.run("update vinted_connection set paused_at = now() - interval '10 hours'")
            .await;
        shop.run(OUTLIVED).await;
        if check_ends_first {
            let mut browser = crate::domain::browser::Browser::pair(
                &shop.backend,
                shop.tenant,
                &std::sync::Arc::default(),
            )
            .await;
            browser.connect(&Fuse::calm()).await.unwrap();
            assert_eq!(stopped(&shop).await, Some(Trouble::PausedBySeller));
        }
        resume(&shop).await;
        resume(&shop).await;
        assert_eq!(stopped(&shop).await, None);
        assert_eq!(
            shop.count(NEARLY_A_LIFE).await,
            1,
            "check first: {check_ends_first}"
        );
    }
}
