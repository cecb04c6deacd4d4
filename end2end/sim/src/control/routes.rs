//! The control as JSON over HTTP: `/control/…` on the plain port for scripts, and two addresses under the real host
//! name that give a browser its cookies.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, patch, post, put};
use axum::{Json, Router};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use serde_json::{Value, json};

use super::reports::ItemReport;
use super::sales::{SaleOrder, SaleReport};
use super::stock::StockOrder;
use super::{Control, ControlError};
use crate::vinted::challenge::Challenge;
use crate::vinted::faults::{Connections, FaultOrder};
use crate::vinted::form::placement::Placement;
use crate::vinted::items::{ItemId, SoldRemoval, Standing, Visibility};
use crate::vinted::requests::RequestReport;
use crate::vinted::sales::{Label, Stage, TransactionId};
use crate::vinted::session::{Member, MemberId};
use crate::vinted::twins::Twins;

/// For scripts, on the plain HTTP port.
pub(crate) fn router(control: Control) -> Router {
    Router::new()
        .route("/control/members", get(members).post(add_member))
        .route("/control/members/{id}/sign-in", post(cookies))
        .route("/control/members/{id}/sign-out", post(sign_out))
        .route("/control/members/{id}/expire", post(expire))
        .route("/control/members/{id}/items", post(stock))
        .route("/control/items", get(items))
        .route("/control/items/{id}", patch(change_item))
        .route("/control/sales", get(sales).post(buy))
        .route("/control/sales/{id}", patch(change_sale))
        .route("/control/requests", get(requests).delete(clear_requests))
        .route(
            "/control/faults",
            get(faults).post(order_fault).delete(clear_faults),
        )
        .route(
            "/control/challenge",
            get(challenge).post(raise_challenge).delete(solve_challenge),
        )
        .route("/control/connections", put(set_connections))
        .route("/control/twins", put(set_twins))
        .route("/control/placement", put(set_placement))
        .route("/control/sold-removal", put(set_sold_removal))
        .route("/control/reset", post(reset))
        .merge(super::conversations::router())
        .merge(super::ebay::router())
        .with_state(control)
}

/// For a browser, on <https://www.vinted.fr>: `/control/sign-in?member=demo_vinted&next=/` and `/control/sign-out`.
pub(crate) fn in_the_browser(control: Control) -> Router {
    Router::new()
        .route("/control/sign-in", get(sign_browser_in))
        .route("/control/sign-out", get(sign_browser_out))
        .with_state(control)
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NoSuchMember
            | Self::NoSuchItem
            | Self::NoSuchSale
            | Self::NoSuchSeller
            | Self::NoSuchConversation => StatusCode::NOT_FOUND,
            Self::LoginTaken => StatusCode::CONFLICT,
            Self::TooMuch { .. } | Self::Unfit { .. } => StatusCode::BAD_REQUEST,
        };
        (status, Json(json!({ "error": self.to_string() }))).into_response()
    }
}

async fn members(State(control): State<Control>) -> Json<Vec<Member>> {
    Json(control.members())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewMember {
    login: String,
    /// With `true` the answer carries the cookies of a first session.
    #[serde(default)]
    signed_in: bool,
}

async fn add_member(
    State(control): State<Control>,
    Json(new): Json<NewMember>,
) -> Result<Response, ControlError> {
    let member = control.add_member(&new.login)?;
    let cookies = if new.signed_in {
        control.sign_in(member.id)?
    } else {
        Vec::new()
    };
    Ok((
        StatusCode::CREATED,
        Json(json!({ "member": member, "cookies": cookies })),
    )
        .into_response())
}

async fn cookies(
    State(control): State<Control>,
    Path(id): Path<u64>,
) -> Result<Json<Value>, ControlError> {
    Ok(Json(json!({ "cookies": control.sign_in(MemberId(id))? })))
}

async fn sign_out(State(control): State<Control>, Path(id): Path<u64>) -> StatusCode {
    control.sign_out(MemberId(id));
    StatusCode::NO_CONTENT
}

async fn expire(State(control): State<Control>, Path(id): Path<u64>) -> StatusCode {
    control.expire(MemberId(id));
    StatusCode::NO_CONTENT
}

/// Answers with the new listings, in the order's order.
async fn stock(
    State(control): State<Control>,
    Path(id): Path<u64>,
    Json(order): Json<StockOrder>,
) -> Result<Response, ControlError> {
    // Drawing takes its time.
    let stocked = tokio::task::spawn_blocking(move || control.stock(MemberId(id), order)).await;
    match stocked {
        Ok(stocked) => Ok((StatusCode::CREATED, Json(stocked?)).into_response()),
        Err(_) => Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
    }
}

/// `?member=ID` and `?standing=on_sale` narrow the list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemFilter {
    member: Option<MemberId>,
    standing: Option<Standing>,
}

