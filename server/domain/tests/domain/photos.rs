//! Photos in the store and in the rows: both or neither, in order, never more than twenty.

use bytes::Bytes;
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use std::path::PathBuf;
use stoflow_domain::backend::Backend;
use stoflow_domain::database::testing::{self, TestWorld};
use stoflow_domain::error::Error;
use stoflow_domain::photos::{self, OpenPhoto, Rendition, Upload};
use stoflow_domain::products;
use stoflow_wire::ids::{PhotoId, ProductId, TenantId};
use stoflow_wire::photos::{PhotoProblem, UploadReport};
use stoflow_wire::products::ProductFilter;
use time::Duration;

struct Shop {
    backend: Backend,
    tenant: TenantId,
}

impl Shop {
    async fn new(name: &str) -> Self {
        let backend = testing::backend().await;
        let tenant = testing::seller(&backend, name).await.tenant;
        Self { backend, tenant }
    }

    async fn product(&self) -> ProductId {
        let mut tx = self.backend.database.tenant(self.tenant).await.unwrap();
        let product = products::create(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        product
    }

    async fn add(&self, product: ProductId, uploads: Vec<Upload>) -> UploadReport {
        photos::add(&self.backend, self.tenant, product, uploads)
            .await
            .unwrap()
    }

    /// The product's photos in order.
    async fn ids(&self, product: ProductId) -> Vec<PhotoId> {
        let mut tx = self.backend.database.tenant(self.tenant).await.unwrap();
        let photos = photos::list(&mut tx, product).await.unwrap();
        photos.iter().map(|photo| photo.id).collect()
    }

    async fn cover(&self, product: ProductId) -> Option<PhotoId> {
        let mut tx = self.backend.database.tenant(self.tenant).await.unwrap();
        let list = products::list(&mut tx, &ProductFilter::default())
            .await
            .unwrap();
        list.rows.iter().find(|row| row.id == product)?.cover
    }

    async fn open(&self, photo: PhotoId, rendition: Rendition) -> Result<OpenPhoto, Error> {
        photos::open(&self.backend, self.tenant, photo, rendition).await
    }

    /// Pictures of this seller that lie in the store, two for each photo.
    fn stored(&self) -> usize {
        files_below(
            &TestWorld::get()
                .folder()
                .join(format!("photos/tenants/{}", self.tenant)),
        )
    }
}

fn files_below(folder: &PathBuf) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { files_below(&path) } else { 1 })
        .sum()
}

fn picture(shade: u8) -> RgbImage {
    RgbImage::from_pixel(60, 80, Rgb([shade, shade, shade]))
}

fn upload(file_name: &str, format: ImageFormat, shade: u8) -> Upload {
    let mut file = Cursor::new(Vec::new());
    picture(shade).write_to(&mut file, format).unwrap();
    Upload {
        file_name: file_name.to_owned(),
        bytes: file.into_inner().into(),
    }
}

pub(super) fn jpegs(count: u8) -> Vec<Upload> {
    (0..count)
        .map(|n| upload(&format!("{n}.jpg"), ImageFormat::Jpeg, n * 10))
        .collect()
}

fn is_not_found<T>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::NotFound { .. }))
}

#[tokio::test]
async fn every_file_is_judged_by_itself() {
    let shop = Shop::new("judge").await;
    let product = shop.product().await;
    let mut cut = upload("coupee.jpg", ImageFormat::Jpeg, 0);
    cut.bytes = cut.bytes.slice(..cut.bytes.len() - 20);
    let text = Upload {
        file_name: "photo.jpg".to_owned(),
        bytes: Bytes::from_static(b"<script>alert(1)</script>"),
    };
    let heavy = Upload {
        file_name: "lourde.png".to_owned(),
        bytes: vec![0; 10 * 1024 * 1024 + 1].into(),
    };
    let uploads = vec![
        upload("a.txt", ImageFormat::Png, 10),
        cut,
        upload("b.webp", ImageFormat::WebP, 120),
        text,
        heavy,
        upload("c.jpg", ImageFormat::Jpeg, 240),
    ];
    let report = shop.add(product, uploads).await;
    let refused: Vec<(&str, PhotoProblem)> = report
        .refused
        .iter()
        .map(|refused| (refused.file_name.as_str(), refused.reason))
        .collect();
    let expected = [
        ("coupee.jpg", PhotoProblem::Damaged),
        ("photo.jpg", PhotoProblem::NotAPhoto),
        ("lourde.png", PhotoProblem::TooHeavy),
    ];
    assert_eq!(refused, expected);
    let kept = shop.ids(product).await;
    assert_eq!(
        kept,
        report
            .added
            .iter()
            .map(|photo| photo.id)
            .collect::<Vec<_>>()
    );
    assert_eq!(shop.stored(), 6);
    assert_eq!(shop.cover(product).await, Some(kept[0]));
    let shades = [10, 120, 240];
    for (photo, shade) in kept.into_iter().zip(shades) {
        let open = shop.open(photo, Rendition::Full).await.unwrap();
        assert_eq!(open.content_type, "image/jpeg");
        let pixels = image::load_from_memory(&open.bytes).unwrap().into_rgb8();
        assert!(
            pixels.get_pixel(30, 40).0[0].abs_diff(shade) < 6,
            "in the order they came"
        );
    }
}

