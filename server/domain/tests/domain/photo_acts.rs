//! What is done with photos that are there: turned, cropped, and kept from being published.

use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use crate::domain::shop::Shop;
use image::{ImageFormat, RgbImage};
use std::io::Cursor;
use stoflow_domain::database::testing::TestWorld;
use stoflow_domain::error::Error;
use stoflow_domain::photos::{self, Photo, Rendition, Upload, signed};
use stoflow_domain::{listings, products};
use stoflow_wire::crop::Crop;
use stoflow_wire::gap::{GapField, GapReason};
use stoflow_wire::ids::{PhotoId, ProductId};
use stoflow_wire::photos::{Mark, Turn};
use stoflow_wire::problem::{FieldProblem, Problem};
use stoflow_wire::products::ProductFilter;

async fn of(shop: &Shop, product: ProductId) -> Vec<Photo> {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    photos::list(&mut tx, product).await.unwrap()
}

async fn mark(shop: &Shop, product: ProductId, photo: PhotoId, mark: Mark) -> Result<(), Error> {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    photos::mark(&mut tx, product, photo, mark).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn cover(shop: &Shop) -> Option<PhotoId> {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let list = products::list(&mut tx, &ProductFilter::default()).await;
    list.unwrap().rows[0].cover
}

fn is_field(refused: &Result<(), Error>, field: &str, problem: Problem) -> bool {
    let expected = [FieldProblem::new(field, problem)];
    matches!(refused, Err(Error::Invalid(fields)) if *fields == expected)
}

#[tokio::test]
async fn an_internal_photo_is_nobodys_but_its_sellers() {
    let mut stage = Stage::new("internal").await;
    let product = stage.shop.dress().await;
    stage
        .shop
        .run("update product_photos set content_hash = lpad(id::text, 64, '0')")
        .await;
    let [tag, front] = &of(&stage.shop, product).await[..] else {
        panic!("a dress has two photos");
    };
    assert_eq!(cover(&stage.shop).await, Some(tag.id));
    mark(&stage.shop, product, tag.id, Mark::Internal)
        .await
        .unwrap();
    assert_eq!(cover(&stage.shop).await, Some(front.id));

    let job = stage.shop.publish(product).await;
    let too_late = mark(&stage.shop, product, front.id, Mark::Internal).await;
    assert!(
        is_field(&too_late, "internal", Problem::AlreadyUsed),
        "{too_late:?}"
    );
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.wardrobe.lock().unwrap().uploads, 1);
    let listed = "select string_agg(photo ->> 'photo', ',') from listings, jsonb_array_elements(photos) as photo";
    assert_eq!(stage.shop.text(listed).await, front.id.to_string());
    let (backend, tenant) = (&stage.shop.backend, stage.shop.tenant);
    let expires = backend.clock.now() + time::Duration::hours(1);
    let path = signed::path(&backend.keys, tenant, tag, expires);
    let signature = path.rsplit('/').next().unwrap();
    let opened = signed::open(backend, tenant, tag.id, expires.unix_timestamp(), signature).await;
    assert!(matches!(opened, Err(Error::NotFound { .. })));

    let view = stage.shop.listing(product).await.unwrap();
    assert!(!view.outdated && !view.photos_changed);
    mark(&stage.shop, product, tag.id, Mark::Published)
        .await
        .unwrap();
    assert!(stage.shop.listing(product).await.unwrap().photos_changed);
    for photo in [tag, front] {
        mark(&stage.shop, product, photo.id, Mark::Internal)
            .await
            .unwrap();
    }
    assert!(stage.shop.listing(product).await.unwrap().photos_changed);
    assert_eq!(cover(&stage.shop).await, None);
    let mut tx = stage
        .shop
        .backend
        .database
        .tenant(stage.shop.tenant)
        .await
        .unwrap();
    let readiness = listings::readiness(&mut tx, product).await.unwrap();
    let [gap] = &readiness[0].gaps[..] else {
        panic!("{readiness:?}");
    };
    assert_eq!(
        (gap.field, gap.reason),
        (GapField::Photos, GapReason::Missing)
    );
}

