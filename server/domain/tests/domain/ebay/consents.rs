//! There and back: which answers count, and what a connected account is.

use super::market::{EXCHANGE, PRIVILEGE, REVOCATION};
use super::{Ending, Returned, Stage};
use stoflow_domain::channels::ebay::readiness::{self, Seen};
use stoflow_domain::channels::ebay::{connecting, view};
use stoflow_domain::database::testing;
use stoflow_domain::error::Error;
use stoflow_domain::sessions;
use stoflow_wire::ebay::{EbaySite, EbayStanding, Terms};
use stoflow_wire::language::Language;

#[tokio::test]
async fn an_answer_is_good_once() {
    let stage = Stage::new("ebay-once").await;
    let token = stage.go().await;
    assert_eq!(stage.come_back(&token).await, Ending::Connected);
    assert_eq!(stage.come_back(&token).await, Ending::Replayed);
    assert_eq!(stage.market.asked(EXCHANGE), 1);
}

#[tokio::test]
async fn of_two_that_come_with_one_answer_at_once_one_counts() {
    let stage = Stage::new("ebay-race").await;
    let token = stage.go().await;
    let ended = futures::future::join_all((0..4).map(|_| stage.come_back(&token))).await;
    let connected = ended.iter().filter(|ended| **ended == Ending::Connected);
    assert_eq!(connected.count(), 1, "{ended:?}");
    assert_eq!(stage.market.asked(EXCHANGE), 1);
}

#[tokio::test]
async fn an_answer_of_another_session_or_seller_is_not_taken() {
    let stage = Stage::new("ebay-own").await;
    let token = stage.go().await;
    let stranger = testing::seller(stage.backend(), "ebay-stranger").await;
    for account in [stranger.account, stage.seller.account] {
        let tokens = sessions::open(stage.backend(), account, "other")
            .await
            .unwrap();
        let other = sessions::verify(stage.backend(), &tokens.access)
            .await
            .unwrap();
        assert_eq!(stage.come_back_as(&other, &token).await, Ending::Foreign);
    }
    assert_eq!(stage.market.asked(EXCHANGE), 0);
    assert_eq!(stage.come_back(&token).await, Ending::Connected);
}

#[tokio::test]
async fn what_is_forged_or_late_is_not_taken() {
    let stage = Stage::new("ebay-late").await;
    assert_eq!(stage.come_back("nobodys").await, Ending::Forged);
    let token = stage.go().await;
    let mut tx = stage.backend().database.shared().await.unwrap();
    sqlx::query("update public.ebay_consents set expires_at = now() where tenant_id = $1")
        .bind(stage.shop.tenant.0)
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(stage.come_back(&token).await, Ending::TooLate);
    assert!(stage.account().await.is_none());
    assert_eq!(stage.market.asked(EXCHANGE), 0);
}

