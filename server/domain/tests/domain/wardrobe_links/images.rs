//! Photos from the marketplace's own hosts, tried again where that helps.

use super::photo_host::PhotoHost;
use std::time::Duration;
use stoflow_domain::channels::vinted::images::{self, Images, NoPhoto};

#[tokio::test]
async fn photos_are_fetched_from_vinted_alone_and_not_without_bounds() {
    let host = PhotoHost::start().await;
    let images = host.images();
    let fetch = async |name: &str| {
        images
            .fetch(&format!("https://images1.vinted.net/1/{name}"))
            .await
    };
    assert!(fetch("a.png").await.is_ok());
    assert!(fetch("flaky.png").await.is_ok(), "the third try succeeds");
    assert!(fetch("moved").await.is_ok(), "within the host");
    assert!(matches!(fetch("elsewhere").await, Err(NoPhoto::Failed(_))));
    assert!(matches!(fetch("missing").await, Err(NoPhoto::Answered(_))));
    assert!(matches!(fetch("text").await, Err(NoPhoto::NoPicture(_))));
    assert!(matches!(fetch("huge").await, Err(NoPhoto::TooLarge)));
    assert!(matches!(fetch("endless").await, Err(NoPhoto::TooLarge)));
    let asked = host.asked();
    assert_eq!(asked("missing"), 1, "what is missing stays missing");
    assert_eq!(asked("broken"), 0);
    assert!(fetch("broken").await.is_err());
    assert_eq!(
        host.asked()("broken"),
        4,
        "a try, and again after each wait"
    );
    let foreign = images.fetch("https://example.org/1/a.png").await;
    assert!(matches!(foreign, Err(NoPhoto::Foreign)));
    let hosts = images::HOSTS.map(str::to_owned);
    let nobody = Images::new(&hosts, Some("http://127.0.0.1:9"), [Duration::ZERO; 3]).unwrap();
    let unreachable = nobody.fetch("https://images1.vinted.net/1/a.png").await;
    assert!(matches!(unreachable, Err(NoPhoto::Failed(_))));
}
