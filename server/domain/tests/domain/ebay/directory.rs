//! Which shops are found by an account that eBay tells of.

use super::market::USER;
use super::{Ending, Stage};
use stoflow_domain::channels::ebay::connecting;

/// Who is asked for their account.
const IDENTITY: &str = "/commerce/identity/v1/user/";

impl Stage {
    /// The accounts that this shop is found by.
    async fn entries(&self) -> Vec<String> {
        let mut tx = self.backend().database.shared().await.unwrap();
        sqlx::query_scalar(
            "select user_id from public.ebay_accounts where tenant_id = $1 order by user_id",
        )
        .bind(self.shop.tenant.0)
        .fetch_all(tx.conn())
        .await
        .unwrap()
    }

    async fn leave(&self) {
        connecting::disconnect(self.backend(), self.shop.tenant)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_shop_is_found_by_the_account_it_has_and_by_no_other() {
    let stage = Stage::connected("ebay-found").await;
    assert_eq!(stage.entries().await, [USER]);
    assert_eq!(stage.come_back(&stage.go().await).await, Ending::Connected);
    assert_eq!(stage.entries().await, [USER], "twice is once");

    let other = r#"{"userId":"another","username":"lea","accountType":"INDIVIDUAL","registrationMarketplaceId":"EBAY_FR"}"#;
    stage.market.say(IDENTITY, 200, other);
    assert_eq!(stage.come_back(&stage.go().await).await, Ending::Connected);
    assert_eq!(stage.entries().await, ["another"]);
    stage.leave().await;
    assert!(stage.entries().await.is_empty());
}

#[tokio::test]
async fn a_shop_that_leaves_an_account_leaves_it_to_the_others() {
    let (one, other) = (
        Stage::connected("ebay-ours").await,
        Stage::connected("ebay-theirs").await,
    );
    one.leave().await;
    assert!(one.entries().await.is_empty());
    assert_eq!(other.entries().await, [USER]);
}
