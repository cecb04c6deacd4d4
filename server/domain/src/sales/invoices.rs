//! What the wallet was paid for sales (`sales.revenue_minor`), line by line as the monthly invoices tell it.
//!
//! A line is kept under a mark of its own, so that a page that is read again, or a month that is read twice a day, counts
//! it once. Lines about nothing we know, such as purchases, are passed over.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs::kept::InvoiceMonth;
use stoflow_wire::revenue::{InvoiceLine, InvoiceOf};
use time::OffsetDateTime;

/// The month it is in Paris and the one before: money moves on in either.
pub(crate) async fn due(tx: &mut TenantTx) -> Result<[InvoiceMonth; 2], Error> {
    let (year, month): (i32, i32) = sqlx::query_as(
        "select extract(year from paris)::integer, extract(month from paris)::integer
        from (select now() at time zone 'Europe/Paris' as paris) as clock",
    )
    .fetch_one(tx.conn())
    .await
    .attempted("asking which month it is")?;
    let now = InvoiceMonth {
        year: u16::try_from(year).unwrap_or(u16::MAX),
        month: u8::try_from(month).unwrap_or(1),
    };
    Ok([now, before(now)])
}

fn before(month: InvoiceMonth) -> InvoiceMonth {
    if month.month > 1 {
        InvoiceMonth {
            month: month.month - 1,
            ..month
        }
    } else {
        InvoiceMonth {
            year: month.year - 1,
            month: 12,
        }
    }
}

/// Writes the lines of a page down with the sales they are about.
pub(crate) async fn see(tx: &mut TenantTx, lines: &[InvoiceLine]) -> Result<(), Error> {
    for line in lines {
        let (transaction, conversation) = match line.of {
            InvoiceOf::Transaction(id) => (Some(id), None),
            InvoiceOf::Conversation(id) => (None, Some(id)),
        };
        // A conversation may hold several sales with one buyer: the money is the newest one's that was made before it.
        sqlx::query(
            "update sales set invoice_lines = kept.lines, invoiced_at = coalesce(sales.invoiced_at, $5, now())
                , revenue_minor = (select sum(line.value::bigint) from jsonb_each_text(kept.lines) as line)
            from (select s.id, s.invoice_lines || jsonb_build_object($3::text, $4::bigint) as lines from sales s
                where s.transaction_id = $1 or s.conversation_id = $2
                order by coalesce(s.sold_at > $5, false), s.sold_at desc, s.id desc limit 1) as kept
            where sales.id = kept.id",
        )
        .bind(transaction)
        .bind(conversation)
        .bind(mark(line))
        .bind(line.amount.minor)
        .bind(line.at)
        .execute(tx.conn())
        .await
        .attempted("writing down what the wallet was paid")?;
    }
    Ok(())
}

/// What tells a line from the others of its sale: Vinted gives it no number.
fn mark(line: &InvoiceLine) -> String {
    let at = line.at.map_or(0, OffsetDateTime::unix_timestamp);
    let sign = if line.amount.minor < 0 { "out" } else { "in" };
    format!("{at} {sign}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::money::Money;
    use time::macros::datetime;

    #[test]
    fn the_year_ends_in_december() {
        let month = |year, month| InvoiceMonth { year, month };
        assert_eq!(before(month(2026, 11)), month(2026, 10));
        assert_eq!(before(month(2026, 1)), month(2025, 12));
    }

    #[test]
    fn what_came_in_and_what_was_taken_back_are_two_lines() {
        let line = |minor| InvoiceLine {
            of: InvoiceOf::Conversation(7),
            amount: Money::euros_from_cents(minor),
            at: Some(datetime!(2026-11-24 09:00 UTC)),
        };
        assert_eq!(mark(&line(1200)), mark(&line(1200)));
        assert_ne!(mark(&line(1200)), mark(&line(-1200)));
    }
}
