//! What an item may be worth follows what is typed, and what is saved once that is dropped.

use super::{make, shop, titled};
use stoflow_domain::database::TenantTx;
use stoflow_domain::error::Error;
use stoflow_domain::pricing::book::Book;
use stoflow_domain::products::{self, worth};
use stoflow_wire::ids::ProductId;
use stoflow_wire::money::Money;
use stoflow_wire::products::ProductForm;

/// What is left of a sale on Vinted, in cents.
async fn net(tx: &mut TenantTx, product: ProductId) -> Option<i64> {
    let worth = worth::get(tx, product, &Book::default()).await.unwrap();
    worth.profits.first()?.profit.net.map(|net| net.minor)
}

#[tokio::test]
async fn it_follows_the_typing_and_then_what_is_saved() {
    let (backend, tenant) = shop("appraiser").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let saved = ProductForm {
        price: "20".to_owned(),
        cost: "5".to_owned(),
        minimum: "12,5".to_owned(),
        category: "jeans".to_owned(),
        ..titled("Jean")
    };
    let product = make(&mut tx, &saved).await;
    let fields = products::get(&mut tx, product).await.unwrap().fields;
    let said = [fields.cost, fields.minimum];
    assert_eq!(
        said,
        [500, 1250].map(|cents| Some(Money::euros_from_cents(cents)))
    );
    assert_eq!(net(&mut tx, product).await, Some(1500));
    let worth = worth::get(&mut tx, product, &Book::default())
        .await
        .unwrap();
    assert_eq!(worth.appraisal.map(|known| known.floor.minor), Some(1250));

    let typing = ProductForm {
        title: String::new(),
        cost: "8".to_owned(),
        ..saved
    };
    products::keep_draft(&mut tx, product, &typing, 2)
        .await
        .unwrap();
    assert_eq!(net(&mut tx, product).await, Some(1200));
    products::drop_draft(&mut tx, product).await.unwrap();
    assert_eq!(net(&mut tx, product).await, Some(1500));
}

#[tokio::test]
async fn what_is_not_there_is_worth_nothing() {
    let (backend, tenant) = shop("dreamer").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let nothing = worth::get(&mut tx, ProductId(0), &Book::default()).await;
    assert!(
        matches!(nothing, Err(Error::NotFound { .. })),
        "{nothing:?}"
    );
}
