//! The wardrobe read, with everything killed on the way: every listing once, nothing gone that is there, and the
//! seller's items told the truth.

mod consequences;
mod details;
mod kills;
mod statistics;
mod turns;

use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use crate::domain::shop::Shop;
use std::collections::BTreeSet;
use stoflow_domain::wardrobe;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::JobState;
use stoflow_wire::wardrobe::{
    WardrobeFilter, WardrobeList, WardrobeRow, WardrobeShow, WardrobeState,
};

pub(super) async fn wish(shop: &Shop) -> JobId {
    wardrobe::sync(&shop.backend, shop.tenant).await.unwrap()
}

/// A sync from the wish to its end, and the details after it, with nothing in their way.
pub(super) async fn sync(stage: &mut Stage) {
    let job = wish(&stage.shop).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
    if let Some(details) = details_job(&stage.shop).await {
        stage.finish(details, &Fuse::calm(), Recovery::Prompt).await;
        assert_eq!(stage.shop.job(details).await.state, JobState::Completed);
    }
}

/// The chain that reads details now.
async fn details_job(shop: &Shop) -> Option<JobId> {
    list(shop, &WardrobeFilter::default()).await.sync.details
}

pub(super) async fn list(shop: &Shop, filter: &WardrobeFilter) -> WardrobeList {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    wardrobe::list(&mut tx, filter).await.unwrap()
}

/// All pages of what is shown.
pub(super) async fn rows(seller: &Shop, show: WardrobeShow) -> Vec<WardrobeRow> {
    let mut filter = WardrobeFilter {
        show,
        ..WardrobeFilter::default()
    };
    let mut rows = Vec::new();
    loop {
        let page = list(seller, &filter).await;
        assert!(page.rows.len() <= 50);
        rows.extend(page.rows);
        filter.after = page.next;
        if filter.after.is_none() {
            return rows;
        }
    }
}

async fn row(shop: &Shop, vinted_id: i64) -> WardrobeRow {
    let all = rows(shop, WardrobeShow::All).await;
    all.into_iter()
        .find(|row| row.vinted_id == vinted_id)
        .unwrap()
}

/// The numbers of the listings that are there.
async fn there(shop: &Shop) -> BTreeSet<i64> {
    let all = rows(shop, WardrobeShow::All).await;
    all.iter()
        .filter(|row| row.state != WardrobeState::Vanished)
        .map(|row| row.vinted_id)
        .collect()
}
