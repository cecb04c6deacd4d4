//! What a listing was when it went: its text, its photos, what people thought of it, and the way back.

use crate::domain::jobs::{DRESS, Recovery, Stage};
use crate::domain::mishap::{Fuse, Mishap};
use crate::domain::photo_acts::shots;
use crate::domain::shop::Shop;
use crate::domain::wardrobe_links::photo_host::PhotoHost;
use crate::domain::wardrobe_syncs::sync;
use stoflow_domain::error::Error;
use stoflow_domain::photos::{self, Rendition};
use stoflow_domain::{listings, products, wardrobe};
use stoflow_wire::archive::{Keepsake, TakenDown};
use stoflow_wire::crop::Crop;
use stoflow_wire::ids::{JobId, ProductId, SnapshotId};
use stoflow_wire::jobs::{JobState, Trouble};
use stoflow_wire::photos::{Mark, Turn};
use stoflow_wire::products::ProductStatus;
use stoflow_wire::wardrobe::WardrobePhoto;

async fn archive(shop: &Shop) -> Vec<Keepsake> {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    listings::archive(&mut tx, None).await.unwrap().rows
}

async fn withdraw(stage: &Stage, product: ProductId) -> JobId {
    let listing = stage.shop.listing_id(product).await;
    listings::withdraw(&stage.shop.backend, stage.shop.tenant, listing)
        .await
        .unwrap()
}

async fn taken_off(stage: &mut Stage, product: ProductId) {
    let job = withdraw(stage, product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
}

#[tokio::test]
async fn a_listing_is_read_before_it_is_taken_off() {
    let mut stage = Stage::new("archive").await;
    let product = stage.live_listing().await;
    let said = {
        let mut wardrobe = stage.wardrobe.lock().unwrap();
        let live = wardrobe.live.last_mut().unwrap();
        live.description = format!("Retouchée sur Vinted.\n\n{}", live.description);
        live.description.clone()
    };
    assert!(archive(&stage.shop).await.is_empty());
    taken_off(&mut stage, product).await;
    let kept = archive(&stage.shop).await.pop().unwrap();
    assert_eq!((kept.title.as_str(), kept.product), (DRESS, product));
    assert_eq!(kept.why, TakenDown::Withdrawn);
    assert_eq!(kept.price.unwrap().minor, 2500);
    assert!(kept.description.starts_with("Retouchée sur Vinted."));
    assert!(said.starts_with(&kept.description), "without our reference");
    assert_eq!(kept.photos, 2, "our own, where they lie");
    assert!(!kept.product_is_over);
}

#[tokio::test]
async fn what_cannot_be_read_is_taken_off_all_the_same() {
    let mut stage = Stage::new("archive-blind").await;
    let product = stage.live_listing().await;
    let job = withdraw(&stage, product).await;
    for _ in 0..3 {
        stage.browser.refusal = Some(Trouble::NoMarketplaceTab);
        stage.shop.work().await;
        stage.browser.turn(&Fuse::calm()).await.unwrap();
        stage.shop.leases_lapse().await;
    }
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
    assert_eq!(stage.copies_of(DRESS), 0);
    let kept = archive(&stage.shop).await.pop().unwrap();
    assert_eq!(kept.title, DRESS);
    assert!(!kept.description.is_empty(), "as it was ordered");
}

#[tokio::test]
async fn a_failed_removal_leaves_nothing_stale() {
    let mut stage = Stage::new("archive-stale").await;
    let product = stage.live_listing().await;
    let job = withdraw(&stage, product).await;
    let fuse = Fuse::new(vec![(Mishap::ServerDies, 9)]);
    stage.shop.work().await;
    stoflow_domain::jobs::cancel(&stage.shop.backend, stage.shop.tenant, job)
        .await
        .unwrap();
    stage.finish(job, &fuse, Recovery::Late).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Cancelled);
    assert!(archive(&stage.shop).await.is_empty(), "it is live");
    stage.wardrobe.lock().unwrap().live[0].price_minor = 1900;
    sync(&mut stage).await;
    taken_off(&mut stage, product).await;
    let kept = archive(&stage.shop).await;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].price.unwrap().minor, 1900, "as it was at the end");
    assert_eq!((kept[0].views, kept[0].favourites), (Some(3), Some(1)));
}

#[tokio::test]
async fn what_went_on_vinted_is_kept_too() {
    let mut stage = Stage::new("archive-gone").await;
    stage.live_listing().await;
    sync(&mut stage).await;
    stage.wardrobe.lock().unwrap().live.clear();
    sync(&mut stage).await;
    let kept = archive(&stage.shop).await.pop().unwrap();
    assert_eq!(kept.why, TakenDown::Vanished);
    assert!(!kept.description.is_empty());
}

