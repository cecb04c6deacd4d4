//! What was sold, read and told to the seller's items: each sale once, each item sold once, whatever is killed.

mod elsewhere;
mod kills;
mod labels;
mod orders;
mod revenue;

use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use crate::domain::shop::{Shop, dress_form};
use crate::domain::wardrobe_syncs;
use stoflow_domain::error::Error;
use stoflow_domain::{jobs, products, sales};
use stoflow_wire::ids::{JobId, ProductId, SaleId};
use stoflow_wire::jobs::JobState;
use stoflow_wire::listings::ListingState;
use stoflow_wire::one_sale::SaleDetail;
use stoflow_wire::products::{ProductForm, ProductStatus};
use stoflow_wire::sales::{SaleFilter, SaleList, SaleRow, SaleShow, SaleState, Standing};
use stoflow_wire::wardrobe::WardrobeState;
use time::macros::datetime;

async fn wish(shop: &Shop) -> JobId {
    sales::read(&shop.backend, shop.tenant).await.unwrap()
}

/// A reading from the wish to its end, with nothing in its way.
async fn read(stage: &mut Stage) {
    let job = wish(&stage.shop).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
}

async fn list(shop: &Shop, filter: &SaleFilter) -> SaleList {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    sales::list(&mut tx, filter).await.unwrap()
}

