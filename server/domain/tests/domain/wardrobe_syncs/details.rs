//! The details of hundreds of listings: all of them, after everything else, and each listing's photos whole.

use super::{Recovery, Stage, details_job, list, sync, wish};
use crate::domain::mishap::{Fuse, Mishap};
use stoflow_domain::{jobs, sales};
use stoflow_wire::jobs::{JobState, Step};
use stoflow_wire::wardrobe::{WardrobeFilter, WardrobePhoto};

const WITHOUT: &str = "select count(*) from wardrobe_items where details is null";

#[tokio::test]
async fn every_listing_has_its_details_after_one_sync() {
    let mut stage = Stage::new("details-all").await;
    stage.wardrobe.lock().unwrap().fill(203);
    let job = wish(&stage.shop).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let shown = list(&stage.shop, &WardrobeFilter::default()).await.sync;
    assert!(shown.completed_at.is_some(), "the wardrobe is known by now");
    assert_eq!(shown.without_details, 203);
    let chain = shown.details.unwrap();
    stage.finish(chain, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(chain).await.state, JobState::Completed);
    assert_eq!(stage.shop.count(WITHOUT).await, 0);
    let shown = list(&stage.shop, &WardrobeFilter::default()).await.sync;
    assert_eq!((shown.details, shown.without_details), (None, 0));
    sync(&mut stage).await;
    let chains = "select count(*) from marketplace_jobs where kept -> 'details' <> 'null'";
    assert_eq!(stage.shop.count(chains).await, 1, "nothing is read twice");
}

#[tokio::test]
async fn whatever_is_asked_for_meanwhile_goes_first() {
    let mut stage = Stage::new("details-last").await;
    stage.wardrobe.lock().unwrap().fill(25);
    let job = wish(&stage.shop).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let chain = details_job(&stage.shop).await.unwrap();
    stage.shop.work().await;
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    let now = stage.shop.job(chain).await;
    assert_eq!(now.state, JobState::Pending);
    let orders = sales::read(&stage.shop.backend, stage.shop.tenant)
        .await
        .unwrap();
    let again = wish(&stage.shop).await;
    stage.finish(orders, &Fuse::calm(), Recovery::Prompt).await;
    stage.finish(again, &Fuse::calm(), Recovery::Prompt).await;
    let now = stage.shop.job(chain).await;
    assert_eq!(now.state, JobState::Pending, "still waiting for its turn");
    assert_eq!(
        now.progress.unwrap().step,
        Step::ReadDetails {
            position: 1,
            of: 25
        }
    );
    stage.shop.work().await;
    let now = stage.shop.job(chain).await.progress.unwrap();
    assert_eq!((now.done, now.of), (10, 25));
    assert_eq!(
        now.step,
        Step::ReadDetails {
            position: 11,
            of: 25
        }
    );
}

#[tokio::test]
async fn a_chain_that_was_called_off_goes_on_with_the_next_sync() {
    let mut stage = Stage::new("details-cancel").await;
    stage.wardrobe.lock().unwrap().fill(25);
    let job = wish(&stage.shop).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let chain = details_job(&stage.shop).await.unwrap();
    stage.shop.work().await;
    jobs::cancel(&stage.shop.backend, stage.shop.tenant, chain)
        .await
        .unwrap();
    stage.finish(chain, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(chain).await.state, JobState::Cancelled);
    assert!(stage.shop.count(WITHOUT).await > 0);
    sync(&mut stage).await;
    assert_eq!(stage.shop.count(WITHOUT).await, 0);
}

/// Killed at any moment, every listing is read, and the chain comes to its end.
#[tokio::test]
async fn a_chain_survives_any_kill() {
    let mut stage = Stage::new("details-kill").await;
    for moment in (1..).step_by(7) {
        stage.wardrobe.lock().unwrap().fill(12);
        let job = wish(&stage.shop).await;
        stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
        let chain = details_job(&stage.shop).await.unwrap();
        let fuse = Fuse::new(vec![(Mishap::ServerDies, moment)]);
        stage.finish(chain, &fuse, Recovery::Late).await;
        assert_eq!(
            stage.shop.job(chain).await.state,
            JobState::Completed,
            "{moment}"
        );
        assert_eq!(stage.shop.count(WITHOUT).await, 0, "{moment}");
        if !fuse.spent() {
            assert!(moment > 7, "{moment} moments are not the whole way");
            return;
        }
    }
}

fn photo(vinted_id: i64) -> WardrobePhoto {
    WardrobePhoto {
        vinted_id,
        url: format!("https://images1.vinted.net/{vinted_id}/a.png"),
        thumb: format!("https://images1.vinted.net/thumb/{vinted_id}.jpeg"),
    }
}

/// A full page has room for a few photos of each listing, and how many depends on the others.
#[tokio::test]
async fn a_page_that_shows_fewer_photos_changes_nothing() {
    const DUE: &str = "select count(*) from wardrobe_items where details_due";
    const LONGEST: &str = "select jsonb_array_length(photos)::bigint from wardrobe_items";
    let mut stage = Stage::new("details-shed").await;
    {
        let mut wardrobe = stage.wardrobe.lock().unwrap();
        wardrobe.fill(1);
        wardrobe.item(1).photos = (70..78).map(photo).collect();
    }
    sync(&mut stage).await;
    stage.wardrobe.lock().unwrap().shown_photos = Some(5);
    let job = wish(&stage.shop).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.count(DUE).await, 0, "nothing changed");
    assert_eq!(stage.shop.count(LONGEST).await, 8, "the longer list stays");
    stage.wardrobe.lock().unwrap().item(1).photos.pop();
    let job = wish(&stage.shop).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.count(DUE).await, 1, "one photo less");
    sync(&mut stage).await;
    stage.wardrobe.lock().unwrap().item(1).photos[0] = photo(99);
    let job = wish(&stage.shop).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.count(DUE).await, 1, "another cover");
}
