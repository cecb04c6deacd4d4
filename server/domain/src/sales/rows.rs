//! The table `sales`, row by row: what lists and pages show of one, and what the seller ticks off.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use stoflow_wire::ids::{ConversationId, SaleId};
use stoflow_wire::money::Money;
use stoflow_wire::one_sale::SaleCard;
use stoflow_wire::sales::{LabelState, SaleRow, SaleState};
use time::OffsetDateTime;

pub(super) const NOT_THERE: Error = Error::NotFound { what: "sale" };

/// PostgreSQL has no NUL in texts; everything else is kept as Vinted shows it.
pub(super) fn storable(text: &str) -> String {
    text.replace('\0', "")
}

/// The columns that [`dress`] makes a row of, of the table called `s`.
macro_rules! row_columns {
    () => {
        "s.id, s.title, s.price_minor, s.thumb, s.buyer_login, s.state, s.sold_at, s.ship_by, s.carrier
            , s.shipment_id is not null as has_parcel, s.label_at is not null as has_label
            , s.printed_at is not null as printed, s.packed_at is not null as packed
            , exists (select 1 from marketplace_jobs j where j.idempotency_key = 'label-' || s.id) as label_coming
            , (select count(*) from sale_items i where i.sale_id = s.id) as items
            , (select count(*) from sale_items i where i.sale_id = s.id and i.listing_id is not null) as matched"
    };
}
pub(super) use row_columns;

#[derive(sqlx::FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub(super) struct Row {
    id: i64,
    title: String,
    price_minor: Option<i64>,
    thumb: Option<String>,
    buyer_login: String,
    state: String,
    sold_at: OffsetDateTime,
    ship_by: OffsetDateTime,
    carrier: String,
    has_parcel: bool,
    has_label: bool,
    printed: bool,
    packed: bool,
    label_coming: bool,
    items: i64,
    matched: i64,
}

pub(super) fn dress(row: Row) -> Result<SaleRow, Error> {
    let label = match (row.has_label, row.printed) {
        (true, true) => LabelState::Printed,
        (true, false) => LabelState::Here,
        (false, _) if row.label_coming => LabelState::Coming,
        (false, _) if row.has_parcel => LabelState::ToFetch,
        (false, _) => LabelState::None,
    };
    Ok(SaleRow {
        id: SaleId(row.id),
        title: row.title,
        price: row.price_minor.map(Money::euros_from_cents),
        thumb: row.thumb,
        buyer: row.buyer_login,
        state: state(&row.state)?,
        sold_at: row.sold_at,
        ship_by: row.ship_by,
        carrier: row.carrier,
        label,
        packed: row.packed,
        items: row.items,
        matched: row.matched,
    })
}

pub(super) fn state(name: &str) -> Result<SaleState, Error> {
    SaleState::from_name(name)
        .ok_or_else(|| Error::internal("reading a sale", format!("`{name}` is no state")))
}

pub(super) async fn of_conversation(
    tx: &mut TenantTx,
    conversation: ConversationId,
) -> Result<Option<SaleCard>, Error> {
    let sale: Option<(i64, String, OffsetDateTime)> = sqlx::query_as(
        "select id, state, sold_at from sales where conversation_id = $1 order by sold_at desc, id desc limit 1",
    )
    .bind(conversation.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("looking what a conversation led to")?;
    sale.map(|(id, name, sold_at)| {
        Ok(SaleCard {
            id: SaleId(id),
            state: state(&name)?,
            sold_at,
        })
    })
    .transpose()
}

/// It was packed; when, stays as it was first said.
pub(super) async fn pack(tx: &mut TenantTx, sale: SaleId) -> Result<(), Error> {
    let done = sqlx::query("update sales set packed_at = coalesce(packed_at, now()) where id = $1")
        .bind(sale.0)
        .execute(tx.conn())
        .await
        .attempted("ticking a sale off")?;
    there(done.rows_affected())
}

/// It was not packed.
pub(super) async fn unpack(tx: &mut TenantTx, sale: SaleId) -> Result<(), Error> {
    let done = sqlx::query("update sales set packed_at = null where id = $1")
        .bind(sale.0)
        .execute(tx.conn())
        .await
        .attempted("taking a tick off a sale")?;
    there(done.rows_affected())
}

fn there(changed: u64) -> Result<(), Error> {
    (changed == 1).then_some(()).ok_or(NOT_THERE)
}
