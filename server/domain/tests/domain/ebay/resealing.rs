//! The key for secrets is changed.

use super::{Backend, Stage, look};
use std::path::Path;
use stoflow_domain::channels::ebay::resealing;
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
