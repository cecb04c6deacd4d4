//! What a member's wallet was paid, month by month: a line for each of their sales once it is over, one for each of their
//! purchases, and one of money that went to the bank.
//!
//! Titles are in the site's language; what a line is about stands in its kind and number.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::errors::{FieldError, Refusal};
use super::gate::SignedIn;
use super::sales::{Sale, Stage, price};
use super::session::MemberId;
use super::{Site, State as SiteState};

const PAGE: usize = 20;

pub(crate) fn router() -> Router<Arc<Site>> {
    Router::new().route("/api/v2/wallet/invoices/{year}/{month}", get(invoices))
}

#[derive(Deserialize)]
struct Question {
    page: Option<usize>,
}

async fn invoices(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Path((year, month)): Path<(i32, u8)>,
    Query(question): Query<Question>,
) -> Result<Json<Value>, Refusal> {
    if !(1..=12).contains(&month) {
        let error = FieldError::new("month", "n'est pas un mois");
        return Err(Refusal::Validation(vec![error]));
    }
    let state = site.lock();
    let in_month = |at: OffsetDateTime| at.year() == year && u8::from(at.month()) == month;
    let mut lines: Vec<Value> = state
        .sales
        .all()
        .filter(|sale| sale.stage == Stage::Completed && in_month(sale.moved_at))
        .filter_map(|sale| line(&state, member, sale))
        .collect();
    if !lines.is_empty() {
        lines.push(json!({
            "title": "Virement bancaire", "entity_type": "payout", "entity_id": 900_000_000 + u64::from(month),
            "amount": { "amount": "-1.00", "currency_code": "EUR" }, "date": format!("{year:04}-{month:02}-01"),
        }));
    }
    let page = question.page.unwrap_or(1).max(1);
    let shown: Vec<&Value> = lines
        .iter()
        .skip((page - 1).saturating_mul(PAGE))
        .take(PAGE)
        .collect();
    Ok(Json(json!({
        "invoice_lines": shown,
        "invoice_lines_pagination": {
            "current_page": page,
            "total_pages": lines.len().div_ceil(PAGE).max(1),
            "total_entries": lines.len(),
            "per_page": PAGE,
        },
        "code": 0,
    })))
}

/// `None` for a sale between others.
fn line(state: &SiteState, member: MemberId, sale: &Sale) -> Option<Value> {
    let (title, sign) = if sale.seller == member {
        ("Vente", "")
    } else if sale.buyer == member {
        ("Achat", "-")
    } else {
        return None;
    };
    let cents = price(state, sale);
    Some(json!({
        "title": title,
        "entity_type": "user_msg_thread",
        "entity_id": sale.conversation(),
        "amount": { "amount": format!("{sign}{}.{:02}", cents / 100, cents % 100), "currency_code": "EUR" },
        "date": super::sales::moment(sale.moved_at),
    }))
}
