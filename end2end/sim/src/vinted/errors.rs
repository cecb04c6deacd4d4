//! How the site says no. Bodies and codes as observed (marketplace facts, section 4.2).
//!
//! The sentences are for a French-speaking person; only `code` and `message_code` are stable.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// One complaint about one field of a form, as the site words it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub value: String,
}

impl FieldError {
    pub(crate) fn new(field: &str, value: &str) -> Self {
        Self {
            field: field.to_owned(),
            value: value.to_owned(),
        }
    }
}

/// Every way in which the site refuses a request.
#[derive(Clone, Debug)]
pub(crate) enum Refusal {
    /// 401, code 100: nobody is signed in, or the access token has run out.
    NoSession,
    /// 403, code 106: missing or wrong CSRF token, or another member's listing.
    AccessDenied,
    /// 404, code 104: not there, or not there any more.
    NotFound,
    /// 400, code 99, with one line per field.
    Validation(Vec<FieldError>),
    /// The same with another status or code, on order.
    Invalid {
        status: u16,
        code: u16,
        errors: Vec<FieldError>,
    },
    /// 422, code 99, with one line per field: a message that cannot be taken.
    Unprocessable(Vec<FieldError>),
    /// 400 without code: the bytes are no picture, or their envelope is wrong.
    PhotoInvalid(FieldError),
    /// 403 as a page: an API call that did not ask for JSON.
    NotAskedForJson,
    /// 404 as a page: a category without sizes.
    NoSizes,
    /// 413: more bytes than the site takes.
    TooLarge,
    /// 429, with `retry-after` in seconds where the site gives one.
    RateLimited { retry_after: Option<u64> },
    /// 5xx as a page.
    Broken { status: u16 },
}

impl Refusal {
    /// What is wrong with a form, field by field; for a person at the control.
    pub(crate) fn complaints(&self) -> String {
        match self {
            Self::Validation(errors) => {
                let said = errors
                    .iter()
                    .map(|error| format!("{}: {}", error.field, error.value));
                said.collect::<Vec<_>>().join("; ")
            }
            other => format!("{other:?}"),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::NoSession => coded(
                StatusCode::UNAUTHORIZED,
                100,
                "invalid_authentication_token",
                "Jeton d'authentification invalide",
            ),
            Self::AccessDenied => {
                coded(StatusCode::FORBIDDEN, 106, "access_denied", "Accès refusé")
            }
            Self::NotFound => coded(
                StatusCode::NOT_FOUND,
                104,
                "not_found",
                "Contenu introuvable",
            ),
            Self::Unprocessable(errors) => {
                invalid(StatusCode::UNPROCESSABLE_ENTITY, VALIDATION_ERROR, &errors)
            }
            Self::Validation(errors) => invalid(StatusCode::BAD_REQUEST, VALIDATION_ERROR, &errors),
            Self::Invalid {
                status,
                code,
                errors,
            } => {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
                invalid(status, code, &errors)
            }
            Self::PhotoInvalid(error) => {
                let body = json!({
                    "message": "Impossible d'ajouter la photo",
                    "message_code": "photo_invalid",
                    "errors": [error],
                });
                (StatusCode::BAD_REQUEST, Json(body)).into_response()
            }
            Self::NotAskedForJson => page(StatusCode::FORBIDDEN, "Access denied"),
            Self::NoSizes => page(StatusCode::NOT_FOUND, "Page introuvable"),
            Self::TooLarge => page(StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large"),
            Self::RateLimited { retry_after } => {
                let mut response = StatusCode::TOO_MANY_REQUESTS.into_response();
                if let Some(seconds) = retry_after {
                    response
                        .headers_mut()
                        .insert(header::RETRY_AFTER, seconds.into());
                }
                response
            }
            Self::Broken { status } => page(
                StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
                "Une erreur est survenue",
            ),
        }
    }
}

const VALIDATION_ERROR: u16 = 99;

fn invalid(status: StatusCode, code: u16, errors: &[FieldError]) -> Response {
    let body = json!({
        "code": code,
        "message": "Désolé, il y a des erreurs",
        "message_code": "validation_error",
        "errors": errors,
    });
    (status, Json(body)).into_response()
}

fn coded(status: StatusCode, code: u16, message_code: &str, message: &str) -> Response {
    let body = json!({ "code": code, "message": message, "message_code": message_code });
    (status, Json(body)).into_response()
}

fn page(status: StatusCode, text: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"fr\"><head><title>{text}</title></head><body><h1>{text}</h1></body></html>"
    );
    (status, Html(html)).into_response()
}
