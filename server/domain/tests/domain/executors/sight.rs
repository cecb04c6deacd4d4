//! How fresh what is known of Vinted is: nothing old counts as new, and readings begin by themselves.

use super::{Line, connection, hello};
use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use crate::domain::shop::Shop;
use stoflow_domain::jobs;
use stoflow_wire::executor::FromExecutor;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::JobState;
use stoflow_wire::socket::LastSuccess;
use stoflow_wire::vinted::VintedSession;

#[tokio::test]
async fn a_browser_that_was_restarted_knows_no_session() {
    let shop = Shop::new("restarted").await;
    let line = Line::open(&shop, "one").await;
    line.say(hello(Vec::new())).await;
    let first = connection(&shop).await;
    assert!(matches!(first.session, VintedSession::SignedIn { .. }));
    shop.run("update executors set session_seen_at = now() - interval '5 hours'")
        .await;
    let seen = connection(&shop).await.session_seen_at;

    line.say(hello(Vec::new())).await;
    assert_eq!(
        connection(&shop).await.session_seen_at,
        seen,
        "what it remembers it has not seen again"
    );
    let restarted = FromExecutor::Hello {
        version: "1.0".to_owned(),
        open: Vec::new(),
        session: VintedSession::Unknown,
        paused: false,
    };
    line.say(restarted).await;
    let told = connection(&shop).await;
    assert_eq!(
        (told.session, told.session_seen_at),
        (VintedSession::Unknown, seen)
    );
    let signed_in = VintedSession::SignedIn {
        user_id: 42,
        login: "alice".to_owned(),
    };
    line.say(FromExecutor::VintedSessionUpdate { session: signed_in })
        .await;
    assert!(connection(&shop).await.session_seen_at > seen);
}

#[tokio::test]
async fn every_kind_of_work_tells_when_it_last_went_well() {
    let mut stage = Stage::new("latest").await;
    assert_eq!(
        connection(&stage.shop).await.last_success,
        LastSuccess::default()
    );
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    stage
        .shop
        .run("update executors set session_seen_at = now() - interval '5 hours'")
        .await;
    let old = connection(&stage.shop).await.session_seen_at;
    stage.live_listing().await;
    let told = connection(&stage.shop).await;
    assert!(told.last_success.listings.is_some());
    assert_eq!(
        (told.last_success.sales, told.last_success.messages),
        (None, None)
    );
    assert!(told.session_seen_at > old, "Vinted did what was asked");
}

/// A seller who only publishes, or only pairs a browser, has their wardrobe, sales and messages read all the same.
#[tokio::test]
async fn what_was_never_read_is_read_by_itself_in_a_while() {
    const READINGS: &str =
        "select count(*) from marketplace_jobs where action in ('sync', 'orders', 'message')";
    const UNASKED: &str = "select count(*) from job_events e join marketplace_jobs j on j.id = e.job_id \
         where j.action in ('sync', 'orders', 'message') and e.event = 'asked' and e.actor = 'clock'";
    for settled in [
        "update listings set published_at = now() - interval '11 minutes'",
        "update executors set paired_at = now() - interval '11 minutes'",
    ] {
        let mut stage = Stage::new("first-readings").await;
        stage.live_listing().await;
        let present = "update executors set lease_until = now() + interval '1 hour'";
        stage.shop.run(present).await;
        let (backend, tenant) = (stage.shop.backend.clone(), stage.shop.tenant);
        jobs::rescue(&backend, tenant).await.unwrap();
        assert_eq!(stage.shop.count(READINGS).await, 0, "they are left alone");
        stage.shop.run(settled).await;
        for _ in 0..2 {
            jobs::rescue(&backend, tenant).await.unwrap();
            assert_eq!(stage.shop.count(READINGS).await, 3, "{settled}");
        }
        assert_eq!(stage.shop.count(UNASKED).await, 3);

        let ids = [
            stage
                .shop
                .count("select id from marketplace_jobs where action = 'sync'")
                .await,
            stage
                .shop
                .count("select id from marketplace_jobs where action = 'orders'")
                .await,
            stage
                .shop
                .count("select id from marketplace_jobs where action = 'message'")
                .await,
        ];
        for id in ids.map(JobId) {
            stage.finish(id, &Fuse::calm(), Recovery::Prompt).await;
            assert_eq!(stage.shop.job(id).await.state, JobState::Completed);
        }
        let last = connection(&stage.shop).await.last_success;
        assert!(last.wardrobe.is_some() && last.sales.is_some() && last.messages.is_some());
    }
}

#[tokio::test]
async fn a_shop_whose_sales_nobody_sees_says_since_when() {
    let mut stage = Stage::new("blind").await;
    stage.live_listing().await;
    assert_eq!(connection(&stage.shop).await.unseen_since, None);
    stage
        .shop
        .run("update listings set published_at = now() - interval '3 days'")
        .await;
    assert!(connection(&stage.shop).await.unseen_since.is_some());
    stage
        .shop
        .run("insert into readings (what, completed_at) values ('wardrobe', now() - interval '25 hours')")
        .await;
    assert!(connection(&stage.shop).await.unseen_since.is_some());
    stage
        .shop
        .run("update readings set completed_at = now() - interval '1 hour' where what = 'wardrobe'")
        .await;
    assert_eq!(connection(&stage.shop).await.unseen_since, None);
}
