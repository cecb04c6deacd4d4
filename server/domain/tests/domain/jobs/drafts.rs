//! Publications through a draft, and drafts that are kept until their seller says so.

use super::relisting::{KEPT, LIVE};
use super::{DRESS, Recovery, Stage};
use crate::domain::mishap::{Fuse, Mishap};
use stoflow_domain::error::Error;
use stoflow_domain::{jobs, listings};
use stoflow_wire::jobs::JobState;
use stoflow_wire::listings::ListingState;
use stoflow_wire::platform::Platform;
use stoflow_wire::products::ProductStatus;
use stoflow_wire::wardrobe::WardrobeState;

#[tokio::test]
async fn a_publication_through_a_draft_survives_any_kill() {
    let mut stage = Stage::new("draft-first").await;
    stage
        .shop
        .run("update vinted_governor set draft_first = true")
        .await;
    for moment in 1.. {
        stage.empty_wardrobe();
        let product = stage.shop.dress().await;
        let job = stage.shop.publish(product).await;
        let fuse = Fuse::new(vec![
            (Mishap::ServerDies, moment * 3),
            (Mishap::ExtensionDies, moment),
        ]);
        stage.finish(job, &fuse, Recovery::Late).await;
        assert_eq!(
            stage.shop.job(job).await.state,
            JobState::Completed,
            "{moment}"
        );
        assert_eq!(stage.state(product).await, LIVE, "{moment}");
        assert_eq!(stage.copies_of(DRESS), 1, "{moment}");
        assert_eq!(stage.on_vinted().len(), 1, "{moment}");
        if !fuse.spent() {
            assert!(moment > 30, "{moment} moments are not the whole way");
            return;
        }
    }
}

#[tokio::test]
async fn a_publication_whose_draft_is_not_in_order_leaves_nothing_on_vinted() {
    let mut stage = Stage::new("draft-photos").await;
    stage
        .shop
        .run("update vinted_governor set draft_first = true")
        .await;
    stage.wardrobe.lock().unwrap().reverses_photos = true;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.on_vinted(), []);
    let failed = (ListingState::Failed, ProductStatus::Draft);
    assert_eq!(stage.state(product).await, failed);
}

#[tokio::test]
async fn a_kept_draft_is_completed_or_taken_away_when_its_seller_says_so() {
    let mut stage = Stage::new("draft-kept").await;
    let (backend, tenant) = (stage.shop.backend.clone(), stage.shop.tenant);
    let product = stage.shop.dress().await;
    let job = stage.draft(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.state(product).await, KEPT);
    assert_eq!(stage.on_vinted()[0].1, WardrobeState::Draft);
    let again = listings::publish(&backend, tenant, product, Platform::Vinted).await;
    assert!(matches!(again, Err(Error::OutOfPlace { .. })));

    let listing = stage.shop.listing_id(product).await;
    let job = listings::complete(&backend, tenant, listing).await.unwrap();
    // Called off in time, it is the draft it was.
    jobs::cancel(&backend, tenant, job).await.unwrap();
    assert_eq!(stage.state(product).await, KEPT);
    let job = listings::complete(&backend, tenant, listing).await.unwrap();
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.state(product).await, LIVE);
    assert_eq!(stage.on_vinted()[0].1, WardrobeState::OnSale);
    stage.retire(product).await;

    let product = stage.shop.dress().await;
    let job = stage.draft(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    stage.retire(product).await;
    assert_eq!(stage.on_vinted(), []);
    assert_eq!(stage.state(product).await.0, ListingState::Removed);
}

#[tokio::test]
async fn a_draft_completed_by_hand_on_vinted_is_live_after_the_next_sync() {
    let mut stage = Stage::new("draft-by-hand").await;
    let product = stage.shop.dress().await;
    let job = stage.draft(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    stage.read_wardrobe().await;
    assert_eq!(stage.state(product).await, KEPT);
    stage.wardrobe.lock().unwrap().live[0].state = WardrobeState::OnSale;
    stage.read_wardrobe().await;
    assert_eq!(stage.state(product).await, LIVE);
}
