//! A seller's shop as the tests of selling need it: something to sell, and the passing of time.

use crate::domain::slow_line;
use sqlx::Row;
use std::collections::BTreeMap;
use stoflow_domain::backend::Backend;
use stoflow_domain::database::{Database, testing};
use stoflow_domain::hints::Hints;
use stoflow_domain::{jobs, listings, products};
use stoflow_wire::ids::{JobId, ListingId, ProductId, TenantId};
use stoflow_wire::jobs::JobView;
use stoflow_wire::listings::ListingView;
use stoflow_wire::platform::Platform;
use stoflow_wire::products::{ProductForm, SaveReport};

/// A seller with a shop and nothing in it.
pub(super) struct Shop {
    pub(super) backend: Backend,
    pub(super) tenant: TenantId,
    /// Where the test itself looks and lets time pass.
    direct: Database,
}

impl Shop {
    pub(super) async fn new(name: &str) -> Self {
        let backend = testing::backend().await;
        let tenant = testing::seller(&backend, name).await.tenant;
        Self::of(backend, tenant)
    }

    pub(super) fn of(backend: Backend, tenant: TenantId) -> Self {
        let direct = backend.database.clone();
        Self {
            backend,
            tenant,
            direct,
        }
    }

    /// As [`Shop::new`], at the end of a line on which every exchange with the database is a moment to be killed at.
    pub(super) async fn on_slow_line(name: &str) -> Self {
        let mut shop = Self::new(name).await;
        shop.backend.database = slow_line::database().await;
        shop.backend.hints = Hints::new(shop.backend.database.clone());
        shop
    }

    /// A product with all that Vinted asks for, and two photos.
    pub(super) async fn dress(&self) -> ProductId {
        self.product(&dress_form()).await
    }

    pub(super) async fn product(&self, form: &ProductForm) -> ProductId {
        let mut tx = self.direct.tenant(self.tenant).await.unwrap();
        let product = products::create(&mut tx).await.unwrap();
        let saved = products::save(&mut tx, product, form, 1).await.unwrap();
        assert!(matches!(saved, SaveReport::Saved { .. }), "{saved:?}");
        for position in 0..2 {
            sqlx::query(
                "insert into product_photos (product_id, position, storage_key, content_hash, width, height, bytes) \
                 values ($1, $2, $3, $4, 800, 600, 1000)",
            )
            .bind(product.0)
            .bind(position)
            .bind(format!("{product}/{position}"))
            .bind("0".repeat(64))
            .execute(tx.conn())
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        product
    }

    /// Saves the product under another price.
    pub(super) async fn reprice(&self, product: ProductId, price: &str) {
        let mut tx = self.direct.tenant(self.tenant).await.unwrap();
        let version = products::get(&mut tx, product).await.unwrap().version;
        let form = ProductForm {
            price: price.to_owned(),
            ..dress_form()
        };
        let saved = products::save(&mut tx, product, &form, version)
            .await
            .unwrap();
        assert!(matches!(saved, SaveReport::Saved { .. }), "{saved:?}");
        tx.commit().await.unwrap();
    }

    pub(super) async fn publish(&self, product: ProductId) -> JobId {
        listings::publish(&self.backend, self.tenant, product, Platform::Vinted)
            .await
            .unwrap()
    }

    pub(super) async fn job(&self, job: JobId) -> JobView {
        let mut tx = self.direct.tenant(self.tenant).await.unwrap();
        jobs::view(&mut tx, job).await.unwrap()
    }

    pub(super) async fn listing(&self, product: ProductId) -> Option<ListingView> {
        let mut tx = self.direct.tenant(self.tenant).await.unwrap();
        let listings = listings::of_product(&mut tx, product).await.unwrap();
        listings.into_iter().next()
    }

    pub(super) async fn listing_id(&self, product: ProductId) -> ListingId {
        self.listing(product).await.unwrap().id
    }

    pub(super) async fn status(&self, product: ProductId) -> stoflow_wire::products::ProductStatus {
        let mut tx = self.direct.tenant(self.tenant).await.unwrap();
        products::get(&mut tx, product).await.unwrap().status
    }

    /// One worker does all that can be done now.
    pub(super) async fn work(&self) {
        jobs::run_until_idle(&self.backend, self.tenant)
            .await
            .unwrap();
    }

    /// Every lease lapses and every wait between attempts is over. Jobs in the middle of a transaction stay as they are.
    pub(super) async fn leases_lapse(&self) {
        // Locked in the order of a greeting.
        self.run_all(&[
            "update executors set lease_until = lease_until - interval '1 hour'",
            "update marketplace_jobs set run_at = now() - interval '1 second', \
             lease_until = lease_until - interval '1 hour', handed_at = handed_at - interval '1 hour' \
             where id in (select id from marketplace_jobs where finished_at is null for update skip locked)",
            "update vinted_connection set held_until = held_until - interval '1 hour'",
        ])
        .await;
    }

    /// Nothing was heard of parked jobs for too long.
    pub(super) async fn deadlines_pass(&self) {
        self.run("update marketplace_jobs set deadline = now() - interval '1 second' where deadline is not null")
            .await;
    }

    /// Open jobs are at the end of their lives.
    pub(super) async fn lives_end(&self) {
        self.run("update marketplace_jobs set expires_at = now() - interval '1 second' where finished_at is null")
            .await;
    }

    /// Changes rows as time would have changed them.
    pub(super) async fn run(&self, sql: &'static str) {
        self.run_all(&[sql]).await;
    }

    async fn run_all(&self, statements: &[&'static str]) {
        let mut tx = self.direct.tenant(self.tenant).await.unwrap();
        for sql in statements {
            sqlx::query(*sql).execute(tx.conn()).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    pub(super) async fn text(&self, sql: &'static str) -> String {
        let mut tx = self.direct.tenant(self.tenant).await.unwrap();
        let row = sqlx::query(sql).fetch_one(tx.conn()).await.unwrap();
        row.get(0)
    }

    pub(super) async fn count(&self, sql: &'static str) -> i64 {
        let mut tx = self.direct.tenant(self.tenant).await.unwrap();
        let row = sqlx::query(sql).fetch_one(tx.conn()).await.unwrap();
        row.get(0)
    }
}

pub(super) fn dress_form() -> ProductForm {
    ProductForm {
        title: "Robe rouge à fleurs".to_owned(),
        description: "Portée deux fois.".to_owned(),
        price: "25,00".to_owned(),
        cost: String::new(),
        minimum: String::new(),
        category: "dress".to_owned(),
        gender: "women".to_owned(),
        brand: "Sézane".to_owned(),
        size: "38".to_owned(),
        colours: "red".to_owned(),
        condition: "8".to_owned(),
        materials: String::new(),
        shares: BTreeMap::new(),
        attributes: BTreeMap::new(),
        measurements: BTreeMap::new(),
        weight: String::new(),
        parcel: String::new(),
        location: "A1".to_owned(),
        sku: String::new(),
        quantity: "1".to_owned(),
    }
}
