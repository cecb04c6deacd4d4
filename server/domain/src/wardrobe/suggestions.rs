//! Suggestions: the listings nobody has claimed against the items that are not on Vinted. Reads both; the comparing is
//! `likeness`.

use crate::channel_rules;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::pricing::own::Own;
use crate::wardrobe::likeness::{Item, Match, Shelf, Stray};
use crate::wardrobe::rows::{OPEN, names};
use stoflow_wire::ids::ProductId;
use stoflow_wire::money::Money;
use stoflow_wire::pricing::Channel;

#[derive(sqlx::FromRow)]
struct Candidate {
    id: i64,
    title: String,
    brand: String,
    size: String,
    price_minor: Option<i64>,
    minimum_minor: Option<i64>,
    sku: String,
}

impl Candidate {
    /// What a listing of it asks for: the strays are compared by what they show.
    fn listed(&self, own: &Own) -> Option<i64> {
        let minimum = self.minimum_minor.map(Money::euros_from_cents);
        let asked = self.price_minor.map(Money::euros_from_cents)?;
        Some(own.listed(asked, minimum).minor)
    }
}

/// Items that are for sale and, as far as is known, not on Vinted.
pub(super) async fn shelf(tx: &mut TenantTx) -> Result<Shelf, Error> {
    let items: Vec<Candidate> = sqlx::query_as(
        "select p.id, p.title, p.brand, p.size, p.price_minor, p.minimum_minor, p.sku from products p
        where p.touched and p.status in ('draft', 'published')
        and not exists (select 1 from listings l where l.product_id = p.id and l.platform = 'vinted'
            and l.state in ('creating', 'live', 'updating', 'removing', 'draft', 'relisting', 'in_doubt'))
        order by p.id",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("reading the items that are not on Vinted")?;
    let own = Own::on(&channel_rules::list(tx).await?, Channel::Vinted);
    let mut shelf = Shelf::of(items.into_iter().map(|item| Item {
        product: ProductId(item.id),
        price_minor: item.listed(&own),
        title: item.title,
        brand: item.brand,
        size: item.size,
        sku: item.sku,
    }));
    if shelf.is_empty() {
        return Ok(shelf);
    }
    let references: Vec<(i64, String)> = sqlx::query_as(
        "select product_id, reference from listings where platform = 'vinted' and state in ('removed', 'failed')",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("reading the references of earlier listings")?;
    for (product, reference) in references {
        shelf.remember(ProductId(product), &reference);
    }
    Ok(shelf)
}

#[derive(sqlx::FromRow)]
struct Row {
    vinted_id: i64,
    title: String,
    brand: String,
    size: String,
    price_minor: Option<i64>,
    codes: String,
}

/// The best item for each listing that is nobody's yet and has one.
pub(super) async fn all(tx: &mut TenantTx, shelf: &Shelf) -> Result<Vec<(i64, Match)>, Error> {
    if shelf.is_empty() {
        return Ok(Vec::new());
    }
    let strays: Vec<Row> = sqlx::query_as(
        "select vinted_id, title, brand, size, price_minor, codes from wardrobe_items
        where listing_id is null and state = any ($1)",
    )
    .bind(names(&OPEN))
    .fetch_all(tx.conn())
    .await
    .attempted("reading the listings that are nobody's")?;
    Ok(strays
        .into_iter()
        .filter_map(|row| {
            let stray = Stray {
                title: row.title,
                brand: row.brand,
                size: row.size,
                price_minor: row.price_minor,
                codes: row.codes.lines().map(str::to_owned).collect(),
            };
            Some((row.vinted_id, shelf.best(&stray)?))
        })
        .collect())
}
