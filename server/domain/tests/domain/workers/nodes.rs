//! Several server processes at the same shops: what a shop allows is allowed once, not once for each of them.

use super::{node_on, shop};
use crate::domain::browser::Browser;
use crate::domain::mishap::Fuse;
use crate::domain::shop::Shop;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use stoflow_domain::backend::Backend;
use stoflow_domain::database::{migrations, testing};
use stoflow_domain::jobs::worker::Worker;
use tokio::sync::watch;

const NODES: usize = 3;
const SHOPS: usize = 3;
const CAP: u32 = 5;
const ASKED: i64 = 8;

const RULES: &str = "insert into vinted_governor (tempo, publications, changes, removals, spared_days) \
    values ('human', 5, 10, 10, 30)";

const OVER_THE_CAP: &str = "select count(*) from marketplace_jobs \
    where state = 'pending' and trouble ->> 'code' = 'daily_cap'";

const OVERLAPS: &str = "select count(*) from job_events one join job_events other on other.id > one.id \
    and other.job_id <> one.job_id where one.event = 'handed_over' and other.event = 'handed_over' \
    and other.at < (select min(ended.at) from job_events ended \
        where ended.job_id = one.job_id and ended.event = 'completed')";

/// A shop with a browser on each node, all of them looking at one vinted.fr.
struct Stand {
    shop: Shop,
    browsers: Vec<Browser>,
    created: Arc<Mutex<crate::domain::wardrobe::Wardrobe>>,
}

impl Stand {
    async fn open(nodes: &[Backend], name: &str) -> Self {
        let shop = shop(&nodes[0], name).await;
        shop.run(RULES).await;
        for _ in 0..ASKED {
            let product = shop.dress().await;
            shop.publish(product).await;
        }
        let created = Arc::default();
        let mut browsers = Vec::new();
        for node in nodes {
            browsers.push(Browser::pair(node, shop.tenant, &created).await);
        }
        Self {
            shop,
            browsers,
            created,
        }
    }

    fn created(&self) -> u32 {
        self.created.lock().unwrap().created
    }

    async fn is_done(&self) -> bool {
        self.created() == CAP && self.shop.count(OVER_THE_CAP).await == ASKED - i64::from(CAP)
    }
}

///
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_nodes_keep_each_shops_limits_and_use_them_up() {
    let url = testing::empty_database("nodes").await;
    let first = node_on(&url, 10).await;
    migrations::migrate(&first.database).await.unwrap();
    let mut nodes = vec![first];
    while nodes.len() < NODES {
        nodes.push(node_on(&url, 4).await);
    }
    let mut stands = Vec::new();
    for number in 0..SHOPS {
        stands.push(Stand::open(&nodes, &format!("capped-{number}")).await);
    }
    let (stop, shutdown) = watch::channel(false);
    let mut running = Vec::new();
    for (number, node) in nodes.iter().enumerate() {
        let worker = Worker::new(node.clone(), &format!("node-{number}"));
        running.push(tokio::spawn(worker.run(shutdown.clone())));
    }
    let begun = Instant::now();
    for stand in &mut stands {
        while !stand.is_done().await {
            assert!(
                begun.elapsed() < Duration::from_mins(1),
                "the share is not used up"
            );
            for browser in &mut stand.browsers {
                browser.turn(&Fuse::calm()).await.unwrap();
            }
            assert!(stand.created() <= CAP);
            tokio::task::yield_now().await;
        }
    }
    stop.send(true).unwrap();
    for server in running {
        server.await.unwrap();
    }
    for stand in &stands {
        assert_eq!(stand.created(), CAP);
        assert_eq!(
            stand.shop.count("select sum(done) from vinted_days").await,
            5
        );
        assert_eq!(
            stand.shop.count(OVERLAPS).await,
            0,
            "one at a time in a lane"
        );
    }
}
