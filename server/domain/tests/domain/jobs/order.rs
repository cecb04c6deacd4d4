//! One thing after the other: jobs of a product never overlap and end in the order in which they were asked for.

use super::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use stoflow_domain::batches::{self, Act};
use stoflow_domain::error::Error;
use stoflow_domain::{conversations, jobs, listings, sales, wardrobe};
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
    for _ in 0..1_000 {
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
    assert!(asked.len() > 200, "only {} jobs", asked.len());
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
             where b.started_at < a.finished_at and a.started_at < b.finished_at \
             and 'delete' not in (a.action, b.action)",
        )
        .await;
    // A removal is two commands, what it was and that it goes, and others may go between them.
    assert_eq!(overlaps, 0, "one at a time in a lane");
}

/// Two hundred publications are hours: what tells of sales and buyers does not wait for them.
#[tokio::test]
async fn a_look_for_sales_or_messages_goes_before_a_batch() {
    let mut stage = Stage::new("batch").await;
    let mut products = Vec::new();
    for _ in 0..3 {
        products.push(stage.live_listing().await);
    }
    let (backend, tenant) = (stage.shop.backend.clone(), stage.shop.tenant);
    let removals = batches::ask(&backend, tenant, Act::Withdraw, "removals", &products[..2]);
    removals.await.unwrap();
    sales::read(&backend, tenant).await.unwrap();
    conversations::read(&backend, tenant).await.unwrap();
    wardrobe::sync(&backend, tenant).await.unwrap();
    let listing = stage.shop.listing_id(products[2]).await;
    listings::withdraw(&backend, tenant, listing).await.unwrap();
    let order = "select string_agg(action || coalesce(batch_id::text, ''), ' ' order by priority, id) \
                 from marketplace_jobs where state = 'pending'";
    assert_eq!(
        stage.shop.text(order).await,
        "orders message delete delete1 delete1 sync"
    );
    jobs::rescue(&backend, tenant).await.unwrap();
    assert!(stage.shop.text(order).await.ends_with("sync"));
    stage
        .shop
        .run("update marketplace_jobs set created_at = now() - interval '31 minutes' where action = 'sync'")
        .await;
    jobs::rescue(&backend, tenant).await.unwrap();
    assert_eq!(
        stage.shop.text(order).await,
        "orders message sync delete delete1 delete1"
    );
}

/// A walk of many commands lets what came meanwhile go first between two of them.
#[tokio::test]
async fn a_removal_goes_between_two_pages_of_a_reading() {
    let stage = Stage::new("between").await;
    let insert = "insert into marketplace_jobs (platform, action, idempotency_key, lane, priority, expires_at, progress) \
        values ('vinted', 'orders', 'reading', 'vinted', 2, now() + interval '1 day', \
            '{\"step\":{\"step\":\"read_sales\",\"page\":2,\"of\":9},\"done\":1,\"of\":9,\"wait\":null}')";
    stage.shop.run(insert).await;
    stage
        .shop
        .run(
            "insert into marketplace_jobs (platform, action, idempotency_key, lane, priority, expires_at) \
             values ('vinted', 'delete', 'removal', 'vinted', 2, now() + interval '1 day')",
        )
        .await;
    stage.shop.work().await;
    let first = "select min(j.action) from job_events e join marketplace_jobs j on j.id = e.job_id \
                 where e.id = (select min(id) from job_events where event = 'claimed')";
    assert_eq!(stage.shop.text(first).await, "delete");
}
