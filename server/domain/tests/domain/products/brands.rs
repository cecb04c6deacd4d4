//! The brands that are offered while one is typed: the seller's own first.

use super::{make, shop, titled};
use stoflow_domain::database::TenantTx;
use stoflow_domain::products::brands;
use stoflow_wire::products::ProductForm;

async fn of_brand(tx: &mut TenantTx, brand: &str) {
    let form = ProductForm {
        brand: brand.to_owned(),
        ..titled("Veste")
    };
    make(tx, &form).await;
}

#[tokio::test]
async fn a_sellers_own_brands_come_first_the_latest_before_the_others() {
    let (backend, tenant) = shop("loyal").await;
    let (_, stranger) = shop("disloyal").await;
    let mut theirs = backend.database.tenant(stranger).await.unwrap();
    of_brand(&mut theirs, "Maison Étrangère").await;
    theirs.commit().await.unwrap();

    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let nothing_yet = brands::like(&mut tx, "", 3).await.unwrap();
    assert_eq!(nothing_yet, ["Zara", "H&M", "Kiabi"]);
    for brand in ["Maison Inconnue", "Lemaire", "", "Maison Inconnue", "kiabi"] {
        of_brand(&mut tx, brand).await;
    }
    let first = brands::like(&mut tx, "", 5).await.unwrap();
    assert_eq!(
        first,
        ["kiabi", "Maison Inconnue", "Lemaire", "Zara", "H&M"]
    );
    let typed = brands::like(&mut tx, "mai", 3).await.unwrap();
    assert_eq!(typed[0], "Maison Inconnue");
    assert!(!typed.contains(&"Maison Étrangère".to_owned()), "{typed:?}");
}
