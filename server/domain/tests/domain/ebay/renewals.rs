//! Tokens run out, are renewed once however many need them, and end.

use super::market::{PRIVILEGE, RENEWAL};
use super::{Backend, Ending, Stage};
use std::time::Duration;
use stoflow_domain::channels::ebay::{connecting, tokens};
use stoflow_domain::database::testing;
use stoflow_domain::error::Error;
use stoflow_domain::jobs;
use stoflow_wire::ebay::EbayStop;

impl Stage {
    async fn token(&self, backend: &Backend) -> Result<tokens::Held, Error> {
        let api = backend.ebay.as_ref().unwrap();
        tokens::current(backend, api, self.shop.tenant).await
    }

    async fn renewals(&self) -> i64 {
        self.shop
            .count("select renewals from ebay_connection")
            .await
    }

    /// Away from the account and back to it.
    async fn connect_anew(&self) {
        connecting::disconnect(self.backend(), self.shop.tenant)
            .await
            .unwrap();
        assert_eq!(self.come_back(&self.go().await).await, Ending::Connected);
    }
}

#[tokio::test]
async fn a_token_that_is_good_is_not_renewed() {
    let stage = Stage::connected("ebay-good").await;
    let held = stage.token(stage.backend()).await.unwrap();
    assert_eq!(held.renewals, stage.renewals().await);
    assert_eq!(stage.market.asked(RENEWAL), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_that_need_a_token_at_once_fetch_one() {
    let stage = Stage::connected("ebay-single").await;
    stage.hours_pass().await;
    stage.market.be_slow(Duration::from_millis(300));
    let other = Backend {
        database: testing::database().await,
        ebay: Some(stage.market.api()),
        ..stage.backend().clone()
    };
    let servers = [stage.backend(), &other, stage.backend(), &other];
    let held = futures::future::join_all(servers.map(|server| stage.token(server))).await;
    let held: Vec<_> = held.into_iter().map(Result::unwrap).collect();
    assert_eq!(stage.market.asked(RENEWAL), 1);
    assert!(
        held.iter()
            .all(|one| one.token == held[0].token && one.renewals == held[0].renewals)
    );
}

#[tokio::test]
async fn a_server_that_dies_with_the_lease_is_replaced() {
    let stage = Stage::connected("ebay-dies").await;
    stage.hours_pass().await;
    stage
        .shop
        .run("update ebay_connection set renewing_until = now() + interval '400 milliseconds'")
        .await;
    let before = stage.renewals().await;
    let held = stage.token(stage.backend()).await.unwrap();
    assert_eq!(held.renewals, before + 1);
    assert_eq!(stage.market.asked(RENEWAL), 1);
}

/// The account may be another by then, and its token must not come to the new one.
#[tokio::test]
async fn a_renewal_that_began_for_a_connection_that_was_left_since_writes_nothing() {
    let stage = Stage::connected("ebay-left").await;
    stage.hours_pass().await;
    stage.market.hold(RENEWAL);
    let kept = "select md5(access_token) || renewals from ebay_connection";
    let meanwhile = async {
        stage.market.was_asked(RENEWAL, 1).await;
        stage.connect_anew().await;
        let kept = stage.shop.text(kept).await;
        stage.market.let_go();
        kept
    };
    let (late, of_the_new) = tokio::join!(stage.token(stage.backend()), meanwhile);
    assert!(matches!(late, Err(Error::NotFound { .. })), "{late:?}");
    assert_eq!(stage.shop.text(kept).await, of_the_new);
    assert_eq!(stage.stopped().await, None);
}

#[tokio::test]
async fn a_consent_that_turns_out_gone_after_it_was_given_anew_stops_nothing() {
    let stage = Stage::connected("ebay-gone-late").await;
    stage.hours_pass().await;
    stage.market.hold(RENEWAL);
    let meanwhile = async {
        stage.market.was_asked(RENEWAL, 1).await;
        stage.connect_anew().await;
        stage
            .market
            .say(RENEWAL, 400, r#"{"error":"invalid_grant"}"#);
        stage.market.let_go();
    };
    let (late, ()) = tokio::join!(stage.token(stage.backend()), meanwhile);
    assert!(matches!(late, Err(Error::OutOfPlace { .. })), "{late:?}");
    assert_eq!(stage.stopped().await, None);
}

#[tokio::test]
async fn what_was_read_of_a_connection_that_was_left_since_is_not_kept() {
    let stage = Stage::connected("ebay-read-late").await;
    let before = stage.market.asked(PRIVILEGE);
    stage.market.hold(PRIVILEGE);
    let meanwhile = async {
        stage.market.was_asked(PRIVILEGE, before + 1).await;
        stage.connect_anew().await;
        let unregistered = r#"{"sellerRegistrationCompleted":false}"#;
        stage.market.say(PRIVILEGE, 200, unregistered);
        stage.market.let_go();
    };
    let (looked, ()) = tokio::join!(stage.look(), meanwhile);
    looked.unwrap();
    let readiness = stage.account().await.unwrap().readiness.unwrap();
    assert!(readiness.registered, "the reading of the new connection");
}

#[tokio::test]
async fn a_token_that_ebay_forgot_is_renewed_once_and_the_call_made_again() {
    let stage = Stage::connected("ebay-forgets").await;
    stage.market.forget_tokens();
    stage.look().await.unwrap();
    assert_eq!(stage.market.asked(RENEWAL), 1);
    assert_eq!(stage.stopped().await, None);
}

#[tokio::test]
async fn a_new_token_that_is_refused_as_well_stops_the_connection() {
    let stage = Stage::connected("ebay-refuses").await;
    let refused =
        r#"{"errors":[{"errorId":1001,"domain":"OAuth","category":"REQUEST","message":"x"}]}"#;
    stage.market.say(PRIVILEGE, 401, refused);
    let looked = stage.look().await;
    assert!(
        matches!(looked, Err(Error::OutOfPlace { .. })),
        "{looked:?}"
    );
    assert_eq!(stage.market.asked(RENEWAL), 1);
    assert_eq!(stage.stopped().await, Some(EbayStop::Refused));
    let before = stage.market.asked("");
    assert!(stage.look().await.is_err());
    assert_eq!(stage.market.asked(""), before, "nothing is asked any more");
}

#[tokio::test]
async fn a_consent_that_is_over_is_known_without_asking() {
    let stage = Stage::connected("ebay-over").await;
    stage.hours_pass().await;
    stage
        .shop
        .run("update ebay_connection set refresh_until = now() - interval '1 second'")
        .await;
    assert!(stage.look().await.is_err());
    assert_eq!(stage.stopped().await, Some(EbayStop::Expired));
    assert_eq!(stage.market.asked(RENEWAL), 0);
}

#[tokio::test]
async fn an_ebay_that_cannot_be_reached_stops_nothing() {
    let stage = Stage::connected("ebay-down").await;
    stage.hours_pass().await;
    stage.market.say(RENEWAL, 503, "");
    assert!(matches!(stage.look().await, Err(Error::Unavailable { .. })));
    assert_eq!(stage.market.asked(RENEWAL), 3);
    assert_eq!(stage.stopped().await, None);
    stage.market.be_well();
    stage.look().await.expect("the lease was let go");
}

#[tokio::test]
async fn a_consent_nobody_used_for_hours_is_looked_at_by_itself() {
    let stage = Stage::connected("ebay-watched").await;
    stage
        .market
        .say(RENEWAL, 400, r#"{"error":"invalid_grant"}"#);
    stage
        .shop
        .run(
            "update ebay_connection set access_until = now() - interval '5 hours', \
             seen_at = now() - interval '7 hours', checked_at = now() - interval '7 hours'",
        )
        .await;
    jobs::rescue(stage.backend(), stage.shop.tenant)
        .await
        .unwrap();
    let deadline = std::time::Instant::now() + Duration::from_secs(5);
    while stage.stopped().await.is_none() && std::time::Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(stage.stopped().await, Some(EbayStop::Revoked));
}

#[tokio::test]
async fn a_token_of_another_shop_or_one_that_was_changed_does_not_open() {
    let alice = Stage::connected("ebay-alice").await;
    let bob = Stage::connected("ebay-bob").await;
    let bobs = bob
        .shop
        .text("select encode(access_token, 'hex') from ebay_connection")
        .await;
    for token in [bobs, "00".to_owned(), String::new()] {
        let mut tx = alice
            .backend()
            .database
            .tenant(alice.shop.tenant)
            .await
            .unwrap();
        sqlx::query("update ebay_connection set access_token = decode($1, 'hex')")
            .bind(&token)
            .execute(tx.conn())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let before = alice.market.asked("");
        let looked = alice.look().await;
        assert!(
            matches!(looked, Err(Error::Internal { .. })),
            "{token}: {looked:?}"
        );
        assert_eq!(alice.market.asked(""), before, "it was sent to nobody");
    }
}