#[tokio::test]
async fn a_no_and_a_refusal_of_ebay_connect_nothing() {
    let stage = Stage::new("ebay-no").await;
    let returned = Returned {
        error: Some("access_denied".to_owned()),
        ..Returned::default()
    };
    let ended = connecting::finish(stage.backend(), &stage.seller, Language::Fr, returned).await;
    assert_eq!(ended.unwrap(), Ending::Declined);

    stage
        .market
        .say(EXCHANGE, 400, r#"{"error":"invalid_grant"}"#);
    assert_eq!(stage.come_back(&stage.go().await).await, Ending::Refused);
    stage.market.say(EXCHANGE, 503, "<html>");
    assert_eq!(
        stage.come_back(&stage.go().await).await,
        Ending::Unreachable
    );
    assert_eq!(
        stage.market.asked(EXCHANGE),
        2,
        "a code is never traded twice"
    );
    assert!(stage.account().await.is_none());
}

#[tokio::test]
async fn a_connected_account_is_known_and_looked_at() {
    let stage = Stage::connected("ebay-known").await;
    let account = stage.account().await.unwrap();
    assert_eq!(account.username, "zoe_75");
    assert_eq!(
        account.sites,
        [EbaySite::De],
        "where the account was opened"
    );
    let readiness = account.readiness.unwrap();
    assert!(readiness.registered && readiness.opted_in);
    assert!(readiness.locations.is_empty(), "a closed place is none");
    let terms = &readiness.sites[0];
    let named = Terms::Named {
        names: vec!["DHL".to_owned()],
    };
    assert_eq!((&terms.shipping, &terms.returns), (&named, &Terms::Missing));
    let mut tx = stage
        .backend()
        .database
        .tenant(stage.shop.tenant)
        .await
        .unwrap();
    let standing = view::standing(stage.backend(), &mut tx).await.unwrap();
    assert_eq!(standing, EbayStanding::Unready);
}

#[tokio::test]
async fn no_row_holds_a_token_that_can_be_read() {
    let stage = Stage::connected("ebay-sealed").await;
    let kept = "select encode(access_token || refresh_token, 'escape') from ebay_connection";
    let kept = stage.shop.text(kept).await;
    assert!(
        !kept.contains("access-") && !kept.contains("refresh"),
        "{kept}"
    );
}

#[tokio::test]
async fn sites_that_are_chosen_are_read_and_kept_when_the_account_comes_again() {
    let stage = Stage::connected("ebay-sites").await;
    let chosen = [
        "EBAY_FR".to_owned(),
        "EBAY_PL".to_owned(),
        "EBAY_US".to_owned(),
    ];
    let seen =
        readiness::choose_sites(stage.backend(), stage.shop.tenant, Language::Fr, &chosen).await;
    assert_eq!(seen.unwrap(), Seen::Anew);
    let none = readiness::choose_sites(stage.backend(), stage.shop.tenant, Language::Fr, &[]).await;
    assert!(matches!(none, Err(Error::Invalid(_))));
    assert_eq!(stage.come_back(&stage.go().await).await, Ending::Connected);
    let account = stage.account().await.unwrap();
    assert_eq!(account.sites, [EbaySite::Fr, EbaySite::Pl]);
    assert_eq!(account.readiness.unwrap().sites.len(), 2);
}

#[tokio::test]
async fn policies_that_ebay_has_not_opened_yet_are_waited_for() {
    let stage = Stage::connected("ebay-waits").await;
    let not_yet = r#"{"errors":[{"errorId":20403,"domain":"API_ACCOUNT","category":"REQUEST","message":"x"}]}"#;
    stage.market.say("_policy", 400, not_yet);
    stage.look().await.unwrap();
    let readiness = stage.account().await.unwrap().readiness.unwrap();
    assert_eq!(readiness.sites[0].payment, Terms::NotYet);
}

#[tokio::test]
async fn what_ebay_says_no_to_is_told_in_its_own_words() {
    let stage = Stage::connected("ebay-says").await;
    let refused = r#"{"errors":[{"errorId":20400,"domain":"API_ACCOUNT","category":"REQUEST","message":"Kurz","longMessage":"Das geht nicht."}]}"#;
    stage.market.say(PRIVILEGE, 400, refused);
    let looked = stage.look().await;
    assert!(matches!(looked, Err(Error::MarketplaceRefused { said }) if said == "Das geht nicht."));
    let before = stage.market.asked(PRIVILEGE);
    stage.market.say(PRIVILEGE, 500, "<html>");
    let looked = stage.look().await;
    assert!(matches!(looked, Err(Error::Unavailable { .. })));
    assert_eq!(
        stage.market.asked(PRIVILEGE) - before,
        3,
        "reading is tried again, twice"
    );
}

#[tokio::test]
async fn an_account_that_is_left_is_forgotten_even_where_ebay_cannot_be_told() {
    let stage = Stage::connected("ebay-leaves").await;
    connecting::disconnect(stage.backend(), stage.shop.tenant)
        .await
        .unwrap();
    assert!(stage.account().await.is_none());
    assert_eq!(stage.market.asked(REVOCATION), 1);
    assert_eq!(stage.come_back(&stage.go().await).await, Ending::Connected);
    stage.market.say(REVOCATION, 500, "");
    connecting::disconnect(stage.backend(), stage.shop.tenant)
        .await
        .unwrap();
    assert!(stage.account().await.is_none());
    let again = connecting::disconnect(stage.backend(), stage.shop.tenant).await;
    again.expect("leaving twice is leaving");
}
