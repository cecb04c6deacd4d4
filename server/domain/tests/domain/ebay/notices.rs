//! eBay tells of a closed account. The notice below was signed with a key that was thrown away after.

use super::market::USER;
use super::{Ending, Stage};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use stoflow_domain::channels::ebay::notices;
use stoflow_domain::error::Error;

const KEY: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEVjzXpH578htsKeIPgrynYsa5Rz8pWB0Gl3uWJK29dYi6SPKrAdIUD4ldgwQ1kCKKMqH9kcVjUz1DuqS1WLruyw==";
const SIGNATURE: &str = "MEYCIQDaT8gS01Qdg2rPAjQsL1b3gE//Eh2ZNxKigCazIi+ZQAIhAO/zENAIRKT3x/yl1KeHMQeyFtHuIvk7LWz1QtoQnicu";
const NOTICE: &str = r#"{"metadata":{"topic":"MARKETPLACE_ACCOUNT_DELETION","schemaVersion":"1.0","deprecated":false},"notification":{"notificationId":"49feeaeb-4982","eventDate":"2026-11-30T20:43:59.462Z","publishDate":"2026-11-30T20:44:01.107Z","publishAttemptCount":1,"data":{"username":"zoe_75","userId":"ma8vp1jySJC","eiasToken":"nY+sHZ2PrBmdj6wVnY"}}}"#;

fn header() -> String {
    STANDARD.encode(format!(
        r#"{{"alg":"ecdsa","kid":"9936261a-7d7b-4621-a0f1-96ccb428af49","signature":"{SIGNATURE}","digest":"SHA1"}}"#
    ))
}

/// One test, because the notice's number is one: what is not signed erases nothing, what is does, and twice is once.
#[tokio::test]
async fn a_closed_account_is_erased_where_ebay_signed_for_it() {
    let stage = Stage::connected("ebay-closed").await;
    assert!(NOTICE.contains(USER));
    stage.market.sign_with(KEY);
    let changed = NOTICE.replace("zoe_75", "zoe_76");
    for (header, body) in [
        (String::new(), NOTICE),
        ("bm90aGluZw==".to_owned(), NOTICE),
        (header(), changed.as_str()),
        (header(), ""),
    ] {
        let refused = notices::receive(stage.backend(), &header, body.as_bytes()).await;
        assert!(
            matches!(refused, Err(Error::Forbidden)),
            "{body}: {refused:?}"
        );
    }
    assert!(stage.account().await.is_some());
    assert_eq!(
        stage.market.asked("public_key"),
        1,
        "a key is asked for once in an hour"
    );

    for _ in 0..2 {
        notices::receive(stage.backend(), &header(), NOTICE.as_bytes())
            .await
            .unwrap();
        assert!(stage.account().await.is_none());
    }
    let mut tx = stage.backend().database.shared().await.unwrap();
    let left: (i64, i64) = sqlx::query_as(
        "select (select count(*) from public.ebay_notices where user_id <> ''), \
         (select count(*) from public.ebay_accounts where tenant_id = $1)",
    )
    .bind(stage.shop.tenant.0)
    .fetch_one(tx.conn())
    .await
    .unwrap();
    drop(tx);
    assert_eq!(left, (0, 0), "nothing names them any more");

    assert_eq!(stage.come_back(&stage.go().await).await, Ending::Connected);
    notices::receive(stage.backend(), &header(), NOTICE.as_bytes())
        .await
        .unwrap();
    assert!(
        stage.account().await.is_some(),
        "an old notice is not about a new account"
    );
}

#[tokio::test]
async fn without_ebay_a_notice_is_left_for_later() {
    let stage = Stage::new("ebay-notices-down").await;
    stage.market.say("public_key", 503, "");
    let told = notices::receive(stage.backend(), &header(), NOTICE.as_bytes()).await;
    assert!(matches!(told, Err(Error::Unavailable { .. })), "{told:?}");
}
