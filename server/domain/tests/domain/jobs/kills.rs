//! Everything killed at every moment of its way: one listing or none, and the truth about it.

use super::{DRESS, Recovery, Stage};
use crate::domain::mishap::{Fuse, Mishap};
use crate::domain::shop::Shop;
use stoflow_domain::listings;
use stoflow_wire::jobs::JobState;
use stoflow_wire::listings::{ListingState, PhotoChoice};
use stoflow_wire::platform::Platform;
use stoflow_wire::products::ProductStatus;
async fn publish_sweep(name: &str, mishap: Mishap, recovery: Recovery) {
    let mut stage = Stage::new(name).await;
    for moment in 1.. {
        stage.empty_wardrobe();
        let product = stage.shop.dress().await;
        let job = stage.shop.publish(product).await;
        let fuse = Fuse::new(vec![(mishap, moment)]);
        stage.finish(job, &fuse, recovery).await;

        let at = format!("{mishap:?} at {moment}, {recovery:?}");
        assert_eq!(stage.shop.job(job).await.state, JobState::Completed, "{at}");
        let listing = stage.shop.listing(product).await.unwrap();
        assert_eq!(listing.state, ListingState::Live, "{at}");
        assert_eq!(stage.copies_of(DRESS), 1, "{at}");
        assert_eq!(
            stage.shop.status(product).await,
            ProductStatus::Published,
            "{at}"
        );
        if !fuse.spent() {
            let least = if mishap == Mishap::ServerDies {
                100
            } else {
                10
            };
            assert!(moment > least, "{moment} moments are not the whole way");
            return;
        }
    }
}

#[tokio::test]
async fn killing_the_server_at_any_wait_leaves_one_listing() {
    publish_sweep("server-prompt", Mishap::ServerDies, Recovery::Prompt).await;
}

#[tokio::test]
async fn killing_the_server_at_any_wait_leaves_one_listing_after_all_deadlines() {
    publish_sweep("server-late", Mishap::ServerDies, Recovery::Late).await;
}

#[tokio::test]
async fn killing_the_extension_at_any_step_leaves_one_listing() {
    publish_sweep("extension-prompt", Mishap::ExtensionDies, Recovery::Prompt).await;
}

#[tokio::test]
async fn killing_the_extension_at_any_step_leaves_one_listing_after_all_deadlines() {
    publish_sweep("extension-late", Mishap::ExtensionDies, Recovery::Late).await;
}

#[tokio::test]
async fn a_change_of_price_survives_any_kill() {
    let mut stage = Stage::new("update").await;
    let product = stage.live_listing().await;
    let listing = stage.shop.listing_id(product).await;
    for moment in 1.. {
        let euros = 10 + moment;
        stage.shop.reprice(product, &euros.to_string()).await;
        assert!(stage.shop.listing(product).await.unwrap().outdated);
        let job = listings::update(
            &stage.shop.backend,
            stage.shop.tenant,
            listing,
            PhotoChoice::Replace,
        )
        .await
        .unwrap();
        let kind = if moment % 2 == 0 {
            Mishap::ServerDies
        } else {
            Mishap::ExtensionDies
        };
        let fuse = Fuse::new(vec![(kind, moment / 2 + 1)]);
        stage.finish(job, &fuse, Recovery::Late).await;

        let now = stage.shop.listing(product).await.unwrap();
        assert_eq!(now.state, ListingState::Live, "{kind:?} at {moment}");
        assert!(!now.outdated);
        let cents = i64::try_from(euros).unwrap() * 100;
        assert_eq!(now.price.unwrap().minor, cents);
        assert_eq!(stage.wardrobe.lock().unwrap().live[0].price_minor, cents);
        if !fuse.spent() && kind == Mishap::ServerDies {
            return;
        }
    }
}

#[tokio::test]
async fn a_withdrawal_survives_any_kill() {
    let mut stage = Stage::new("delete").await;
    for moment in 1.. {
        let product = stage.live_listing().await;
        let listing = stage.shop.listing_id(product).await;
        let job = listings::withdraw(&stage.shop.backend, stage.shop.tenant, listing)
            .await
            .unwrap();
        let kind = if moment % 2 == 0 {
            Mishap::ServerDies
        } else {
            Mishap::ExtensionDies
        };
        let fuse = Fuse::new(vec![(kind, moment / 2 + 1)]);
        stage.finish(job, &fuse, Recovery::Late).await;

        let now = stage.shop.listing(product).await.unwrap();
        assert_eq!(now.state, ListingState::Removed, "{kind:?} at {moment}");
        assert_eq!(stage.copies_of(DRESS), 0);
        assert_eq!(stage.shop.status(product).await, ProductStatus::Draft);
        if !fuse.spent() && kind == Mishap::ServerDies {
            return;
        }
    }
}

///
#[tokio::test]
async fn a_click_killed_at_any_wait_leaves_listing_and_job_or_neither() {
    let shop = Shop::on_slow_line("atomic").await;
    for moment in 1.. {
        let product = shop.dress().await;
        let fuse = Fuse::new(vec![(Mishap::ServerDies, moment)]);
        let asked = fuse
            .run(listings::publish(
                &shop.backend,
                shop.tenant,
                product,
                Platform::Vinted,
            ))
            .await;
        // One look: a commit that was on its way may land between two.
        let half_done = shop
            .count(
                "select count(*) from listings l full join marketplace_jobs j on j.listing_id = l.id \
                 where l.id is null or j.id is null",
            )
            .await;
        assert_eq!(half_done, 0, "killed at {moment}");
        if asked.is_ok() {
            assert!(moment > 5, "the sweep went through the whole click");
            return;
        }
    }
}