/// All pages of what is shown.
async fn rows(seller: &Shop, show: SaleShow) -> Vec<SaleRow> {
    let mut filter = SaleFilter {
        show,
        ..SaleFilter::default()
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

async fn get(shop: &Shop, sale: SaleId) -> Result<SaleDetail, Error> {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    sales::get(&mut tx, sale).await
}

/// The only sale there is.
async fn only(shop: &Shop) -> SaleDetail {
    let rows = rows(shop, SaleShow::All).await;
    assert_eq!(rows.len(), 1);
    get(shop, rows[0].id).await.unwrap()
}

/// A live listing of so many pieces, and its number on Vinted.
async fn listed(stage: &mut Stage, pieces: &str) -> (ProductId, i64) {
    let form = ProductForm {
        quantity: pieces.to_owned(),
        ..dress_form()
    };
    let product = stage.shop.product(&form).await;
    let job = stage.shop.publish(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let number = stage.wardrobe.lock().unwrap().live.last().unwrap().id;
    (product, number)
}

async fn stands(stage: &Stage, product: ProductId) -> (ListingState, ProductStatus) {
    let listing = stage.shop.listing(product).await.unwrap();
    (listing.state, stage.shop.status(product).await)
}

fn asked(stage: &Stage) -> (usize, usize) {
    stage.wardrobe.lock().unwrap().ledger.take_asked()
}

#[tokio::test]
async fn a_reading_stops_where_everything_is_known() {
    let mut stage = Stage::new("sales-pages").await;
    stage.wardrobe.lock().unwrap().ledger.sell_long_ago(120);
    read(&mut stage).await;
    assert_eq!(asked(&stage), (3, 5), "three pages, fifty sales by tens");
    read(&mut stage).await;
    assert_eq!(asked(&stage), (1, 5), "one page, the next fifty");
    read(&mut stage).await;
    assert_eq!(asked(&stage), (1, 2));
    read(&mut stage).await;
    assert_eq!(asked(&stage), (1, 0), "nothing is left to be read");
    let all = rows(&stage.shop, SaleShow::Finished).await;
    let titles: Vec<String> = (1..=120).rev().map(|id| format!("Vente {id}")).collect();
    let shown: Vec<String> = all.into_iter().map(|row| row.title).collect();
    assert_eq!(shown, titles, "newest first, each once");

    // News on the second page are met, because the first has some too.
    {
        let mut wardrobe = stage.wardrobe.lock().unwrap();
        wardrobe.ledger.sale(60).standing = Standing::Failed;
        wardrobe.ledger.sell(&[7]);
    }
    read(&mut stage).await;
    assert_eq!(asked(&stage), (3, 2), "one that is open, one that is over");
    let counts = list(&stage.shop, &SaleFilter::default()).await.counts;
    assert_eq!((counts.to_ship, counts.finished), (1, 120));
}

#[tokio::test]
async fn what_is_not_finished_is_read_again_however_old() {
    let mut stage = Stage::new("sales-open").await;
    stage.wardrobe.lock().unwrap().ledger.sell(&[7]);
    stage.wardrobe.lock().unwrap().ledger.sell_long_ago(60);
    for _ in 0..2 {
        read(&mut stage).await;
    }
    let waiting = rows(&stage.shop, SaleShow::ToShip).await;
    assert_eq!((waiting.len(), waiting[0].title.as_str()), (1, "Vente 1"));
    assert_eq!(waiting[0].ship_by, datetime!(2026-10-12 10:00 UTC));
    assert_eq!(waiting[0].buyer, "acheteuse_1");
    asked(&stage);
    for (parcel, standing, state) in [
        (200, Standing::NeedsAction, SaleState::UnderWay),
        (400, Standing::NeedsAction, SaleState::Delivered),
        (400, Standing::Completed, SaleState::Completed),
    ] {
        {
            let mut wardrobe = stage.wardrobe.lock().unwrap();
            let sale = wardrobe.ledger.sale(1);
            (sale.parcel, sale.standing) = (parcel, standing);
        }
        read(&mut stage).await;
        let all = rows(&stage.shop, SaleShow::All).await;
        assert_eq!(all.last().unwrap().state, state, "{parcel}");
    }
}

#[tokio::test]
async fn a_sale_sells_the_item_once_whoever_sees_it_first() {
    let mut stage = Stage::new("sales-sold").await;
    for wardrobe_first in [true, false] {
        let (product, number) = listed(&mut stage, "3").await;
        {
            let mut wardrobe = stage.wardrobe.lock().unwrap();
            wardrobe.item(number).state = WardrobeState::Sold;
            wardrobe.ledger.sell(&[number]);
        }
        for _ in 0..2 {
            if wardrobe_first {
                wardrobe_syncs::sync(&mut stage).await;
                read(&mut stage).await;
            } else {
                read(&mut stage).await;
                wardrobe_syncs::sync(&mut stage).await;
            }
        }
        let listing = stage.shop.listing(product).await.unwrap();
        assert_eq!(listing.state, ListingState::Sold);
        let shop = &stage.shop;
        let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
        let left = products::get(&mut tx, product).await.unwrap();
        assert_eq!(left.fields.quantity, 2, "{wardrobe_first}");
    }
}

#[tokio::test]
async fn a_sale_is_matched_with_its_item_and_one_that_is_nobodys_says_so() {
    let mut stage = Stage::new("sales-match").await;
    let (product, number) = listed(&mut stage, "1").await;
    stage.wardrobe.lock().unwrap().ledger.sell(&[number, 4_711]);
    read(&mut stage).await;
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Sold, ProductStatus::Sold)
    );
    let sale = only(&stage.shop).await;
    assert_eq!((sale.sale.items, sale.sale.matched), (2, 1));
    let known = sale.items[0].product.as_ref().unwrap();
    assert_eq!((known.id, known.location.as_str()), (product, "A1"));
    assert_eq!(
        (sale.items[1].vinted_id, &sale.items[1].product),
        (4_711, &None)
    );
    assert_eq!(sale.moments.paid_at, Some(datetime!(2026-10-05 10:00 UTC)));
    for found in ["acheteuse_1", "ARTICLE 4711", "vente"] {
        let filter = SaleFilter {
            search: found.to_owned(),
            ..SaleFilter::default()
        };
        assert_eq!(list(&stage.shop, &filter).await.rows.len(), 1, "{found}");
    }

    let mut tx = stage
        .shop
        .backend
        .database
        .tenant(stage.shop.tenant)
        .await
        .unwrap();
    let picks = sales::pick_list(&mut tx).await.unwrap().picks;
    drop(tx);
    assert_eq!(picks.len(), 2, "what lies nowhere known comes last");
    assert!(picks[0].product.is_some() && picks[1].product.is_none());
    sales::pack(&stage.shop.backend, stage.shop.tenant, sale.sale.id)
        .await
        .unwrap();
    read(&mut stage).await;
    assert!(
        only(&stage.shop).await.sale.packed,
        "a reading leaves ticks"
    );
}

#[tokio::test]
async fn a_sale_that_was_called_off_sells_nothing() {
    let mut stage = Stage::new("sales-off").await;
    let (product, number) = listed(&mut stage, "1").await;
    {
        let mut wardrobe = stage.wardrobe.lock().unwrap();
        let id = wardrobe.ledger.sell(&[number]);
        wardrobe.ledger.sale(id).standing = Standing::Cancelled;
    }
    read(&mut stage).await;
    assert_eq!(
        stands(&stage, product).await,
        (ListingState::Live, ProductStatus::Published)
    );
    assert_eq!(only(&stage.shop).await.sale.state, SaleState::CalledOff);
}

#[tokio::test]
async fn a_reading_begins_by_itself_after_a_sale_and_when_the_last_is_old() {
    let mut stage = Stage::new("sales-beat").await;
    let readings = "select count(*) from marketplace_jobs where action = 'orders'";
    let rescue = async |stage: &Stage| {
        jobs::rescue(&stage.shop.backend, stage.shop.tenant)
            .await
            .unwrap();
        stage.shop.count(readings).await
    };
    let (_, number) = listed(&mut stage, "1").await;
    assert_eq!(rescue(&stage).await, 0, "never before the first");
    stage.wardrobe.lock().unwrap().item(number).state = WardrobeState::Sold;
    wardrobe_syncs::sync(&mut stage).await;
    assert_eq!(
        stage.shop.count(readings).await,
        1,
        "the wardrobe showed a sale"
    );
    read(&mut stage).await;
    assert_eq!(rescue(&stage).await, 1, "it is fresh");
    stage
        .shop
        .run(
            "update readings set completed_at = now() - interval '31 minutes' where what = 'sales'",
        )
        .await;
    stage
        .shop
        .run("update executors set lease_until = now() + interval '1 hour'")
        .await;
    assert_eq!(rescue(&stage).await, 2);
    assert_eq!(rescue(&stage).await, 2, "one at a time");
}

#[tokio::test]
async fn another_shops_sales_are_not_there() {
    let mut stage = Stage::new("sales-mine").await;
    stage.wardrobe.lock().unwrap().ledger.sell(&[7]);
    read(&mut stage).await;
    let sale = only(&stage.shop).await.sale.id;
    let other = Shop::new("sales-other").await;
    let (backend, tenant) = (&other.backend, other.tenant);
    assert!(matches!(
        get(&other, sale).await,
        Err(Error::NotFound { .. })
    ));
    for ended in [
        sales::pack(backend, tenant, sale).await,
        sales::unpack(backend, tenant, sale).await,
    ] {
        assert!(matches!(ended, Err(Error::NotFound { .. })));
    }
    let asked = sales::labels::ask(backend, tenant, &[sale]).await.unwrap();
    assert_eq!((asked.asked, asked.passed_over), (0, 1));
    let paper = sales::labels::sheet::Paper::A4;
    let printed = sales::labels::print(backend, tenant, &[sale], paper).await;
    assert!(matches!(printed, Err(Error::NotFound { .. })));
    let heap = vec![sale; 101];
    let printed = sales::labels::print(backend, tenant, &heap, paper).await;
    assert!(
        matches!(printed, Err(Error::Invalid(_))),
        "nothing is left out in silence"
    );
}