#[tokio::test]
async fn an_unknown_product_takes_no_photos() {
    let shop = Shop::new("nowhere").await;
    let refused = photos::add(&shop.backend, shop.tenant, ProductId(404), jpegs(1)).await;
    assert!(is_not_found(&refused), "{refused:?}");
    assert_eq!(shop.stored(), 0);
}

#[tokio::test]
async fn a_new_product_shows_by_its_photo() {
    let shop = Shop::new("shutter").await;
    let product = shop.product().await;
    assert_eq!(shop.cover(product).await, None);
    let report = shop.add(product, jpegs(1)).await;
    assert_eq!(shop.cover(product).await, Some(report.added[0].id));
}

#[tokio::test]
async fn order_is_the_sellers() {
    let shop = Shop::new("order").await;
    let (product, other) = (shop.product().await, shop.product().await);
    shop.add(product, jpegs(4)).await;
    shop.add(other, jpegs(1)).await;
    let ids = shop.ids(product).await;
    let version = |shop: &Shop| {
        let database = shop.backend.database.clone();
        let tenant = shop.tenant;
        async move {
            let mut tx = database.tenant(tenant).await.unwrap();
            products::get(&mut tx, product).await.unwrap().version
        }
    };
    let before = version(&shop).await;
    let wanted = vec![ids[2], ids[0], ids[3], ids[1]];
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    photos::reorder(&mut tx, product, &wanted).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(shop.ids(product).await, wanted);
    assert_eq!(shop.cover(product).await, Some(ids[2]));
    assert_eq!(
        version(&shop).await,
        before,
        "unsaved typing is not outdated by photos"
    );

    let strangers = shop.ids(other).await[0];
    for wrong in [
        vec![],
        ids[..3].to_vec(),
        vec![ids[0], ids[0], ids[1], ids[2], ids[3]],
        vec![ids[0], ids[1], ids[2], ids[2]],
        vec![ids[0], ids[1], ids[2], strangers],
    ] {
        let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
        let refused = photos::reorder(&mut tx, product, &wrong).await;
        assert!(
            matches!(refused, Err(Error::Invalid(_))),
            "{wrong:?}: {refused:?}"
        );
    }
    let added = shop.add(product, jpegs(1)).await.added[0].id;
    assert_eq!(
        shop.ids(product).await.last(),
        Some(&added),
        "new ones come last"
    );
}