/// A listing made by hand and linked to an item has photos of its own, and Vinted gives them to nobody afterwards.
#[tokio::test]
async fn photos_of_a_linked_listing_are_fetched_before_it_goes() {
    let mut stage = Stage::new("archive-photos").await;
    let host = PhotoHost::start().await;
    stage.shop.backend.images = host.images();
    {
        let mut wardrobe = stage.wardrobe.lock().unwrap();
        wardrobe.fill(1);
        let photo = |vinted_id: i64, name: &str| WardrobePhoto {
            vinted_id,
            url: format!("https://images1.vinted.net/{vinted_id}/{name}"),
            thumb: format!("https://images1.vinted.net/thumb/{vinted_id}.jpeg"),
        };
        wardrobe.item(1).photos =
            vec![photo(70, "a.png"), photo(71, "missing"), photo(72, "b.png")];
    }
    sync(&mut stage).await;
    let product = stage.shop.dress().await;
    wardrobe::attach(&stage.shop.backend, stage.shop.tenant, 1, product)
        .await
        .unwrap();
    taken_off(&mut stage, product).await;
    let kept = archive(&stage.shop).await.pop().unwrap();
    assert_eq!(kept.photos, 2, "the listing's, but the one that is missing");
    let shown = listings::open_kept_photo(
        &stage.shop.backend,
        stage.shop.tenant,
        kept.id,
        1,
        Rendition::Thumb,
    );
    assert!(!shown.await.unwrap().bytes.is_empty());
    let beyond = listings::open_kept_photo(
        &stage.shop.backend,
        stage.shop.tenant,
        kept.id,
        2,
        Rendition::Thumb,
    );
    assert!(matches!(beyond.await, Err(Error::NotFound { .. })));
}

/// Photos with pictures behind them, in the place of rows alone.
pub(super) async fn with_real_photos(shop: &Shop, product: ProductId) {
    shop.run("delete from product_photos").await;
    let uploads = shots(2);
    let report = photos::add(&shop.backend, shop.tenant, product, uploads);
    assert_eq!(report.await.unwrap().refused, []);
}

async fn taken_off_with_photos(stage: &mut Stage) -> (ProductId, Keepsake) {
    let product = stage.live_listing().await;
    with_real_photos(&stage.shop, product).await;
    taken_off(stage, product).await;
    let kept = archive(&stage.shop).await.pop().unwrap();
    (product, kept)
}

#[tokio::test]
async fn an_archived_item_comes_back_as_a_new_one_with_its_photos() {
    let mut stage = Stage::new("archive-revive").await;
    let (product, kept) = taken_off_with_photos(&mut stage).await;
    let (backend, tenant) = (&stage.shop.backend, stage.shop.tenant);
    let same = listings::revive(backend, tenant, kept.id).await.unwrap();
    assert_eq!(same, product, "a draft is listed again as it is");
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let pictures = photos::list(&mut tx, product).await.unwrap();
    tx.commit().await.unwrap();
    for picture in &pictures {
        photos::remove(backend, tenant, product, picture.id)
            .await
            .unwrap();
    }
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    products::archive(&mut tx, product).await.unwrap();
    tx.commit().await.unwrap();
    let again = listings::revive(backend, tenant, kept.id).await.unwrap();
    assert_ne!(again, product);
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let made = products::get(&mut tx, again).await.unwrap();
    assert_eq!(
        (made.status, made.fields.title.as_str()),
        (ProductStatus::Draft, DRESS)
    );
    let pictures = photos::list(&mut tx, again).await.unwrap().len();
    assert_eq!(pictures, 2, "kept, although the old item has none any more");
    tx.commit().await.unwrap();
    let unknown = listings::revive(backend, tenant, SnapshotId(i64::MAX)).await;
    assert!(matches!(unknown, Err(Error::NotFound { .. })));
    let other = Shop::new("archive-stranger").await;
    let foreign = listings::revive(&other.backend, other.tenant, kept.id).await;
    assert!(matches!(foreign, Err(Error::NotFound { .. })));
}

/// The tag's photo was taken for the listing by mistake, is marked as nobody's business since, and turned and cropped too.
#[tokio::test]
async fn what_became_internal_does_not_come_back_by_what_it_was() {
    let mut stage = Stage::new("archive-internal").await;
    let (product, kept) = taken_off_with_photos(&mut stage).await;
    let (backend, tenant) = (&stage.shop.backend, stage.shop.tenant);
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let tag = photos::list(&mut tx, product).await.unwrap()[1].id;
    photos::mark(&mut tx, product, tag, Mark::Internal)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let tag = photos::turn(backend, tenant, product, tag, Turn::Left)
        .await
        .unwrap();
    let half = Crop {
        bottom: 5000,
        ..Crop::default()
    };
    let tag = photos::crop(backend, tenant, product, tag.id, half)
        .await
        .unwrap();
    photos::restore(backend, tenant, product, tag.id)
        .await
        .unwrap();
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    products::archive(&mut tx, product).await.unwrap();
    tx.commit().await.unwrap();
    let again = listings::revive(backend, tenant, kept.id).await.unwrap();
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let pictures = photos::list(&mut tx, again).await.unwrap();
    assert_eq!(pictures.len(), 1, "{pictures:?}");
}
