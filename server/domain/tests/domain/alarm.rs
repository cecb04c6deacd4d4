//! A seller whose work waits for long is told so by mail: once, with the reason, and not for what they wished.

use super::jobs::{Recovery, Stage};
use super::mishap::Fuse;
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