#[tokio::test]
async fn internal_photos_take_no_place_and_are_few() {
    let shop = Shop::new("tags").await;
    let product = shop.dress().await;
    shop.run(
        "insert into product_photos (product_id, position, storage_key, content_hash, width, height, bytes) \
         select id, position, position::text, repeat('a', 64), 800, 600, 1000 \
         from products, generate_series(2, 19) as position",
    )
    .await;
    let ids: Vec<PhotoId> = of(&shop, product)
        .await
        .iter()
        .map(|photo| photo.id)
        .collect();
    for photo in &ids[..5] {
        mark(&shop, product, *photo, Mark::Internal).await.unwrap();
    }
    let one_more = mark(&shop, product, ids[5], Mark::Internal).await;
    assert!(
        is_field(&one_more, "internal", Problem::TooMany { max: 5 }),
        "{one_more:?}"
    );
    let report = photos::add(&shop.backend, shop.tenant, product, shots(6))
        .await
        .unwrap();
    assert_eq!((report.added.len(), report.refused.len()), (5, 1));
    let full = mark(&shop, product, ids[0], Mark::Published).await;
    assert!(
        is_field(&full, "published", Problem::TooMany { max: 20 }),
        "{full:?}"
    );
}

/// Files in the store, of this shop.
fn stored(shop: &Shop) -> usize {
    let tenants = TestWorld::get().folder().join("photos/tenants");
    let folders = std::fs::read_dir(tenants.join(shop.tenant.to_string()).join("photos"));
    let files =
        |folder: std::fs::DirEntry| std::fs::read_dir(folder.path()).map_or(0, Iterator::count);
    folders.map_or(0, |folders| folders.flatten().map(files).sum())
}

#[tokio::test]
async fn a_crop_is_undone_as_long_as_the_photo_is_there() {
    let shop = Shop::new("whole").await;
    let product = shop.dress().await;
    shop.run("delete from product_photos").await;
    let (backend, tenant) = (&shop.backend, shop.tenant);
    let added = photos::add(backend, tenant, product, shots(2))
        .await
        .unwrap();
    let [first, second] = &added.added[..] else {
        panic!("two photos");
    };
    assert!(!first.cropped);
    let before = of(&shop, product).await[0].content_hash.clone();
    let some = Crop {
        bottom: 2000,
        ..Crop::default()
    };
    // Once, turned, and once more: what it was before the first time is what comes back.
    let cropped = photos::crop(backend, tenant, product, first.id, some)
        .await
        .unwrap();
    let turned = photos::turn(backend, tenant, product, cropped.id, Turn::Left)
        .await
        .unwrap();
    let twice = photos::crop(backend, tenant, product, turned.id, some)
        .await
        .unwrap();
    assert!(cropped.cropped && turned.cropped && twice.cropped);
    assert_eq!((twice.width, twice.height), (480, 320));
    assert_eq!(
        stored(&shop),
        6,
        "the first, what is left of it, and the second"
    );
    mark(&shop, product, twice.id, Mark::Internal)
        .await
        .unwrap();

    let whole = photos::restore(backend, tenant, product, twice.id)
        .await
        .unwrap();
    assert_eq!((whole.width, whole.height), (400, 600));
    assert!(whole.internal && !whole.cropped);
    let now = of(&shop, product).await;
    assert_eq!((now[0].id, &now[0].content_hash), (whole.id, &before));
    assert_eq!(now[1].id, second.id);
    assert_eq!(stored(&shop), 4);
    let again = photos::restore(backend, tenant, product, whole.id).await;
    assert_eq!(again.unwrap(), whole, "there is nothing to bring back");
    let gone = photos::restore(backend, tenant, product, twice.id).await;
    assert!(matches!(gone, Err(Error::NotFound { .. })));

    let cropped = photos::crop(backend, tenant, product, whole.id, some)
        .await
        .unwrap();
    photos::remove(backend, tenant, product, cropped.id)
        .await
        .unwrap();
    assert_eq!(stored(&shop), 2, "both pictures of it are gone");
}

#[tokio::test]
async fn what_a_listing_showed_outlives_a_crop_and_its_undoing() {
    let shop = Shop::new("shown").await;
    let product = shop.dress().await;
    shop.run("delete from product_photos").await;
    let (backend, tenant) = (&shop.backend, shop.tenant);
    let added = photos::add(backend, tenant, product, shots(1))
        .await
        .unwrap();
    let some = Crop {
        right: 1000,
        ..Crop::default()
    };
    let cropped = photos::crop(backend, tenant, product, added.added[0].id, some)
        .await
        .unwrap();
    shop.run(
        "insert into listings (product_id, platform, site, state, reference, upload_session) \
         select id, 'vinted', 'www.vinted.fr', 'removed', 'r', 's' from products",
    )
    .await;
    shop.run(
        "insert into listing_snapshots (listing_id, external_id, currency, photos) \
         select id, '1', 'EUR', (select array_agg(storage_key) from product_photos) from listings",
    )
    .await;
    photos::restore(backend, tenant, product, cropped.id)
        .await
        .unwrap();
    assert_eq!(stored(&shop), 4, "what the listing showed stays");
}

