//! Jobs from the click to the end, with everything killed at every moment on the way.

mod batches;
mod cancelling;
mod changes;
mod drafts;
mod drawer;
mod kills;
mod order;
mod pages;
mod relisting;
mod requests;
mod standstill;
mod waiting;

use crate::domain::browser::Browser;
use crate::domain::mishap::Fuse;
use crate::domain::shop::Shop;
use crate::domain::wardrobe::Wardrobe;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use stoflow_domain::error::Error;
use stoflow_domain::{jobs, listings};
use stoflow_wire::ids::{JobId, ProductId};
use stoflow_wire::jobs::{JobState, Trouble};
use stoflow_wire::listings::ListingState;
use stoflow_wire::platform::Platform;
use stoflow_wire::products::ProductStatus;
use stoflow_wire::wardrobe::WardrobeState;

/// When the world is looked after again once something was killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recovery {
    /// The extension is back before anybody noticed.
    Prompt,
    /// Leases and deadlines pass first.
    Late,
}

pub(super) struct Stage {
    pub(super) shop: Shop,
    pub(super) browser: Browser,
    pub(super) wardrobe: Arc<Mutex<Wardrobe>>,
}

impl Stage {
    pub(super) async fn new(name: &str) -> Self {
        let shop = Shop::on_slow_line(name).await;
        // A test does in a minute what a seller does in a year.
        shop.run(
            "insert into vinted_governor (tempo, publications, changes, removals, spared_days, relisting) \
             values ('human', 10000, 10000, 10000, 30, '{\"cap\": 10000, \"least_days\": 30, \
             \"below_favourites\": null, \"by_itself\": false, \"from\": 0, \"until\": 1440, \
             \"weekdays\": [true, true, true, true, true, true, true]}')",
        )
        .await;
        let wardrobe = Arc::new(Mutex::new(Wardrobe::default()));
        let browser = Browser::pair(&shop.backend, shop.tenant, &wardrobe).await;
        Self {
            shop,
            browser,
            wardrobe,
        }
    }

    /// Lets worker and extension go on until the job is over and the extension has nothing in hand.
    pub(super) async fn finish(&mut self, job: JobId, fuse: &Fuse, recovery: Recovery) {
        for round in 0..60 {
            if self.shop.job(job).await.state.is_final() && self.browser.open().is_empty() {
                return;
            }
            let worked = fuse
                .run(jobs::run_until_idle(&self.shop.backend, self.shop.tenant))
                .await;
            let said = match worked {
                Ok(worked) => {
                    worked.unwrap();
                    self.browser.turn(fuse).await
                }
                Err(struck) => Err(struck),
            };
            match said {
                Ok(true) => {}
                Ok(false) => self.time_passes(round).await,
                Err(_) => {
                    self.browser.lose_memory();
                    if recovery == Recovery::Late {
                        self.shop.leases_lapse().await;
                        self.shop.deadlines_pass().await;
                    }
                }
            }
        }
        panic!(
            "stuck: {:?}, open {:?}",
            self.shop.job(job).await,
            self.browser.open()
        );
    }

    async fn time_passes(&self, round: usize) {
        self.shop.leases_lapse().await;
        if round > 20 {
            self.shop.deadlines_pass().await;
        }
    }

    pub(super) fn copies_of(&self, product: &str) -> usize {
        let wardrobe = self.wardrobe.lock().unwrap();
        wardrobe
            .live
            .iter()
            .filter(|item| item.title == product && item.state == WardrobeState::OnSale)
            .count()
    }

    pub(super) async fn live_listing(&mut self) -> ProductId {
        let product = self.shop.dress().await;
        let job = self.shop.publish(product).await;
        self.finish(job, &Fuse::calm(), Recovery::Prompt).await;
        assert_eq!(
            self.shop.listing(product).await.unwrap().state,
            ListingState::Live
        );
        product
    }

    fn empty_wardrobe(&self) {
        self.wardrobe.lock().unwrap().live.clear();
    }
}

pub(super) const DRESS: &str = "Robe rouge à fleurs";

