//! Workers as a server runs them, on a database where nobody else works.

mod nodes;
mod patience;
mod storm;
mod turns;

use crate::domain::shop::Shop;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};
use stoflow_domain::backend::Backend;
use stoflow_domain::database::{Database, migrations, testing};
use stoflow_domain::hints::Hints;
use stoflow_domain::jobs::{self, worker::Worker};
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::JobState;
use tokio::sync::watch;

/// A backend on a database of its own: workers serve every shop they find.
async fn own_database(name: &str) -> Backend {
    let url = testing::empty_database(name).await;
    let backend = node_on(&url, 10).await;
    migrations::migrate(&backend.database).await.unwrap();
    backend
}

/// A server process on a database that others may use as well.
async fn node_on(url: &str, connections: u32) -> Backend {
    let database = Database::connect_with(url, connections).await.unwrap();
    let backend = testing::backend().await;
    Backend {
        hints: Hints::new(database.clone()),
        database,
        ..backend
    }
}

async fn shop(backend: &Backend, name: &str) -> Shop {
    let tenant = testing::seller(backend, name).await.tenant;
    Shop::of(backend.clone(), tenant)
}

async fn until(shop: &Shop, job: JobId, state: JobState, patience: Duration) {
    let begun = Instant::now();
    while shop.job(job).await.state != state {
        assert!(begun.elapsed() < patience, "{:?}", shop.job(job).await);
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn workers_are_fair_find_lost_work_and_stop_at_once() {
    let backend = own_database("workers").await;
    let busy = shop(&backend, "busy").await;
    let mut newest = None;
    for _ in 0..30 {
        let product = busy.dress().await;
        newest = Some(busy.publish(product).await);
    }
    let small = shop(&backend, "small").await;
    let product = small.dress().await;
    let job = small.publish(product).await;
    let forgotten = shop(&backend, "forgotten").await;
    let product = forgotten.dress().await;
    let unhinted = forgotten.publish(product).await;
    let mut tx = backend.database.shared().await.unwrap();
    sqlx::query("delete from public.tenant_queue where tenant_id = $1")
        .bind(forgotten.tenant.0)
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let (stop, shutdown) = watch::channel(false);
    let running = tokio::spawn(Worker::new(backend.clone(), "node-1").run(shutdown));
    until(
        &small,
        job,
        JobState::AwaitingExecutor,
        Duration::from_secs(10),
    )
    .await;
    // every hint that there ever was of it is gone.
    until(
        &forgotten,
        unhinted,
        JobState::AwaitingExecutor,
        Duration::from_mins(1),
    )
    .await;
    assert_eq!(busy.job(newest.unwrap()).await.state, JobState::Pending);

    let begun = Instant::now();
    stop.send(true).unwrap();
    running.await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(2));
    let held = busy
        .count("select count(*) from marketplace_jobs where state = 'running'")
        .await;
    assert_eq!(held, 0, "everything in hand was settled or handed back");
}

/// a worker is stopped in the middle, its lease lapses, another finishes its job, then it goes on.
#[tokio::test]
async fn a_worker_that_comes_too_late_changes_nothing() {
    let shop = Shop::on_slow_line("stale").await;
    let mut overtaken = 0;
    for moment in 1..200 {
        let product = shop.dress().await;
        let job = shop.publish(product).await;
        let mut stale = pin!(jobs::run_until_idle(&shop.backend, shop.tenant));
        if poll_times(&mut stale, moment).await {
            assert!(overtaken > 3, "the worker was overtaken {overtaken} times");
            return;
        }
        if shop.job(job).await.state == JobState::Running {
            shop.leases_lapse().await;
            shop.work().await;
            shop.leases_lapse().await;
            shop.work().await;
            overtaken += usize::from(shop.job(job).await.attempt == 2);
        }
        stale.await.unwrap();
        let parked = shop.job(job).await;
        assert_eq!(
            parked.state,
            JobState::AwaitingExecutor,
            "stopped at {moment}"
        );
        let events = shop
            .count("select count(*) from job_events where event = 'parked' and job_id = (select max(id) from marketplace_jobs)")
            .await;
        assert_eq!(events, 1, "parked once, by the one who had the fence");
        jobs::cancel(&shop.backend, shop.tenant, job).await.unwrap();
    }
    panic!("the worker never came to the end");
}

/// Polls `work` until it waited `times` times. `true` when it was done before.
async fn poll_times(
    work: &mut (impl Future<Output: std::fmt::Debug> + Unpin),
    times: usize,
) -> bool {
    let mut waited = 0;
    std::future::poll_fn(|context| {
        if waited == times {
            return Poll::Ready(false);
        }
        waited += 1;
        match std::pin::Pin::new(&mut *work).poll(context) {
            Poll::Ready(_) => Poll::Ready(true),
            Poll::Pending if waited == times => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}
