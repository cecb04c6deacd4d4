//! What the wallet was paid: each line once, whatever is read twice; and the sums that are made of it.

use super::{asked, list, read, rows};
use crate::domain::jobs::Stage;
use stoflow_domain::sales;
use stoflow_wire::money::Money;
use stoflow_wire::revenue::{InvoiceLine, InvoiceOf, Span};
use stoflow_wire::sales::{SaleFilter, SaleShow, Standing};
use stoflow_wire::vinted::VintedOrder;
use time::macros::{date, datetime};

fn line(of: InvoiceOf, minor: i64, day: u8) -> InvoiceLine {
    InvoiceLine {
        of,
        amount: Money::euros_from_cents(minor),
        at: datetime!(2026-10-01 12:00 UTC).replace_day(day).ok(),
    }
}

async fn month_of_now(stage: &Stage) -> u8 {
    let month = "select extract(month from now() at time zone 'Europe/Paris')::bigint";
    u8::try_from(stage.shop.count(month).await).unwrap()
}

#[tokio::test]
async fn all_open_sales_are_read_in_one_reading_the_stalest_first() {
    let mut stage = Stage::new("sales-many").await;
    for item in 1..=120 {
        stage.wardrobe.lock().unwrap().ledger.sell(&[item]);
    }
    read(&mut stage).await;
    assert_eq!(asked(&stage), (3, 12), "all in chunks of fifty, by tens");
    let unread = "select count(*) from sales where shipment_id is null";
    assert_eq!(stage.shop.count(unread).await, 0, "every parcel is known");
    stage
        .shop
        .run("update sales set read_at = now() - interval '9 days' where transaction_id in (3, 60)")
        .await;
    read(&mut stage).await;
    let first = {
        let wardrobe = stage.wardrobe.lock().unwrap();
        let mut orders = wardrobe.ledger.asked.iter();
        orders.find_map(|order| match order {
            VintedOrder::ReadTransactions(order) => Some(order.transaction_ids[..2].to_vec()),
            _ => None,
        })
    };
    assert_eq!(
        first,
        Some(vec![60, 3]),
        "the newest was written down first"
    );
    let again = "select count(*) from sales where read_at >= (select max(started_at) from marketplace_jobs)";
    assert_eq!(stage.shop.count(again).await, 120);
    assert_eq!(
        list(&stage.shop, &SaleFilter::default())
            .await
            .counts
            .without_label,
        120
    );
}

#[tokio::test]
async fn the_wallet_tells_what_the_seller_was_paid_and_each_line_counts_once() {
    let mut stage = Stage::new("sales-wallet").await;
    let now = month_of_now(&stage).await;
    let before = if now == 1 { 12 } else { now - 1 };
    {
        let ledger = &mut stage.wardrobe.lock().unwrap().ledger;
        for item in 1..=4 {
            let id = ledger.sell(&[item]);
            ledger.sale(id).standing = Standing::Completed;
        }
        ledger.sale(4).standing = Standing::Cancelled;
        ledger.invoices = vec![
            (now, line(InvoiceOf::Conversation(1_001), 1_900, 10)),
            (now, line(InvoiceOf::Transaction(2), 2_000, 11)),
            (now, line(InvoiceOf::Conversation(1_002), -500, 12)),
            (now, line(InvoiceOf::Conversation(77_777), -9_000, 12)),
            (before, line(InvoiceOf::Conversation(1_004), 2_000, 2)),
            (before, line(InvoiceOf::Conversation(1_004), -2_000, 3)),
        ];
    }
    for _ in 0..2 {
        read(&mut stage).await;
        let paid = async |id: i64| {
            let all = rows(&stage.shop, SaleShow::All).await;
            let row = all.iter().find(|row| row.title == format!("Vente {id}"));
            let sale = super::get(&stage.shop, row.unwrap().id).await.unwrap();
            sale.amounts.revenue.map(|money| money.minor)
        };
        assert_eq!(paid(1).await, Some(1_900));
        assert_eq!(paid(2).await, Some(1_500));
        assert_eq!(paid(3).await, None);
        assert_eq!(paid(4).await, Some(0));
    }

    let shop = &stage.shop;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let october = sales::month(&mut tx, None).await.unwrap();
    assert_eq!(october.months, [date!(2026 - 10 - 01)]);
    let sums = october.sums;
    assert_eq!((sums.sales, sums.awaited), (3, 1));
    assert_eq!(
        (sums.gross.minor, sums.net.minor, sums.fees.minor),
        (6_000, 3_400, 600)
    );
    let empty = sales::month(&mut tx, Some(date!(2024 - 02 - 29)))
        .await
        .unwrap();
    assert_eq!((empty.month, empty.sums.sales), (date!(2024 - 02 - 01), 0));
    let books = sales::export(&mut tx, date!(2026 - 10 - 17)).await.unwrap();
    assert_eq!(
        books.len(),
        4,
        "what was called off is in the books as well"
    );
    assert_eq!(books[1].revenue, Some(Money::euros_from_cents(1_500)));
    assert_eq!(books[1].transaction_id, 2);

    let course = sales::course(&mut tx, Span::Month).await.unwrap();
    assert_eq!(course.times[0].from, date!(2026 - 10 - 01));
    assert_eq!(course.times[0].sums, sums);
    assert!(course.times[1..].iter().all(|time| time.sums.sales == 0));
    assert_eq!(course.days_to_sell, None);
    let weeks = sales::course(&mut tx, Span::Week).await.unwrap();
    assert_eq!(
        weeks.times.iter().map(|week| week.sums.sales).sum::<i64>(),
        3
    );
}
