//! Items made from listings: once, with all that is known, and with their photos.

mod images;
pub(super) mod photo_host;

use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::{Fuse, Mishap};
use crate::domain::shop::Shop;
use crate::domain::wardrobe::OnSale;
use crate::domain::wardrobe_syncs::{rows, sync, wish};
use futures::future::join_all;
use photo_host::PhotoHost;
use stoflow_domain::catalogue::Gender;
use stoflow_domain::products::{self, Product};
use stoflow_domain::{batches, jobs, photos, wardrobe};
use stoflow_wire::ids::{JobId, PhotoId, ProductId};
use stoflow_wire::jobs::{JobState, JobView, Trouble};
use stoflow_wire::listings::ListingState;
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::products::ProductStatus;
use stoflow_wire::wardrobe::{BulkReport, Tie, WardrobePhoto, WardrobeShow};

/// A wardrobe of `count` dresses with two photos each, read to its end, and who keeps the photos.
async fn with_photos(name: &str, count: i64) -> (Stage, PhotoHost) {
    let mut stage = Stage::new(name).await;
    let host = PhotoHost::start().await;
    stage.shop.backend.images = host.images();
    {
        let mut wardrobe = stage.wardrobe.lock().unwrap();
        for id in 1..=count {
            let mut dress = OnSale::by_hand(id, "Robe midi à pois");
            dress.form.catalog_id = Some(1055);
            dress.form.status_id = Some(2);
            dress.form.colour_ids = vec![27, 12];
            dress.form.material_ids = vec![44];
            "Portée deux fois.\n\nRéf. SF-0A1B2C3D".clone_into(&mut dress.description);
            dress.photos = vec![photo(id * 10, "a.png"), photo(id * 10 + 1, "b.png")];
            wardrobe.live.push(dress);
        }
    }
    sync(&mut stage).await;
    (stage, host)
}

fn photo(vinted_id: i64, name: &str) -> WardrobePhoto {
    WardrobePhoto {
        vinted_id,
        url: format!("https://images1.vinted.net/{vinted_id}/{name}"),
        thumb: format!("https://images1.vinted.net/thumb/{vinted_id}.jpeg"),
    }
}

async fn make(shop: &Shop, ids: &[i64]) -> BulkReport {
    wardrobe::make(&shop.backend, shop.tenant, ids)
        .await
        .unwrap()
}

async fn job_making(shop: &Shop, vinted_id: i64) -> JobId {
    let all = rows(shop, WardrobeShow::All).await;
    let row = all.into_iter().find(|row| row.vinted_id == vinted_id);
    match row.unwrap().tie {
        Tie::Making { job } => job,
        other => panic!("{other:?}"),
    }
}

async fn made_from(shop: &Shop, vinted_id: i64) -> Product {
    let all = rows(shop, WardrobeShow::All).await;
    let row = all.into_iter().find(|row| row.vinted_id == vinted_id);
    let Tie::Linked { product, .. } = row.unwrap().tie else {
        panic!("it is nobody's");
    };
    get(shop, product).await
}

async fn get(shop: &Shop, product: ProductId) -> Product {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    products::get(&mut tx, product).await.unwrap()
}

async fn first_photo(shop: &Shop, product: ProductId) -> PhotoId {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    photos::list(&mut tx, product).await.unwrap()[0].id
}

async fn photos_of(shop: &Shop, product: ProductId) -> usize {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    photos::list(&mut tx, product).await.unwrap().len()
}