#[tokio::test]
async fn removing_takes_the_pictures_along() {
    let shop = Shop::new("remover").await;
    let product = shop.product().await;
    shop.add(product, jpegs(2)).await;
    let ids = shop.ids(product).await;
    photos::remove(&shop.backend, shop.tenant, product, ids[0])
        .await
        .unwrap();
    assert_eq!(shop.ids(product).await, ids[1..]);
    assert_eq!(shop.stored(), 2);
    assert!(is_not_found(&shop.open(ids[0], Rendition::Full).await));
    let again = photos::remove(&shop.backend, shop.tenant, product, ids[0]).await;
    assert!(is_not_found(&again), "{again:?}");
    let elsewhere = shop.product().await;
    let wrong = photos::remove(&shop.backend, shop.tenant, elsewhere, ids[1]).await;
    assert!(is_not_found(&wrong), "{wrong:?}");
    assert_eq!(shop.stored(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn parallel_uploads_stop_at_twenty() {
    let shop = Shop::new("flood").await;
    let product = shop.product().await;
    let uploads: Vec<_> = (0..8)
        .map(|_| {
            let (backend, tenant) = (shop.backend.clone(), shop.tenant);
            tokio::spawn(async move {
                photos::add(&backend, tenant, product, jpegs(5))
                    .await
                    .unwrap()
            })
        })
        .collect();
    let (mut added, mut too_many) = (0, 0);
    for upload in uploads {
        let report = upload.await.unwrap();
        added += report.added.len();
        too_many += report.refused.len();
        assert!(
            report
                .refused
                .iter()
                .all(|file| file.reason == PhotoProblem::TooMany)
        );
    }
    assert_eq!((added, too_many), (20, 20));
    assert_eq!(shop.ids(product).await.len(), 20);
    assert_eq!(shop.stored(), 40, "pictures without a place were removed");
    let full = shop.add(product, jpegs(1)).await;
    assert_eq!(full.refused[0].reason, PhotoProblem::TooMany);
}

#[tokio::test]
async fn pictures_have_validators_and_two_sizes() {
    let shop = Shop::new("viewer").await;
    let product = shop.product().await;
    let mut file = Cursor::new(Vec::new());
    RgbImage::new(900, 600)
        .write_to(&mut file, ImageFormat::Jpeg)
        .unwrap();
    let upload = Upload {
        file_name: "x.jpg".to_owned(),
        bytes: file.into_inner().into(),
    };
    let photo = shop.add(product, vec![upload]).await.added[0].clone();
    assert_eq!((photo.width, photo.height), (900, 600));
    let full = shop.open(photo.id, Rendition::Full).await.unwrap();
    let thumb = shop.open(photo.id, Rendition::Thumb).await.unwrap();
    assert_eq!(image::load_from_memory(&thumb.bytes).unwrap().width(), 400);
    assert_ne!(full.etag, thumb.etag);
    assert!(full.etag.starts_with('"') && full.etag.ends_with('"'));
    assert_eq!(
        full.etag,
        shop.open(photo.id, Rendition::Full).await.unwrap().etag
    );
}

#[tokio::test]
async fn another_sellers_photo_is_not_there() {
    let (alice, bob) = (Shop::new("alice").await, Shop::new("bob").await);
    let product = alice.product().await;
    alice.add(product, jpegs(1)).await;
    let photo = alice.ids(product).await[0];
    assert!(is_not_found(&bob.open(photo, Rendition::Full).await));
    let removed = photos::remove(&bob.backend, bob.tenant, product, photo).await;
    assert!(is_not_found(&removed), "{removed:?}");
    alice.open(photo, Rendition::Thumb).await.unwrap();
}

#[tokio::test]
async fn a_signed_path_opens_one_photo_for_a_while() {
    let shop = Shop::new("signer").await;
    let product = shop.product().await;
    shop.add(product, jpegs(2)).await;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let listed = photos::list(&mut tx, product).await.unwrap();
    drop(tx);
    let now = shop.backend.clock.now();
    let path = |expires| photos::signed::path(&shop.backend.keys, shop.tenant, &listed[0], expires);
    let parts = |path: &str| -> (i64, String) {
        let mut parts = path.rsplit('/');
        let signature = parts.next().unwrap().to_owned();
        (parts.next().unwrap().parse().unwrap(), signature)
    };
    let good = path(now + Duration::minutes(5));
    let start = format!("/photos/signed/{}/{}/", shop.tenant, listed[0].id);
    assert!(good.starts_with(&start), "{good}");
    let (expires, signature) = parts(&good);
    let open = async |photo: PhotoId, expires: i64, signature: &str| {
        photos::signed::open(&shop.backend, shop.tenant, photo, expires, signature).await
    };
    open(listed[0].id, expires, &signature).await.unwrap();
    assert!(is_not_found(&open(listed[1].id, expires, &signature).await));
    assert!(is_not_found(
        &open(listed[0].id, expires + 1, &signature).await
    ));
    assert!(is_not_found(
        &open(listed[0].id, i64::MAX, &signature).await
    ));
    assert!(is_not_found(&open(listed[0].id, expires, "").await));
    let (expires, signature) = parts(&path(now - Duration::seconds(1)));
    assert!(is_not_found(&open(listed[0].id, expires, &signature).await));
    let another = TenantId(shop.tenant.0 + 1);
    let (expires, signature) = parts(&good);
    let stolen =
        photos::signed::open(&shop.backend, another, listed[0].id, expires, &signature).await;
    assert!(is_not_found(&stolen), "{stolen:?}");
}
