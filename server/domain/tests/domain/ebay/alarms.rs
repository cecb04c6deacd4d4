//! A seller whose connection stands still is written to: once, and until a mail server took the letter.

use super::Stage;
use super::market::RENEWAL;
use std::time::{Duration, Instant};
use stoflow_domain::error::Error;
use stoflow_domain::jobs;
use stoflow_domain::mail::{Mail, Mailer};
use stoflow_wire::ebay::EbayStop;

const TRIED: &str = "select count(*) from ebay_connection where alarm_tried_at is not null";
const TOLD: &str = "select count(*) from ebay_connection where alarm_told_at is not null";

impl Stage {
    async fn with_a_dead_consent(name: &str) -> Self {
        let stage = Self::connected(name).await;
        stage.hours_pass().await;
        stage
            .market
            .say(RENEWAL, 400, r#"{"error":"invalid_grant"}"#);
        assert!(matches!(stage.look().await, Err(Error::OutOfPlace { .. })));
        assert_eq!(stage.stopped().await, Some(EbayStop::Revoked));
        stage
    }

    async fn sweep(&self) {
        jobs::rescue(self.backend(), self.shop.tenant)
            .await
            .unwrap();
    }

    fn letters(&self) -> Vec<Mail> {
        let mails = self.backend().mailer.kept_mails().into_iter();
        mails.filter(|mail| mail.subject.contains("eBay")).collect()
    }

    /// The letter is handed over by a task of its own.
    async fn is_told(&self) {
        let deadline = Instant::now() + Duration::from_secs(5);
        while self.shop.count(TOLD).await == 0 {
            assert!(Instant::now() < deadline, "nobody was told");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    async fn minutes_pass(&self) {
        self.shop
            .run("update ebay_connection set alarm_tried_at = now() - interval '11 minutes'")
            .await;
    }
}

#[tokio::test]
async fn a_consent_that_is_gone_is_told_once_each_time() {
    let stage = Stage::with_a_dead_consent("ebay-revoked").await;
    stage.sweep().await;
    stage.is_told().await;
    let letters = stage.letters();
    assert_eq!(letters.len(), 1);
    let reconnect = format!("{}/channels/ebay/connect", stage.backend().settings.origin);
    assert!(letters[0].text.contains(&reconnect), "{}", letters[0].text);
    stage.minutes_pass().await;
    stage.sweep().await;
    assert_eq!(stage.letters().len(), 1);

    stage.market.be_well();
    stage.come_back(&stage.go().await).await;
    assert_eq!(stage.stopped().await, None);
    assert_eq!(
        stage.shop.count(TOLD).await,
        0,
        "another time, another letter"
    );
}

/// A mail server that is down keeps no seller uninformed: the letter leaves once it is back.
#[tokio::test]
async fn a_letter_that_no_mail_server_took_is_tried_again() {
    let mut stage = Stage::with_a_dead_consent("ebay-no-mail").await;
    let nobody_listens = Mailer::smtp("smtp://127.0.0.1:1", "StoFlow <a@example.org>").unwrap();
    let open = std::mem::replace(&mut stage.shop.backend.mailer, nobody_listens);
    stage.sweep().await;
    assert_eq!(stage.shop.count(TRIED).await, 1);

    stage.shop.backend.mailer = open;
    stage.sweep().await;
    assert!(stage.letters().is_empty(), "not again at once");
    assert_eq!(stage.shop.count(TOLD).await, 0, "nobody was told");
    stage.minutes_pass().await;
    stage.sweep().await;
    stage.is_told().await;
    assert_eq!(stage.letters().len(), 1);
}
