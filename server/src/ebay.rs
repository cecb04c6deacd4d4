//! The doors between eBay and us: a seller goes out to consent and comes back, and eBay tells of accounts that were closed.

use crate::asked::Query;
use crate::failure::Failure;
use crate::router::Server;
use crate::settings::ebay::EbayNotices;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Json, Redirect, Response};
use serde::Deserialize;
use serde_json::json;
use stoflow_app::channels::ebay::returned::path_of;
use stoflow_app::paths;
use stoflow_app::request::Visitor;
use stoflow_domain::channels::ebay::connecting::{self, Ending, Returned};
use stoflow_domain::channels::ebay::notices;
use stoflow_domain::error::Error;

/// Where eBay's signature is.
const SIGNATURE: &str = "x-ebay-signature";

/// `GET /channels/ebay/connect`: leads the signed-in seller to eBay's consent. A link, since our pages' own policy lets no
/// form lead elsewhere; it changes nothing but that a state is remembered for ten minutes.
pub async fn connect(
    State(server): State<Server>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Failure> {
    let Some(seller) = visitor.signed_in else {
        return Ok(Redirect::to(&paths::sign_in(paths::EBAY)).into_response());
    };
    match connecting::begin(&server.backend, &seller, visitor.language).await {
        Ok(address) => Ok(out_of_sight(Redirect::to(&address))),
        // Without keys the channel's page says what to do.
        Err(Error::OutOfPlace { .. }) => Ok(Redirect::to(paths::EBAY).into_response()),
        Err(error) => Err(error.into()),
    }
}

/// What stands in the address that eBay leads back to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
}

/// `GET /channels/ebay/callback?state=…&code=…`: takes in what eBay led the seller back with, and leads on to the channel's
/// page, which says how it ended. The code does not stay in the browser's address.
pub async fn come_back(
    State(server): State<Server>,
    Extension(visitor): Extension<Visitor>,
    Query(answer): Query<Answer>,
) -> Result<Response, Failure> {
    let Some(seller) = visitor.signed_in else {
        return Ok(Redirect::to(&paths::sign_in(paths::EBAY)).into_response());
    };
    let returned = Returned {
        state: answer.state,
        code: answer.code,
        error: answer.error,
    };
    let ended = Box::pin(connecting::finish(
        &server.backend,
        &seller,
        visitor.language,
        returned,
    ))
    .await;
    let ending = match ended {
        Ok(ending) => ending,
        Err(Error::OutOfPlace { .. }) => Ending::Forged,
        Err(error) => return Err(error.into()),
    };
    Ok(out_of_sight(Redirect::to(&path_of(ending))))
}

/// What led here is in no cache and is told to nobody.
fn out_of_sight(redirect: Redirect) -> Response {
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (headers, redirect).into_response()
}

/// eBay's question whether the place is ours.
#[derive(Debug, Deserialize)]
pub struct Question {
    challenge_code: String,
}

/// `GET /channels/ebay/notices?challenge_code=…`: shows eBay that the place that takes notices is the operator's.
pub async fn answer(
    State(server): State<Server>,
    Query(question): Query<Question>,
) -> Result<Response, Failure> {
    let EbayNotices { token, address } = server.settings.ebay_notices.as_ref().ok_or_else(none)?;
    let answer = notices::answer(&question.challenge_code, token, address);
    Ok(Json(json!({"challengeResponse": answer})).into_response())
}

/// `POST /channels/ebay/notices`: somebody closed their account at eBay. 412 is what eBay's own kit says to a signature
/// that is none.
pub async fn notice(
    State(server): State<Server>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Failure> {
    server.settings.ebay_notices.as_ref().ok_or_else(none)?;
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok());
    match notices::receive(&server.backend, signature.unwrap_or_default(), &body).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(Error::Forbidden) => Err(Failure::new(StatusCode::PRECONDITION_FAILED, "not_signed")),
        Err(error) => Err(error.into()),
    }
}

fn none() -> Failure {
    Failure::new(StatusCode::NOT_FOUND, "not_found")
}