#[tokio::test]
async fn an_item_is_made_whole_without_the_browser() {
    let (stage, _host) = with_photos("make", 1).await;
    let shop = &stage.shop;
    shop.run("update vinted_connection set stopped = '{\"code\":\"challenged\"}'")
        .await;
    assert_eq!(make(shop, &[1]).await.done, 1);
    let job = job_making(shop, 1).await;
    shop.work().await;
    let done = shop.job(job).await;
    assert_eq!((done.state, done.trouble), (JobState::Completed, None));
    assert_eq!(done.product_title, "Robe midi à pois");
    let product = made_from(shop, 1).await;
    assert_eq!(product.status, ProductStatus::Published);
    let fields = &product.fields;
    assert_eq!(fields.category, "dress");
    assert_eq!(fields.gender, Some(Gender::Women));
    assert_eq!(fields.colours, ["navy", "white"]);
    assert_eq!(fields.materials, ["cotton"]);
    assert_eq!(fields.condition, Some(7));
    assert_eq!(fields.description, "Portée deux fois.");
    assert_eq!(
        (fields.brand.as_str(), fields.size.as_str()),
        ("Sézane", "M")
    );
    assert_eq!(fields.price.unwrap().minor, 2500);
    assert_eq!(photos_of(shop, product.id).await, 2);
    let listing = shop.listing(product.id).await.unwrap();
    assert_eq!(listing.state, ListingState::Live);
    assert_eq!(shop.count("select published from product_counts").await, 1);
    let again = make(shop, &[1, 99]).await;
    assert_eq!((again.done, again.passed_over), (0, 2));
}

/// Written anew, the listing asks for what it asks for now: the seller's own rules lead there again.
#[tokio::test]
async fn the_item_costs_what_makes_the_listings_price() {
    let (stage, _host) = with_photos("make-priced", 1).await;
    let shop = &stage.shop;
    shop.run("insert into channel_rules (channel, coefficient, added_minor, ending) values ('vinted', 1100, 0, 'as_it_is')")
        .await;
    assert_eq!(make(shop, &[1]).await.done, 1);
    shop.work().await;
    let product = made_from(shop, 1).await;
    assert_eq!(product.fields.price.unwrap().minor, 2273);
    let listing = shop.listing(product.id).await.unwrap();
    assert!(!listing.outdated && listing.differences.is_empty());
}

#[tokio::test]
async fn sixty_four_wishes_make_one_item() {
    let (stage, _host) = with_photos("make-once", 1).await;
    let shop = &stage.shop;
    let reports = join_all((0..64).map(|_| make(shop, &[1]))).await;
    assert_eq!(reports.iter().map(|report| report.done).sum::<u32>(), 1);
    shop.work().await;
    assert_eq!(shop.count("select count(*) from products").await, 1);
    assert_eq!(shop.count("select count(*) from listings").await, 1);
    assert_eq!(shop.count("select count(*) from product_photos").await, 2);
}

#[tokio::test]
async fn five_hundred_are_asked_for_at_once() {
    let shop = Shop::new("make-many").await;
    shop.run(
        "insert into wardrobe_items (vinted_id, title, brand, size, condition, url, photos, state, views, favourites \
         , search_text, first_run, seen_run) select number, 'Robe', '', '', '', '', '[]', 'on_sale', 0, 0, 'robe', 1, 1 \
         from generate_series(1, 500) as number",
    )
    .await;
    let all: Vec<i64> = (1..=500).collect();
    let report = make(&shop, &all).await;
    assert_eq!(report.done, 500);
    let batch = report.batch.unwrap();
    let again = make(&shop, &all).await;
    assert_eq!((again.passed_over, again.batch), (500, None));
    let progress = async || {
        let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
        batches::get(&mut tx, batch).await.unwrap()
    };
    let begun = progress().await;
    assert_eq!(begun.kind, JobKind::Vinted(VintedAction::Link));
    assert_eq!((begun.of, begun.completed), (500, 0));
    shop.work().await;
    assert_eq!(progress().await.completed, 500);
    assert_eq!(shop.count("select count(*) from products").await, 500);
    assert_eq!(rows(&shop, WardrobeShow::Linked).await.len(), 500);
}

