//! Many items with one click: each as by itself, all as one.

use super::Stage;
use crate::domain::mishap::{Fuse, Mishap};
use crate::domain::shop::{Shop, dress_form};
use stoflow_domain::batches::{self, Act};
use stoflow_domain::error::Error;
use stoflow_domain::jobs;
use stoflow_wire::batches::{BatchReport, BatchView, LeftOutWhy};
use stoflow_wire::gap::GapField;
use stoflow_wire::ids::{BatchId, ProductId};
use stoflow_wire::jobs::{JobFilter, JobState};
use stoflow_wire::listings::ListingState;
use stoflow_wire::products::{ProductForm, ProductStatus};

async fn ask(shop: &Shop, act: Act, key: &str, products: &[ProductId]) -> BatchReport {
    batches::ask(&shop.backend, shop.tenant, act, key, products)
        .await
        .unwrap()
}

async fn progress(shop: &Shop, batch: BatchId) -> BatchView {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    batches::get(&mut tx, batch).await.unwrap()
}

async fn open(shop: &Shop) -> Vec<BatchView> {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    batches::open(&mut tx).await.unwrap()
}

async fn dresses(shop: &Shop, count: usize) -> Vec<ProductId> {
    let mut dresses = Vec::new();
    for _ in 0..count {
        dresses.push(shop.dress().await);
    }
    dresses
}

async fn without_price(shop: &Shop) -> ProductId {
    let form = ProductForm {
        title: "Veste sans prix".to_owned(),
        price: String::new(),
        ..dress_form()
    };
    shop.product(&form).await
}

impl Stage {
    /// Lets worker and extension go on until nothing is left to do.
    async fn finish_everything(&mut self) {
        while self.shop.count(OPEN).await > 0 {
            self.shop.work().await;
            self.browser.turn(&Fuse::calm()).await.unwrap();
        }
    }
}

const OPEN: &str = "select count(*) from marketplace_jobs where finished_at is null";

#[tokio::test]
async fn a_batch_takes_what_is_ready_and_names_what_is_not() {
    let mut stage = Stage::new("batch").await;
    let online = stage.live_listing().await;
    let mut wanted = dresses(&stage.shop, 3).await;
    let lacking = without_price(&stage.shop).await;
    let gone = ProductId(987_654);
    wanted.extend([lacking, online, gone, lacking]);

    let rehearsed = batches::rehearse(
        &stage.shop.backend,
        stage.shop.tenant,
        Act::Publish,
        &wanted,
    )
    .await
    .unwrap();
    assert_eq!(
        stage.shop.count(OPEN).await,
        0,
        "a rehearsal changes nothing"
    );
    let report = ask(&stage.shop, Act::Publish, "k", &wanted).await;
    assert_eq!(
        (rehearsed.asked, &rehearsed.left_out),
        (report.asked, &report.left_out)
    );

    assert_eq!(report.asked, 3);
    let why = |product| {
        let mut left = report.left_out.iter();
        &left.find(|left| left.product == product).unwrap().why
    };
    let LeftOutWhy::NotReady { gaps } = why(lacking) else {
        panic!("{:?}", why(lacking));
    };
    assert_eq!((gaps.len(), gaps[0].field), (1, GapField::Price));
    assert_eq!(why(online), &LeftOutWhy::UnderWay);
    assert_eq!(why(gone), &LeftOutWhy::OutOfPlace);
    assert_eq!(report.left_out.len(), 3, "each is named once");
    assert!(
        report
            .left_out
            .iter()
            .any(|left| left.title == "Veste sans prix")
    );
    assert_eq!(
        stage.shop.listing(lacking).await,
        None,
        "no trace of what was left out"
    );

    let batch = report.batch.unwrap();
    let seen = open(&stage.shop).await;
    assert_eq!((seen.len(), seen[0].id, seen[0].of), (1, batch, 3));
    stage.finish_everything().await;
    let now = progress(&stage.shop, batch).await;
    assert_eq!((now.of, now.completed, now.remaining_s), (3, 3, None));
    assert!(open(&stage.shop).await.is_empty());
    for product in &wanted[..3] {
        let listing = stage.shop.listing(*product).await.unwrap();
        assert_eq!(listing.state, ListingState::Live);
    }
}

#[tokio::test]
async fn the_same_click_twice_is_one_batch_and_gets_one_answer() {
    let shop = Shop::new("twice").await;
    let mut wanted = dresses(&shop, 3).await;
    wanted.push(without_price(&shop).await);
    let clicks = (0..8).map(|_| ask(&shop, Act::Publish, "the same", &wanted));
    let answers = futures::future::join_all(clicks).await;
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!((answers[0].asked, answers[0].left_out.len()), (3, 1));
    assert_eq!(shop.count("select count(*) from marketplace_jobs").await, 3);
    assert_eq!(shop.count("select count(*) from batch_jobs").await, 1);
}

