//! What of a live listing is written, and that nothing is where nothing changed.

use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use crate::domain::shop::dress_form;
use crate::domain::wardrobe::OnSale;
use crate::domain::wardrobe_syncs::sync;
use stoflow_domain::batches::{self, Act};
use stoflow_domain::{listings, products, wardrobe};
use stoflow_wire::ids::ProductId;
use stoflow_wire::jobs::JobState;
use stoflow_wire::listings::{ListingField, ListingState, ListingView, PhotoChoice};
use stoflow_wire::products::{ProductForm, SaveReport};
use stoflow_wire::vinted::{PhotoUpdate, UpdateOrder};

impl Stage {
    /// Saves the product as `change` leaves its form.
    pub(super) async fn edit(&self, product: ProductId, change: impl FnOnce(&mut ProductForm)) {
        let mut tx = self
            .shop
            .backend
            .database
            .tenant(self.shop.tenant)
            .await
            .unwrap();
        let saved = products::get(&mut tx, product).await.unwrap();
        let mut form = products::form::write(&saved.fields);
        change(&mut form);
        let report = products::save(&mut tx, product, &form, saved.version)
            .await
            .unwrap();
        assert!(matches!(report, SaveReport::Saved { .. }), "{report:?}");
        tx.commit().await.unwrap();
    }

    async fn update(&mut self, product: ProductId, choice: PhotoChoice) {
        let listing = self.shop.listing_id(product).await;
        let job = listings::update(&self.shop.backend, self.shop.tenant, listing, choice)
            .await
            .unwrap();
        self.finish(job, &Fuse::calm(), Recovery::Prompt).await;
        assert_eq!(self.shop.job(job).await.state, JobState::Completed);
    }

    async fn view(&self, product: ProductId) -> ListingView {
        self.shop.listing(product).await.unwrap()
    }

    fn updates(&self) -> Vec<UpdateOrder> {
        self.wardrobe.lock().unwrap().updates.clone()
    }

    async fn batch_of_updates(&self, product: ProductId) -> u32 {
        let report = batches::rehearse(
            &self.shop.backend,
            self.shop.tenant,
            Act::Update,
            &[product],
        )
        .await
        .unwrap();
        report.asked
    }
}

