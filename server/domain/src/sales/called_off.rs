//! Sales that were called off after their items had been told: are these in stock again? Vinted does not say, so the
//! seller is asked, once for each sale.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::listings::outcome;
use stoflow_wire::ids::{ListingId, ProductId, SaleId};
use stoflow_wire::sales::Proposal;
use time::OffsetDateTime;

/// Proposals that are shown at once.
const SHOWN: i64 = 20;

/// Items that were told of a sale which came to nothing, and that no other sale sold.
macro_rules! open {
    () => {
        "i.applied_at is not null and i.answered_at is null and s.state = 'called_off'
        and coalesce(p.archived_from, p.status) in ('draft', 'published', 'sold')
        and not exists (select 1 from sale_items j join sales t on t.id = j.sale_id
            where j.listing_id = i.listing_id and j.sale_id <> i.sale_id and t.state <> 'called_off')"
    };
}

macro_rules! tables {
    () => {
        "sale_items i join sales s on s.id = i.sale_id join listings l on l.id = i.listing_id
        join products p on p.id = l.product_id"
    };
}

/// What waits for a word of the seller, the newest sale first.
pub(super) async fn list(tx: &mut TenantTx) -> Result<Vec<Proposal>, Error> {
    let rows: Vec<(i64, i64, String, Option<String>)> = sqlx::query_as(concat!(
        "select s.id, p.id, p.title, i.thumb from ",
        tables!(),
        " where ",
        open!(),
        " order by s.sold_at desc, s.id desc, i.position limit $1"
    ))
    .bind(SHOWN)
    .fetch_all(tx.conn())
    .await
    .attempted("listing the sales that were called off")?;
    let proposals = rows
        .into_iter()
        .map(|(sale, product, title, thumb)| Proposal {
            sale: SaleId(sale),
            product: ProductId(product),
            title,
            thumb,
        });
    Ok(proposals.collect())
}

/// How many there are.
pub(super) async fn count(tx: &mut TenantTx) -> Result<i64, Error> {
    sqlx::query_scalar(concat!(
        "select count(*) from ",
        tables!(),
        " where ",
        open!()
    ))
    .fetch_one(tx.conn())
    .await
    .attempted("counting the sales that were called off")
}

#[derive(sqlx::FromRow)]
struct Open {
    position: i32,
    listing: i64,
    product: i64,
    off_at: OffsetDateTime,
}

/// The items of one sale that wait for a word, locked.
async fn open(tx: &mut TenantTx, sale: SaleId) -> Result<Vec<Open>, Error> {
    sqlx::query_as(concat!(
        "select i.position, l.id as listing, p.id as product, coalesce(s.ended_at, s.read_at, s.sold_at) as off_at from ",
        tables!(),
        " where i.sale_id = $1 and ",
        open!(),
        " order by l.id for update of i, l"
    ))
    .bind(sale.0)
    .fetch_all(tx.conn())
    .await
    .attempted("reading what was in a sale that was called off")
}

/// Whether there is something to say of this sale.
pub(super) async fn is_open(tx: &mut TenantTx, sale: SaleId) -> Result<bool, Error> {
    sqlx::query_scalar(concat!(
        "select exists (select 1 from ",
        tables!(),
        " where i.sale_id = $1 and ",
        open!(),
        ")"
    ))
    .bind(sale.0)
    .fetch_one(tx.conn())
    .await
    .attempted("looking whether a sale asks something")
}

/// The seller put this product into stock by themselves: nothing is left to ask.
pub(crate) async fn said(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    sqlx::query(
        "update sale_items set answered_at = now() from sales s, listings l
        where s.id = sale_items.sale_id and l.id = sale_items.listing_id and l.product_id = $1
        and s.state = 'called_off' and sale_items.applied_at is not null and sale_items.answered_at is null",
    )
    .bind(product.0)
    .execute(tx.conn())
    .await
    .attempted("writing down what becomes of an item")?;
    Ok(())
}

/// What was in it is in stock again. [`Error::OutOfPlace`] where nothing waits for a word.
pub(super) async fn take_back(tx: &mut TenantTx, sale: SaleId) -> Result<(), Error> {
    for item in asked(tx, sale).await? {
        let (listing, product) = (ListingId(item.listing), ProductId(item.product));
        outcome::take_back(tx, listing, product, item.off_at).await?;
        answer(tx, sale, item.position).await?;
    }
    Ok(())
}

/// What was in it is not in stock. [`Error::OutOfPlace`] where nothing waits for a word.
pub(super) async fn leave_sold(tx: &mut TenantTx, sale: SaleId) -> Result<(), Error> {
    for item in asked(tx, sale).await? {
        answer(tx, sale, item.position).await?;
    }
    Ok(())
}

async fn asked(tx: &mut TenantTx, sale: SaleId) -> Result<Vec<Open>, Error> {
    let items = open(tx, sale).await?;
    if items.is_empty() {
        return Err(Error::OutOfPlace {
            attempted: "answering for a sale that asks nothing",
        });
    }
    Ok(items)
}

async fn answer(tx: &mut TenantTx, sale: SaleId, position: i32) -> Result<(), Error> {
    sqlx::query("update sale_items set answered_at = now() where sale_id = $1 and position = $2")
        .bind(sale.0)
        .bind(position)
        .execute(tx.conn())
        .await
        .attempted("writing down what becomes of an item")?;
    Ok(())
}
