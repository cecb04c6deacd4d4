//! A sync among other work: it waits its turn after every page, there is one at a time, and it comes by itself.

use super::{Recovery, Stage, list, row, rows, sync, there, wish};
use crate::domain::jobs::DRESS;
use crate::domain::mishap::Fuse;
use crate::domain::shop::Shop;
use stoflow_domain::{jobs, listings};
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{JobState, Step, Trouble};
use stoflow_wire::listings::ListingState;
use stoflow_wire::wardrobe::{WardrobeFilter, WardrobeShow, WardrobeState};

async fn page_by_page(stage: &mut Stage) {
    stage.shop.work().await;
    stage.browser.turn(&Fuse::calm()).await.unwrap();
}

#[tokio::test]
async fn what_is_asked_for_in_mid_sync_goes_before_the_next_page() {
    let mut stage = Stage::new("sync-turns").await;
    stage.wardrobe.lock().unwrap().fill(250);
    let job = wish(&stage.shop).await;
    page_by_page(&mut stage).await;
    let now = stage.shop.job(job).await;
    assert_eq!((now.state, now.attempt), (JobState::Pending, 0));
    assert_eq!(
        now.progress.unwrap().step,
        Step::ReadWardrobe { page: 1, of: 0 }
    );
    let product = stage.shop.dress().await;
    let publication = stage.shop.publish(product).await;
    stage.shop.work().await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Pending);
    assert_eq!(
        stage.shop.job(publication).await.state,
        JobState::AwaitingExecutor
    );
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    assert_eq!(stage.shop.job(publication).await.state, JobState::Completed);
    stage.shop.work().await;
    let now = stage.shop.job(job).await;
    assert_eq!(now.state, JobState::AwaitingExecutor);
    assert_eq!(
        now.progress.unwrap().step,
        Step::ReadWardrobe { page: 2, of: 3 }
    );
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
    assert_eq!(stage.copies_of(DRESS), 1);
}

/// What is taken away on an early page moves a listing onto a page that was read already.
#[tokio::test]
async fn a_listing_that_slips_between_two_pages_has_not_vanished() {
    let mut stage = Stage::new("sync-slip").await;
    stage.wardrobe.lock().unwrap().fill(250);
    sync(&mut stage).await;
    let product = stage.live_listing().await;
    sync(&mut stage).await;
    let before = there(&stage.shop).await;
    let job = wish(&stage.shop).await;
    page_by_page(&mut stage).await;
    let listing = stage.shop.listing_id(product).await;
    let removal = listings::withdraw(&stage.shop.backend, stage.shop.tenant, listing)
        .await
        .unwrap();
    stage.finish(removal, &Fuse::calm(), Recovery::Prompt).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let gone: Vec<i64> = before
        .difference(&there(&stage.shop).await)
        .copied()
        .collect();
    let removed = *before.last().unwrap();
    assert_eq!(gone, [removed], "only what was withdrawn");
    assert_eq!(
        row(&stage.shop, removed).await.state,
        WardrobeState::Vanished
    );
}

#[tokio::test]
async fn a_wardrobe_that_seems_empty_all_at_once_is_looked_at_again() {
    let mut stage = Stage::new("sync-empty").await;
    stage.wardrobe.lock().unwrap().fill(30);
    sync(&mut stage).await;
    let hidden = std::mem::take(&mut stage.wardrobe.lock().unwrap().live);
    let job = wish(&stage.shop).await;
    page_by_page(&mut stage).await;
    stage.wardrobe.lock().unwrap().live = hidden;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(there(&stage.shop).await.len(), 30);
    stage.wardrobe.lock().unwrap().live.clear();
    sync(&mut stage).await;
    assert!(there(&stage.shop).await.is_empty(), "now it is certain");
    assert_eq!(rows(&stage.shop, WardrobeShow::Gone).await.len(), 30);
}

#[tokio::test]
async fn sixty_four_wishes_are_one_sync() {
    let shop = Shop::new("sync-wishes").await;
    let jobs: Vec<JobId> = futures::future::join_all((0..64).map(|_| wish(&shop))).await;
    assert!(jobs.iter().all(|job| *job == jobs[0]));
    assert_eq!(shop.count("select count(*) from marketplace_jobs").await, 1);
    let shown = list(&shop, &WardrobeFilter::default()).await.sync;
    assert_eq!((shown.running, shown.completed_at), (Some(jobs[0]), None));
}

