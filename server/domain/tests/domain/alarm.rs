//! A seller whose work waits for long, or whose sales nobody sees, is told so by mail: once, with the reason, and not for
//! what they wished.

use super::jobs::{Recovery, Stage};
use super::mishap::Fuse;
use stoflow_domain::mail::Mailer;
use stoflow_domain::{executors, jobs};

impl Stage {
    async fn hours_pass(&self) {
        self.shop
            .run(
                "update marketplace_jobs set created_at = created_at - interval '3 hours', \
                 run_at = run_at - interval '3 hours' where finished_at is null",
            )
            .await;
    }

    async fn browser_leaves(&self) {
        self.shop
            .run("update executors set lease_until = now() - interval '1 second'")
            .await;
    }

    /// The subjects of the letters about Vinted, after the sweep has passed by.
    async fn told(&self) -> Vec<String> {
        jobs::rescue(&self.shop.backend, self.shop.tenant)
            .await
            .unwrap();
        // The letter is handed over by a task of its own.
        tokio::task::yield_now().await;
        let mails = self.shop.backend.mailer.kept_mails();
        let about_vinted = mails.into_iter().map(|mail| mail.subject);
        about_vinted
            .filter(|said| said.contains("Vinted"))
            .collect()
    }
}

#[tokio::test]
async fn work_that_waits_for_the_browser_is_told_once_each_time() {
    let mut stage = Stage::new("away").await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    stage.shop.work().await;
    assert!(stage.told().await.is_empty(), "a moment is nothing unusual");
    stage.hours_pass().await;
    for _ in 0..3 {
        assert_eq!(stage.told().await, ["Vinted attend votre navigateur"]);
    }

    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.told().await.len(), 1);
    let other = stage.shop.dress().await;
    stage
        .shop
        .run("update executors set lease_until = now() - interval '1 second'")
        .await;
    stage.shop.publish(other).await;
    stage.shop.work().await;
    stage.hours_pass().await;
    assert_eq!(stage.told().await.len(), 2, "another time, another letter");
}

#[tokio::test]
async fn what_the_seller_paused_is_no_alarm() {
    let stage = Stage::new("resting").await;
    let product = stage.shop.dress().await;
    stage.shop.publish(product).await;
    jobs::pause_all(&stage.shop.backend, stage.shop.tenant)
        .await
        .unwrap();
    stage.hours_pass().await;
    assert!(stage.told().await.is_empty());
    executors::resume_lane(&stage.shop.backend, stage.shop.tenant)
        .await
        .unwrap();
    assert_eq!(stage.told().await, ["Vinted attend votre navigateur"]);
}

#[tokio::test]
async fn sales_that_nobody_sees_are_told_though_no_work_waits() {
    const UNSEEN: &str = "Vos ventes sur Vinted passent inaperçues";
    let mut stage = Stage::new("unseen").await;
    stage.live_listing().await;
    stage.browser_leaves().await;
    assert!(stage.told().await.is_empty(), "it was published just now");
    stage
        .shop
        .run("update listings set published_at = now() - interval '25 hours'")
        .await;
    for _ in 0..3 {
        assert_eq!(stage.told().await, [UNSEEN]);
    }
    stage
        .shop
        .run("insert into readings (what, completed_at) values ('sales', now())")
        .await;
    assert_eq!(stage.told().await, [UNSEEN]);
    stage
        .shop
        .run("update readings set completed_at = now() - interval '25 hours' where what = 'sales'")
        .await;
    assert_eq!(
        stage.told().await,
        [UNSEEN, UNSEEN],
        "another time, another letter"
    );
}

#[tokio::test]
async fn who_has_nothing_for_sale_misses_nothing() {
    let mut stage = Stage::new("empty-handed").await;
    stage.live_listing().await;
    stage.browser_leaves().await;
    stage
        .shop
        .run("update listings set state = 'removed', published_at = now() - interval '9 days'")
        .await;
    assert!(stage.told().await.is_empty());
}

/// A mail server that is down keeps no seller uninformed: the letter leaves once it is back.
#[tokio::test]
async fn a_letter_that_no_mail_server_took_is_tried_again() {
    let mut stage = Stage::new("no-mail").await;
    let product = stage.shop.dress().await;
    stage.shop.publish(product).await;
    stage.shop.work().await;
    stage.hours_pass().await;
    let open = stage.shop.backend.mailer.clone();
    let nobody_listens = "smtp://127.0.0.1:1";
    stage.shop.backend.mailer = Mailer::smtp(nobody_listens, "StoFlow <a@example.org>").unwrap();
    stage.told().await;
    let tried = "select count(*) from vinted_connection where alarm_tried_at is not null";
    let told = "select count(*) from vinted_connection where alarm_told_at is not null";
    assert_eq!(stage.shop.count(tried).await, 1);

    stage.shop.backend.mailer = open;
    assert!(stage.told().await.is_empty(), "not again at once");
    assert_eq!(stage.shop.count(told).await, 0, "nobody was told");
    stage
        .shop
        .run("update vinted_connection set alarm_tried_at = now() - interval '11 minutes'")
        .await;
    assert_eq!(stage.told().await, ["Vinted attend votre navigateur"]);
    while stage.shop.count(told).await == 0 {
        tokio::task::yield_now().await;
    }
    stage
        .shop
        .run("update vinted_connection set alarm_tried_at = now() - interval '11 minutes'")
        .await;
    assert_eq!(stage.told().await.len(), 1);
}
