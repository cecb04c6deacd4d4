//! A page of a month's invoice lines in our words. Facts `marketplace-apis.md` section 4.3 ("Orders").
//!
//! A line is known by the kind and the number of what it is about. Its title is written for people, in their language, and
//! says nothing here.

use super::fields::{amount, id};
use super::replies::int;
use serde_json::{Value, json};
use stoflow_wire::money::Money;
use stoflow_wire::revenue::{InvoiceLine, InvoiceOf, InvoicesOrder, InvoicesPage};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// More than the site shows on a page.
const MOST_LINES: usize = 100;

/// What the answer to [`super::requests::invoices`] holds; `None` where it holds no page.
pub fn read(answer: &Value, order: InvoicesOrder) -> Option<InvoicesPage> {
    let entries = answer.get("invoice_lines").and_then(Value::as_array)?;
    let pagination = answer.get("invoice_lines_pagination")?;
    let number = |name| int(pagination.get(name)).and_then(|number| u32::try_from(number).ok());
    let pages = number("total_pages")?;
    let lines = entries.iter().take(MOST_LINES);
    Some(InvoicesPage {
        page: number("current_page").unwrap_or(order.page),
        pages: if number("total_entries") == Some(0) {
            0
        } else {
            pages
        },
        lines: lines.filter_map(line).collect(),
    })
}

fn line(entry: &Value) -> Option<InvoiceLine> {
    let number = id(entry.get("entity_id"))?;
    let of = match entry.get("entity_type").and_then(Value::as_str)? {
        "user_msg_thread" => InvoiceOf::Conversation(number),
        "transaction" => InvoiceOf::Transaction(number),
        _ => return None,
    };
    Some(InvoiceLine {
        of,
        amount: signed(entry.get("amount")?)?,
        at: moment(entry.get("date")),
    })
}

/// An amount that may have been taken back: with a minus before its digits.
fn signed(value: &Value) -> Option<Money> {
    let digits = value.get("amount").unwrap_or(value);
    let text = match digits {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => (-1, digits),
        None => (1, text.as_str()),
    };
    let plain = json!({ "amount": digits, "currency_code": value.get("currency_code") });
    let money = match value.get("currency_code") {
        Some(_) => amount(Some(&plain), None),
        None => amount(Some(&json!(digits)), None),
    }?;
    Some(Money {
        minor: sign * money.minor,
        ..money
    })
}

/// A moment, or a day.
fn moment(value: Option<&Value>) -> Option<OffsetDateTime> {
    let text = value?.as_str()?;
    let read = |text: &str| OffsetDateTime::parse(text, &Rfc3339).ok();
    read(text).or_else(|| read(&format!("{text}T00:00:00Z")))
}
