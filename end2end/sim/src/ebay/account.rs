//! Account interface: rights, programs, policies.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Ebay;
use super::errors::Refusal;
use super::gate::Signed;
use super::sellers::{Policy, PolicyKind, Seller};

/// Each kind of policy: its path, and the name of the list in the answer.
const POLICIES: [(PolicyKind, &str, &str); 3] = [
    (
        PolicyKind::Payment,
        "/sell/account/v1/payment_policy",
        "paymentPolicies",
    ),
    (
        PolicyKind::Fulfillment,
        "/sell/account/v1/fulfillment_policy",
        "fulfillmentPolicies",
    ),
    (
        PolicyKind::Return,
        "/sell/account/v1/return_policy",
        "returnPolicies",
    ),
];

pub(crate) fn router() -> Router<Arc<Ebay>> {
    let router = Router::new()
        .route("/sell/account/v1/privilege", get(privilege))
        .route(
            "/sell/account/v1/program/get_opted_in_programs",
            get(programs),
        )
        .route("/sell/account/v1/program/opt_in", post(opt_in));
    POLICIES
        .into_iter()
        .fold(router, |router, (kind, path, list)| {
            let told = move |State(ebay): State<Arc<Ebay>>,
                             signed: Signed,
                             Query(on): Query<OnSite>| async move {
                ebay.policies(signed, on, kind, list)
            };
            router.route(path, get(told))
        })
}

/// Beginners in Europe start with a limit like this.
const LIMIT: (&str, u32) = ("3500.00", 100);

async fn privilege(State(ebay): State<Arc<Ebay>>, signed: Signed) -> Result<Json<Value>, Refusal> {
    ebay.of(signed, |seller| {
        let mut privileges = json!({"sellerRegistrationCompleted": seller.registered});
        if seller.registered {
            let (value, quantity) = LIMIT;
            privileges["sellingLimit"] =
                json!({"amount": {"value": value, "currency": "EUR"}, "quantity": quantity});
        }
        Ok(privileges)
    })
}

async fn programs(State(ebay): State<Arc<Ebay>>, signed: Signed) -> Result<Json<Value>, Refusal> {
    ebay.of(signed, |seller| {
        let programs: Vec<Value> = seller
            .programs
            .iter()
            .map(|program| json!({"programType": program}))
            .collect();
        Ok(json!({"programs": programs}))
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Program {
    program_type: String,
}

const PROGRAMS: [&str; 3] = [
    "OUT_OF_STOCK_CONTROL",
    "PARTNER_MOTORS_DEALER",
    "SELLING_POLICY_MANAGEMENT",
];

async fn opt_in(
    State(ebay): State<Arc<Ebay>>,
    signed: Signed,
    Json(asked): Json<Program>,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let name = signed.with("sell.account")?;
    if !PROGRAMS.contains(&asked.program_type.as_str()) {
        let refusal = Refusal::new(400, 20401, "API_ACCOUNT", "Missing field programType.");
        return Err(refusal.about("fieldName", "programType"));
    }
    let mut state = ebay.lock();
    let seller = state.sellers.get_mut(&name).ok_or_else(Refusal::token)?;
    if !seller.programs.insert(asked.program_type) {
        let refusal = Refusal::new(409, 25803, "API_ACCOUNT", "programType already exists.");
        return Err(refusal.about("fieldName", "programType"));
    }
    Ok((StatusCode::OK, Json(json!({}))))
}

#[derive(Deserialize)]
struct OnSite {
    marketplace_id: Option<String>,
}

impl Ebay {
    /// What is told of the seller whose token it is.
    fn of(
        &self,
        signed: Signed,
        tell: impl FnOnce(&Seller) -> Result<Value, Refusal>,
    ) -> Result<Json<Value>, Refusal> {
        let name = signed.with("sell.account")?;
        let state = self.lock();
        let seller = state.sellers.get(&name).ok_or_else(Refusal::token)?;
        tell(seller).map(Json)
    }

    fn policies(
        &self,
        signed: Signed,
        on: OnSite,
        kind: PolicyKind,
        list: &'static str,
    ) -> Result<Json<Value>, Refusal> {
        self.of(signed, |seller| {
            let Some(marketplace) = on.marketplace_id else {
                let refusal =
                    Refusal::new(400, 20401, "API_ACCOUNT", "Missing field marketplace_id.");
                return Err(refusal.about("fieldName", "marketplace_id"));
            };
            if !seller.has_policies() {
                let message = "User is not eligible for Business Policy";
                return Err(Refusal::new(400, 20403, "API_ACCOUNT", message));
            }
            let policies: Vec<Value> = seller
                .policies
                .iter()
                .filter(|policy| policy.kind == kind && policy.marketplace == marketplace)
                .map(told)
                .collect();
            Ok(json!({"total": policies.len(), list: policies}))
        })
    }
}

fn told(policy: &Policy) -> Value {
    let mut told = json!({
        "name": policy.name,
        "marketplaceId": policy.marketplace,
        "categoryTypes": [{"name": "ALL_EXCLUDING_MOTORS_VEHICLES", "default": true}],
    });
    let more = match policy.kind {
        PolicyKind::Payment => json!({
            "paymentPolicyId": policy.id,
            "immediatePay": true,
            "paymentMethods": [],
        }),
        PolicyKind::Fulfillment => json!({
            "fulfillmentPolicyId": policy.id,
            "handlingTime": {"unit": "DAY", "value": 2},
            "freightShipping": false,
            "globalShipping": false,
            "localPickup": false,
            "pickupDropOff": false,
            "shippingOptions": [],
        }),
        PolicyKind::Return => json!({
            "returnPolicyId": policy.id,
            "returnsAccepted": true,
            "returnPeriod": {"unit": "DAY", "value": 14},
            "refundMethod": "MONEY_BACK",
            "returnShippingCostPayer": "BUYER",
        }),
    };
    if let (Value::Object(told), Value::Object(more)) = (&mut told, more) {
        told.extend(more);
    }
    told
}