/// Killed at any wait for the database, the item is made once and has each photo once.
#[tokio::test]
async fn a_making_survives_any_kill() {
    let (mut stage, _host) = with_photos("make-kills", 1).await;
    for moment in (1..).step_by(2) {
        let id = i64::try_from(moment).unwrap() + 100;
        {
            let mut wardrobe = stage.wardrobe.lock().unwrap();
            wardrobe.live.clear();
            let mut dress = OnSale::by_hand(id, "Robe midi à pois");
            dress.photos = vec![photo(id * 10, "a.png"), photo(id * 10 + 1, "b.png")];
            wardrobe.live.push(dress);
        }
        sync(&mut stage).await;
        make(&stage.shop, &[id]).await;
        let job = job_making(&stage.shop, id).await;
        let fuse = Fuse::new(vec![(Mishap::ServerDies, moment)]);
        stage.finish(job, &fuse, Recovery::Late).await;
        assert_eq!(
            stage.shop.job(job).await.state,
            JobState::Completed,
            "{moment}"
        );
        let product = made_from(&stage.shop, id).await;
        assert_eq!(photos_of(&stage.shop, product.id).await, 2, "{moment}");
        if !fuse.spent() {
            assert!(moment > 20, "{moment} moments are not the whole way");
            return;
        }
    }
}

async fn until_over(stage: &Stage, job: JobId) -> JobView {
    for _ in 0..10 {
        stage.shop.work().await;
        let now = stage.shop.job(job).await;
        if now.state.is_final() {
            return now;
        }
        stage.shop.leases_lapse().await;
    }
    panic!("{:?}", stage.shop.job(job).await);
}

#[tokio::test]
async fn a_photo_that_cannot_be_had_leaves_the_item_with_the_others() {
    let (mut stage, _host) = with_photos("make-missing", 1).await;
    {
        let mut wardrobe = stage.wardrobe.lock().unwrap();
        wardrobe.item(1).photos.insert(1, photo(77, "missing"));
        wardrobe.item(1).photos.push(photo(78, "text"));
        wardrobe.item(1).photos.push(photo(79, "flaky.png"));
    }
    sync(&mut stage).await;
    make(&stage.shop, &[1]).await;
    let job = job_making(&stage.shop, 1).await;
    let over = until_over(&stage, job).await;
    assert_eq!(over.state, JobState::Failed);
    assert_eq!(
        over.trouble,
        Some(Trouble::PhotoUnavailable { position: 2 })
    );
    let product = made_from(&stage.shop, 1).await;
    assert_eq!(
        photos_of(&stage.shop, product.id).await,
        3,
        "two, and the one that came at last"
    );
    let asked = jobs::retry(&stage.shop.backend, stage.shop.tenant, job).await;
    asked.unwrap();
    assert_eq!(until_over(&stage, job).await.state, JobState::Failed);
    assert_eq!(photos_of(&stage.shop, product.id).await, 3, "none twice");
}

#[tokio::test]
async fn a_listing_that_is_gone_makes_no_item() {
    let (mut stage, _host) = with_photos("make-gone", 1).await;
    make(&stage.shop, &[1]).await;
    let job = job_making(&stage.shop, 1).await;
    stage.wardrobe.lock().unwrap().live.clear();
    sync_beside(&mut stage).await;
    let over = until_over(&stage, job).await;
    assert_eq!(over.state, JobState::Failed);
    assert_eq!(over.trouble, Some(Trouble::Gone));
    assert_eq!(stage.shop.count("select count(*) from products").await, 0);
}

/// A sync while the making is paused.
async fn sync_beside(stage: &mut Stage) {
    let job = job_making(&stage.shop, 1).await;
    jobs::pause(&stage.shop.backend, stage.shop.tenant, job)
        .await
        .unwrap();
    sync(stage).await;
    jobs::resume(&stage.shop.backend, stage.shop.tenant, job)
        .await
        .unwrap();
}

