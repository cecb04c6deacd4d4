//! A sale, a withdrawal, a sync and a reading in every order: the item is sold once. And what becomes of it where the sale
//! is called off.

use super::{Standing, get, list, listed, only, read, rows, stands};
use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use crate::domain::shop::Shop;
use crate::domain::wardrobe::OnSold;
use crate::domain::wardrobe_syncs;
use stoflow_domain::error::Error;
use stoflow_domain::{listings, products, sales};
use stoflow_wire::ids::{ProductId, SaleId};
use stoflow_wire::listings::ListingState;
use stoflow_wire::products::ProductStatus;
use stoflow_wire::sales::{SaleFilter, SaleShow};
use stoflow_wire::wardrobe::WardrobeState;

#[derive(Clone, Copy, Debug)]
enum Seen {
    Withdrawal,
    Sync,
    Reading,
}

const ORDERS: [[Seen; 3]; 6] = {
    use Seen::{Reading, Sync, Withdrawal};
    [
        [Withdrawal, Sync, Reading],
        [Withdrawal, Reading, Sync],
        [Sync, Withdrawal, Reading],
        [Sync, Reading, Withdrawal],
        [Reading, Withdrawal, Sync],
        [Reading, Sync, Withdrawal],
    ]
};

/// Asks for the listing to be taken off, where it still seems to be there.
async fn withdraw(stage: &mut Stage, product: ProductId) {
    let listing = stage.shop.listing_id(product).await;
    match listings::withdraw(&stage.shop.backend, stage.shop.tenant, listing).await {
        Ok(job) => stage.finish(job, &Fuse::calm(), Recovery::Prompt).await,
        Err(Error::OutOfPlace { .. }) => {}
        Err(error) => panic!("{error}"),
    }
}

async fn see(stage: &mut Stage, product: ProductId, seen: Seen) {
    match seen {
        Seen::Withdrawal => withdraw(stage, product).await,
        Seen::Sync => wardrobe_syncs::sync(stage).await,
        Seen::Reading => read(stage).await,
    }
}

fn sold_on_the_site(stage: &Stage, number: i64) -> i64 {
    let mut wardrobe = stage.wardrobe.lock().unwrap();
    wardrobe.item(number).state = WardrobeState::Sold;
    wardrobe.ledger.sell(&[number])
}

async fn quantity(shop: &Shop, product: ProductId) -> i32 {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let product = products::get(&mut tx, product).await.unwrap();
    product.fields.quantity
}

async fn in_every_order(name: &str, pieces: &str, on_sold: OnSold) {
    let mut stage = Stage::new(name).await;
    stage.wardrobe.lock().unwrap().on_sold = on_sold;
    for order in ORDERS {
        let (product, number) = listed(&mut stage, pieces).await;
        sold_on_the_site(&stage, number);
        for seen in order {
            see(&mut stage, product, seen).await;
        }
        // Whatever came before, another look at everything changes nothing.
        for _ in 0..2 {
            read(&mut stage).await;
            wardrobe_syncs::sync(&mut stage).await;
        }
        let (listing, status) = stands(&stage, product).await;
        assert_eq!(listing, ListingState::Sold, "{order:?}");
        let left = quantity(&stage.shop, product).await;
        if pieces == "1" {
            assert_eq!((status, left), (ProductStatus::Sold, 1), "{order:?}");
        } else {
            assert_eq!((status, left), (ProductStatus::Draft, 2), "{order:?}");
        }
    }
}

#[tokio::test]
async fn the_only_piece_is_sold_once_where_the_site_hides_that_it_was() {
    in_every_order("orders-one", "1", OnSold::Hidden).await;
}

#[tokio::test]
async fn the_only_piece_is_sold_once_where_the_site_shows_that_it_was() {
    in_every_order("orders-one-shown", "1", OnSold::Shown).await;
}

#[tokio::test]
async fn one_of_three_pieces_is_sold_where_the_site_hides_that_it_was() {
    in_every_order("orders-three", "3", OnSold::Hidden).await;
}

#[tokio::test]
async fn one_of_three_pieces_is_sold_where_the_site_shows_that_it_was() {
    in_every_order("orders-three-shown", "3", OnSold::Shown).await;
}

#[tokio::test]
async fn an_item_that_was_put_up_again_is_taken_off_when_its_old_sale_is_read() {
    let mut stage = Stage::new("orders-again").await;
    let (product, number) = listed(&mut stage, "1").await;
    sold_on_the_site(&stage, number);
    withdraw(&mut stage, product).await;
    assert_eq!(stage.shop.status(product).await, ProductStatus::Draft);
    let again = stage.shop.publish(product).await;
    stage.finish(again, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.status(product).await, ProductStatus::Published);

    read(&mut stage).await;
    assert_eq!(stage.shop.status(product).await, ProductStatus::Sold);
    // The worker goes on with it as soon as the reading lets it.
    if let Some(removal) = stage.shop.listing(product).await.unwrap().job {
        stage.finish(removal, &Fuse::calm(), Recovery::Prompt).await;
    }
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Removed, ProductStatus::Sold)
    );
    assert!(stage.wardrobe.lock().unwrap().live.is_empty());
}

/// Sold and told, then called off.
async fn called_off(stage: &mut Stage, pieces: &str) -> (ProductId, i64, SaleId) {
    let (product, number) = listed(stage, pieces).await;
    let id = sold_on_the_site(stage, number);
    read(stage).await;
    stage.wardrobe.lock().unwrap().ledger.sale(id).standing = Standing::Cancelled;
    read(stage).await;
    let newest = rows(&stage.shop, SaleShow::All).await.remove(0).id;
    (product, number, newest)
}

