//! Requests that go away while their transaction is being begun leave nothing open, and take nobody's writes along.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::time::{Duration, Instant};
use stoflow_domain::database::{Database, migrations, testing};
use stoflow_wire::ids::TenantId;

const CANCELS: u32 = 10_000;

/// Every so often an acknowledged write, and a look at what the requests that went away left behind.
const LOOK_EVERY: u32 = 50;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_cancelled_begins_lose_no_acknowledged_write() {
    // a database of its own: nobody else's transactions are seen in it
    let url = testing::empty_database("cancelled_requests").await;
    let database = Database::connect_with(&url, 4).await.unwrap();
    let observer = Database::connect_with(&url, 1).await.unwrap();
    migrations::migrate(&database).await.unwrap();
    let shop = testing::shops(&database, 1).await[0];
    let mut random = StdRng::seed_from_u64(3);
    let mut acknowledged = 0_i64;
    for cancelled in 1..=CANCELS {
        let request = tokio::spawn({
            let database = database.clone();
            async move { database.tenant(shop).await.map(drop) }
        });
        spin(Duration::from_micros(random.random_range(0..500)));
        request.abort();
        if cancelled % LOOK_EVERY == 0 {
            nothing_stays_open(&observer).await;
            write(&database, shop).await;
            acknowledged += 1;
        }
    }
    assert_eq!(written(&observer, shop).await, acknowledged);
}

/// Finer than the runtime's timers, which count in milliseconds.
fn spin(time: Duration) {
    let start = Instant::now();
    while start.elapsed() < time {
        std::hint::spin_loop();
    }
}

async fn write(database: &Database, shop: TenantId) {
    let mut tx = database.tenant(shop).await.unwrap();
    sqlx::query("insert into products (title) values ('written')")
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn written(database: &Database, shop: TenantId) -> i64 {
    let mut tx = database.tenant(shop).await.unwrap();
    sqlx::query_scalar("select count(*) from products")
        .fetch_one(tx.conn())
        .await
        .unwrap()
}

async fn nothing_stays_open(observer: &Database) {
    let deadline = Instant::now() + Duration::from_secs(1);
    loop {
        let mut tx = observer.shared().await.unwrap();
        let open = sqlx::query_scalar::<_, i64>(
            "select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and state like 'idle in transaction%'",
        )
        .fetch_one(tx.conn())
        .await
        .unwrap();
        tx.commit().await.unwrap();
        if open == 0 {
            return;
        }
        assert!(Instant::now() < deadline, "{open} transactions stay open");
        tokio::task::yield_now().await;
    }
}
