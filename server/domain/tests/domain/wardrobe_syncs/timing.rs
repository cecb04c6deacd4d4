use super::*;
use crate::domain::browser::Browser;
use crate::domain::wardrobe::Wardrobe;
use std::sync::{Arc, Mutex};
use std::time::Instant;

#[tokio::test]
async fn timing_ten_thousand() {
    let shop = Shop::new("timing").await;
    let wardrobe = Arc::new(Mutex::new(Wardrobe::default()));
    let mut browser = Browser::pair(&shop.backend, shop.tenant, &wardrobe).await;
    wardrobe.lock().unwrap().fill(10_000);
    for round in 0..2 {
        let begun = Instant::now();
        let job = wish(&shop).await;
        while !shop.job(job).await.state.is_final() {
            shop.work().await;
            browser.turn(&Fuse::calm()).await.unwrap();
        }
        eprintln!("TIMING sync {round}: {:?} {:?}", begun.elapsed(), shop.job(job).await.state);
    }
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    stoflow_domain::products::fill::fill(&mut tx, 10_000).await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..3 {
        let begun = Instant::now();
        let page = list(&shop, &WardrobeFilter::default()).await;
        eprintln!("TIMING list: {:?} {:?}", begun.elapsed(), page.counts);
    }
    // as many listings that are like an item
    shop.run("update wardrobe_items set title = p.title, brand = p.brand, size = p.size, price_minor = p.price_minor from products p where p.id = vinted_id").await;
    for _ in 0..3 {
        let begun = Instant::now();
        let page = list(&shop, &WardrobeFilter::default()).await;
        eprintln!("TIMING list: {:?} {:?}", begun.elapsed(), page.counts);
    }
}
