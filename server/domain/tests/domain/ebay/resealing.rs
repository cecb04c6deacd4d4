//! The key for secrets is changed.

use super::{Backend, Stage, look};
use std::path::Path;
use stoflow_domain::channels::ebay::resealing;
use stoflow_domain::database::testing;
use stoflow_domain::error::Error;
use stoflow_domain::secrets::{Given, Secrets};

fn with(key: &str, before: Option<&str>) -> Secrets {
    let given = Given {
        key: Some(key.repeat(44)),
        before: before.map(|key| key.repeat(44)),
    };
    Secrets::load_or_make(Path::new("nowhere"), &given).unwrap()
}

/// The shop, on a server with these keys.
fn server(stage: &Stage, secrets: Secrets) -> Backend {
    Backend {
        secrets,
        ..stage.backend().clone()
    }
}

#[tokio::test]
async fn after_resealing_the_key_before_can_go() {
    let mut stage = Stage::new("ebay-reseal").await;
    stage.shop.backend = server(&stage, with("a", None));
    stage.come_back(&stage.go().await).await;
    let tenant = stage.shop.tenant;

    let both = server(&stage, with("b", Some("a")));
    look(&both, tenant).await.expect("the key before opens");
    // Shops of other tests were sealed with other keys: they are named, and left as they are.
    let done = resealing::reseal(&both).await.unwrap();
    assert!(done.anew == 1 && !done.lost.contains(&tenant), "{done:?}");
    let again = resealing::reseal(&both).await.unwrap();
    assert_eq!(again.anew, 0);

    look(&server(&stage, with("b", None)), tenant)
        .await
        .expect("the new key is enough");
    let old = look(&server(&stage, with("a", None)), tenant).await;
    assert!(matches!(old, Err(Error::Internal { .. })));
}

#[tokio::test]
async fn a_shop_that_cannot_be_looked_at_holds_up_no_other() {
    let behind = Stage::new("ebay-behind").await;
    testing::set_back(&behind.backend().database, behind.shop.tenant, 2).await;
    let mut stage = Stage::new("ebay-reseal-on").await;
    stage.shop.backend = server(&stage, with("c", None));
    stage.come_back(&stage.go().await).await;

    let lost = Stage::connected("ebay-reseal-lost").await;
    let both = server(&stage, with("d", Some("c")));
    let done = resealing::reseal(&both).await.unwrap();
    assert_eq!(done.anew, 1, "the shops behind it had their turn");
    assert!(done.lost.contains(&lost.shop.tenant), "{done:?}");
    let why = done
        .failed
        .iter()
        .find(|(shop, _)| *shop == behind.shop.tenant);
    assert!(
        matches!(why, Some((_, Error::ShopBehind))) && !done.lost.contains(&behind.shop.tenant),
        "{done:?}"
    );
}
