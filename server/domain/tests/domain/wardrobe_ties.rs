//! Which listing is whose item: linked, unlinked, suggested, and all of that by many hands at once.

use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use crate::domain::shop::{Shop, dress_form};
use crate::domain::wardrobe::OnSale;
use crate::domain::wardrobe_syncs::{list, rows, sync};
use futures::future::join_all;
use stoflow_domain::error::Error;
use stoflow_domain::{listings, wardrobe};
use stoflow_wire::ids::ProductId;
use stoflow_wire::listings::{ListingState, PhotoChoice};
use stoflow_wire::platform::Platform;
use stoflow_wire::products::{ProductForm, ProductStatus};
use stoflow_wire::wardrobe::{BulkReport, Likeness, Tie, WardrobeFilter, WardrobeShow};

async fn attach(shop: &Shop, vinted_id: i64, product: ProductId) -> Result<(), Error> {
    wardrobe::attach(&shop.backend, shop.tenant, vinted_id, product).await
}

async fn detach(shop: &Shop, vinted_id: i64) -> Result<(), Error> {
    wardrobe::detach(&shop.backend, shop.tenant, vinted_id).await
}

/// A shop whose wardrobe holds `count` listings made by hand.
async fn with_wardrobe(name: &str, count: i64) -> Stage {
    let mut stage = Stage::new(name).await;
    stage.wardrobe.lock().unwrap().fill(count);
    sync(&mut stage).await;
    stage
}

async fn tie(shop: &Shop, vinted_id: i64) -> Tie {
    let all = rows(shop, WardrobeShow::All).await;
    let row = all.into_iter().find(|row| row.vinted_id == vinted_id);
    row.unwrap().tie
}

#[tokio::test]
async fn a_linked_item_is_published_and_can_be_changed_and_withdrawn() {
    let mut stage = with_wardrobe("attach", 2).await;
    let product = stage.shop.dress().await;
    attach(&stage.shop, 1, product).await.unwrap();
    let listing = stage.shop.listing(product).await.unwrap();
    assert_eq!(listing.state, ListingState::Live);
    assert_eq!(
        listing.url.as_deref(),
        Some("https://www.vinted.fr/items/1")
    );
    assert_eq!(listing.price.unwrap().minor, 2500);
    assert_eq!(stage.shop.status(product).await, ProductStatus::Published);
    let linked = tie(&stage.shop, 1).await;
    assert!(matches!(linked, Tie::Linked { product: of, .. } if of == product));

    let job = listings::update(
        &stage.shop.backend,
        stage.shop.tenant,
        listing.id,
        PhotoChoice::Replace,
    )
    .await
    .unwrap();
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let there = stage.wardrobe.lock().unwrap().live[0].title.clone();
    assert_eq!(there, "Robe rouge à fleurs");
    sync(&mut stage).await;
    let job = listings::withdraw(&stage.shop.backend, stage.shop.tenant, listing.id)
        .await
        .unwrap();
    let refused = detach(&stage.shop, 1).await;
    assert!(matches!(refused, Err(Error::UnderWay(at)) if at == job));
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.status(product).await, ProductStatus::Draft);
    assert_eq!(stage.wardrobe.lock().unwrap().live.len(), 1);
}

#[tokio::test]
async fn what_is_somebodys_already_is_not_linked_again() {
    let stage = with_wardrobe("taken", 3).await;
    let shop = &stage.shop;
    let (one, other) = (shop.dress().await, shop.dress().await);
    attach(shop, 1, one).await.unwrap();
    for (listing, product) in [(1, other), (1, one), (2, one)] {
        let refused = attach(shop, listing, product).await;
        assert!(
            matches!(refused, Err(Error::OutOfPlace { .. })),
            "{refused:?}"
        );
    }
    for (listing, product) in [(99, other), (2, ProductId(9_999))] {
        let refused = attach(shop, listing, product).await;
        assert!(
            matches!(refused, Err(Error::NotFound { .. })),
            "{refused:?}"
        );
    }
    let job = shop.publish(other).await;
    let refused = attach(shop, 2, other).await;
    assert!(matches!(refused, Err(Error::UnderWay(at)) if at == job));
    let publishing = listings::publish(&shop.backend, shop.tenant, one, Platform::Vinted).await;
    assert!(matches!(publishing, Err(Error::OutOfPlace { .. })));
}

