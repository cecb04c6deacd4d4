//! One change of many items: as it was shown, all at once, and taken back where nobody came in between.

use super::Stage;
use crate::domain::shop::{Shop, dress_form};
use std::collections::BTreeSet;
use stoflow_domain::batches::changes;
use stoflow_domain::batches::changes::seen::Seen;
use stoflow_domain::error::Error;
use stoflow_domain::products::{self, Product, fill, matching};
use stoflow_wire::batches::{BatchReport, LeftOut, LeftOutWhy};
use stoflow_wire::changes::{ChangeForm, ChangeKind, ChangeReport, Turn};
use stoflow_wire::ids::{BatchId, ProductId};
use stoflow_wire::money::Money;
use stoflow_wire::products::{ProductFilter, ProductForm, ProductStatus, SaveReport};

fn lower_by(percent: &str) -> ChangeForm {
    ChangeForm {
        way: "down_by".to_owned(),
        amount: percent.to_owned(),
        ending: "ninety".to_owned(),
        ..ChangeForm::default()
    }
}

fn moved_to(place: &str) -> ChangeForm {
    ChangeForm {
        location: place.to_owned(),
        ..ChangeForm::default()
    }
}

fn seen(report: &ChangeReport) -> Vec<Seen> {
    let items = report.changed.iter();
    items
        .map(|item| Seen {
            product: item.product,
            version: item.version,
        })
        .collect()
}

fn why(left_out: &[LeftOut], product: ProductId) -> &LeftOutWhy {
    let mut left_out = left_out.iter();
    &left_out.find(|left| left.product == product).unwrap().why
}

impl Shop {
    async fn look(&self, kind: ChangeKind, form: &ChangeForm, items: &[ProductId]) -> ChangeReport {
        changes::rehearse(&self.backend, self.tenant, kind, form, items)
            .await
            .unwrap()
    }

    async fn change(
        &self,
        kind: ChangeKind,
        form: &ChangeForm,
        key: &str,
        seen: &[Seen],
    ) -> ChangeReport {
        changes::apply(&self.backend, self.tenant, kind, form, key, seen)
            .await
            .unwrap()
    }

    async fn take_back(&self, batch: Option<BatchId>) -> BatchReport {
        changes::undo(&self.backend, self.tenant, batch.unwrap())
            .await
            .unwrap()
    }

    async fn saved(&self, product: ProductId) -> Product {
        let mut tx = self.backend.database.tenant(self.tenant).await.unwrap();
        products::get(&mut tx, product).await.unwrap()
    }

    async fn price(&self, product: ProductId) -> i64 {
        self.saved(product).await.fields.price.unwrap().minor
    }
}

#[tokio::test]
async fn prices_go_down_together_and_come_back_where_nobody_came_in_between() {
    let shop = Shop::new("sale").await;
    let (kept, resaved) = (shop.dress().await, shop.dress().await);
    let guarded = ProductForm {
        minimum: "23".to_owned(),
        ..dress_form()
    };
    let guarded = shop.product(&guarded).await;
    let sold = shop.dress().await;
    shop.run("update products set status = 'sold' where id = (select max(id) from products)")
        .await;
    let typing = {
        let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
        let typing = products::create(&mut tx).await.unwrap();
        products::keep_draft(&mut tx, typing, &dress_form(), 1)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        typing
    };
    let gone = ProductId(987_654);
    let form = lower_by("10");
    let items = [kept, resaved, guarded, sold, typing, gone, kept];
    let looked = shop.look(ChangeKind::Price, &form, &items).await;
    assert_eq!((looked.batch, looked.changed.len()), (None, 2));
    assert_eq!(shop.price(kept).await, 2500, "nothing is done yet");
    let (minimum, would) = (Money::euros_from_cents(2300), Money::euros_from_cents(2250));
    assert_eq!(
        why(&looked.left_out, guarded),
        &LeftOutWhy::BelowMinimum { minimum, would }
    );
    assert_eq!(why(&looked.left_out, typing), &LeftOutWhy::NeverSaved);
    for product in [sold, gone] {
        assert_eq!(why(&looked.left_out, product), &LeftOutWhy::OutOfPlace);
    }

    let done = shop
        .change(ChangeKind::Price, &form, "once", &seen(&looked))
        .await;
    let again = shop
        .change(ChangeKind::Price, &form, "once", &seen(&looked))
        .await;
    assert_eq!(done, again, "the same click twice is one change");
    assert_eq!(
        (
            done.changed.len(),
            shop.price(kept).await,
            shop.price(resaved).await
        ),
        (2, 2290, 2290)
    );
    let stale = shop
        .change(ChangeKind::Price, &form, "later", &seen(&looked))
        .await;
    assert_eq!((stale.batch, stale.changed.len()), (None, 0));
    assert_eq!(why(&stale.left_out, kept), &LeftOutWhy::ChangedSince);

    shop.reprice(resaved, "40").await;
    let undone = shop.take_back(done.batch).await;
    assert_eq!(undone.asked, 1);
    assert_eq!(why(&undone.left_out, resaved), &LeftOutWhy::ChangedSince);
    assert_eq!(
        (shop.price(kept).await, shop.price(resaved).await),
        (2500, 4000)
    );
    assert_eq!(
        shop.saved(kept).await.version,
        4,
        "each is a save of its own"
    );
    assert_eq!(shop.take_back(done.batch).await, undone, "once is enough");
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let told = changes::get(&mut tx, done.batch.unwrap()).await.unwrap();
    assert_eq!(told.undone, Some(undone));
    let unknown = changes::get(&mut tx, BatchId(4_711)).await;
    assert!(matches!(unknown, Err(Error::NotFound { .. })));
}

