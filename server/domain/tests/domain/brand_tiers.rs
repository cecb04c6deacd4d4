//! What admins say of brands: who may, what holds, who said it when, and that estimates follow.

use stoflow_domain::backend::Backend;
use stoflow_domain::database::testing;
use stoflow_domain::error::Error;
use stoflow_domain::pricing::book;
use stoflow_domain::sessions::{self, SignedIn};
use stoflow_domain::{accounts, brand_tiers};
use stoflow_wire::accounts::Role;
use stoflow_wire::brand_tiers::{BrandFilter, BrandRow};
use stoflow_wire::pricing::Tier;

async fn signed_in(backend: &Backend, name: &str, role: Role) -> SignedIn {
    let seller = testing::seller(backend, name).await;
    if role == Role::Admin {
        accounts::make_admin(backend, &seller.email).await.unwrap();
    }
    let tokens = sessions::open(backend, seller.account, "test")
        .await
        .unwrap();
    sessions::verify(backend, &tokens.access).await.unwrap()
}

async fn find(backend: &Backend, who: &SignedIn, search: &str) -> BrandRow {
    let filter = BrandFilter {
        search: search.to_owned(),
        ..BrandFilter::default()
    };
    let page = brand_tiers::list(backend, who, &filter).await.unwrap();
    page.rows.into_iter().next().unwrap()
}

async fn tier(backend: &Backend, brand: &str) -> Tier {
    book::tier(&brand_tiers::book(backend).await.unwrap(), brand)
}

#[tokio::test]
async fn sellers_neither_see_nor_change_tiers() {
    let backend = testing::backend().await;
    let seller = signed_in(&backend, "curious", Role::Seller).await;
    let filter = BrandFilter::default();
    let seen = brand_tiers::list(&backend, &seller, &filter).await;
    assert!(matches!(seen, Err(Error::Forbidden)), "{seen:?}");
    let set = brand_tiers::set(&backend, &seller, "sandro", Some(Tier::Luxury)).await;
    assert!(matches!(set, Err(Error::Forbidden)), "{set:?}");
    assert_eq!(
        tier(&backend, "Sandro").await,
        book::tier(&book::Book::default(), "Sandro")
    );
}

#[tokio::test]
async fn a_brand_is_moved_and_put_back_and_each_word_is_kept() {
    let backend = testing::backend().await;
    let admin = signed_in(&backend, "keeper", Role::Admin).await;
    let before = find(&backend, &admin, "Maje").await;
    assert_eq!((before.tier, before.changes.len()), (before.usual, 0));

    let moved = brand_tiers::set(&backend, &admin, &before.key, Some(Tier::Luxury)).await;
    assert_eq!(moved.unwrap().tier, Tier::Luxury);
    assert_eq!(tier(&backend, "MAJE").await, Tier::Luxury);
    // What holds already is not said again.
    brand_tiers::set(&backend, &admin, &before.key, Some(Tier::Luxury))
        .await
        .unwrap();
    let filter = BrandFilter {
        search: "maje".to_owned(),
        moved: true,
        after: None,
    };
    let page = brand_tiers::list(&backend, &admin, &filter).await.unwrap();
    assert_eq!(page.rows.len(), 1);

    // The tier of the tables is no deviation.
    let back = brand_tiers::set(&backend, &admin, &before.key, Some(before.usual))
        .await
        .unwrap();
    assert_eq!(back.tier, before.usual);
    assert_eq!(tier(&backend, "Maje").await, before.usual);
    let email = accounts::person(&backend, admin.account)
        .await
        .unwrap()
        .email;
    let said: Vec<(Option<Tier>, Option<String>)> = back
        .changes
        .into_iter()
        .map(|change| (change.tier, change.by))
        .collect();
    assert_eq!(
        said,
        [
            (None, Some(email.clone())),
            (Some(Tier::Luxury), Some(email))
        ]
    );
    let page = brand_tiers::list(&backend, &admin, &filter).await.unwrap();
    assert_eq!(page.rows, []);
}

#[tokio::test]
async fn what_is_no_brand_is_not_there() {
    let backend = testing::backend().await;
    let admin = signed_in(&backend, "stranger-brand", Role::Admin).await;
    let set = brand_tiers::set(&backend, &admin, "Maison Inconnue", Some(Tier::Luxury)).await;
    assert!(
        matches!(set, Err(Error::NotFound { what: "brand" })),
        "{set:?}"
    );
}

#[tokio::test]
async fn only_a_confirmed_account_becomes_an_admins() {
    let backend = testing::backend().await;
    let nobody = accounts::make_admin(&backend, "nobody-at-all@example.org").await;
    assert!(matches!(nobody, Err(Error::NotFound { .. })), "{nobody:?}");
    let fresh = accounts::Registration {
        email: "unconfirmed-admin@example.org".to_owned(),
        password: "Trois pulls & 1 robe".to_owned(),
        shop: "Friperie".to_owned(),
        language: stoflow_wire::language::Language::Fr,
    };
    accounts::register(&backend, fresh).await.unwrap();
    let early = accounts::make_admin(&backend, "unconfirmed-admin@example.org").await;
    assert!(matches!(early, Err(Error::OutOfPlace { .. })), "{early:?}");
}
