//! Live listings that no walk through the wardrobe has met yet: published since the last one. What is taken away on
//! Vinted before any walk came by was never in the wardrobe, and would count as live for ever.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::wardrobe::seen;
use stoflow_wire::money::Money;
use stoflow_wire::wardrobe::{WardrobeItem, WardrobeState};
use time::OffsetDateTime;

/// Vinted's numbers of those there are now: a walk that begins after this has to meet them.
pub(crate) async fn list(tx: &mut TenantTx) -> Result<Vec<i64>, Error> {
    sqlx::query_scalar(
        "select l.external_id::bigint from listings l
        where l.platform = 'vinted' and l.state in ('live', 'updating', 'removing')
        and not exists (select 1 from wardrobe_items w where w.vinted_id::text = l.external_id)
        order by l.id",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("looking which listings no walk has met")
}

#[derive(sqlx::FromRow)]
struct Row {
    vinted_id: i64,
    title: String,
    price_minor: Option<i64>,
    url: String,
    published_at: Option<OffsetDateTime>,
}

/// Walk `run` did not meet these of `expected`: they come into the wardrobe as they were published, last seen in the
/// walk before, so that `runs` concludes from them as from any other.
pub(crate) async fn take_in(tx: &mut TenantTx, run: i64, expected: &[i64]) -> Result<(), Error> {
    let numbers: Vec<String> = expected.iter().map(ToString::to_string).collect();
    let unseen: Vec<Row> = sqlx::query_as(
        "select l.external_id::bigint as vinted_id, coalesce(l.title, '') as title, l.price_minor
            , coalesce(l.url, '') as url, l.published_at
        from listings l
        where l.platform = 'vinted' and l.state in ('live', 'updating', 'removing') and l.external_id = any ($1)
        and not exists (select 1 from wardrobe_items w where w.vinted_id::text = l.external_id)",
    )
    .bind(numbers)
    .fetch_all(tx.conn())
    .await
    .attempted("reading which listings a walk did not meet")?;
    let items: Vec<WardrobeItem> = unseen.into_iter().map(Row::into_item).collect();
    seen::see(tx, run - 1, &items).await
}

impl Row {
    fn into_item(self) -> WardrobeItem {
        WardrobeItem {
            vinted_id: self.vinted_id,
            title: self.title,
            price: self.price_minor.map(Money::euros_from_cents),
            total_price: None,
            service_fee: None,
            brand: String::new(),
            size: String::new(),
            condition: String::new(),
            url: self.url,
            photos: Vec::new(),
            photo_count: 0,
            state: WardrobeState::OnSale,
            views: 0,
            favourites: 0,
            listed_at: self.published_at,
        }
    }
}
