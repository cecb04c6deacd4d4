//! A seller changes their mind at every moment of the way.

use super::{DRESS, Recovery, Stage};
use crate::domain::mishap::{Fuse, Mishap};
use std::time::{Duration, Instant};
use stoflow_domain::error::Error;
use stoflow_domain::{jobs, listings};
use stoflow_wire::ids::{JobId, ProductId};
use stoflow_wire::jobs::JobState;
use stoflow_wire::listings::ListingState;
use stoflow_wire::products::ProductStatus;

/// Called off in time there is no trace; else the listing is live and said to be.
async fn is_called_off_or_live(stage: &Stage, product: ProductId, job: JobId, at: &str) {
    let listing = stage.shop.listing(product).await;
    match stage.shop.job(job).await.state {
        JobState::Cancelled => {
            assert_eq!(listing, None, "{at}");
            assert_eq!(stage.copies_of(DRESS), 0, "{at}");
            assert_eq!(
                stage.shop.status(product).await,
                ProductStatus::Draft,
                "{at}"
            );
        }
        JobState::Completed => {
            assert_eq!(listing.unwrap().state, ListingState::Live, "{at}");
            assert_eq!(stage.copies_of(DRESS), 1, "{at}");
            assert_eq!(
                stage.shop.status(product).await,
                ProductStatus::Published,
                "{at}"
            );
        }
        other => panic!("{other:?} {at}"),
    }
}

/// from the click to the end, waits between attempts aside.
#[tokio::test]
async fn cancelling_at_any_step_ends_in_nothing_or_in_a_listing_that_is_shown() {
    let mut stage = Stage::new("cancel").await;
    for step in 0.. {
        stage.empty_wardrobe();
        let product = stage.shop.dress().await;
        let job = stage.shop.publish(product).await;
        let fuse = Fuse::calm().with_cancel_at(step);
        let begun = Instant::now();
        stage.finish(job, &fuse, Recovery::Prompt).await;
        assert!(
            begun.elapsed() < Duration::from_secs(5),
            "cancelled at {step}"
        );
        is_called_off_or_live(&stage, product, job, &format!("cancelled at {step}")).await;
        if !fuse.spent() {
            assert!(step > 10, "the sweep went through the whole way");
            return;
        }
    }
}

#[tokio::test]
async fn cancelling_amid_two_kills_ends_in_nothing_or_in_a_listing_that_is_shown() {
    let mut stage = Stage::new("storm").await;
    let mut random: u64 = 0x5eed;
    let mut next = |below: u64| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from((random >> 33) % below).unwrap()
    };
    for round in 0..40 {
        stage.empty_wardrobe();
        let product = stage.shop.dress().await;
        let job = stage.shop.publish(product).await;
        let planned = vec![
            (Mishap::ServerDies, 1 + next(150)),
            (Mishap::ExtensionDies, 1 + next(30)),
        ];
        let at = format!("round {round}: {planned:?}");
        let recovery = if round % 2 == 0 {
            Recovery::Prompt
        } else {
            Recovery::Late
        };
        let fuse = Fuse::new(planned).with_cancel_at(next(30));
        stage.finish(job, &fuse, recovery).await;
        is_called_off_or_live(&stage, product, job, &at).await;
    }
}

#[tokio::test]
async fn cancelling_a_withdrawal_at_any_step_leaves_the_listing_or_takes_it_off() {
    let mut stage = Stage::new("keep").await;
    for step in 0.. {
        stage.empty_wardrobe();
        let product = stage.live_listing().await;
        let listing = stage.shop.listing_id(product).await;
        let job = listings::withdraw(&stage.shop.backend, stage.shop.tenant, listing)
            .await
            .unwrap();
        let fuse = Fuse::calm().with_cancel_at(step);
        stage.finish(job, &fuse, Recovery::Prompt).await;
        let now = stage.shop.listing(product).await.unwrap();
        let (expected, copies) = match stage.shop.job(job).await.state {
            JobState::Cancelled => (ListingState::Live, 1),
            JobState::Completed => (ListingState::Removed, 0),
            other => panic!("{other:?} cancelled at {step}"),
        };
        assert_eq!(
            (now.state, now.trouble),
            (expected, None),
            "cancelled at {step}"
        );
        assert_eq!(stage.copies_of(DRESS), copies, "cancelled at {step}");
        if !fuse.spent() {
            assert!(step > 5, "the sweep went through the whole way");
            return;
        }
    }
}

#[tokio::test]
async fn a_pending_job_that_is_cancelled_never_starts() {
    let mut stage = Stage::new("pending").await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    jobs::cancel(&stage.shop.backend, stage.shop.tenant, job)
        .await
        .unwrap();
    assert_eq!(stage.shop.job(job).await.state, JobState::Cancelled);
    assert_eq!(stage.shop.listing(product).await, None);
    stage.shop.work().await;
    assert!(!stage.browser.turn(&Fuse::calm()).await.unwrap() || stage.browser.open().is_empty());
    assert_eq!(stage.copies_of(DRESS), 0);
    let again = jobs::cancel(&stage.shop.backend, stage.shop.tenant, job).await;
    assert!(matches!(again, Err(Error::OutOfPlace { .. })));
}
