//! eBay's half of the hand behind the curtain: sellers and how they stand, consents that end, faults, the log.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, patch, post};
use axum::{Json, Router};
use serde::Deserialize;

use super::{Control, ControlError};
use crate::ebay::faults::FaultOrder;
use crate::ebay::requests::RequestReport;
use crate::ebay::sellers::Seller;

/// What can be changed of a seller.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SellerChange {
    pub registered: Option<bool>,
    pub business: Option<bool>,
    /// Where they opened their account, such as `EBAY_FR`.
    pub marketplace: Option<String>,
    /// eBay has opened policies for them, as soon as they are in the program.
    pub policies_open: Option<bool>,
}

/// How a consent ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// Access tokens run out; they can be renewed.
    Expired,
    /// The seller takes the consent back, or it is over: nothing is good any more.
    Withdrawn,
}

impl Control {
    pub fn ebay_sellers(&self) -> Vec<Seller> {
        self.ebay.lock().sellers.all().cloned().collect()
    }

    /// Opens an account.
    pub fn add_ebay_seller(&self, username: &str) -> Result<Seller, ControlError> {
        let mut state = self.ebay.lock();
        state.sellers.open(username).ok_or(ControlError::LoginTaken)
    }

    pub fn change_ebay_seller(
        &self,
        username: &str,
        change: SellerChange,
    ) -> Result<(), ControlError> {
        let mut state = self.ebay.lock();
        let seller = state
            .sellers
            .get_mut(username)
            .ok_or(ControlError::NoSuchSeller)?;
        seller.registered = change.registered.unwrap_or(seller.registered);
        seller.business = change.business.unwrap_or(seller.business);
        seller.policies_open = change.policies_open.unwrap_or(seller.policies_open);
        if let Some(marketplace) = change.marketplace {
            seller.marketplace = marketplace;
        }
        Ok(())
    }

    /// One policy of each kind on this site.
    pub fn make_ebay_policies(
        &self,
        username: &str,
        marketplace: &str,
    ) -> Result<(), ControlError> {
        let mut state = self.ebay.lock();
        let made = state.sellers.make_policies(username, marketplace);
        made.ok_or(ControlError::NoSuchSeller)
    }

    pub fn end_ebay_consents(&self, username: &str, how: End) {
        let tokens = &mut self.ebay.lock().tokens;
        match how {
            End::Expired => tokens.expire_access(username),
            End::Withdrawn => tokens.withdraw(username),
        }
    }

    pub fn order_ebay_fault(&self, order: FaultOrder) {
        self.ebay.lock().faults.order(order);
    }

    /// The newest 10,000 calls, oldest first.
    pub fn ebay_requests(&self) -> Vec<RequestReport> {
        self.ebay.lock().requests.entries().cloned().collect()
    }
}

/// For scripts, on the plain HTTP port.
pub(super) fn router() -> Router<Control> {
    Router::new()
        .route("/control/ebay/sellers", get(sellers).post(add))
        .route("/control/ebay/sellers/{username}", patch(change))
        .route("/control/ebay/sellers/{username}/policies", post(policies))
        .route("/control/ebay/sellers/{username}/consents", post(end))
        .route(
            "/control/ebay/requests",
            get(requests).delete(clear_requests),
        )
        .route(
            "/control/ebay/faults",
            get(faults).post(order_fault).delete(clear_faults),
        )
}

async fn sellers(State(control): State<Control>) -> Json<Vec<Seller>> {
    Json(control.ebay_sellers())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewSeller {
    username: String,
}

async fn add(
    State(control): State<Control>,
    Json(new): Json<NewSeller>,
) -> Result<(StatusCode, Json<Seller>), ControlError> {
    Ok((
        StatusCode::CREATED,
        Json(control.add_ebay_seller(&new.username)?),
    ))
}

async fn change(
    State(control): State<Control>,
    Path(username): Path<String>,
    Json(change): Json<SellerChange>,
) -> Result<StatusCode, ControlError> {
    control.change_ebay_seller(&username, change)?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OnSite {
    marketplace: String,
}

async fn policies(
    State(control): State<Control>,
    Path(username): Path<String>,
    Json(on): Json<OnSite>,
) -> Result<StatusCode, ControlError> {
    control.make_ebay_policies(&username, &on.marketplace)?;
    Ok(StatusCode::CREATED)
}

/// `{"end": "expired"}` or `{"end": "withdrawn"}`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ended {
    end: End,
}

async fn end(
    State(control): State<Control>,
    Path(username): Path<String>,
    Json(ended): Json<Ended>,
) -> StatusCode {
    control.end_ebay_consents(&username, ended.end);
    StatusCode::NO_CONTENT
}

async fn requests(State(control): State<Control>) -> Json<Vec<RequestReport>> {
    Json(control.ebay_requests())
}

async fn clear_requests(State(control): State<Control>) -> StatusCode {
    control.ebay.lock().requests.clear();
    StatusCode::NO_CONTENT
}

async fn faults(State(control): State<Control>) -> Json<Vec<FaultOrder>> {
    Json(control.ebay.lock().faults.orders().cloned().collect())
}

async fn order_fault(State(control): State<Control>, Json(order): Json<FaultOrder>) -> StatusCode {
    control.order_ebay_fault(order);
    StatusCode::CREATED
}

async fn clear_faults(State(control): State<Control>) -> StatusCode {
    control.ebay.lock().faults.clear();
    StatusCode::NO_CONTENT
}
