//! Thousands of transactions that end in every way there is, on few connections: nobody ever sees another's rows,
//! and no connection keeps anything of the seller it served.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sqlx::Executor;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use stoflow_domain::database::{Database, TenantTx, testing};
use stoflow_wire::ids::TenantId;

const SHOPS: usize = 50;
const CONNECTIONS: u32 = 4;
const ACTS: u32 = 5_000;
const AT_ONCE: u64 = 12;

#[derive(Clone, Copy, Debug)]
enum End {
    Commit,
    Drop,
    Error,
    Panic,
    Cancel,
    Timeout,
}

const ENDS: [End; 6] = [
    End::Commit,
    End::Drop,
    End::Error,
    End::Panic,
    End::Cancel,
    End::Timeout,
];

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn five_thousand_interleavings_show_nobody_anothers_rows() {
    let database = Database::connect_with(testing::TestWorld::get().url(), CONNECTIONS)
        .await
        .unwrap();
    let shops = Arc::new(testing::shops(&database, SHOPS).await);
    for &shop in shops.iter() {
        mark(&database, shop).await;
    }
    let left = Arc::new(AtomicU32::new(ACTS));
    let workers = (0..AT_ONCE)
        .map(|seed| {
            tokio::spawn(work(
                database.clone(),
                Arc::clone(&shops),
                Arc::clone(&left),
                seed,
            ))
        })
        .collect::<Vec<_>>();
    let mut looks = 0;
    for worker in workers {
        looks += worker.await.unwrap();
    }
    assert!(
        looks > ACTS / 2,
        "only {looks} of {ACTS} acts got to look at rows"
    );
    all_connections_are_clean(&database).await;
}

/// Each shop has products that carry its number.
async fn mark(database: &Database, shop: TenantId) {
    let mut tx = database.tenant(shop).await.unwrap();
    sqlx::query("insert into products (title) select $1 from generate_series(1, 3)")
        .bind(shop.to_string())
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// Answers how many acts saw rows.
async fn work(
    database: Database,
    shops: Arc<Vec<TenantId>>,
    left: Arc<AtomicU32>,
    seed: u64,
) -> u32 {
    let mut random = StdRng::seed_from_u64(seed);
    let mut looks = 0;
    while left
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            left.checked_sub(1)
        })
        .is_ok()
    {
        let shop = shops[random.random_range(0..shops.len())];
        let end = ENDS[random.random_range(0..ENDS.len())];
        let cut_after = Duration::from_micros(random.random_range(0..2_000));
        looks += act(database.clone(), shop, end, cut_after).await;
    }
    looks
}

async fn act(database: Database, shop: TenantId, end: End, cut_after: Duration) -> u32 {
    let saw = Arc::new(AtomicU32::new(0));
    let acting = tokio::spawn({
        let saw = Arc::clone(&saw);
        async move {
            let mut tx = database.tenant(shop).await.unwrap();
            only_its_own(&mut tx, shop).await;
            saw.store(1, Ordering::Relaxed);
            finish(tx, shop, end).await;
        }
    });
    if matches!(end, End::Cancel) {
        tokio::time::sleep(cut_after).await;
        acting.abort();
    }
    match acting.await {
        Ok(()) => {}
        Err(ended) if ended.is_cancelled() => {}
        Err(ended) => {
            let thrown = ended.into_panic();
            assert_eq!(
                thrown.downcast_ref::<TenantId>(),
                Some(&shop),
                "an act failed: {end:?}"
            );
        }
    }
    saw.load(Ordering::Relaxed)
}

async fn only_its_own(tx: &mut TenantTx, shop: TenantId) {
    let titles = sqlx::query_scalar::<_, String>("select title from products")
        .fetch_all(tx.conn())
        .await
        .unwrap();
    assert!(titles.len() >= 3, "shop {shop} has lost its rows");
    assert!(
        titles.iter().all(|title| *title == shop.to_string()),
        "shop {shop} sees {titles:?}"
    );
}

async fn finish(mut tx: TenantTx, shop: TenantId, end: End) {
    match end {
        End::Commit => tx.commit().await.unwrap(),
        End::Drop => drop(tx),
        End::Error => {
            tx.conn().execute("select 1 / 0").await.unwrap_err();
            tx.commit()
                .await
                .expect_err("a failed transaction does not commit");
        }
        // without the noise a panic makes
        End::Panic => std::panic::resume_unwind(Box::new(shop)),
        End::Cancel => {
            tx.conn().execute("select pg_sleep(0.002)").await.unwrap();
            only_its_own(&mut tx, shop).await;
            tx.commit().await.unwrap();
        }
        End::Timeout => {
            tx.conn()
                .execute("set local statement_timeout = '1ms'")
                .await
                .unwrap();
            tx.conn().execute("select pg_sleep(5)").await.unwrap_err();
        }
    }
}

/// Takes all connections at once and asks each what it is.
async fn all_connections_are_clean(database: &Database) {
    let mut all = Vec::new();
    for _ in 0..CONNECTIONS {
        all.push(database.shared().await.unwrap());
    }
    for tx in &mut all {
        let (path, is_itself, timeout) = sqlx::query_as::<_, (String, bool, String)>(
            "select current_setting('search_path'), current_user = session_user, current_setting('statement_timeout')",
        )
        .fetch_one(tx.conn())
        .await
        .unwrap();
        assert_eq!(
            (path.as_str(), is_itself, timeout.as_str()),
            ("", true, "5s")
        );
    }
}
