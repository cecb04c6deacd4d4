//! Identity interface: whose token it is.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::Ebay;
use super::errors::Refusal;
use super::gate::Signed;

/// `GET /commerce/identity/v1/user/`. Of a private person only what everybody may see comes with this scope.
pub(crate) async fn user(
    State(ebay): State<Arc<Ebay>>,
    signed: Signed,
) -> Result<Json<Value>, Refusal> {
    let name = signed.with("commerce.identity.readonly")?;
    let state = ebay.lock();
    let seller = state.sellers.get(&name).ok_or_else(Refusal::token)?;
    let mut user = json!({
        "userId": seller.user_id,
        "username": seller.username,
        "accountType": if seller.business { "BUSINESS" } else { "INDIVIDUAL" },
        "registrationMarketplaceId": seller.marketplace,
        "status": "CONFIRMED",
    });
    if seller.business {
        user["businessAccount"] = json!({"name": seller.username});
    }
    Ok(Json(user))
}
