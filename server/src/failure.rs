//! A failed request as a machine reads it: status, stable code, request id. Sentences for people are the app's.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use stoflow_domain::error::Error;
use stoflow_wire::gap::Gap;
use stoflow_wire::problem::FieldProblem;

/// The answer of a door that is not a page. The request id is added on the way out, in `x-request-id`.
#[derive(Debug)]
pub struct Failure {
    status: StatusCode,
    body: Body,
    retry_after_s: Option<u32>,
}

/// `{"error": {"code": …, "fields": […], "gaps": […]}}`
#[derive(Debug, Serialize)]
struct Body {
    error: Detail,
}

#[derive(Debug, Serialize)]
struct Detail {
    code: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<FieldProblem>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gaps: Vec<Gap>,
}

impl Failure {
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self {
            status,
            body: Body {
                error: Detail {
                    code,
                    fields: Vec::new(),
                    gaps: Vec::new(),
                },
            },
            retry_after_s: None,
        }
    }

    /// 429 with the seconds to wait.
    pub fn too_many(retry_after_s: u32) -> Self {
        Self {
            retry_after_s: Some(retry_after_s),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many")
        }
    }
}

/// An address below `/api` that leads nowhere.
pub async fn no_such_door() -> Failure {
    Failure::new(StatusCode::NOT_FOUND, "not_found")
}

/// An address that is not for this method.
pub async fn not_that_way() -> Failure {
    Failure::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed")
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let (status, code) = match &error {
            Error::NotFound { .. } => (StatusCode::NOT_FOUND, "not_found"),
            Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
            Error::NotReady(_) => (StatusCode::UNPROCESSABLE_ENTITY, "not_ready"),
            Error::UnderWay(_) => (StatusCode::CONFLICT, "under_way"),
            Error::Stale { .. } => (StatusCode::CONFLICT, "stale"),
            Error::OutOfPlace { .. } => (StatusCode::CONFLICT, "out_of_place"),
            Error::SignedOut => (StatusCode::UNAUTHORIZED, "signed_out"),
            Error::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            Error::MarketplaceRefused { .. } => {
                (StatusCode::UNPROCESSABLE_ENTITY, "marketplace_refused")
            }
            Error::TooMany { retry_after_s } => return Self::too_many(*retry_after_s),
            Error::ShopBehind => (StatusCode::SERVICE_UNAVAILABLE, "shop_behind"),
            Error::Unavailable { .. } => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
            Error::Internal { .. } => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        };
        if status.is_server_error() {
            tracing::error!(error = ?error, "request failed");
        }
        let mut failure = Self::new(status, code);
        match error {
            Error::Invalid(fields) => failure.body.error.fields = fields,
            Error::NotReady(gaps) => failure.body.error.gaps = gaps,
            Error::ShopBehind | Error::Unavailable { .. } => failure.retry_after_s = Some(5),
            _ => {}
        }
        failure
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        if let Some(seconds) = self.retry_after_s {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
