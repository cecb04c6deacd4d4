//! A turn is one shop's, however PostgreSQL goes about looking for it.

use super::{own_database, shop, until};
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use std::time::Duration;
use stoflow_domain::backend::Backend;
use stoflow_domain::database::testing::TestWorld;
use stoflow_domain::database::{Database, testing};
use stoflow_domain::hints::Hints;
use stoflow_domain::jobs::worker::Worker;
use stoflow_wire::jobs::JobState;
use tokio::sync::watch;

/// Without these the planner looks for a shop anew for each row of the table.
const ODD_PLANS: [&str; 2] = [
    "alter database turns set enable_hashagg = off",
    "alter database turns set enable_sort = off",
];

/// A turn that were held and not served would come back after half a minute, or with the next sweep.
const AT_ONCE: Duration = Duration::from_secs(8);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_holds_one_turn_at_a_time() {
    let made = own_database("turns").await;
    let mut tx = made.database.shared().await.unwrap();
    for sql in ODD_PLANS {
        sqlx::query(sql).execute(tx.conn()).await.unwrap();
    }
    tx.commit().await.unwrap();
    let url: PgConnectOptions = TestWorld::get().url().parse().unwrap();
    let url = url.database("turns").to_url_lossy();
    let database = Database::connect_with(url.as_str(), 10).await.unwrap();
    let backend = Backend {
        hints: Hints::new(database.clone()),
        database,
        ..testing::backend().await
    };
    let mut asked = Vec::new();
    for number in 0..6 {
        let shop = shop(&backend, &format!("turn-{number}")).await;
        let product = shop.dress().await;
        let job = shop.publish(product).await;
        asked.push((shop, job));
    }
    let (stop, shutdown) = watch::channel(false);
    let running = tokio::spawn(Worker::new(backend.clone(), "node-1").run(shutdown));
    for (shop, job) in &asked {
        until(shop, *job, JobState::AwaitingExecutor, AT_ONCE).await;
    }
    stop.send(true).unwrap();
    running.await.unwrap();
}