#[tokio::test]
async fn an_item_without_a_photo_to_show_needs_attention() {
    let shop = Shop::new("unseen").await;
    let product = shop.dress().await;
    shop.run("delete from product_photos").await;
    let (backend, tenant) = (&shop.backend, shop.tenant);
    let needs = async || {
        let filter = ProductFilter {
            attention: true,
            ..ProductFilter::default()
        };
        let mut tx = backend.database.tenant(tenant).await.unwrap();
        let list = products::list(&mut tx, &filter).await.unwrap();
        list.counts.draft == 1 && list.rows.len() == 1
    };
    assert!(needs().await);
    let added = photos::add(backend, tenant, product, shots(2))
        .await
        .unwrap()
        .added;
    assert!(!needs().await);
    mark(&shop, product, added[0].id, Mark::Internal)
        .await
        .unwrap();
    assert!(!needs().await);
    photos::remove(backend, tenant, product, added[1].id)
        .await
        .unwrap();
    assert!(needs().await, "what is left of them is nobody's to see");
    mark(&shop, product, added[0].id, Mark::Published)
        .await
        .unwrap();
    assert!(!needs().await);
    let turned = photos::turn(backend, tenant, product, added[0].id, Turn::Left)
        .await
        .unwrap();
    assert!(!needs().await);
    photos::remove(backend, tenant, product, turned.id)
        .await
        .unwrap();
    assert!(needs().await);
}

/// So many uploads of 400 × 600.
pub(super) fn shots(count: usize) -> Vec<Upload> {
    let mut file = Cursor::new(Vec::new());
    RgbImage::new(400, 600)
        .write_to(&mut file, ImageFormat::Png)
        .unwrap();
    let upload = Upload {
        file_name: "x.png".to_owned(),
        bytes: file.into_inner().into(),
    };
    vec![upload; count]
}

#[tokio::test]
async fn another_picture_takes_the_place_and_the_mark() {
    let shop = Shop::new("scissors").await;
    let product = shop.dress().await;
    shop.run("delete from product_photos").await;
    let (backend, tenant) = (&shop.backend, shop.tenant);
    let added = photos::add(backend, tenant, product, shots(3))
        .await
        .unwrap()
        .added;
    mark(&shop, product, added[1].id, Mark::Internal)
        .await
        .unwrap();
    let turned = photos::turn(backend, tenant, product, added[1].id, Turn::Left)
        .await
        .unwrap();
    assert_eq!(
        (turned.width, turned.height, turned.internal),
        (600, 400, true)
    );
    let half = Crop {
        bottom: 5000,
        ..Crop::default()
    };
    let cropped = photos::crop(backend, tenant, product, added[0].id, half)
        .await
        .unwrap();
    assert_eq!(
        (cropped.width, cropped.height, cropped.internal),
        (400, 300, false)
    );
    let now: Vec<PhotoId> = of(&shop, product)
        .await
        .iter()
        .map(|photo| photo.id)
        .collect();
    assert_eq!(now, [cropped.id, turned.id, added[2].id]);
    assert_eq!(cover(&shop).await, Some(cropped.id));
    photos::open(backend, tenant, turned.id, Rendition::Thumb)
        .await
        .unwrap();
    let old = photos::open(backend, tenant, added[1].id, Rendition::Full).await;
    assert!(matches!(old, Err(Error::NotFound { .. })));
    let twice = photos::turn(backend, tenant, product, added[1].id, Turn::Left).await;
    assert!(matches!(twice, Err(Error::NotFound { .. })));

    let whole = photos::crop(backend, tenant, product, cropped.id, Crop::default()).await;
    assert_eq!(whole.unwrap(), cropped, "nothing was cut off");
    let too_little = photos::crop(backend, tenant, product, cropped.id, half)
        .await
        .map(drop);
    assert!(
        is_field(&too_little, "crop", Problem::TooSmall { min: 200 }),
        "{too_little:?}"
    );
}
