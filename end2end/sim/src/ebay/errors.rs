//! Refusals in the forms eBay has for them: the envelope of its interfaces, and the token door's own.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// One entry in the envelope of an interface.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) id: u32,
    pub(crate) domain: &'static str,
    pub(crate) category: &'static str,
    pub(crate) message: String,
    pub(crate) parameters: Vec<(&'static str, String)>,
    pub(crate) retry_after: Option<u64>,
}

impl Refusal {
    /// A host that does not have what is asked for: no hint, and no envelope either.
    pub(crate) const NOWHERE: StatusCode = StatusCode::NOT_FOUND;

    pub(crate) fn new(status: u16, id: u32, domain: &'static str, message: &str) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self {
            status,
            id,
            domain,
            category: if status.is_server_error() {
                "APPLICATION"
            } else {
                "REQUEST"
            },
            message: message.to_owned(),
            parameters: Vec::new(),
            retry_after: None,
        }
    }

    pub(crate) fn about(mut self, name: &'static str, value: &str) -> Self {
        self.parameters.push((name, value.to_owned()));
        self
    }

    pub(crate) fn token() -> Self {
        Self::new(401, 1001, "OAuth", "Invalid access token")
    }

    /// The consent does not reach that far.
    pub(crate) fn scope() -> Self {
        Self::new(403, 1100, "ACCESS", "Access denied")
    }

    pub(crate) fn too_many(retry_after: Option<u64>) -> Self {
        Self {
            retry_after,
            ..Self::new(429, 2001, "ACCESS", "Too many requests.")
        }
    }

    pub(crate) fn unreadable() -> Self {
        Self::new(400, 2004, "ACCESS", "Invalid request")
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let parameters: Vec<Value> = self
            .parameters
            .iter()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        let mut error = json!({
            "errorId": self.id,
            "domain": self.domain,
            "category": self.category,
            "message": self.message,
            "longMessage": self.message,
        });
        if !parameters.is_empty() {
            error["parameters"] = Value::Array(parameters);
        }
        let mut response = (self.status, Json(json!({"errors": [error]}))).into_response();
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// The token door's refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoToken {
    InvalidClient,
    InvalidGrant,
    InvalidScope,
    UnsupportedGrantType,
}

impl IntoResponse for NoToken {
    fn into_response(self) -> Response {
        let (status, error, description) = match self {
            Self::InvalidClient => (401, "invalid_client", "client authentication failed"),
            Self::InvalidGrant => (
                400,
                "invalid_grant",
                "the provided authorization grant code is invalid or was issued to another client",
            ),
            Self::InvalidScope => (
                400,
                "invalid_scope",
                "the requested scope is invalid, unknown, malformed, or exceeds the scope granted to the client",
            ),
            Self::UnsupportedGrantType => (
                400,
                "unsupported_grant_type",
                "grant type in request is not supported by the authorization server",
            ),
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        let body = json!({"error": error, "error_description": description});
        (status, Json(body)).into_response()
    }
}
