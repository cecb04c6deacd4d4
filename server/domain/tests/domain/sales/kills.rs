//! Server and extension killed at every moment of a reading.

use super::{SaleShow, rows, wish};
use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::{Fuse, Mishap};
use stoflow_wire::jobs::JobState;
use stoflow_wire::sales::Standing;

/// Seventy sales are two pages. Before each reading one comes and one ends; whatever is killed in it, every sale is there
/// once and stands as it does on Vinted in the end.
async fn sweep(name: &str, mishap: Mishap, stride: usize) {
    let mut stage = Stage::new(name).await;
    stage.wardrobe.lock().unwrap().ledger.sell_long_ago(70);
    let mut moment = 1;
    loop {
        {
            let ledger = &mut stage.wardrobe.lock().unwrap().ledger;
            let newest = i64::try_from(ledger.sales.len()).unwrap();
            ledger.sale(newest).standing = Standing::Completed;
            ledger.sell(&[1_000 + newest]);
        }
        let job = wish(&stage.shop).await;
        let fuse = Fuse::new(vec![(mishap, moment)]);
        stage.finish(job, &fuse, Recovery::Prompt).await;
        let at = format!("{mishap:?} at {moment}");
        assert_eq!(stage.shop.job(job).await.state, JobState::Completed, "{at}");
        let sold = stage.wardrobe.lock().unwrap().ledger.sales.len();
        assert_eq!(rows(&stage.shop, SaleShow::All).await.len(), sold, "{at}");
        assert_eq!(rows(&stage.shop, SaleShow::ToShip).await.len(), 1, "{at}");
        if !fuse.spent() {
            assert!(moment > 10, "{moment} moments are not the whole way");
            return;
        }
        moment += stride;
    }
}

#[tokio::test]
async fn killing_the_server_in_a_reading_repeats_a_page_at_most() {
    sweep("sales-server", Mishap::ServerDies, 7).await;
}

#[tokio::test]
async fn killing_the_extension_in_a_reading_loses_no_sale() {
    sweep("sales-extension", Mishap::ExtensionDies, 2).await;
}
