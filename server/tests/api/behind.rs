//! A shop whose migration failed is the only one that is not served, and not for longer than it takes to try again.

use crate::app::TestApp;
use std::time::{Duration, Instant};
use stoflow_domain::database::testing;
use stoflow_domain::schedules;
use tokio::sync::watch;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_that_is_behind_is_served_again_once_the_clock_brought_it_up() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let bob = app.seller("bob").await;
    let jacket = bob.product("Veste").await;
    testing::set_back(&app.backend.database, alice.tenant, 2).await;

    for path in ["/api/v1/products/1", "/products"] {
        let answer = alice.get(path).await;
        assert_eq!(answer.status(), 503, "{path}");
    }
    let answer = alice.get("/api/v1/products/1").await;
    assert!(answer.headers().contains_key("retry-after"));
    for path in [format!("/api/v1/products/{jacket}"), "/products".to_owned()] {
        assert_eq!(bob.get(&path).await.status(), 200, "{path} is Bob's");
    }

    let (stop, stopped) = watch::channel(false);
    let clock = tokio::spawn({
        let backend = app.backend.clone();
        async move { schedules::run(&backend, stopped).await }
    });
    let begun = Instant::now();
    while alice.get("/products").await.status() == 503 {
        assert!(begun.elapsed() < Duration::from_mins(1), "still behind");
    }
    let dress = alice.product("Robe").await;
    let answer = alice.get(&format!("/api/v1/products/{dress}")).await;
    assert_eq!(answer.status(), 200);
    stop.send(true).unwrap();
    clock.await.unwrap();
}
