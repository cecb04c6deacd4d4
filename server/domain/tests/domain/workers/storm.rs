//! Three servers on one database that are killed and started again all the time, while hints get lost.

use super::own_database;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::time::{Duration, Instant};
use stoflow_domain::backend::Backend;
use stoflow_domain::database::testing;
use stoflow_domain::jobs::worker::Worker;
use stoflow_wire::ids::TenantId;
use tokio::sync::watch;
use tokio::task::JoinHandle;

const SHOPS: usize = 20;
const JOBS_OF_A_SHOP: i64 = 100;
const KILLS: usize = 40;
const PATIENCE: Duration = Duration::from_mins(2);

/// Items that lack everything, and a job for each that will say so: what ends inside this process.
const JOBS: [&str; 3] = [
    "insert into products (title) select 'Pull ' || n from generate_series(1, 100) as n",
    "insert into listings (product_id, platform, site, state, reference, upload_session) \
     select id, 'vinted', 'vinted.fr', 'creating', 'SF-' || lpad(id::text, 8, '0'), 'session' from products",
    "insert into marketplace_jobs (platform, action, product_id, listing_id, idempotency_key, lane, expires_at) \
     select 'vinted', 'publish', product_id, id, 'key ' || id, 'vinted', now() + interval '1 day' from listings",
];

struct Storm {
    backend: Backend,
    shops: Vec<TenantId>,
    servers: Vec<(watch::Sender<bool>, JoinHandle<()>)>,
    random: StdRng,
}

impl Storm {
    async fn gather() -> Self {
        let backend = own_database("storm").await;
        let shops = testing::shops(&backend.database, SHOPS).await;
        for shop in &shops {
            run(&backend, *shop, &JOBS).await;
        }
        let servers = (0..3).map(|number| serve(&backend, number)).collect();
        Self {
            backend,
            shops,
            servers,
            random: StdRng::seed_from_u64(2),
        }
    }

    /// One server is gone in the middle of whatever it does, and comes back. Now and then the hints are gone, too.
    async fn strike(&mut self) {
        let victim = self.random.random_range(0..self.servers.len());
        self.servers[victim].1.abort();
        self.servers[victim] = serve(&self.backend, victim);
        self.leases_lapse().await;
        let hints = if self.random.random_bool(0.3) {
            "delete from public.tenant_queue"
        } else {
            "update public.tenant_queue set next_run_at = now()"
        };
        let mut tx = self.backend.database.shared().await.unwrap();
        sqlx::query(hints).execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Also the leases of servers that live: these are overtaken then, as slow ones are.
    async fn leases_lapse(&self) {
        for shop in &self.shops {
            run(
                &self.backend,
                *shop,
                &["update marketplace_jobs set run_at = now(), lease_until = lease_until - interval '1 hour' \
                   where id in (select id from marketplace_jobs where finished_at is null for update skip locked)"],
            )
            .await;
        }
    }

    async fn count(&self, shop: TenantId, sql: &'static str) -> i64 {
        let mut tx = self.backend.database.tenant(shop).await.unwrap();
        sqlx::query_scalar(sql).fetch_one(tx.conn()).await.unwrap()
    }

    /// Waits until some job of some shop came to its end, or all of that shop have.
    async fn something_ends(&mut self) {
        let shop = self.shops[self.random.random_range(0..self.shops.len())];
        let before = self.count(shop, ENDED).await;
        let begun = Instant::now();
        while before < JOBS_OF_A_SHOP && self.count(shop, ENDED).await == before {
            assert!(begun.elapsed() < PATIENCE, "nothing ends in shop {shop}");
            if begun.elapsed() > Duration::from_secs(2) {
                self.leases_lapse().await;
            }
            tokio::task::yield_now().await;
        }
    }
}

const ENDED: &str = "select count(*) from marketplace_jobs where finished_at is not null";

fn serve(backend: &Backend, number: usize) -> (watch::Sender<bool>, JoinHandle<()>) {
    let (stop, shutdown) = watch::channel(false);
    let worker = Worker::new(backend.clone(), &format!("node-{number}"));
    (stop, tokio::spawn(worker.run(shutdown)))
}

async fn run(backend: &Backend, shop: TenantId, statements: &[&'static str]) {
    let mut tx = backend.database.tenant(shop).await.unwrap();
    for sql in statements {
        sqlx::query(*sql).execute(tx.conn()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// every job ends once, and is true to its history.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn jobs_end_exactly_once_whatever_is_killed_and_lost() {
    let mut storm = Storm::gather().await;
    for _ in 0..KILLS {
        storm.something_ends().await;
        storm.strike().await;
    }
    let begun = Instant::now();
    for shop in storm.shops.clone() {
        while storm.count(shop, ENDED).await < JOBS_OF_A_SHOP {
            assert!(begun.elapsed() < PATIENCE, "shop {shop} is stuck");
            storm.leases_lapse().await;
            tokio::task::yield_now().await;
        }
    }
    for (stop, server) in storm.servers.drain(..) {
        stop.send(true).unwrap();
        server.await.unwrap();
    }
    for shop in storm.shops.clone() {
        let wrong = storm
            .count(
                shop,
                "select count(*) from marketplace_jobs j where state <> 'failed' \
                 or 1 <> (select count(*) from job_events e where e.job_id = j.id \
                     and e.event in ('completed', 'failed', 'expired', 'cancelled')) \
                 or fence <> (select count(*) from job_events e where e.job_id = j.id and e.event = 'claimed')",
            )
            .await;
        assert_eq!(wrong, 0, "shop {shop}");
    }
}