#[tokio::test]
async fn details_that_come_later_fill_what_nobody_touched() {
    let (mut stage, _host) = with_photos("make-later", 2).await;
    stage
        .shop
        .run("update wardrobe_items set details = null, details_due = true")
        .await;
    make(&stage.shop, &[1, 2]).await;
    stage.shop.work().await;
    let untouched = made_from(&stage.shop, 1).await;
    assert_eq!(
        (
            untouched.fields.category.as_str(),
            untouched.fields.colours.len()
        ),
        ("", 0)
    );
    let touched = made_from(&stage.shop, 2).await;
    stage.shop.reprice(touched.id, "40,00").await;
    let touched = get(&stage.shop, touched.id).await;
    sync(&mut stage).await;
    let filled = get(&stage.shop, untouched.id).await.fields;
    assert_eq!(filled.category, "dress");
    assert_eq!(filled.colours, ["navy", "white"]);
    assert_eq!(get(&stage.shop, touched.id).await.fields, touched.fields);
}

/// An item made before the details came has the few photos its page had room for; the others follow.
#[tokio::test]
async fn photos_that_become_known_later_are_fetched_too() {
    let (mut stage, _host) = with_photos("make-photos-later", 1).await;
    {
        let mut wardrobe = stage.wardrobe.lock().unwrap();
        wardrobe.item(1).photos = (10..16).map(|id| photo(id, "a.png")).collect();
        wardrobe.shown_photos = Some(2);
    }
    let job = wish(&stage.shop).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    stage
        .shop
        .run("update wardrobe_items set details = null")
        .await;
    make(&stage.shop, &[1]).await;
    stage.shop.work().await;
    let product = made_from(&stage.shop, 1).await;
    assert_eq!(photos_of(&stage.shop, product.id).await, 2);
    stage.shop.reprice(product.id, "40,00").await;
    sync(&mut stage).await;
    stage.shop.work().await;
    assert_eq!(photos_of(&stage.shop, product.id).await, 6);
    let thrown_away = first_photo(&stage.shop, product.id).await;
    photos::remove(
        &stage.shop.backend,
        stage.shop.tenant,
        product.id,
        thrown_away,
    )
    .await
    .unwrap();
    stage
        .shop
        .run("update wardrobe_items set details_due = true")
        .await;
    sync(&mut stage).await;
    stage.shop.work().await;
    assert_eq!(
        photos_of(&stage.shop, product.id).await,
        5,
        "what the seller threw away stays away"
    );
}

#[tokio::test]
async fn a_thing_listed_twice_is_looked_at_before_it_is_two_items() {
    let (mut stage, _host) = with_photos("make-twins", 2).await;
    {
        let mut wardrobe = stage.wardrobe.lock().unwrap();
        wardrobe.live.push(OnSale::by_hand(3, "Pull marin rayé"));
    }
    sync(&mut stage).await;
    let shop = &stage.shop;
    let twin_of = async |vinted_id: i64| {
        let all = rows(shop, WardrobeShow::All).await;
        match all.into_iter().find(|row| row.vinted_id == vinted_id)?.tie {
            Tie::Twin { of } => Some((of.vinted_id, of.product)),
            _ => None,
        }
    };
    assert_eq!(twin_of(1).await, Some((2, None)));
    assert_eq!(twin_of(2).await, Some((1, None)));
    assert_eq!(twin_of(3).await, None);
    let report = wardrobe::make_all(&shop.backend, shop.tenant)
        .await
        .unwrap();
    assert_eq!((report.done, report.twins), (1, 2));
    shop.work().await;
    assert_eq!(shop.count("select count(*) from products").await, 1);
    assert_eq!(make(shop, &[1]).await.done, 1, "the seller says so");
    shop.work().await;
    let product = made_from(shop, 1).await.id;
    assert_eq!(twin_of(2).await, Some((1, Some(product))));
    let report = wardrobe::make_all(&shop.backend, shop.tenant)
        .await
        .unwrap();
    assert_eq!((report.done, report.twins), (0, 1));
}
