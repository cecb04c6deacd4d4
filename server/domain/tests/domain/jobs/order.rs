//! One thing after the other: jobs of a product never overlap and end in the order in which they were asked for.

use super::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use stoflow_domain::error::Error;
use stoflow_domain::listings;
use stoflow_wire::ids::{JobId, ProductId};
use stoflow_wire::listings::{ListingState, PhotoChoice};
use stoflow_wire::platform::Platform;

impl Stage {
    /// Asks for what fits the product now. `UnderWay` where a job is at it.
    async fn ask_for_something(&self, product: ProductId, euros: u32) -> Result<JobId, Error> {
        let (backend, tenant) = (&self.shop.backend, self.shop.tenant);
        match self.shop.listing(product).await {
            Some(listing) if listing.state == ListingState::Live && euros.is_multiple_of(3) => {
                listings::withdraw(backend, tenant, listing.id).await
            }
            Some(listing) if listing.state == ListingState::Live => {
                self.shop.reprice(product, &euros.to_string()).await;
                listings::update(backend, tenant, listing.id, PhotoChoice::Replace).await
            }
            Some(listing) if listing.state != ListingState::Removed => {
                listings::withdraw(backend, tenant, listing.id).await
            }
            _ => listings::publish(backend, tenant, product, Platform::Vinted).await,
        }
    }
}

///
#[tokio::test]
async fn jobs_of_a_product_run_one_at_a_time_and_in_order() {
    let mut stage = Stage::new("ordered").await;
    let mut products = Vec::new();
    for _ in 0..3 {
        products.push(stage.shop.dress().await);
    }
    let mut random = StdRng::seed_from_u64(11);
    let mut asked = Vec::new();
    for _ in 0..200 {
        let product = products[random.random_range(0..products.len())];
        match stage
            .ask_for_something(product, random.random_range(10..90))
            .await
        {
            Ok(job) => asked.push(job),
            Err(Error::UnderWay(job)) => assert!(asked.contains(&job)),
            Err(other) => panic!("{other}"),
        }
        if random.random_bool(0.5) {
            stage.shop.work().await;
        }
        if random.random_bool(0.4) {
            stage.browser.turn(&Fuse::calm()).await.unwrap();
        }
    }
    for job in &asked {
        stage.finish(*job, &Fuse::calm(), Recovery::Prompt).await;
    }
    assert!(asked.len() > 40, "only {} jobs", asked.len());
    let inversions = stage
        .shop
        .count(
            "select count(*) from marketplace_jobs a join marketplace_jobs b \
             on b.product_id = a.product_id and b.id > a.id \
             where b.started_at < a.finished_at or b.finished_at < a.finished_at",
        )
        .await;
    assert_eq!(inversions, 0);
    let overlaps = stage
        .shop
        .count(
            "select count(*) from marketplace_jobs a join marketplace_jobs b on b.lane = a.lane and b.id > a.id \
             where b.started_at < a.finished_at and a.started_at < b.finished_at",
        )
        .await;
    assert_eq!(overlaps, 0, "one at a time in a lane");
}
