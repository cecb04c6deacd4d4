//! One sale with all that is known of it.

use crate::channels::vinted;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::sales::called_off;
use crate::sales::rows::{NOT_THERE, Row, dress, row_columns};
use stoflow_wire::ids::{ConversationId, ProductId, SaleId};
use stoflow_wire::money::Money;
use stoflow_wire::one_sale::{Amounts, Moments, SaleDetail, SaleItemView};
use stoflow_wire::sales::SoldProduct;
use time::OffsetDateTime;

pub(super) async fn get(tx: &mut TenantTx, sale: SaleId) -> Result<SaleDetail, Error> {
    let row: Option<Row> = sqlx::query_as(concat!(
        "select ",
        row_columns!(),
        " from sales s where s.id = $1"
    ))
    .bind(sale.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading a sale")?;
    let row = row.ok_or(NOT_THERE)?;
    let more: More = sqlx::query_as(
        "select conversation_id, (select c.id from conversations c where c.id = sales.conversation_id) as talk
            , exists (select 1 from sale_items i join listings l on l.id = i.listing_id
                join products p on p.id = l.product_id
                where i.sale_id = sales.id and i.applied_at is not null and p.sold_by = 'seller'
                and sales.state <> 'called_off') as sold_twice
            , price_minor, buyer_protection_minor, service_fee_minor, postage_minor
            , buyer_country, status_text, tracking, paid_at, label_at, printed_at, packed_at, shipped_at, delivered_at
            , ended_at, revenue_minor, invoiced_at
        from sales where id = $1",
    )
    .bind(sale.0)
    .fetch_one(tx.conn())
    .await
    .attempted("reading a sale")?;
    let euros = |minor: Option<i64>| minor.map(Money::euros_from_cents);
    Ok(SaleDetail {
        sale: dress(row)?,
        items: items(tx, sale).await?,
        conversation_id: more.conversation_id,
        talk: more.talk.map(ConversationId),
        to_answer: called_off::is_open(tx, sale).await?,
        sold_twice: more.sold_twice,
        status: more.status_text,
        country: more.buyer_country,
        amounts: Amounts {
            price: euros(more.price_minor),
            buyer_protection: euros(more.buyer_protection_minor),
            service_fee: euros(more.service_fee_minor),
            postage: euros(more.postage_minor),
            revenue: euros(more.revenue_minor),
        },
        tracking: more.tracking,
        moments: Moments {
            paid_at: more.paid_at,
            label_at: more.label_at,
            printed_at: more.printed_at,
            packed_at: more.packed_at,
            shipped_at: more.shipped_at,
            delivered_at: more.delivered_at,
            ended_at: more.ended_at,
            invoiced_at: more.invoiced_at,
        },
    })
}

/// What lists do not show.
#[derive(sqlx::FromRow)]
struct More {
    conversation_id: Option<i64>,
    talk: Option<i64>,
    sold_twice: bool,
    price_minor: Option<i64>,
    buyer_protection_minor: Option<i64>,
    service_fee_minor: Option<i64>,
    postage_minor: Option<i64>,
    buyer_country: String,
    status_text: String,
    tracking: String,
    paid_at: Option<OffsetDateTime>,
    label_at: Option<OffsetDateTime>,
    printed_at: Option<OffsetDateTime>,
    packed_at: Option<OffsetDateTime>,
    shipped_at: Option<OffsetDateTime>,
    delivered_at: Option<OffsetDateTime>,
    ended_at: Option<OffsetDateTime>,
    revenue_minor: Option<i64>,
    invoiced_at: Option<OffsetDateTime>,
}

#[derive(sqlx::FromRow)]
struct Item {
    vinted_id: i64,
    title: String,
    price_minor: Option<i64>,
    thumb: Option<String>,
    product: Option<i64>,
    product_title: Option<String>,
    sku: Option<String>,
    location: Option<String>,
}

async fn items(tx: &mut TenantTx, sale: SaleId) -> Result<Vec<SaleItemView>, Error> {
    let items: Vec<Item> = sqlx::query_as(
        "select i.vinted_id, i.title, i.price_minor, i.thumb, p.id as product, p.title as product_title, p.sku
            , p.location
        from sale_items i left join listings l on l.id = i.listing_id left join products p on p.id = l.product_id
        where i.sale_id = $1 order by i.position",
    )
    .bind(sale.0)
    .fetch_all(tx.conn())
    .await
    .attempted("reading what was sold")?;
    let shown = items.into_iter().map(|item| SaleItemView {
        url: vinted::page(item.vinted_id, ""),
        vinted_id: item.vinted_id,
        title: item.title,
        price: item.price_minor.map(Money::euros_from_cents),
        thumb: item.thumb,
        product: item.product.map(|id| SoldProduct {
            id: ProductId(id),
            title: item.product_title.unwrap_or_default(),
            sku: item.sku.unwrap_or_default(),
            location: item.location.unwrap_or_default(),
        }),
    });
    Ok(shown.collect())
}