#[tokio::test]
async fn one_of_many_hands_links_a_listing() {
    let stage = with_wardrobe("hands", 1).await;
    let shop = &stage.shop;
    let mut products = Vec::new();
    for _ in 0..8 {
        products.push(shop.dress().await);
    }
    let tries = join_all(products.iter().map(|product| attach(shop, 1, *product))).await;
    assert_eq!(tries.iter().filter(|linked| linked.is_ok()).count(), 1);
    let live = shop
        .count("select count(*) from listings where state = 'live'")
        .await;
    let published = shop
        .count("select count(*) from products where status = 'published'")
        .await;
    assert_eq!((live, published), (1, 1));
    let tries = join_all((0..8).map(|_| detach(shop, 1))).await;
    assert_eq!(tries.iter().filter(|parted| parted.is_ok()).count(), 1);
}

#[tokio::test]
async fn an_unlinked_listing_stays_on_vinted_and_nobodys() {
    let mut stage = Stage::new("detach").await;
    let product = stage.live_listing().await;
    sync(&mut stage).await;
    detach(&stage.shop, 1 + 2).await.unwrap();
    for _ in 0..2 {
        let listing = stage.shop.listing(product).await.unwrap();
        assert_eq!(listing.state, ListingState::Removed);
        assert_eq!(stage.shop.status(product).await, ProductStatus::Draft);
        assert_eq!(stage.wardrobe.lock().unwrap().live.len(), 1);
        // Its own reference stands in it, so it is suggested; the seller decides.
        let suggested = tie(&stage.shop, 3).await;
        assert!(
            matches!(&suggested, Tie::Suggested { because, .. } if because.contains(&Likeness::Reference)),
            "{suggested:?}"
        );
        sync(&mut stage).await;
    }
    attach(&stage.shop, 3, product).await.unwrap();
    assert_eq!(stage.shop.status(product).await, ProductStatus::Published);
    assert!(matches!(
        detach(&stage.shop, 99).await,
        Err(Error::NotFound { .. })
    ));
}

#[tokio::test]
async fn suggestions_are_accepted_all_at_once_and_each_item_once() {
    let mut stage = Stage::new("accept").await;
    {
        let mut wardrobe = stage.wardrobe.lock().unwrap();
        wardrobe
            .live
            .push(OnSale::by_hand(11, "Robe rouge a fleurs"));
        wardrobe
            .live
            .push(OnSale::by_hand(12, "Robe rouge à fleurs"));
        wardrobe
            .live
            .push(OnSale::by_hand(13, "Veste en jean délavée (VJ-0042)"));
        wardrobe.live.push(OnSale::by_hand(14, "Lampe de bureau"));
        wardrobe.live.last_mut().unwrap().brand = String::new();
    }
    sync(&mut stage).await;
    let shop = &stage.shop;
    let dress = shop.dress().await;
    let jacket = ProductForm {
        title: "Blouson".to_owned(),
        brand: String::new(),
        sku: "VJ-0042".to_owned(),
        ..dress_form()
    };
    let jacket = shop.product(&jacket).await;
    let shown = list(shop, &WardrobeFilter::default()).await;
    assert_eq!((shown.counts.to_link, shown.counts.suggested), (4, 3));
    let of = |tie: &Tie| match tie {
        Tie::Suggested {
            product, because, ..
        } => Some((*product, because[0])),
        _ => None,
    };
    let suggested: Vec<_> = shown.rows.iter().map(|row| of(&row.tie)).collect();
    assert_eq!(
        suggested,
        [
            None,
            Some((jacket, Likeness::Reference)),
            Some((dress, Likeness::Title)),
            Some((dress, Likeness::Title)),
        ]
    );
    let report = wardrobe::accept(&shop.backend, shop.tenant, &[11, 12, 13, 14, 99])
        .await
        .unwrap();
    let expected = BulkReport {
        done: 2,
        passed_over: 3,
        ..BulkReport::default()
    };
    assert_eq!(report, expected);
    let shown = list(shop, &WardrobeFilter::default()).await;
    assert_eq!(
        (
            shown.counts.to_link,
            shown.counts.linked,
            shown.counts.suggested
        ),
        (2, 2, 0)
    );
}
