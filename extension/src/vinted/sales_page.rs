//! What was sold, in our words: a page of the list, a sale in full, the place of a label. Facts `marketplace-apis.md`
//! section 4.3 ("Orders", "Ship"), `original-backend.md` appendices F.3 and F.4.
//!
//! Of the buyer no more is taken along than the seller needs to recognise the parcel.

use super::fields::{address, amount, id, price, words};
use super::replies::int;
use serde_json::Value;
use stoflow_wire::sales::{
    Buyer, SaleLine, SalesOrder, SalesPage, Shipment, SoldItem, Standing, Transaction,
};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Characters of a title, and of a short text: ten sales in full fit into one frame of 256 kB.
const LONGEST_TITLE: usize = 100;
const LONGEST_WORDS: usize = 60;

/// The site takes bundles of 20.
const MOST_ITEMS: usize = 20;

/// What the answer to [`super::requests::sales`] holds; `None` where it holds no page. A page that does not say how many
/// there are is none: whoever took it for the last would miss everything behind it.
pub fn read(answer: &Value, order: SalesOrder) -> Option<SalesPage> {
    let entries = answer.get("my_orders").and_then(Value::as_array)?;
    let pagination = answer.get("pagination")?;
    let number = |name| int(pagination.get(name)).and_then(|number| u32::try_from(number).ok());
    let pages = number("total_pages")?;
    let most = usize::try_from(order.per_page).unwrap_or(usize::MAX);
    Some(SalesPage {
        page: number("current_page").unwrap_or(order.page),
        // The site counts one page where there is nothing.
        pages: if number("total_entries") == Some(0) {
            0
        } else {
            pages
        },
        lines: entries.iter().take(most).filter_map(line).collect(),
    })
}

fn line(entry: &Value) -> Option<SaleLine> {
    Some(SaleLine {
        transaction_id: id(entry.get("transaction_id"))?,
        conversation_id: id(entry.get("conversation_id")),
        title: words(entry.get("title"), LONGEST_TITLE),
        price: price(entry),
        standing: standing(entry.get("transaction_user_status")),
        status: words(entry.get("status"), LONGEST_WORDS),
        at: moment(entry.get("date")),
        thumb: picture(entry.get("photo")),
    })
}

/// The site's own word, which is the same in every language.
fn standing(word: Option<&Value>) -> Standing {
    match word.and_then(Value::as_str).unwrap_or_default() {
        "in_progress" => Standing::InProgress,
        "needs_action" => Standing::NeedsAction,
        "waiting" => Standing::Waiting,
        "completed" => Standing::Completed,
        "canceled" | "cancelled" => Standing::Cancelled,
        "failed" => Standing::Failed,
        _ => Standing::Other,
    }
}

/// What the answer to [`super::requests::transaction`] holds; `None` where it is about another sale, or none.
pub fn transaction(answer: &Value, transaction_id: i64) -> Option<Transaction> {
    let sale = answer.get("transaction")?;
    if id(sale.get("id")) != Some(transaction_id) {
        return None;
    }
    let offer = sale.get("offer");
    let of_offer = |name| offer.and_then(|offer| offer.get(name));
    Some(Transaction {
        standing: sale
            .get("transaction_user_status")
            .map(|word| standing(Some(word))),
        status: int(sale.get("status")),
        status_title: words(sale.get("status_title"), LONGEST_WORDS),
        status_at: moment(sale.get("status_updated_at")),
        conversation_id: id(sale.get("user_msg_thread_id"))
            .or_else(|| id(sale.get("msg_thread_id"))),
        buyer: sale.get("buyer").and_then(buyer),
        price: offer.and_then(price),
        buyer_protection: amount(of_offer("buyer_protection_fee"), None),
        service_fee: amount(sale.get("service_fee"), None),
        shipment: sale.get("shipment").and_then(shipment),
        paid_at: moment(sale.get("debit_processed_at")),
        items: items(sale),
    })
}

fn buyer(buyer: &Value) -> Option<Buyer> {
    let login = words(buyer.get("login"), LONGEST_WORDS);
    (!login.is_empty()).then(|| Buyer {
        login,
        country: words(buyer.get("country_code"), 2),
    })
}

fn shipment(shipment: &Value) -> Option<Shipment> {
    let carrier = shipment.get("carrier_name");
    let carrier = carrier.or_else(|| {
        shipment
            .get("carrier")
            .and_then(|carrier| carrier.get("name"))
    });
    Some(Shipment {
        id: id(shipment.get("id"))?,
        status: int(shipment.get("status")),
        status_title: words(shipment.get("status_title"), LONGEST_WORDS),
        carrier: words(carrier, LONGEST_WORDS),
        tracking: words(shipment.get("tracking_code"), LONGEST_WORDS),
        price: price(shipment),
        shipped_at: moment(shipment.get("shipped_at")),
        delivered_at: moment(shipment.get("delivered_at")),
    })
}

/// Those of the order, else the one the sale names itself.
fn items(sale: &Value) -> Vec<SoldItem> {
    let listed = sale.get("order").and_then(|order| order.get("items"));
    let listed: Vec<SoldItem> = listed
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(item)
        .take(MOST_ITEMS)
        .collect();
    if !listed.is_empty() {
        return listed;
    }
    let single = id(sale.get("item_id")).map(|vinted_id| SoldItem {
        vinted_id,
        title: words(sale.get("item_title"), LONGEST_TITLE),
        price: sale.get("offer").and_then(price),
        thumb: None,
    });
    single.into_iter().collect()
}

fn item(item: &Value) -> Option<SoldItem> {
    let cover = item.get("photos").and_then(|photos| photos.get(0));
    Some(SoldItem {
        vinted_id: id(item.get("id"))?,
        title: words(item.get("title"), LONGEST_TITLE),
        price: price(item),
        thumb: picture(cover),
    })
}

fn picture(photo: Option<&Value>) -> Option<String> {
    photo.and_then(|photo| address(photo.get("url")))
}

/// ISO 8601, or seconds since 1970.
fn moment(value: Option<&Value>) -> Option<OffsetDateTime> {
    match value? {
        Value::String(text) => OffsetDateTime::parse(text, &Rfc3339).ok(),
        other => int(Some(other))
            .filter(|seconds| *seconds > 0)
            .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok()),
    }
}

/// Where the label lies; `None` where the site names no place.
pub fn label(answer: &Value) -> Option<String> {
    address(answer.get("label_url"))
}
