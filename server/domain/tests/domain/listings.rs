//! What may be asked of a listing, and what is shown of it.

use crate::domain::browser::Browser;
use crate::domain::mishap::Fuse;
use crate::domain::shop::{Shop, dress_form};
use crate::domain::wardrobe::Wardrobe;
use std::sync::{Arc, Mutex};
use stoflow_domain::database::testing;
use stoflow_domain::error::Error;
use stoflow_domain::{accounts, listings, products};
use stoflow_wire::gap::{Gap, GapField, GapReason};
use stoflow_wire::ids::{JobId, ListingId, ProductId};
use stoflow_wire::language::Language;
use stoflow_wire::listings::{ListingState, PhotoChoice, Readiness};
use stoflow_wire::platform::Platform;
use stoflow_wire::products::ProductForm;

async fn ask(shop: &Shop, product: ProductId) -> Result<JobId, Error> {
    listings::publish(&shop.backend, shop.tenant, product, Platform::Vinted).await
}

async fn readiness(shop: &Shop, product: ProductId) -> Readiness {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let mut readiness = listings::readiness(&mut tx, product).await.unwrap();
    readiness.remove(0)
}

async fn finish(shop: &Shop, browser: &mut Browser) {
    shop.work().await;
    browser.turn(&Fuse::calm()).await.unwrap();
}

async fn browser(shop: &Shop) -> Browser {
    let wardrobe = Arc::new(Mutex::new(Wardrobe::default()));
    Browser::pair(&shop.backend, shop.tenant, &wardrobe).await
}

#[tokio::test]
async fn what_is_lacking_is_told_at_once_and_nothing_is_begun() {
    let shop = Shop::new("gaps").await;
    let form = ProductForm {
        price: String::new(),
        quantity: "0".to_owned(),
        brand: "Une marque que personne ne connaît".to_owned(),
        ..dress_form()
    };
    let product = shop.product(&form).await;
    shop.run("delete from product_photos").await;
    let expected = [
        (GapField::Photos, GapReason::Missing),
        (GapField::Price, GapReason::Missing),
        (GapField::Quantity, GapReason::TooLow),
    ]
    .map(|(field, reason)| Gap { field, reason });
    assert_eq!(readiness(&shop, product).await.gaps, expected);
    let refused = ask(&shop, product).await;
    assert!(matches!(refused, Err(Error::NotReady(gaps)) if gaps == expected));
    assert_eq!(shop.listing(product).await, None);
    assert_eq!(shop.count("select count(*) from listings").await, 0);
    assert_eq!(shop.count("select count(*) from marketplace_jobs").await, 0);
}

#[tokio::test]
async fn a_seller_whose_address_is_not_confirmed_does_not_publish() {
    let shop = Shop::new("unconfirmed").await;
    let product = shop.dress().await;
    let mut tx = shop.backend.database.shared().await.unwrap();
    sqlx::query("update public.accounts set confirmed_at = null where tenant_id = $1")
        .bind(shop.tenant.0)
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let refused = ask(&shop, product).await;
    let expected = [Gap {
        field: GapField::Email,
        reason: GapReason::Missing,
    }];
    assert!(matches!(refused, Err(Error::NotReady(gaps)) if gaps == expected));
}

#[tokio::test]
async fn what_is_under_way_live_or_archived_is_not_published_again() {
    let shop = Shop::new("once").await;
    let mut browser = browser(&shop).await;
    let product = shop.dress().await;
    let job = shop.publish(product).await;
    assert!(matches!(ask(&shop, product).await, Err(Error::UnderWay(at_it)) if at_it == job));
    finish(&shop, &mut browser).await;
    assert_eq!(
        readiness(&shop, product).await.listing.unwrap().state,
        ListingState::Live
    );
    assert!(matches!(
        ask(&shop, product).await,
        Err(Error::OutOfPlace { .. })
    ));

    let archived = shop.dress().await;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    products::archive(&mut tx, archived).await.unwrap();
    let live = products::archive(&mut tx, product).await;
    assert!(matches!(live, Err(Error::OutOfPlace { .. })));
    tx.commit().await.unwrap();
    assert!(matches!(
        ask(&shop, archived).await,
        Err(Error::OutOfPlace { .. })
    ));
    assert!(matches!(
        ask(&shop, ProductId(999_999)).await,
        Err(Error::NotFound { .. })
    ));
}