/// A change is a save: what is on sale is behind it, and a form that was open meanwhile says so and loses nothing.
#[tokio::test]
async fn listings_and_open_forms_see_a_change_as_a_save() {
    let mut stage = Stage::new("seen").await;
    let product = stage.live_listing().await;
    let shop = &stage.shop;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let open = products::editor(&mut tx, product).await.unwrap();
    let typed = ProductForm {
        title: "Robe retouchée".to_owned(),
        ..open.form
    };
    products::keep_draft(&mut tx, product, &typed, open.version)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let form = lower_by("20");
    let looked = shop.look(ChangeKind::Price, &form, &[product]).await;
    let done = shop
        .change(ChangeKind::Price, &form, "k", &seen(&looked))
        .await;
    assert!(shop.listing(product).await.unwrap().outdated);

    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let now = products::editor(&mut tx, product).await.unwrap();
    assert_eq!(now.form.title, "Robe retouchée", "nothing typed is lost");
    let saved = products::save(&mut tx, product, &now.form, now.version)
        .await
        .unwrap();
    assert!(matches!(saved, SaveReport::Stale { .. }), "{saved:?}");
    drop(tx);
    shop.take_back(done.batch).await;
    assert!(!shop.listing(product).await.unwrap().outdated);
}

#[tokio::test]
async fn places_change_with_what_items_are_found_by() {
    let shop = Shop::new("mover").await;
    let (here, there) = (shop.dress().await, shop.dress().await);
    let form = moved_to("Carton Zébulon");
    let looked = shop.look(ChangeKind::Location, &form, &[here, there]).await;
    let done = shop
        .change(ChangeKind::Location, &form, "k", &seen(&looked))
        .await;
    let found = "select count(*) from products where search_text like '%carton zebulon%' and location = 'Carton Zébulon'";
    assert_eq!(shop.count(found).await, 2);
    let again = shop.look(ChangeKind::Location, &form, &[here]).await;
    assert_eq!(why(&again.left_out, here), &LeftOutWhy::Unchanged);
    assert_eq!(shop.take_back(done.batch).await.asked, 2);
    assert_eq!(shop.count(found).await, 0);
    assert_eq!(shop.saved(there).await.fields.location, "A1");
}

const DRAFTS: &str = "select draft from product_counts";

#[tokio::test]
async fn copies_are_drafts_of_their_own_and_go_again_where_nothing_came_of_them() {
    let shop = Shop::new("copyist").await;
    let original = ProductForm {
        sku: "ROBE-1".to_owned(),
        quantity: "3".to_owned(),
        ..dress_form()
    };
    let items = [
        shop.product(&original).await,
        shop.dress().await,
        shop.dress().await,
    ];
    let form = ChangeForm::default();
    let looked = shop.look(ChangeKind::Duplicate, &form, &items).await;
    let done = shop
        .change(ChangeKind::Duplicate, &form, "k", &seen(&looked))
        .await;
    let copies: Vec<ProductId> = done
        .changed
        .iter()
        .map(|item| match item.turn {
            Turn::Copy { made: Some(made) } => made,
            ref other => panic!("{other:?}"),
        })
        .collect();
    let copy = shop.saved(copies[2]).await;
    assert_eq!(
        (copy.status, copy.fields.quantity),
        (ProductStatus::Draft, 1)
    );
    assert_eq!(
        (copy.fields.title.as_str(), copy.fields.sku.as_str()),
        ("Robe rouge à fleurs", "")
    );
    assert_eq!(shop.count(DRAFTS).await, 6);

    shop.reprice(copies[0], "30").await;
    // A photo of its tag alone is a beginning too.
    shop.run(
        "insert into product_photos (product_id, position, storage_key, content_hash, width, height, bytes, internal) \
         select id, 0, 'tag', repeat('0', 64), 800, 600, 1000, true from products order by id offset 4 limit 1",
    )
    .await;
    let undone = shop.take_back(done.batch).await;
    assert_eq!((undone.asked, undone.left_out.len()), (1, 2));
    let left: BTreeSet<ProductId> = undone.left_out.iter().map(|item| item.product).collect();
    assert_eq!(left, BTreeSet::from([copies[0], copies[1]]));
    assert_eq!(shop.count(DRAFTS).await, 5);
    assert_eq!(shop.count("select count(*) from products").await, 5);
}

