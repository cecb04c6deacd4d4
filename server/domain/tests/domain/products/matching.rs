//! All that a question of the list finds.

use super::{make, shop, with_sku};
use stoflow_domain::products::matching;
use stoflow_wire::products::ProductFilter;

#[tokio::test]
async fn all_that_a_question_finds_is_what_its_pages_show() {
    let (backend, tenant) = shop("whole").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let mut made = Vec::new();
    for number in 0..60 {
        made.push(make(&mut tx, &with_sku("Chemise", &format!("C-{number}"))).await);
        make(&mut tx, &with_sku("Veste", &format!("V-{number}"))).await;
    }
    made.reverse();
    let filter = ProductFilter {
        search: "chemise".to_owned(),
        ..ProductFilter::default()
    };
    for (most, more) in [(60, false), (100, false), (59, true), (10, true)] {
        let found = matching::matching(&mut tx, &filter, most).await.unwrap();
        let first = made.len().min(most as usize);
        assert_eq!((&found.products[..], found.more), (&made[..first], more));
    }
}
