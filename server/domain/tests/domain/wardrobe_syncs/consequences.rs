//! What happened to a listing on Vinted, told to the seller's item.

use super::{Recovery, Stage, row, rows, sync, wish};
use crate::domain::mishap::Fuse;
use crate::domain::shop::dress_form;
use stoflow_domain::{jobs, listings, products};
use stoflow_wire::ids::ProductId;
use stoflow_wire::listings::{ListingField, ListingState, PhotoChoice, Withheld};
use stoflow_wire::products::{ProductForm, ProductStatus};
use stoflow_wire::wardrobe::{Tie, WardrobeShow, WardrobeState};

/// A live listing, and its number on Vinted.
async fn listed(stage: &mut Stage) -> (ProductId, i64) {
    let product = stage.live_listing().await;
    let number = stage.wardrobe.lock().unwrap().live.last().unwrap().id;
    (product, number)
}

async fn stands(stage: &Stage, product: ProductId) -> (ListingState, ProductStatus) {
    let listing = stage.shop.listing(product).await.unwrap();
    (listing.state, stage.shop.status(product).await)
}

#[tokio::test]
async fn the_sellers_items_follow_what_happened_on_vinted() {
    use WardrobeState::{Closed, Draft, Hidden, OnSale, Reserved, Sold};
    let mut stage = Stage::new("follow").await;
    let live = (ListingState::Live, ProductStatus::Published);
    let withdrawn = (ListingState::Removed, ProductStatus::Draft);
    let withheld = |state| match state {
        Draft => Some(Withheld::Draft),
        Reserved => Some(Withheld::Reserved),
        Hidden => Some(Withheld::Hidden),
        _ => None,
    };
    for (state, expected) in [
        (OnSale, live),
        (Draft, live),
        (Reserved, live),
        (Hidden, live),
        (Sold, (ListingState::Sold, ProductStatus::Sold)),
        (Closed, withdrawn),
    ] {
        let (product, number) = listed(&mut stage).await;
        stage.wardrobe.lock().unwrap().item(number).state = state;
        // Twice: what was told once is not told again.
        for _ in 0..2 {
            sync(&mut stage).await;
            assert_eq!(stands(&stage, product).await, expected, "{state:?}");
            assert_eq!(row(&stage.shop, number).await.state, state);
            let listing = stage.shop.listing(product).await.unwrap();
            assert_eq!(listing.withheld, withheld(state), "{state:?}");
            let mut tx = stage
                .shop
                .backend
                .database
                .tenant(stage.shop.tenant)
                .await
                .unwrap();
            let badges = listings::badges(&mut tx, &[product]).await.unwrap();
            assert_eq!(badges[&product][0].withheld, withheld(state), "{state:?}");
        }
    }
    assert_eq!(rows(&stage.shop, WardrobeShow::Linked).await.len(), 4);
    assert_eq!(rows(&stage.shop, WardrobeShow::Gone).await.len(), 2);
    assert_eq!(
        stage.wardrobe.lock().unwrap().live.len(),
        6,
        "nothing was done there"
    );
}

#[tokio::test]
async fn a_listing_that_vinted_wants_verified_says_so_until_it_is_shown() {
    let mut stage = Stage::new("verify").await;
    stage.wardrobe.lock().unwrap().wants_verification = true;
    let (product, number) = listed(&mut stage).await;
    let withheld = async |stage: &Stage| stage.shop.listing(product).await.unwrap().withheld;
    assert_eq!(withheld(&stage).await, Some(Withheld::ToVerify));
    stage.wardrobe.lock().unwrap().item(number).state = WardrobeState::Hidden;
    sync(&mut stage).await;
    assert_eq!(withheld(&stage).await, Some(Withheld::ToVerify));
    stage.wardrobe.lock().unwrap().item(number).state = WardrobeState::OnSale;
    sync(&mut stage).await;
    assert_eq!(withheld(&stage).await, None, "Vinted shows it");
}

#[tokio::test]
async fn what_is_gone_is_a_draft_again_and_nobodys() {
    let mut stage = Stage::new("gone").await;
    let (product, number) = listed(&mut stage).await;
    sync(&mut stage).await;
    assert!(
        matches!(row(&stage.shop, number).await.tie, Tie::Linked { product: of, .. } if of == product)
    );
    stage.wardrobe.lock().unwrap().live.clear();
    sync(&mut stage).await;
    let gone = row(&stage.shop, number).await;
    assert_eq!(
        (gone.state, gone.tie),
        (WardrobeState::Vanished, Tie::Loose)
    );
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Removed, ProductStatus::Draft)
    );
}

/// It was never in the wardrobe, so that nothing is missing there.
#[tokio::test]
async fn what_is_taken_away_before_any_sync_is_gone() {
    let mut stage = Stage::new("gone-unmet").await;
    stage.wardrobe.lock().unwrap().fill(3);
    let (product, number) = listed(&mut stage).await;
    let (stays, _) = listed(&mut stage).await;
    stage
        .wardrobe
        .lock()
        .unwrap()
        .live
        .retain(|item| item.id != number);
    sync(&mut stage).await;
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Removed, ProductStatus::Draft)
    );
    assert_eq!(stands(&stage, stays).await.0, ListingState::Live);
}