#[tokio::test]
async fn another_account_stops_the_lane_and_the_sync_goes_on_after() {
    let mut stage = Stage::new("sync-account").await;
    stage.wardrobe.lock().unwrap().fill(120);
    let job = wish(&stage.shop).await;
    page_by_page(&mut stage).await;
    stage.browser.refusal = Some(Trouble::OtherMarketplaceAccount {
        login: "bob".to_owned(),
    });
    page_by_page(&mut stage).await;
    let now = stage.shop.job(job).await;
    assert_eq!(now.state, JobState::Pending);
    assert!(matches!(
        now.trouble,
        Some(Trouble::OtherMarketplaceAccount { .. })
    ));
    stage.shop.work().await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Pending);
    stoflow_domain::executors::resume_lane(&stage.shop.backend, stage.shop.tenant)
        .await
        .unwrap();
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(there(&stage.shop).await.len(), 120);
    let account = stage
        .shop
        .count("select account_id from vinted_connection")
        .await;
    assert_eq!(account, 42, "the wardrobe's account is the shop's");
}

#[tokio::test]
async fn a_sync_that_failed_can_be_tried_again_unless_another_runs() {
    let mut stage = Stage::new("sync-again").await;
    stage.wardrobe.lock().unwrap().fill(120);
    let job = wish(&stage.shop).await;
    page_by_page(&mut stage).await;
    for _ in 0..8 {
        stage.browser.refusal = Some(Trouble::NoMarketplaceTab);
        page_by_page(&mut stage).await;
        stage.shop.leases_lapse().await;
    }
    assert_eq!(stage.shop.job(job).await.state, JobState::Failed);
    let other = wish(&stage.shop).await;
    assert_ne!(other, job);
    let refused = jobs::retry(&stage.shop.backend, stage.shop.tenant, job).await;
    assert!(refused.is_err());
    jobs::cancel(&stage.shop.backend, stage.shop.tenant, other)
        .await
        .unwrap();
    jobs::retry(&stage.shop.backend, stage.shop.tenant, job)
        .await
        .unwrap();
    assert_eq!(wish(&stage.shop).await, job);
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(there(&stage.shop).await.len(), 120);
}

#[tokio::test]
async fn a_cancelled_sync_stops_after_the_page_it_reads() {
    let mut stage = Stage::new("sync-cancel").await;
    stage.wardrobe.lock().unwrap().fill(250);
    let job = wish(&stage.shop).await;
    page_by_page(&mut stage).await;
    stage.shop.work().await;
    jobs::cancel(&stage.shop.backend, stage.shop.tenant, job)
        .await
        .unwrap();
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Cancelled);
    let shown = list(&stage.shop, &WardrobeFilter::default()).await;
    assert_eq!((shown.sync.running, shown.sync.completed_at), (None, None));
}

#[tokio::test]
async fn a_wardrobe_is_read_again_by_itself_where_an_extension_is_there() {
    const LONG_AGO: &str = "update readings set completed_at = now() - interval '7 hours', \
         begun_by_itself_at = begun_by_itself_at - interval '2 hours' where what = 'wardrobe'";
    let mut stage = Stage::new("sync-periodic").await;
    let running = async |shop: &Shop| {
        jobs::rescue(&shop.backend, shop.tenant).await.unwrap();
        list(shop, &WardrobeFilter::default()).await.sync.running
    };
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    assert_eq!(running(&stage.shop).await, None, "never asked for");
    sync(&mut stage).await;
    assert_eq!(running(&stage.shop).await, None, "fresh");
    stage.shop.run(LONG_AGO).await;
    let job = running(&stage.shop).await.unwrap();
    assert_eq!(running(&stage.shop).await, Some(job), "one at a time");
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    stage.shop.run(LONG_AGO).await;
    stage
        .shop
        .run("update executors set lease_until = now() - interval '1 second'")
        .await;
    assert_eq!(running(&stage.shop).await, None, "nobody is there");
    stage.browser.lose_memory();
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    stage
        .shop
        .run("update vinted_connection set stopped = '{\"code\":\"challenged\"}'")
        .await;
    assert_eq!(running(&stage.shop).await, None, "the lane stands still");
    stage
        .shop
        .run("update vinted_connection set stopped = null")
        .await;
    assert!(running(&stage.shop).await.is_some());
}

#[tokio::test]
async fn a_lost_publication_is_found_by_its_reference() {
    let mut stage = Stage::new("sync-doubt").await;
    let product = stage.live_listing().await;
    stage
        .shop
        .run("update listings set state = 'in_doubt', sent_at = now(), external_id = null, url = null")
        .await;
    sync(&mut stage).await;
    let seen = stage
        .shop
        .count("select count(*) from wardrobe_items where codes <> ''")
        .await;
    assert_eq!(seen, 1);
    let listing = stage.shop.listing(product).await.unwrap();
    assert_eq!(listing.state, ListingState::Live);
    assert!(listing.url.is_some());
    assert_eq!(rows(&stage.shop, WardrobeShow::Linked).await.len(), 1);
}
