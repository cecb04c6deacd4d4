//! What members bought of each other: the list of a member's sales and purchases, each of them in full, and where the
//! label of a parcel lies.
//!
//! Sales begin and move on by the control's hand alone: nobody can press "buy" here.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::errors::Refusal;
use super::gate::SignedIn;
use super::items::{Item, ItemId};
use super::session::MemberId;
use super::{Site, State as SiteState, labels};
use crate::clock;

const LARGEST_PAGE: usize = 100;

/// In cents, whatever is bought: what the buyer pays on top.
const PROTECTION: u64 = 170;
const POSTAGE: u64 = 349;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TransactionId(pub u64);

/// How far a sale is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Paid,
    Shipped,
    Delivered,
    Completed,
    Canceled,
}

impl Stage {
    /// The site's own number.
    fn code(self) -> u16 {
        match self {
            Self::Paid => 230,
            Self::Shipped => 300,
            Self::Delivered => 350,
            Self::Completed => 450,
            Self::Canceled => 510,
        }
    }

    /// For the seller, in the site's language.
    fn status(self) -> &'static str {
        match self {
            Self::Paid => "Bordereau d'envoi envoyé au vendeur",
            Self::Shipped => "Le colis est en route",
            Self::Delivered => "Le colis a été livré",
            Self::Completed => "Transaction terminée",
            Self::Canceled => "Transaction annulée",
        }
    }

    fn user_status(self) -> &'static str {
        match self {
            Self::Paid => "needs_action",
            Self::Shipped | Self::Delivered => "waiting",
            Self::Completed => "completed",
            Self::Canceled => "canceled",
        }
    }

    fn parcel_code(self) -> u16 {
        match self {
            Self::Paid | Self::Canceled => 100,
            Self::Shipped => 200,
            Self::Delivered | Self::Completed => 400,
        }
    }
}

/// Has the site made a label?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    #[default]
    Made,
    /// The seller has not asked for it yet.
    NotYet,
}

/// A sale, and the parcel it goes in.
#[derive(Clone, Debug)]
pub(crate) struct Sale {
    pub(crate) id: TransactionId,
    pub(crate) seller: MemberId,
    pub(crate) buyer: MemberId,
    pub(crate) items: Vec<ItemId>,
    pub(crate) stage: Stage,
    pub(crate) label: Label,
    pub(crate) paid_at: OffsetDateTime,
    pub(crate) moved_at: OffsetDateTime,
}

impl Sale {
    /// The parcel's number.
    pub(crate) fn shipment(&self) -> u64 {
        self.id.0 + 1_000_000_000
    }

    pub(super) fn conversation(&self) -> u64 {
        self.id.0 + 5_000_000_000
    }

    pub(crate) fn tracking(&self) -> String {
        format!("6A{:011}", self.id.0 % 100_000_000_000)
    }
}

/// All sales of all members.
#[derive(Default)]
pub(crate) struct Ledger {
    by_id: BTreeMap<TransactionId, Sale>,
}

/// Where the numbering begins; the real site's are of this size.
const FIRST: TransactionId = TransactionId(16_120_440_310);

impl Ledger {
    pub(crate) fn add(
        &mut self,
        seller: MemberId,
        buyer: MemberId,
        items: Vec<ItemId>,
        paid_at: OffsetDateTime,
        label: Label,
    ) -> TransactionId {
        let newest = self.by_id.keys().next_back();
        let id = newest.map_or(FIRST, |newest| TransactionId(newest.0 + 13));
        let sale = Sale {
            id,
            seller,
            buyer,
            items,
            stage: Stage::Paid,
            label,
            paid_at,
            moved_at: paid_at,
        };
        self.by_id.insert(id, sale);
        id
    }

    pub(crate) fn get(&self, id: TransactionId) -> Option<&Sale> {
        self.by_id.get(&id)
    }

    pub(crate) fn get_mut(&mut self, id: TransactionId) -> Option<&mut Sale> {
        self.by_id.get_mut(&id)
    }

    /// The newest first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Sale> {
        self.by_id.values().rev()
    }

    pub(crate) fn with_shipment(&self, shipment: u64) -> Option<&Sale> {
        self.by_id.values().find(|sale| sale.shipment() == shipment)
    }

    pub(crate) fn holds(&self, item: ItemId) -> bool {
        let mut open = self
            .by_id
            .values()
            .filter(|sale| sale.stage != Stage::Canceled);
        open.any(|sale| sale.items.contains(&item))
    }
}

pub(crate) fn router() -> Router<Arc<Site>> {
    Router::new()
        .route("/api/v2/my_orders", get(list))
        .route("/api/v2/transactions/{id}", get(one))
        .route("/api/v2/shipments/{id}/label_url", get(label_url))
}