async fn items(
    State(control): State<Control>,
    Query(filter): Query<ItemFilter>,
) -> Json<Vec<ItemReport>> {
    let mut items = control.items();
    items.retain(|item| {
        filter.member.is_none_or(|member| item.member == member)
            && filter
                .standing
                .is_none_or(|standing| item.standing == standing)
    });
    Json(items)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemChange {
    standing: Option<Standing>,
    visibility: Option<Visibility>,
    views: Option<u64>,
    favourites: Option<u64>,
    title: Option<String>,
}

async fn change_item(
    State(control): State<Control>,
    Path(id): Path<u64>,
    Json(change): Json<ItemChange>,
) -> Result<StatusCode, ControlError> {
    if let Some(standing) = change.standing {
        control.set_standing(ItemId(id), standing)?;
        if standing == Standing::Sold {
            control.sell(ItemId(id))?;
        }
    }
    if let Some(visibility) = change.visibility {
        control.set_visibility(ItemId(id), visibility)?;
    }
    if let Some(title) = &change.title {
        control.set_title(ItemId(id), title)?;
    }
    control.set_popularity(ItemId(id), change.views, change.favourites)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn sales(State(control): State<Control>) -> Json<Vec<SaleReport>> {
    Json(control.sales())
}

async fn buy(
    State(control): State<Control>,
    Json(order): Json<SaleOrder>,
) -> Result<(StatusCode, Json<SaleReport>), ControlError> {
    Ok((StatusCode::CREATED, Json(control.buy(&order)?)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaleChange {
    stage: Option<Stage>,
    label: Option<Label>,
}

async fn change_sale(
    State(control): State<Control>,
    Path(id): Path<u64>,
    Json(change): Json<SaleChange>,
) -> Result<StatusCode, ControlError> {
    control.move_sale(TransactionId(id), change.stage, change.label)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn requests(State(control): State<Control>) -> Json<Vec<RequestReport>> {
    Json(control.requests())
}

async fn clear_requests(State(control): State<Control>) -> StatusCode {
    control.clear_requests();
    StatusCode::NO_CONTENT
}

async fn faults(State(control): State<Control>) -> Json<Vec<FaultOrder>> {
    Json(control.faults())
}

async fn order_fault(State(control): State<Control>, Json(order): Json<FaultOrder>) -> StatusCode {
    control.order_fault(order);
    StatusCode::CREATED
}

async fn clear_faults(State(control): State<Control>) -> StatusCode {
    control.clear_faults();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wall {
    form: Challenge,
}

async fn challenge(State(control): State<Control>) -> Json<Value> {
    Json(json!({ "form": control.challenge() }))
}

async fn raise_challenge(State(control): State<Control>, Json(wall): Json<Wall>) -> StatusCode {
    control.raise_challenge(wall.form);
    StatusCode::CREATED
}

async fn solve_challenge(State(control): State<Control>) -> StatusCode {
    control.solve_challenge();
    StatusCode::NO_CONTENT
}

async fn set_placement(
    State(control): State<Control>,
    Json(placement): Json<Placement>,
) -> StatusCode {
    control.set_placement(placement);
    StatusCode::NO_CONTENT
}

async fn set_sold_removal(
    State(control): State<Control>,
    Json(removal): Json<SoldRemoval>,
) -> StatusCode {
    control.set_sold_removal(removal);
    StatusCode::NO_CONTENT
}

async fn set_connections(
    State(control): State<Control>,
    Json(connections): Json<Connections>,
) -> StatusCode {
    control.set_connections(connections);
    StatusCode::NO_CONTENT
}

async fn set_twins(State(control): State<Control>, Json(twins): Json<Twins>) -> StatusCode {
    control.set_twins(twins);
    StatusCode::NO_CONTENT
}

async fn reset(State(control): State<Control>) -> StatusCode {
    control.reset();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct BrowserSignIn {
    /// Id or login.
    member: String,
    next: Option<String>,
}

async fn sign_browser_in(
    State(control): State<Control>,
    jar: CookieJar,
    Query(wanted): Query<BrowserSignIn>,
) -> Result<Response, ControlError> {
    let session = control.sign_browser_in(&jar, &wanted.member)?;
    let next = wanted.next.unwrap_or_else(|| "/".to_owned());
    Ok((session, Redirect::to(&next)).into_response())
}

async fn sign_browser_out(State(control): State<Control>, jar: CookieJar) -> Redirect {
    control.sign_browser_out(&jar);
    Redirect::to("/")
}
