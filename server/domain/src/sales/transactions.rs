//! Writing down sales in full: their money, their parcel and what was in them.

use crate::catalogue::folding::fold;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::sales::rows::storable;
use crate::sales::{deadline, state};
use stoflow_wire::ids::JobId;
use stoflow_wire::money::Money;
use stoflow_wire::sales::{Standing, Transaction};
use time::OffsetDateTime;

/// Sales of one chunk; and of those that are finished, the most of one reading: the rest comes with the next, so that one
/// takes minutes and not hours.
const AT_ONCE: i64 = 50;

/// Sales that are not finished and were not read since `reading` began, the least recently read first: some of them, and
/// how many there are.
pub(crate) async fn open(tx: &mut TenantTx, reading: JobId) -> Result<(Vec<i64>, i64), Error> {
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "select transaction_id, count(*) over () from sales
        where state in ('to_ship', 'under_way', 'delivered')
        and (read_at is null or read_at < (select started_at from marketplace_jobs where id = $1))
        order by read_at nulls first, id limit $2",
    )
    .bind(reading.0)
    .bind(AT_ONCE)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which sales are to be read")?;
    let all = rows.first().map_or(0, |(_, all)| *all);
    Ok((rows.into_iter().map(|(id, _)| id).collect(), all))
}

/// Sales that are finished and were not read in full since they changed, the newest first; some of them.
pub(crate) async fn finished(tx: &mut TenantTx) -> Result<Vec<i64>, Error> {
    sqlx::query_scalar(
        "select transaction_id from sales where details_due and state in ('completed', 'called_off')
        order by sold_at desc, id desc limit $1",
    )
    .bind(AT_ONCE)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which finished sales are to be read")
}

/// These were asked for: whatever came of it, the others are next.
pub(crate) async fn looked_at(tx: &mut TenantTx, transaction_ids: &[i64]) -> Result<(), Error> {
    sqlx::query("update sales set read_at = now() where transaction_id = any ($1)")
        .bind(transaction_ids)
        .execute(tx.conn())
        .await
        .attempted("writing down which sales were read")?;
    Ok(())
}

/// These are not there any more: nothing more can be known of them.
pub(crate) async fn without(tx: &mut TenantTx, transaction_ids: &[i64]) -> Result<(), Error> {
    sqlx::query("update sales set details_due = false where transaction_id = any ($1)")
        .bind(transaction_ids)
        .execute(tx.conn())
        .await
        .attempted("writing down that a sale cannot be read")?;
    Ok(())
}

/// What the list said of a sale.
#[derive(sqlx::FromRow)]
struct Known {
    id: i64,
    title: String,
    standing: String,
    sold_at: OffsetDateTime,
}

/// Writes a sale down. One that no list showed is nobody's wish and is left out.
pub(crate) async fn detail(
    tx: &mut TenantTx,
    transaction_id: i64,
    read: &Transaction,
) -> Result<(), Error> {
    let known: Option<Known> = sqlx::query_as(
        "select id, title, standing, sold_at from sales where transaction_id = $1 for update",
    )
    .bind(transaction_id)
    .fetch_optional(tx.conn())
    .await
    .attempted("locking a sale")?;
    let Some(known) = known else { return Ok(()) };
    write(tx, &known, read).await?;
    write_items(tx, known.id, read).await
}

async fn write(tx: &mut TenantTx, known: &Known, read: &Transaction) -> Result<(), Error> {
    let shipment = read.shipment.clone().unwrap_or_default();
    let listed = Standing::from_name(&known.standing).unwrap_or(Standing::Other);
    let standing = read.standing.unwrap_or(listed);
    let state = state::of_transaction(standing, read.status, shipment.status);
    let buyer = read.buyer.as_ref();
    let login = buyer.map(|buyer| storable(&buyer.login));
    let tracking = storable(&shipment.tracking);
    let minor = |money: Option<Money>| money.map(|money| money.minor);
    sqlx::query(
        "update sales set conversation_id = coalesce($2, conversation_id), price_minor = coalesce($3, price_minor)
            , buyer_protection_minor = $4, service_fee_minor = $5, postage_minor = $6
            , buyer_login = coalesce($7, buyer_login), buyer_country = coalesce($8, buyer_country), state = $9
            , status_code = $10, shipment_id = $11, shipment_code = $12, carrier = $13, tracking = $14, paid_at = $15
            , ship_by = $16, shipped_at = $17, delivered_at = $18, ended_at = $19, search_text = $20
            , standing = $21, details_due = false, read_at = now()
        where id = $1",
    )
    .bind(known.id)
    .bind(read.conversation_id)
    .bind(minor(read.price))
    .bind(minor(read.buyer_protection))
    .bind(minor(read.service_fee))
    .bind(minor(shipment.price))
    .bind(&login)
    .bind(buyer.map(|buyer| storable(&buyer.country)))
    .bind(state.name())
    .bind(read.status)
    .bind(read.shipment.as_ref().map(|shipment| shipment.id))
    .bind(shipment.status)
    .bind(storable(&shipment.carrier))
    .bind(&tracking)
    .bind(read.paid_at)
    .bind(deadline::ship_by(read.paid_at.unwrap_or(known.sold_at)))
    .bind(shipment.shipped_at)
    .bind(shipment.delivered_at)
    .bind(read.status_at.filter(|_| state.is_finished()))
    .bind(search_text(known, read, login.as_deref(), &tracking))
    .bind(standing.name())
    .execute(tx.conn())
    .await
    .attempted("writing down a sale")?;
    Ok(())
}

fn search_text(known: &Known, read: &Transaction, buyer: Option<&str>, tracking: &str) -> String {
    let mut words = vec![known.title.as_str(), buyer.unwrap_or_default(), tracking];
    words.extend(read.items.iter().map(|item| item.title.as_str()));
    fold(&words.join(" "))
}

/// Items that were read before keep whose they are.
async fn write_items(tx: &mut TenantTx, sale: i64, read: &Transaction) -> Result<(), Error> {
    for (position, item) in (1_i32..).zip(&read.items) {
        sqlx::query(
            "insert into sale_items (sale_id, position, vinted_id, title, price_minor, thumb)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (sale_id, position) do update
            set vinted_id = excluded.vinted_id, title = excluded.title, price_minor = excluded.price_minor
                , thumb = excluded.thumb
                , listing_id = case when sale_items.vinted_id = excluded.vinted_id then sale_items.listing_id end
                , applied_at = case when sale_items.vinted_id = excluded.vinted_id then sale_items.applied_at end",
        )
        .bind(sale)
        .bind(position)
        .bind(item.vinted_id)
        .bind(storable(&item.title))
        .bind(item.price.map(|price| price.minor))
        .bind(item.thumb.as_deref().map(storable))
        .execute(tx.conn())
        .await
        .attempted("writing down what was sold")?;
    }
    let count = i32::try_from(read.items.len()).unwrap_or(i32::MAX);
    if count > 0 {
        sqlx::query("delete from sale_items where sale_id = $1 and position > $2")
            .bind(sale)
            .bind(count)
            .execute(tx.conn())
            .await
            .attempted("writing down what was sold")?;
    }
    Ok(())
}
