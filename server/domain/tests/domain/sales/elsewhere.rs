//! Sold elsewhere: everything that is live is gone at once, past every rule of the day, and there is a receipt for it.

use super::{listed, stands};
use crate::domain::jobs::{DRESS, Recovery, Stage};
use crate::domain::mishap::{Fuse, Mishap};
use stoflow_domain::batches::changes;
use stoflow_domain::batches::changes::seen::Seen;
use stoflow_domain::error::Error;
use stoflow_domain::listings;
use stoflow_wire::batches::{BatchReport, LeftOutWhy};
use stoflow_wire::changes::{ChangeForm, ChangeKind, ChangeReport};
use stoflow_wire::ids::{JobId, ProductId};
use stoflow_wire::jobs::JobState;
use stoflow_wire::listings::ListingState;
use stoflow_wire::products::ProductStatus;
use stoflow_wire::receipts::{Leave, Receipt, Receipts, SoldBy, SoldElsewhere};

async fn sell(stage: &Stage, product: ProductId) -> Result<SoldElsewhere, Error> {
    listings::sell_elsewhere(&stage.shop.backend, stage.shop.tenant, product).await
}

async fn undo(stage: &Stage, product: ProductId) -> Result<(), Error> {
    listings::undo_sold_elsewhere(&stage.shop.backend, stage.shop.tenant, product).await
}

async fn restock(stage: &Stage, product: ProductId) -> Result<(), Error> {
    listings::restock(&stage.shop.backend, stage.shop.tenant, product).await
}

async fn receipt(stage: &Stage, product: ProductId) -> Option<Receipt> {
    let shop = &stage.shop;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    listings::receipt(&mut tx, product).await.unwrap()
}

async fn receipts(stage: &Stage) -> Receipts {
    let shop = &stage.shop;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    listings::receipts(&mut tx).await.unwrap()
}

async fn removal(stage: &Stage, product: ProductId) -> JobId {
    stage.shop.listing(product).await.unwrap().job.unwrap()
}

#[tokio::test]
async fn no_rule_of_the_day_holds_back_what_was_sold_elsewhere() {
    let mut stage = Stage::new("elsewhere").await;
    let (product, _) = listed(&mut stage, "1").await;
    let other = stage.shop.dress().await;
    let other = stage.shop.publish(other).await;
    // Quiet around the clock, and nothing may be removed.
    stage
        .shop
        .run("update vinted_governor set removals = 0, quiet_from = 0, quiet_until = 1439")
        .await;
    assert_eq!(receipt(&stage, product).await, None);
    let sold = sell(&stage, product).await.unwrap();
    assert_eq!((sold.left, sold.leaving), (0, 1));
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Removing, ProductStatus::Sold)
    );
    let job = removal(&stage, product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(other).await.state, JobState::Pending);
    assert_eq!(stage.copies_of(DRESS), 0);
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Removed, ProductStatus::Sold)
    );

    let receipt = receipt(&stage, product).await.unwrap();
    assert_eq!(
        (receipt.by, receipt.may_undo),
        (Some(SoldBy::Seller), false)
    );
    let [line] = receipt.lines.as_slice() else {
        panic!("{receipt:?}");
    };
    assert_eq!((line.leave, line.job), (Leave::Gone, Some(job)));
    assert_eq!(line.asked_at, receipt.sold_at);
    assert!(line.gone_at > line.asked_at);
    let all = receipts(&stage).await;
    assert_eq!((all.gone, all.waiting), (1, 0));
    assert!(all.half_s.is_some() && all.half_s == all.nearly_all_s);
    let [row] = all.rows.as_slice() else {
        panic!("{all:?}");
    };
    assert_eq!((row.product, row.listings, row.gone), (product, 1, 1));
    assert!(row.took_s.is_some());
}

#[tokio::test]
async fn a_word_that_was_too_quick_is_taken_back_while_nothing_left() {
    let mut stage = Stage::new("elsewhere-undo").await;
    let (product, _) = listed(&mut stage, "1").await;
    sell(&stage, product).await.unwrap();
    let job = removal(&stage, product).await;
    assert!(receipt(&stage, product).await.unwrap().may_undo);
    undo(&stage, product).await.unwrap();
    assert_eq!(stage.shop.job(job).await.state, JobState::Cancelled);
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Live, ProductStatus::Published)
    );
    assert_eq!(receipts(&stage).await.rows, []);

    // With the extension at it already, it is asked to stop.
    sell(&stage, product).await.unwrap();
    let job = removal(&stage, product).await;
    stage.shop.work().await;
    stage.browser.connect(&Fuse::calm()).await.unwrap();
    undo(&stage, product).await.unwrap();
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Cancelled);
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Live, ProductStatus::Published)
    );
    assert_eq!(stage.copies_of(DRESS), 1);

    // As soon as the permit was given it is too late, and that is said.
    sell(&stage, product).await.unwrap();
    stage
        .shop
        .run("update marketplace_jobs set permitted_at = now() where finished_at is null")
        .await;
    assert!(!receipt(&stage, product).await.unwrap().may_undo);
    let late = undo(&stage, product).await;
    assert!(matches!(late, Err(Error::OutOfPlace { .. })));
    assert_eq!(stage.shop.status(product).await, ProductStatus::Sold);
}

