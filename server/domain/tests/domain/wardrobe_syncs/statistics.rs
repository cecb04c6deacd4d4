//! The day's numbers: of the last reading, once a day, of the right listings.

use super::{Stage, sync};
use stoflow_domain::wardrobe;
use stoflow_wire::money::Money;
use stoflow_wire::statistics::Statistics;
use stoflow_wire::wardrobe::WardrobeState;

async fn statistics(stage: &Stage) -> Statistics {
    let shop = &stage.shop;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    wardrobe::statistics(&mut tx).await.unwrap()
}

#[tokio::test]
async fn a_day_has_the_numbers_of_its_last_reading() {
    let mut stage = Stage::new("numbers").await;
    assert_eq!(statistics(&stage).await.read_at, None);
    assert!(statistics(&stage).await.days.is_empty());

    stage.wardrobe.lock().unwrap().fill(5);
    sync(&mut stage).await;
    let first = statistics(&stage).await.days[0];
    assert_eq!(
        (first.on_sale, first.views, first.favourites, first.sold),
        (5, 15, 5, 0)
    );
    assert_eq!(first.value, Money::euros_from_cents(5 * 2500));

    stage.wardrobe.lock().unwrap().live[0].state = WardrobeState::Sold;
    stage.wardrobe.lock().unwrap().live[1].state = WardrobeState::Hidden;
    sync(&mut stage).await;
    let told = statistics(&stage).await;
    assert_eq!(told.days.len(), 1, "one line a day");
    let last = told.days[0];
    assert_eq!(
        (last.on_sale, last.views, last.favourites, last.sold),
        (3, 9, 3, 1)
    );
    assert_eq!(told.loved.len(), 3);
    assert!(told.asleep.is_empty());
}

#[tokio::test]
async fn what_nobody_saves_for_months_sleeps() {
    let mut stage = Stage::new("sleepers").await;
    stage.wardrobe.lock().unwrap().fill(3);
    sync(&mut stage).await;
    stage
        .shop
        .run(
            "update wardrobe_items set favourites = 0, listed_at = now() - make_interval(days => 50 + 20 * \
             (vinted_id % 2)::integer)",
        )
        .await;
    let asleep = statistics(&stage).await.asleep;
    assert!(!asleep.is_empty() && asleep.len() < 3);
    assert!(asleep.iter().all(|listing| listing.days_online == 70));
    assert!(statistics(&stage).await.loved.is_empty());
}
