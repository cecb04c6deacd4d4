//! `POST /api/v1/session` signs in, `DELETE` signs out, `POST /api/v1/session/renewal` goes on with new tokens. Clients
//! send the access token as Bearer.

use crate::asked::{Json, Seller};
use crate::failure::Failure;
use crate::router::Server;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};
use stoflow_domain::sessions::{self, Tokens};
use time::OffsetDateTime;

#[derive(Deserialize)]
pub struct Credentials {
    email: String,
    password: String,
}

/// The refresh token that was given out last.
#[derive(Deserialize)]
pub struct Renewal {
    refresh_token: String,
}

/// `access_token` is good for 15 minutes, `refresh_token` for one renewal within 7 days.
#[derive(Serialize)]
pub struct Session {
    access_token: String,
    refresh_token: String,
    #[serde(with = "time::serde::rfc3339")]
    access_expires: OffsetDateTime,
}

impl From<Tokens> for Session {
    fn from(tokens: Tokens) -> Self {
        Self {
            access_token: tokens.access,
            refresh_token: tokens.refresh,
            access_expires: tokens.access_expires,
        }
    }
}

pub async fn sign_in(
    State(server): State<Server>,
    headers: HeaderMap,
    Json(credentials): Json<Credentials>,
) -> Result<(StatusCode, axum::Json<Session>), Failure> {
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
    Ok((StatusCode::CREATED, axum::Json(tokens.into())))
}

/// Uses the refresh token up, as a browser's cookie is: an old one that comes back ends the session.
pub async fn renew(
    State(server): State<Server>,
    Json(renewal): Json<Renewal>,
) -> Result<axum::Json<Session>, Failure> {
    let tokens = sessions::refresh(&server.backend, &renewal.refresh_token).await?;
    Ok(axum::Json(tokens.into()))
}

pub async fn sign_out(
    State(server): State<Server>,
    Seller(seller): Seller,
) -> Result<StatusCode, Failure> {
    sessions::sign_out(&server.backend, seller.session).await?;
    Ok(StatusCode::NO_CONTENT)
}