async fn waiting(stage: &Stage) -> i64 {
    let page = list(&stage.shop, &SaleFilter::default()).await;
    assert_eq!(
        i64::try_from(page.proposals.len()).unwrap(),
        page.counts.to_answer
    );
    page.counts.to_answer
}

async fn take_back(stage: &Stage, sale: SaleId) -> Result<(), Error> {
    sales::take_back(&stage.shop.backend, stage.shop.tenant, sale).await
}

#[tokio::test]
async fn what_was_called_off_is_in_stock_again_once_the_seller_says_so() {
    let mut stage = Stage::new("off-stock").await;
    let (product, number, sale) = called_off(&mut stage, "1").await;
    assert_eq!(stage.shop.status(product).await, ProductStatus::Sold);
    assert_eq!(waiting(&stage).await, 1);
    assert!(get(&stage.shop, sale).await.unwrap().to_answer);

    take_back(&stage, sale).await.unwrap();
    assert_eq!(stage.shop.status(product).await, ProductStatus::Draft);
    assert_eq!(waiting(&stage).await, 0);
    let twice = take_back(&stage, sale).await;
    assert!(matches!(twice, Err(Error::OutOfPlace { .. })));

    // It can be put up again, and a second buyer sells it for good.
    let again = stage.shop.publish(product).await;
    stage.finish(again, &Fuse::calm(), Recovery::Prompt).await;
    let second = stage.wardrobe.lock().unwrap().live.last().unwrap().id;
    assert_ne!(second, number);
    sold_on_the_site(&stage, second);
    read(&mut stage).await;
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Sold, ProductStatus::Sold)
    );
    assert_eq!(waiting(&stage).await, 0);
}

#[tokio::test]
async fn a_listing_that_the_site_puts_up_again_is_live_again_and_sells_again() {
    let mut stage = Stage::new("off-live").await;
    let (product, number, sale) = called_off(&mut stage, "1").await;
    stage.wardrobe.lock().unwrap().item(number).state = WardrobeState::OnSale;
    wardrobe_syncs::sync(&mut stage).await;
    take_back(&stage, sale).await.unwrap();
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Live, ProductStatus::Published)
    );
    sold_on_the_site(&stage, number);
    read(&mut stage).await;
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Sold, ProductStatus::Sold)
    );
}

#[tokio::test]
async fn a_piece_comes_back_and_what_is_kept_as_sold_is_asked_about_once() {
    let mut stage = Stage::new("off-pieces").await;
    let (product, _, sale) = called_off(&mut stage, "3").await;
    assert_eq!(quantity(&stage.shop, product).await, 2);
    take_back(&stage, sale).await.unwrap();
    assert_eq!(quantity(&stage.shop, product).await, 3);

    let (kept, _, sale) = called_off(&mut stage, "1").await;
    sales::leave_sold(&stage.shop.backend, stage.shop.tenant, sale)
        .await
        .unwrap();
    assert_eq!(waiting(&stage).await, 0);
    assert_eq!(stage.shop.status(kept).await, ProductStatus::Sold);
}

#[tokio::test]
async fn an_archived_item_comes_back_as_what_it_became() {
    let mut stage = Stage::new("off-shelf").await;
    let (product, _, sale) = called_off(&mut stage, "1").await;
    let shelf = async |stage: &Stage, to: &str| {
        let shop = &stage.shop;
        let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
        match to {
            "archive" => products::archive(&mut tx, product).await.unwrap(),
            _ => products::restore(&mut tx, product).await.unwrap(),
        }
        tx.commit().await.unwrap();
    };
    shelf(&stage, "archive").await;
    take_back(&stage, sale).await.unwrap();
    assert_eq!(stage.shop.status(product).await, ProductStatus::Archived);
    shelf(&stage, "restore").await;
    assert_eq!(stage.shop.status(product).await, ProductStatus::Draft);

    // And the other way: put away after it was taken off, and sold as it turns out.
    let (product, number) = listed(&mut stage, "1").await;
    sold_on_the_site(&stage, number);
    withdraw(&mut stage, product).await;
    let shop = &stage.shop;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    products::archive(&mut tx, product).await.unwrap();
    tx.commit().await.unwrap();
    read(&mut stage).await;
    let mut tx = stage
        .shop
        .backend
        .database
        .tenant(stage.shop.tenant)
        .await
        .unwrap();
    products::restore(&mut tx, product).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(stage.shop.status(product).await, ProductStatus::Sold);
}

#[tokio::test]
async fn a_sale_seen_by_the_wardrobe_alone_and_then_called_off_asks_too() {
    let mut stage = Stage::new("off-wardrobe").await;
    let (product, number) = listed(&mut stage, "1").await;
    let id = sold_on_the_site(&stage, number);
    wardrobe_syncs::sync(&mut stage).await;
    assert_eq!(stage.shop.status(product).await, ProductStatus::Sold);
    stage.wardrobe.lock().unwrap().ledger.sale(id).standing = Standing::Cancelled;
    read(&mut stage).await;
    assert_eq!(waiting(&stage).await, 1);
    take_back(&stage, only(&stage.shop).await.sale.id)
        .await
        .unwrap();
    assert_eq!(stage.shop.status(product).await, ProductStatus::Draft);
}