#[tokio::test]
async fn a_publication_under_way_is_called_off_or_followed_by_its_removal() {
    let mut stage = Stage::new("elsewhere-publishing").await;
    let mut moment = 1;
    loop {
        let product = stage.shop.dress().await;
        let job = stage.shop.publish(product).await;
        let fuse = Fuse::new(vec![(Mishap::ExtensionDies, moment)]);
        stage.shop.work().await;
        // However far it came until then.
        let _struck = stage.browser.turn(&fuse).await;
        sell(&stage, product).await.unwrap();
        stage.browser.lose_memory();
        stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
        if let Some(removal) = stage
            .shop
            .listing(product)
            .await
            .and_then(|listing| listing.job)
        {
            stage.finish(removal, &Fuse::calm(), Recovery::Prompt).await;
        }
        assert_eq!(stage.copies_of(DRESS), 0, "at {moment}");
        assert_eq!(
            stage.shop.status(product).await,
            ProductStatus::Sold,
            "at {moment}"
        );
        if !fuse.spent() {
            assert!(moment > 5, "{moment} moments are not the whole way");
            return;
        }
        moment += 2;
    }
}

#[tokio::test]
async fn one_of_several_pieces_leaves_the_listing_where_it_is() {
    let mut stage = Stage::new("elsewhere-pieces").await;
    let (product, _) = listed(&mut stage, "2").await;
    let first = sell(&stage, product).await.unwrap();
    assert_eq!((first.left, first.leaving), (1, 0));
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Live, ProductStatus::Published)
    );
    let last = sell(&stage, product).await.unwrap();
    assert_eq!((last.left, last.leaving), (0, 1));
    let again = sell(&stage, product).await;
    assert!(matches!(again, Err(Error::OutOfPlace { .. })));
    let early = restock(&stage, product).await;
    assert!(
        matches!(early, Err(Error::OutOfPlace { .. })),
        "it still leaves"
    );
    let job = removal(&stage, product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    restock(&stage, product).await.unwrap();
    assert_eq!(stage.shop.status(product).await, ProductStatus::Draft);
    assert_eq!(receipt(&stage, product).await, None);
}

#[tokio::test]
async fn a_removal_that_is_under_way_is_put_first() {
    let mut stage = Stage::new("elsewhere-hurry").await;
    let (product, _) = listed(&mut stage, "1").await;
    let listing = stage.shop.listing_id(product).await;
    listings::withdraw(&stage.shop.backend, stage.shop.tenant, listing)
        .await
        .unwrap();
    sell(&stage, product).await.unwrap();
    let urgent = "select count(*) from marketplace_jobs where priority = 1 and action = 'delete'";
    assert_eq!(stage.shop.count(urgent).await, 1);
    assert_eq!(receipt(&stage, product).await.unwrap().lines.len(), 1);
}

#[tokio::test]
async fn many_are_sold_elsewhere_at_once_and_come_back_as_far_as_nothing_left() {
    let mut stage = Stage::new("elsewhere-bulk").await;
    let (live, _) = listed(&mut stage, "1").await;
    let draft = stage.shop.dress().await;
    let sold = stage.shop.dress().await;
    sell(&stage, sold).await.unwrap();
    let all = [live, draft, sold];
    let (backend, tenant) = (&stage.shop.backend, stage.shop.tenant);
    let (kind, form) = (ChangeKind::Sell, ChangeForm::default());
    let told = changes::rehearse(backend, tenant, kind, &form, &all)
        .await
        .unwrap();
    assert_eq!((told.changed.len(), told.left_out.len()), (2, 1));
    assert_eq!(told.left_out[0].product, sold);
    assert_eq!(stage.shop.status(live).await, ProductStatus::Published);

    let done = sell_all(&stage, &told, "one").await;
    assert_eq!(done.changed, told.changed);
    assert_eq!(stage.shop.status(draft).await, ProductStatus::Sold);
    assert_eq!(
        stands(&stage, live).await,
        (ListingState::Removing, ProductStatus::Sold)
    );
    let undone = take_back(&stage, &done).await;
    assert_eq!((undone.asked, undone.left_out), (2, vec![]));
    assert_eq!(
        stands(&stage, live).await,
        (ListingState::Live, ProductStatus::Published)
    );

    // As soon as the permit was given, the listing and its item stay as they are; the others come back.
    let done = sell_all(&stage, &told, "two").await;
    stage
        .shop
        .run("update marketplace_jobs set permitted_at = now() where finished_at is null")
        .await;
    let undone = take_back(&stage, &done).await;
    assert_eq!(undone.asked, 1);
    assert_eq!(undone.left_out[0].why, LeftOutWhy::LeftAlready);
    assert_eq!(stage.shop.status(live).await, ProductStatus::Sold);
    assert_eq!(stage.shop.status(draft).await, ProductStatus::Draft);
}

async fn sell_all(stage: &Stage, told: &ChangeReport, key: &str) -> ChangeReport {
    let seen = told.changed.iter().map(|item| Seen {
        product: item.product,
        version: item.version,
    });
    let (seen, form) = (seen.collect::<Vec<_>>(), ChangeForm::default());
    let (backend, tenant) = (&stage.shop.backend, stage.shop.tenant);
    changes::apply(backend, tenant, ChangeKind::Sell, &form, key, &seen)
        .await
        .unwrap()
}

async fn take_back(stage: &Stage, done: &ChangeReport) -> BatchReport {
    let batch = done.batch.unwrap();
    changes::undo(&stage.shop.backend, stage.shop.tenant, batch)
        .await
        .unwrap()
}