#[derive(Deserialize)]
struct Question {
    #[serde(rename = "type")]
    side: Side,
    #[serde(default)]
    status: Which,
    page: Option<usize>,
    per_page: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Side {
    Sold,
    Purchased,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Which {
    #[default]
    All,
    InProgress,
    Completed,
    Canceled,
}

impl Which {
    fn keeps(self, stage: Stage) -> bool {
        match self {
            Self::All => true,
            Self::InProgress => {
                matches!(stage, Stage::Paid | Stage::Shipped | Stage::Delivered)
            }
            Self::Completed => stage == Stage::Completed,
            Self::Canceled => stage == Stage::Canceled,
        }
    }
}

/// The list names no listings: those are in the sale alone.
async fn list(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Query(question): Query<Question>,
) -> Json<Value> {
    let state = site.lock();
    let own = |sale: &&Sale| match question.side {
        Side::Sold => sale.seller == member,
        Side::Purchased => sale.buyer == member,
    };
    let sales: Vec<&Sale> = state
        .sales
        .all()
        .filter(own)
        .filter(|sale| question.status.keeps(sale.stage))
        .collect();
    let per_page = question.per_page.unwrap_or(20).clamp(1, LARGEST_PAGE);
    let page = question.page.unwrap_or(1).max(1);
    let shown = sales
        .iter()
        .skip((page - 1).saturating_mul(per_page))
        .take(per_page);
    let lines: Vec<Value> = shown.map(|sale| line(&state, sale)).collect();
    Json(json!({
        "my_orders": lines,
        "pagination": {
            "current_page": page,
            "total_pages": sales.len().div_ceil(per_page).max(1),
            "total_entries": sales.len(),
            "per_page": per_page,
            "time": clock::now().unix_timestamp(),
        },
        "code": 0,
    }))
}

fn line(state: &SiteState, sale: &Sale) -> Value {
    json!({
        "conversation_id": sale.conversation(),
        "transaction_id": sale.id,
        "title": title(state, sale),
        "price": amount(price(state, sale)),
        "status": sale.stage.status(),
        "date": moment(sale.paid_at),
        "photo": items(state, sale).next().and_then(|item| cover(state, item)),
        "transaction_user_status": sale.stage.user_status(),
    })
}

async fn one(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Path(id): Path<u64>,
) -> Result<Json<Value>, Refusal> {
    let state = site.lock();
    let sale = state
        .sales
        .get(TransactionId(id))
        .ok_or(Refusal::NotFound)?;
    if sale.seller != member && sale.buyer != member {
        return Err(Refusal::AccessDenied);
    }
    Ok(Json(
        json!({ "transaction": view(&state, sale), "code": 0 }),
    ))
}

fn view(state: &SiteState, sale: &Sale) -> Value {
    let person = |id: MemberId| {
        let login = state.members.get(id).map(|member| member.login.clone());
        json!({ "id": id, "login": login, "country_code": "FR", "city": "Lyon", "photo": null, "feedback_reputation": 0.98 })
    };
    let shipped = !matches!(sale.stage, Stage::Paid | Stage::Canceled);
    let delivered = matches!(sale.stage, Stage::Delivered | Stage::Completed);
    let sold: Vec<Value> = items(state, sale)
        .map(|item| {
            json!({
                "id": item.id,
                "title": item.listing.title,
                "price": item.price(),
                "size_title": null,
                "brand_title": item.listing.brand.title,
                "photos": cover(state, item).into_iter().collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "id": sale.id,
        "status": sale.stage.code(),
        "status_title": sale.stage.status(),
        "status_updated_at": moment(sale.moved_at),
        "transaction_user_status": sale.stage.user_status(),
        "user_msg_thread_id": sale.conversation(),
        "buyer": person(sale.buyer),
        "seller": person(sale.seller),
        "offer": {
            "id": sale.id.0 + 1,
            "price": amount(price(state, sale)),
            "buyer_protection_fee": amount(PROTECTION),
        },
        "service_fee": amount(PROTECTION),
        "shipment": {
            "id": sale.shipment(),
            "status": sale.stage.parcel_code(),
            "status_title": sale.stage.status(),
            "tracking_code": shipped.then(|| sale.tracking()),
            "carrier_name": "Mondial Relay",
            "price": amount(POSTAGE),
            "shipped_at": shipped.then(|| moment(sale.moved_at)),
            "delivered_at": delivered.then(|| moment(sale.moved_at)),
        },
        "order": { "items": sold },
        "item_id": sale.items.first(),
        "item_title": title(state, sale),
        "debit_processed_at": moment(sale.paid_at),
    })
}

/// Only the seller gets it, and only once it is made.
async fn label_url(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Path(id): Path<u64>,
) -> Result<Json<Value>, Refusal> {
    let state = site.lock();
    let sale = state.sales.with_shipment(id).ok_or(Refusal::NotFound)?;
    if sale.seller != member {
        return Err(Refusal::AccessDenied);
    }
    if sale.label == Label::NotYet {
        return Err(Refusal::NotFound);
    }
    Ok(Json(json!({ "label_url": labels::url(sale), "code": 0 })))
}

fn items<'a>(state: &'a SiteState, sale: &'a Sale) -> impl Iterator<Item = &'a Item> {
    sale.items.iter().filter_map(|id| state.items.get(*id))
}

fn title(state: &SiteState, sale: &Sale) -> String {
    let first = items(state, sale).next();
    let first = first.map_or_else(String::new, |item| item.listing.title.clone());
    match sale.items.len() {
        0 | 1 => first,
        count => format!("Lot de {count} articles"),
    }
}

/// What the buyer paid for the items, in cents.
pub(super) fn price(state: &SiteState, sale: &Sale) -> u64 {
    items(state, sale)
        .map(|item| item.listing.price_cents)
        .sum()
}

fn cover(state: &SiteState, item: &Item) -> Option<Value> {
    let photo = state.photos.get(*item.photos.first()?)?;
    Some(photo.placed_view(0, item.created_at))
}

fn amount(cents: u64) -> Value {
    json!({ "amount": format!("{}.{:02}", cents / 100, cents % 100), "currency_code": "EUR" })
}

pub(super) fn moment(at: OffsetDateTime) -> Option<String> {
    at.format(&Rfc3339).ok()
}
