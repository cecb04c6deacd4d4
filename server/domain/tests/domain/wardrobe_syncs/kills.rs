//! Server and extension killed at every moment of a sync.

use super::{Recovery, Stage, list, rows, sync, there, wish};
use crate::domain::mishap::{Fuse, Mishap};
use std::collections::BTreeSet;
use stoflow_wire::jobs::JobState;
use stoflow_wire::wardrobe::{WardrobeFilter, WardrobeShow, WardrobeState};

/// 250 listings are three pages. Before each sync one comes, one goes, and one is sold; whatever is killed in it, the
/// wardrobe is as it is on Vinted in the end.
async fn sync_sweep(name: &str, mishap: Mishap, recovery: Recovery, stride: usize) {
    let mut stage = Stage::new(name).await;
    stage.wardrobe.lock().unwrap().fill(250);
    sync(&mut stage).await;
    let mut moment = 1;
    loop {
        {
            let mut wardrobe = stage.wardrobe.lock().unwrap();
            wardrobe.fill(1);
            let gone = wardrobe.live.remove(100);
            assert_ne!(gone.state, WardrobeState::Vanished);
            wardrobe.live[50 + moment % 40].state = WardrobeState::Sold;
        }
        let job = wish(&stage.shop).await;
        let fuse = Fuse::new(vec![(mishap, moment)]);
        stage.finish(job, &fuse, recovery).await;
        let at = format!("{mishap:?} at {moment}, {recovery:?}");
        assert_eq!(stage.shop.job(job).await.state, JobState::Completed, "{at}");
        assert_eq!(there(&stage.shop).await, on_vinted(&stage), "{at}");
        assert!(
            list(&stage.shop, &WardrobeFilter::default())
                .await
                .sync
                .completed_at
                .is_some()
        );
        if !fuse.spent() {
            assert!(moment > 20, "{moment} moments are not the whole way");
            return;
        }
        moment += stride;
    }
}

fn on_vinted(stage: &Stage) -> BTreeSet<i64> {
    let wardrobe = stage.wardrobe.lock().unwrap();
    wardrobe.live.iter().map(|item| item.id).collect()
}

#[tokio::test]
async fn killing_the_server_in_any_part_of_a_sync_repeats_a_page_at_most() {
    sync_sweep("sync-server", Mishap::ServerDies, Recovery::Prompt, 3).await;
}

#[tokio::test]
async fn killing_the_server_in_a_sync_costs_time_only_after_all_deadlines() {
    sync_sweep("sync-server-late", Mishap::ServerDies, Recovery::Late, 5).await;
}

#[tokio::test]
async fn killing_the_extension_at_any_step_of_a_sync_loses_no_listing() {
    sync_sweep("sync-extension", Mishap::ExtensionDies, Recovery::Prompt, 1).await;
}

#[tokio::test]
async fn killing_the_extension_in_a_sync_costs_time_only_after_all_deadlines() {
    sync_sweep(
        "sync-extension-late",
        Mishap::ExtensionDies,
        Recovery::Late,
        1,
    )
    .await;
}

#[tokio::test]
async fn every_listing_of_a_wardrobe_is_met_once() {
    let mut stage = Stage::new("sync-whole").await;
    stage.wardrobe.lock().unwrap().fill(250);
    sync(&mut stage).await;
    let all = rows(&stage.shop, WardrobeShow::All).await;
    let ids: Vec<i64> = all.iter().map(|row| row.vinted_id).collect();
    let expected: Vec<i64> = on_vinted(&stage).into_iter().rev().collect();
    assert_eq!(ids, expected, "newest first, each once");
    // three pages, and the details of all by tens
    assert_eq!(stage.wardrobe.lock().unwrap().reads, 28);
    let steps = stage
        .shop
        .count("select count(*) from marketplace_tasks where state = 'done'")
        .await;
    assert_eq!(steps, 30, "a step for each command, and two records");
    let with_details = stage
        .shop
        .count("select count(*) from wardrobe_items where not details_due and details is not null")
        .await;
    assert_eq!(with_details, 250);
    let found = list(
        &stage.shop,
        &WardrobeFilter {
            search: "ARTICLE numéro 25".to_owned(),
            ..WardrobeFilter::default()
        },
    )
    .await;
    let found: Vec<i64> = found.rows.iter().map(|row| row.vinted_id).collect();
    assert_eq!(found, [250, 225, 125, 25]);
    assert_eq!(
        list(&stage.shop, &WardrobeFilter::default())
            .await
            .counts
            .to_link,
        250
    );
}