/// A live dress whose two photos can be told apart.
async fn live_dress(name: &str) -> (Stage, ProductId) {
    let mut stage = Stage::new(name).await;
    let product = stage.shop.dress().await;
    stage
        .shop
        .run("update product_photos set content_hash = lpad(id::text, 64, '0')")
        .await;
    let job = stage.shop.publish(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert!(!stage.view(product).await.outdated);
    (stage, product)
}

#[tokio::test]
async fn another_shelf_and_another_number_are_nothing_to_write() {
    let (mut stage, product) = live_dress("shelf").await;
    stage
        .edit(product, |form| {
            form.location = "B7".to_owned();
            form.sku = "R-9".to_owned();
        })
        .await;
    let view = stage.view(product).await;
    assert!(!view.outdated && !view.photos_changed);
    assert_eq!(stage.batch_of_updates(product).await, 0);
    stage.update(product, PhotoChoice::Replace).await;
    assert_eq!(stage.updates(), [], "no call is made");
    assert_eq!(stage.view(product).await.state, ListingState::Live);
}

#[tokio::test]
async fn only_what_changed_is_written_and_a_hand_edit_survives() {
    let (mut stage, product) = live_dress("hand-edit").await;
    "Robe de Léa".clone_into(&mut stage.wardrobe.lock().unwrap().live[0].title);
    stage
        .edit(product, |form| form.price = "19".to_owned())
        .await;
    assert!(stage.view(product).await.outdated);
    assert_eq!(stage.batch_of_updates(product).await, 1);
    stage.update(product, PhotoChoice::Replace).await;
    let updates = stage.updates();
    assert_eq!(updates.len(), 1);
    assert_eq!(updates[0].changed, [ListingField::Price]);
    assert_eq!(updates[0].photos, PhotoUpdate::Keep);
    let there = stage.wardrobe.lock().unwrap().live[0].title.clone();
    assert_eq!(there, "Robe de Léa");
    let view = stage.view(product).await;
    assert!(!view.outdated);
    assert_eq!(
        view.differences,
        [ListingField::Title],
        "the seller is told"
    );

    stage
        .edit(product, |form| form.price = "18".to_owned())
        .await;
    stage.update(product, PhotoChoice::Replace).await;
    assert_eq!(stage.updates()[1].changed, [ListingField::Price]);

    // Nothing changed here: to ask now is to want what is here.
    stage.update(product, PhotoChoice::Replace).await;
    assert_eq!(stage.updates()[2].changed, [ListingField::Title]);
    assert_eq!(stage.view(product).await.differences, []);
}

#[tokio::test]
async fn measurements_weight_and_parcel_reach_the_order() {
    let (mut stage, product) = live_dress("measured").await;
    stage
        .edit(product, |form| {
            form.measurements = [("chest", "46"), ("length", "101,5")]
                .map(|(key, typed)| (key.to_owned(), typed.to_owned()))
                .into();
            form.weight = "620".to_owned();
        })
        .await;
    stage.update(product, PhotoChoice::Replace).await;
    let order = &stage.updates()[0];
    let expected = [
        ListingField::Description,
        ListingField::Parcel,
        ListingField::Measurements,
    ];
    assert_eq!(order.changed, expected);
    assert_eq!(order.item.measurement_width, Some(46));
    assert_eq!(order.item.measurement_length, Some(102));
    assert_eq!(order.item.package_size_id, 2);
    let line = "Mesures à plat : poitrine 46 cm, longueur 101,5 cm";
    assert!(order.item.description.contains(line));
    stage
        .edit(product, |form| form.parcel = "large".to_owned())
        .await;
    stage.update(product, PhotoChoice::Replace).await;
    let order = &stage.updates()[1];
    assert_eq!(order.changed, [ListingField::Parcel]);
    assert_eq!(order.item.package_size_id, 3);
}

const SWAP: &str = "update product_photos set position = 1 - position where position in (0, 1)";
const ADD: &str = "insert into product_photos \
    (product_id, position, storage_key, content_hash, width, height, bytes) \
    values ((select max(id) from products), 5, 'another', repeat('a', 64), 800, 600, 1000)";

#[tokio::test]
async fn photos_in_another_order_go_without_an_upload_and_a_new_one_with_one() {
    let (mut stage, product) = live_dress("photos").await;
    let uploads = |stage: &Stage| stage.wardrobe.lock().unwrap().uploads;
    assert_eq!(uploads(&stage), 2);
    stage.shop.run(SWAP).await;
    let view = stage.view(product).await;
    assert!(view.outdated && view.photos_changed);
    stage.update(product, PhotoChoice::Replace).await;
    let order = stage.updates().pop().unwrap();
    assert_eq!(order.changed, []);
    let PhotoUpdate::Replace(photos) = order.photos else {
        panic!("the photos changed");
    };
    let wanted: Vec<&str> = photos
        .wanted
        .iter()
        .map(|photo| photo.key.as_str())
        .collect();
    let listed: Vec<&str> = photos
        .listed
        .iter()
        .map(|photo| photo.key.as_str())
        .collect();
    assert_eq!(wanted, listed);
    assert_eq!(uploads(&stage), 2);
    let view = stage.view(product).await;
    assert!(!view.outdated && !view.photos_changed);

    stage.shop.run(ADD).await;
    stage.update(product, PhotoChoice::Replace).await;
    assert_eq!(uploads(&stage), 3);
    assert!(!stage.view(product).await.outdated);
}

#[tokio::test]
async fn photos_that_are_kept_are_settled_until_they_change_again() {
    let (mut stage, product) = live_dress("kept").await;
    stage.shop.run(SWAP).await;
    stage.update(product, PhotoChoice::Keep).await;
    assert_eq!(stage.updates(), [], "nothing is to be written");
    let view = stage.view(product).await;
    assert!(!view.outdated && !view.photos_changed);
    assert_eq!(view.state, ListingState::Live);

    stage
        .edit(product, |form| form.price = "12".to_owned())
        .await;
    assert!(!stage.view(product).await.photos_changed);
    stage.update(product, PhotoChoice::Replace).await;
    assert_eq!(stage.updates()[0].photos, PhotoUpdate::Keep);

    stage.shop.run(ADD).await;
    assert!(stage.view(product).await.photos_changed);
}

/// A listing made by hand, in a parcel and a box of the seller's own choice.
async fn with_dress_on_vinted(name: &str) -> Stage {
    let mut stage = Stage::new(name).await;
    let mut dress = OnSale::by_hand(1, "Robe midi à pois");
    dress.form.catalog_id = Some(1055);
    dress.form.status_id = Some(2);
    dress.form.size_id = Some(4);
    "Sézane".clone_into(&mut dress.form.brand);
    dress.form.colour_ids = vec![27, 12];
    dress.form.package_size_id = Some(5);
    dress.form.is_unisex = true;
    dress.form.measurement_width = Some(46);
    stage.wardrobe.lock().unwrap().live.push(dress);
    sync(&mut stage).await;
    stage
}

#[tokio::test]
async fn an_item_made_from_a_listing_is_outdated_by_an_edit_and_not_before() {
    let mut stage = with_dress_on_vinted("made-edit").await;
    wardrobe::make(&stage.shop.backend, stage.shop.tenant, &[1])
        .await
        .unwrap();
    stage.shop.work().await;
    let product = ProductId(stage.shop.count("select id from products").await);
    let view = stage.view(product).await;
    assert!(!view.outdated && !view.photos_changed);
    assert_eq!(stage.batch_of_updates(product).await, 0);
    stage
        .edit(product, |form| form.price = "21".to_owned())
        .await;
    assert!(stage.view(product).await.outdated);
    assert_eq!(stage.batch_of_updates(product).await, 1);
    stage.update(product, PhotoChoice::Replace).await;
    let order = stage.updates().pop().unwrap();
    assert_eq!(
        order.changed,
        [ListingField::Price],
        "neither its text nor its parcel nor its box"
    );
    assert_eq!(order.photos, PhotoUpdate::Keep);
}

#[tokio::test]
async fn an_item_that_is_linked_is_outdated_where_it_says_something_else() {
    let mut stage = with_dress_on_vinted("linked-edit").await;
    let same = ProductForm {
        title: "Robe midi à pois".to_owned(),
        size: "M".to_owned(),
        colours: "navy,white".to_owned(),
        condition: "7".to_owned(),
        price: "29".to_owned(),
        ..dress_form()
    };
    let product = stage.shop.product(&same).await;
    wardrobe::attach(&stage.shop.backend, stage.shop.tenant, 1, product)
        .await
        .unwrap();
    let view = stage.view(product).await;
    assert!(view.outdated && !view.photos_changed);
    stage.update(product, PhotoChoice::Replace).await;
    let order = stage.updates().pop().unwrap();
    assert_eq!(order.changed, [ListingField::Price]);
    assert!(!stage.view(product).await.outdated);
}