const ARCHIVED: &str = "select archived from product_counts";

#[tokio::test]
async fn items_are_put_away_together_unless_they_are_online_and_come_back() {
    let mut stage = Stage::new("shelf").await;
    let online = stage.live_listing().await;
    let shop = &stage.shop;
    let named = ProductForm {
        sku: "ROBE-1".to_owned(),
        ..dress_form()
    };
    let (named_one, plain) = (shop.product(&named).await, shop.dress().await);
    let form = ChangeForm::default();
    let looked = shop
        .look(ChangeKind::Archive, &form, &[online, named_one, plain])
        .await;
    assert_eq!(shop.count(ARCHIVED).await, 0, "nothing is done yet");
    let done = shop
        .change(ChangeKind::Archive, &form, "away", &seen(&looked))
        .await;
    assert_eq!(done.changed.len(), 2);
    assert_eq!(why(&looked.left_out, online), &LeftOutWhy::StillListed);
    assert_eq!(shop.status(plain).await, ProductStatus::Archived);
    assert_eq!(
        (shop.count(ARCHIVED).await, shop.count(DRAFTS).await),
        (2, 0)
    );

    // Its reference is another's by now.
    let other = shop.product(&named).await;
    let undone = shop.take_back(done.batch).await;
    assert_eq!((undone.asked, undone.left_out.len()), (1, 1));
    let sku = "ROBE-1".to_owned();
    let taken = LeftOutWhy::SkuTaken { sku };
    assert_eq!(why(&undone.left_out, named_one), &taken);
    assert_eq!(shop.status(plain).await, ProductStatus::Draft);

    let looked = shop
        .look(ChangeKind::Restore, &form, &[named_one, plain])
        .await;
    assert_eq!(why(&looked.left_out, named_one), &taken);
    assert_eq!(why(&looked.left_out, plain), &LeftOutWhy::Unchanged);
    let looked = shop.look(ChangeKind::Archive, &form, &[other]).await;
    shop.change(ChangeKind::Archive, &form, "room", &seen(&looked))
        .await;
    let looked = shop.look(ChangeKind::Restore, &form, &[named_one]).await;
    let back = shop
        .change(ChangeKind::Restore, &form, "back", &seen(&looked))
        .await;
    assert_eq!(shop.status(named_one).await, ProductStatus::Draft);
    assert_eq!(shop.take_back(back.batch).await.asked, 1);
    assert_eq!(shop.status(named_one).await, ProductStatus::Archived);
}

#[tokio::test]
async fn thousands_change_together_and_come_back() {
    let shop = Shop::new("wholesale").await;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    fill::fill(&mut tx, 3_000).await.unwrap();
    let drafts = ProductFilter {
        status: Some(ProductStatus::Draft),
        ..ProductFilter::default()
    };
    let found = matching::matching(&mut tx, &drafts, changes::LARGEST)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(found.products.len() > 2_500 && !found.more);
    for (kind, form) in [
        (ChangeKind::Price, lower_by("10")),
        (ChangeKind::Location, moved_to("Entrepôt")),
        (ChangeKind::Archive, ChangeForm::default()),
    ] {
        let looked = shop.look(kind, &form, &found.products).await;
        let done = shop.change(kind, &form, kind.name(), &seen(&looked)).await;
        assert_eq!(done.changed.len(), looked.changed.len());
        let undone = shop.take_back(done.batch).await;
        assert_eq!(undone.asked as usize, looked.changed.len(), "{kind:?}");
        assert_eq!(undone.left_out, []);
    }
    let drafts = i64::try_from(found.products.len()).unwrap();
    assert_eq!(shop.count(DRAFTS).await, drafts);
}
