//! An item begun like another.

use super::{make, shop, with_sku};
use stoflow_domain::error::Error;
use stoflow_domain::products::{self, similar};
use stoflow_wire::ids::ProductId;
use stoflow_wire::products::ProductForm;
use stoflow_wire::similar::Part;

#[tokio::test]
async fn a_similar_item_begins_as_the_other_stands_in_its_editor() {
    let (backend, tenant) = shop("twins").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let like = make(&mut tx, &with_sku("Jean", "J-1")).await;
    let typed = ProductForm {
        brand: "Levi's".to_owned(),
        price: "douze".to_owned(),
        quantity: "4".to_owned(),
        ..with_sku("Jean", "J-1")
    };
    products::keep_draft(&mut tx, like, &typed, 2)
        .await
        .unwrap();
    let parts: Vec<Part> = Part::ALL
        .into_iter()
        .filter(|part| part.is_usual())
        .collect();
    let begun = similar::begin(&mut tx, like, &parts).await.unwrap();
    let editor = products::editor(&mut tx, begun).await.unwrap();
    assert!(editor.unsaved, "the seller saves it");
    let expected = ProductForm {
        brand: "Levi's".to_owned(),
        quantity: "1".to_owned(),
        ..ProductForm::default()
    };
    assert_eq!(editor.form, expected);
    let unknown = similar::begin(&mut tx, ProductId(987_654), &parts).await;
    assert!(matches!(unknown, Err(Error::NotFound { .. })));
}