#[tokio::test]
async fn what_is_published_in_mid_sync_is_not_missing() {
    let mut stage = Stage::new("unmet-yet").await;
    stage.wardrobe.lock().unwrap().fill(120);
    let job = wish(&stage.shop).await;
    stage.shop.work().await;
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    let (product, number) = listed(&mut stage).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let live = (ListingState::Live, ProductStatus::Published);
    assert_eq!(stands(&stage, product).await, live);
    sync(&mut stage).await;
    assert_eq!(stands(&stage, product).await, live);
    assert_eq!(row(&stage.shop, number).await.state, WardrobeState::OnSale);
}

#[tokio::test]
async fn what_went_away_under_a_waiting_job_is_told_once_the_job_is_over() {
    let mut stage = Stage::new("gone-under-job").await;
    let (product, _) = listed(&mut stage).await;
    sync(&mut stage).await;
    let listing = stage.shop.listing_id(product).await;
    let update = stoflow_domain::listings::update(
        &stage.shop.backend,
        stage.shop.tenant,
        listing,
        PhotoChoice::Replace,
    )
    .await
    .unwrap();
    jobs::pause(&stage.shop.backend, stage.shop.tenant, update)
        .await
        .unwrap();
    stage.wardrobe.lock().unwrap().live.clear();
    sync(&mut stage).await;
    assert_eq!(stands(&stage, product).await.0, ListingState::Updating);
    jobs::cancel(&stage.shop.backend, stage.shop.tenant, update)
        .await
        .unwrap();
    sync(&mut stage).await;
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Removed, ProductStatus::Draft)
    );
}

#[tokio::test]
async fn of_several_pieces_one_is_sold() {
    let mut stage = Stage::new("pieces").await;
    let form = ProductForm {
        quantity: "3".to_owned(),
        ..dress_form()
    };
    let product = stage.shop.product(&form).await;
    let job = stage.shop.publish(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let number = stage.wardrobe.lock().unwrap().live[0].id;
    stage.wardrobe.lock().unwrap().item(number).state = WardrobeState::Sold;
    for _ in 0..2 {
        sync(&mut stage).await;
        let mut tx = stage
            .shop
            .backend
            .database
            .tenant(stage.shop.tenant)
            .await
            .unwrap();
        let left = products::get(&mut tx, product).await.unwrap();
        assert_eq!(
            (left.fields.quantity, left.status),
            (2, ProductStatus::Draft)
        );
        assert_eq!(
            stage.shop.listing(product).await.unwrap().state,
            ListingState::Sold
        );
    }
    stage.shop.publish(product).await;
}

#[tokio::test]
async fn another_price_on_vinted_is_kept_and_named() {
    let mut stage = Stage::new("repriced-there").await;
    let (product, number) = listed(&mut stage).await;
    stage.wardrobe.lock().unwrap().item(number).price_minor = 1900;
    sync(&mut stage).await;
    let listing = stage.shop.listing(product).await.unwrap();
    assert_eq!(listing.price.unwrap().minor, 1900);
    assert_eq!(listing.differences, [ListingField::Price]);
    stage.wardrobe.lock().unwrap().item(number).price_minor = 2500;
    sync(&mut stage).await;
    let listing = stage.shop.listing(product).await.unwrap();
    assert_eq!(listing.differences, []);
}

/// A removal that waits for the browser has its own idea of the listing.
#[tokio::test]
async fn a_listing_with_a_job_at_it_is_left_to_the_job() {
    let mut stage = Stage::new("left-alone").await;
    let (product, number) = listed(&mut stage).await;
    let job = wish(&stage.shop).await;
    stage.shop.work().await;
    let listing = stage.shop.listing_id(product).await;
    let removal =
        stoflow_domain::listings::withdraw(&stage.shop.backend, stage.shop.tenant, listing)
            .await
            .unwrap();
    stage.wardrobe.lock().unwrap().item(number).state = WardrobeState::Sold;
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Removing, ProductStatus::Published)
    );
    stage.finish(removal, &Fuse::calm(), Recovery::Prompt).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Sold, ProductStatus::Sold),
        "it was bought before the removal came"
    );
}

#[tokio::test]
async fn texts_that_postgresql_cannot_hold_stop_no_sync() {
    let mut stage = Stage::new("nul").await;
    stage.wardrobe.lock().unwrap().fill(2);
    {
        let mut wardrobe = stage.wardrobe.lock().unwrap();
        let item = wardrobe.item(1);
        item.title = "Robe\0 rouge".to_owned();
        item.description = "\0".to_owned();
        item.form.brand = "Séz\0ane".to_owned();
        let twice = item.shown();
        item.photos = vec![stoflow_wire::wardrobe::WardrobePhoto {
            vinted_id: twice.vinted_id,
            url: "https://images1.vinted.net/\0.jpeg".to_owned(),
            thumb: "\0".to_owned(),
        }];
    }
    sync(&mut stage).await;
    assert_eq!(row(&stage.shop, 1).await.title, "Robe rouge");
}