#[tokio::test]
async fn two_batches_over_the_same_items_share_them_out() {
    let shop = Shop::new("both").await;
    let forth = dresses(&shop, 6).await;
    let back: Vec<ProductId> = forth.iter().rev().copied().collect();
    let (one, other) = tokio::join!(
        ask(&shop, Act::Publish, "one", &forth),
        ask(&shop, Act::Publish, "other", &back),
    );
    assert_eq!(one.asked + other.asked, 6);
    assert_eq!(shop.count("select count(*) from listings").await, 6);
}

/// the batch with all its jobs, or nothing of it.
#[tokio::test]
async fn a_batch_killed_at_any_wait_is_whole_or_not_there() {
    let shop = Shop::on_slow_line("torn").await;
    for moment in 1.. {
        let wanted = dresses(&shop, 2).await;
        let fuse = Fuse::new(vec![(Mishap::ServerDies, moment)]);
        let key = format!("key-{moment}");
        let asked = fuse
            .run(batches::ask(
                &shop.backend,
                shop.tenant,
                Act::Publish,
                &key,
                &wanted,
            ))
            .await;
        let torn = shop
            .count(
                "select count(*) from batch_jobs b where b.asked <> 2 \
                 or 2 <> (select count(*) from marketplace_jobs j where j.batch_id = b.id)",
            )
            .await;
        assert_eq!(torn, 0, "killed at {moment}");
        if asked.is_ok() {
            assert!(moment > 20, "{moment} moments are not the whole click");
            return;
        }
    }
}

#[tokio::test]
async fn a_batch_is_updated_and_withdrawn_as_it_was_published() {
    let mut stage = Stage::new("life").await;
    let wanted = dresses(&stage.shop, 2).await;
    ask(&stage.shop, Act::Publish, "1", &wanted).await;
    stage.finish_everything().await;

    let current = ask(&stage.shop, Act::Update, "2", &wanted).await;
    assert_eq!((current.batch, current.asked), (None, 0));
    assert!(
        current
            .left_out
            .iter()
            .all(|left| left.why == LeftOutWhy::UpToDate)
    );
    stage.shop.reprice(wanted[0], "19").await;
    let updated = ask(&stage.shop, Act::Update, "3", &wanted).await;
    assert_eq!((updated.asked, updated.left_out.len()), (1, 1));
    stage.finish_everything().await;
    let price = stage.shop.listing(wanted[0]).await.unwrap().price;
    assert_eq!(price.unwrap().minor, 1900);

    let withdrawn = ask(&stage.shop, Act::Withdraw, "4", &wanted).await;
    assert_eq!(withdrawn.asked, 2);
    stage.finish_everything().await;
    assert!(stage.wardrobe.lock().unwrap().live.is_empty());
    for product in wanted {
        assert_eq!(stage.shop.status(product).await, ProductStatus::Draft);
    }
}

#[tokio::test]
async fn a_cancelled_batch_stops_and_keeps_what_is_live() {
    let mut stage = Stage::new("stopped").await;
    let (backend, tenant) = (stage.shop.backend.clone(), stage.shop.tenant);
    let wanted = dresses(&stage.shop, 4).await;
    let batch = ask(&stage.shop, Act::Publish, "k", &wanted)
        .await
        .batch
        .unwrap();
    stage.shop.work().await;
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    assert_eq!(progress(&stage.shop, batch).await.completed, 1);

    assert_eq!(batches::cancel(&backend, tenant, batch).await.unwrap(), 3);
    let now = progress(&stage.shop, batch).await;
    assert_eq!((now.completed, now.cancelled), (1, 3));
    assert_eq!(stage.wardrobe.lock().unwrap().live.len(), 1);
    assert_eq!(batches::cancel(&backend, tenant, batch).await.unwrap(), 0);
    let unknown = batches::cancel(&backend, tenant, BatchId(4_711)).await;
    assert!(matches!(unknown, Err(Error::NotFound { .. })));

    let again = ask(&stage.shop, Act::Publish, "again", &wanted).await;
    assert_eq!((again.asked, again.left_out.len()), (3, 1));
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let filter = JobFilter {
        batch: Some(batch),
        ..JobFilter::default()
    };
    let listed = jobs::list(&mut tx, &filter).await.unwrap();
    assert_eq!((listed.jobs.len(), listed.batches.len()), (4, 1));
    assert!(listed.jobs.iter().all(|job| job.state != JobState::Pending));
}

#[tokio::test]
async fn none_and_too_many_are_refused() {
    let shop = Shop::new("bounds").await;
    let many: Vec<ProductId> = (1..=201).map(ProductId).collect();
    for wanted in [&[][..], &many[..]] {
        let refused = batches::rehearse(&shop.backend, shop.tenant, Act::Publish, wanted).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
    }
}