#[tokio::test]
async fn a_publication_goes_from_the_click_to_a_live_listing() {
    let mut stage = Stage::new("alice").await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Pending);
    stage.shop.work().await;
    let waiting = stage.shop.job(job).await;
    assert_eq!(waiting.state, JobState::AwaitingExecutor);
    assert_eq!(waiting.trouble, Some(Trouble::NoExecutor));

    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;

    let done = stage.shop.job(job).await;
    assert_eq!(
        (done.state, done.attempt, done.trouble),
        (JobState::Completed, 1, None)
    );
    let listing = stage.shop.listing(product).await.unwrap();
    assert_eq!(listing.state, ListingState::Live);
    assert_eq!(listing.title.as_deref(), Some(DRESS));
    assert_eq!(listing.price.unwrap().minor, 2500);
    assert_eq!(listing.differences, []);
    assert!(!listing.outdated);
    assert_eq!(listing.url, done.url);
    assert_eq!(stage.shop.status(product).await, ProductStatus::Published);
    assert_eq!(stage.copies_of(DRESS), 1);
    let steps = stage
        .shop
        .count("select count(*) from marketplace_tasks where state = 'done'")
        .await;
    assert_eq!(steps, 5, "prepare, hand over, two photos, record");
}

///
#[tokio::test]
async fn sixty_four_clicks_are_one_job() {
    let shop = Shop::new("impatient").await;
    let product = shop.dress().await;
    let begun = Instant::now();
    let clicks =
        (0..64).map(|_| listings::publish(&shop.backend, shop.tenant, product, Platform::Vinted));
    let answers = futures::future::join_all(clicks).await;
    // They queue for ten connections and for one row: what one of them takes when its turn has come.
    let each = begun.elapsed() / 64;
    assert!(each < Duration::from_millis(50), "{each:?} a click");
    let jobs: Vec<JobId> = answers
        .into_iter()
        .map(|answer| match answer {
            Ok(job) | Err(Error::UnderWay(job)) => job,
            Err(other) => panic!("{other}"),
        })
        .collect();
    assert!(jobs.iter().all(|job| *job == jobs[0]));
    assert_eq!(shop.count("select count(*) from marketplace_jobs").await, 1);
    assert_eq!(shop.count("select count(*) from listings").await, 1);
}

#[tokio::test]
async fn jobs_of_a_shop_run_one_at_a_time_removals_first() {
    let mut stage = Stage::new("order").await;
    let listed = stage.live_listing().await;
    let first = stage.shop.dress().await;
    let first = stage.shop.publish(first).await;
    let second = stage.shop.dress().await;
    let second = stage.shop.publish(second).await;
    let listing = stage.shop.listing_id(listed).await;
    let removal = listings::withdraw(&stage.shop.backend, stage.shop.tenant, listing)
        .await
        .unwrap();
    stage.shop.work().await;
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    let looked = stage.shop.job(removal).await.state;
    assert_eq!(looked, JobState::Pending, "read, and not gone yet");
    for (now, later) in [(removal, first), (first, second)] {
        stage.shop.work().await;
        assert_eq!(stage.shop.job(now).await.state, JobState::AwaitingExecutor);
        assert_eq!(stage.shop.job(later).await.state, JobState::Pending);
        stage.browser.turn(&Fuse::calm()).await.unwrap();
        assert_eq!(stage.shop.job(now).await.state, JobState::Completed);
    }
}

#[tokio::test]
async fn the_history_tells_who_did_what() {
    let mut stage = Stage::new("history").await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let mut tx = stage
        .shop
        .backend
        .database
        .tenant(stage.shop.tenant)
        .await
        .unwrap();
    let history = jobs::history(&mut tx, job).await.unwrap();
    let told: Vec<String> = history
        .iter()
        .map(|event| format!("{} {}", event.actor, event.event))
        .collect();
    assert_eq!(
        told,
        [
            "seller asked",
            "worker claimed",
            "worker parked",
            "worker handed_over",
            "executor permitted",
            "executor completed",
        ]
    );
}

///
#[tokio::test]
async fn the_clock_of_a_server_that_is_wrong_changes_nothing() {
    use stoflow_domain::clock::Clock;
    use stoflow_domain::database::testing;
    for minutes in [-10, 10] {
        let mut stage = Stage::new("clock").await;
        let off = testing::backend_with(Clock::from_fn(move || {
            let now = Clock::system().now();
            now + time::Duration::minutes(minutes)
        }))
        .await;
        stage.shop.backend.clock = off.clock;
        let product = stage.shop.dress().await;
        let job = stage.shop.publish(product).await;
        stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
        assert_eq!(stage.shop.job(job).await.attempt, 1);
        assert_eq!(stage.copies_of(DRESS), 1);
    }
}
