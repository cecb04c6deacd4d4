//! How long a shop waits for its turn, and a job for its rescue.

use super::{own_database, shop, until};
use std::pin::pin;
use std::time::{Duration, Instant};
use stoflow_domain::jobs::{self, worker::Worker};
use stoflow_wire::jobs::JobState;
use tokio::sync::watch;

const TEN_THOUSAND: [&str; 3] = [
    "insert into products (title) select 'Pull ' || n from generate_series(1, 10000) as n",
    "insert into listings (product_id, platform, site, state, reference, upload_session) \
     select id, 'vinted', 'vinted.fr', 'creating', 'SF-' || lpad(id::text, 8, '0'), 'session' from products",
    "insert into marketplace_jobs (platform, action, product_id, listing_id, idempotency_key, lane, expires_at) \
     select 'vinted', 'publish', product_id, id, 'key ' || id, 'vinted', now() + interval '1 day' from listings",
];

/// behind ten thousand jobs of another shop, one job waits for one round.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_with_one_job_does_not_wait_for_one_with_ten_thousand() {
    let backend = own_database("fairness").await;
    let busy = shop(&backend, "busy").await;
    for sql in TEN_THOUSAND {
        busy.run(sql).await;
    }
    let small = shop(&backend, "small").await;
    let product = small.dress().await;
    let (ending, shutdown) = watch::channel(false);
    let running = tokio::spawn(Worker::new(backend.clone(), "node-1").run(shutdown));
    let begun = Instant::now();
    while busy.count(ENDED).await < 5 {
        assert!(begun.elapsed() < Duration::from_secs(30));
        tokio::task::yield_now().await;
    }

    let ended_before = busy.count(ENDED).await;
    let job = small.publish(product).await;
    let waiting = Instant::now();
    until(
        &small,
        job,
        JobState::AwaitingExecutor,
        Duration::from_secs(20),
    )
    .await;
    let waited = waiting.elapsed();
    let ended_meanwhile = busy.count(ENDED).await - ended_before;
    ending.send(true).unwrap();
    running.await.unwrap();
    // Four hands serve: each may be at the other shop once, and once more while the job is prepared.
    assert!(waited <= Duration::from_secs(2), "{waited:?}");
    assert!(
        ended_meanwhile <= 12,
        "{ended_meanwhile} jobs went before, in {waited:?}"
    );
}

const ENDED: &str = "select count(*) from marketplace_jobs where finished_at is not null";

/// what a killed server had in hand is another's 45 seconds later, by nothing but the passing of time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_servers_job_is_rescued_within_45_seconds() {
    let backend = own_database("rescue").await;
    let shop = shop(&backend, "rescued").await;
    let product = shop.dress().await;
    let job = shop.publish(product).await;
    {
        let mut doomed = pin!(jobs::run_until_idle(&backend, shop.tenant));
        while shop.job(job).await.state != JobState::Running {
            let moment = Duration::from_micros(200);
            let finished = tokio::time::timeout(moment, &mut doomed).await;
            assert!(finished.is_err(), "it was not killed in time");
        }
    }
    let killed = Instant::now();
    let (ending, shutdown) = watch::channel(false);
    let running = tokio::spawn(Worker::new(backend.clone(), "node-2").run(shutdown));
    until(
        &shop,
        job,
        JobState::AwaitingExecutor,
        Duration::from_mins(1),
    )
    .await;
    assert!(
        killed.elapsed() < Duration::from_secs(51),
        "45 s and the first backoff: {:?}",
        killed.elapsed()
    );
    ending.send(true).unwrap();
    running.await.unwrap();
}