#[tokio::test]
async fn only_a_live_listing_is_changed_or_withdrawn() {
    let shop = Shop::new("live").await;
    let (backend, tenant) = (&shop.backend, shop.tenant);
    let mut browser = browser(&shop).await;
    let product = shop.dress().await;
    let job = shop.publish(product).await;
    let listing = shop.listing_id(product).await;
    let early = listings::update(backend, tenant, listing, PhotoChoice::Replace).await;
    assert!(matches!(early, Err(Error::UnderWay(at_it)) if at_it == job));
    finish(&shop, &mut browser).await;
    let removal = listings::withdraw(backend, tenant, listing).await.unwrap();
    let meanwhile = listings::update(backend, tenant, listing, PhotoChoice::Replace).await;
    assert!(matches!(meanwhile, Err(Error::UnderWay(at_it)) if at_it == removal));
    // It is read before it is taken off.
    finish(&shop, &mut browser).await;
    finish(&shop, &mut browser).await;
    for gone in [
        listings::update(backend, tenant, listing, PhotoChoice::Replace).await,
        listings::withdraw(backend, tenant, listing).await,
    ] {
        assert!(matches!(gone, Err(Error::OutOfPlace { .. })));
    }
    let unknown = listings::withdraw(backend, tenant, ListingId(999_999)).await;
    assert!(matches!(unknown, Err(Error::NotFound { .. })));
    let again = shop.publish(product).await;
    finish(&shop, &mut browser).await;
    assert_ne!(
        shop.listing_id(product).await,
        listing,
        "a new listing, not the old one"
    );
    assert!(shop.job(again).await.state.is_final());
}

#[tokio::test]
async fn another_shops_things_are_not_there() {
    let shop = Shop::new("mine").await;
    let other = Shop::new("theirs").await;
    let mut browser = browser(&shop).await;
    let product = shop.dress().await;
    shop.publish(product).await;
    finish(&shop, &mut browser).await;
    let listing = shop.listing_id(product).await;
    for foreign in [
        listings::withdraw(&other.backend, other.tenant, listing).await,
        listings::update(&other.backend, other.tenant, listing, PhotoChoice::Replace).await,
        ask(&other, product).await,
    ] {
        assert!(matches!(foreign, Err(Error::NotFound { .. })));
    }
}

#[tokio::test]
async fn badges_show_the_newest_listing_of_each_product() {
    let shop = Shop::new("badges").await;
    let mut browser = browser(&shop).await;
    let live = shop.dress().await;
    shop.publish(live).await;
    finish(&shop, &mut browser).await;
    let waiting = shop.dress().await;
    shop.publish(waiting).await;
    let never = shop.dress().await;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let badges = listings::badges(&mut tx, &[live, waiting, never])
        .await
        .unwrap();
    assert_eq!(badges[&live][0].state, ListingState::Live);
    assert_eq!(badges[&waiting][0].state, ListingState::Creating);
    assert!(!badges.contains_key(&never));
}

#[tokio::test]
async fn the_order_carries_the_item_in_vinteds_words() {
    let shop = Shop::new("order").await;
    let product = shop.dress().await;
    shop.publish(product).await;
    shop.work().await;
    let order: serde_json::Value = {
        let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
        sqlx::query_scalar("select request from listings")
            .fetch_one(tx.conn())
            .await
            .unwrap()
    };
    let reference = order["reference"].as_str().unwrap();
    let description = order["item"]["description"].as_str().unwrap();
    assert!(description.ends_with(reference), "{description}");
    assert_eq!(order["item"]["price"]["minor"], 2500);
    assert_eq!(order["photos"].as_array().unwrap().len(), 2);
    let path = order["photos"][0]["path"].as_str().unwrap();
    assert!(
        path.starts_with(&format!("/photos/signed/{}/", shop.tenant)),
        "{path}"
    );
    assert_eq!(order["look_first"], false);
}

#[tokio::test]
async fn accounts_made_by_the_operator_publish_too() {
    let backend = testing::backend().await;
    let person = accounts::register_confirmed(
        &backend,
        accounts::Registration {
            email: format!("operator.{}@example.org", std::process::id()),
            password: "Correct-Horse-9-Battery".to_owned(),
            shop: "Boutique".to_owned(),
            language: Language::Fr,
        },
    )
    .await
    .unwrap();
    let shop = Shop::of(backend, person.tenant);
    let product = shop.dress().await;
    ask(&shop, product).await.unwrap();
}
