//! `POST /api/v1/session` signs in, `DELETE` signs out. Clients send the access token as Bearer.

use crate::failure::Failure;
use crate::router::Server;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use stoflow_app::request::Visitor;
use stoflow_domain::error::Error;
use stoflow_domain::sessions;
use time::OffsetDateTime;

#[derive(Deserialize)]
pub struct Credentials {
    email: String,
    password: String,
}

/// `access_token` is good for 15 minutes, `refresh_token` for one renewal within 7 days.
#[derive(Serialize)]
pub struct Session {
    access_token: String,
    refresh_token: String,
    #[serde(with = "time::serde::rfc3339")]
    access_expires: OffsetDateTime,
}

pub async fn sign_in(
    State(server): State<Server>,
    headers: HeaderMap,
    Json(credentials): Json<Credentials>,
) -> Result<(StatusCode, Json<Session>), Failure> {
    let user_agent = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let tokens = sessions::sign_in(
        &server.backend,
        &credentials.email,
        &credentials.password,
        user_agent,
    )
    .await?;
    Ok((
        StatusCode::CREATED,
        Json(Session {
            access_token: tokens.access,
            refresh_token: tokens.refresh,
            access_expires: tokens.access_expires,
        }),
    ))
}

pub async fn sign_out(
    State(server): State<Server>,
    Extension(visitor): Extension<Visitor>,
) -> Result<StatusCode, Failure> {
    let seller = visitor.signed_in.ok_or(Error::SignedOut)?;
    sessions::sign_out(&server.backend, seller.session).await?;
    Ok(StatusCode::NO_CONTENT)
}
