//! What a request brings, taken out of it by our own extractors: who sent it, and its path, query, body and files.
//!
//! Whatever cannot be read is a [`Failure`] with a stable code, at every door alike. What it means is the door's business.

use crate::failure::Failure;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use stoflow_app::request::Visitor;
use stoflow_domain::error::Error;
use stoflow_domain::sessions::SignedIn;

/// Whoever is signed in; a stranger is refused before anything else of the request is read.
pub struct Seller(pub SignedIn);

impl<S: Sync> FromRequestParts<S> for Seller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        let visitor = parts.extensions.get::<Visitor>();
        let seller = visitor.and_then(|visitor| visitor.signed_in.clone());
        Ok(Self(seller.ok_or(Error::SignedOut)?))
    }
}

/// What stands in the path. An address that is no address of ours leads nowhere.
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let axum::extract::Path(value) =
            axum::extract::Path::from_request_parts(parts, state).await?;
        Ok(Self(value))
    }
}

/// The question after the path.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let axum::extract::Query(value) =
            axum::extract::Query::from_request_parts(parts, state).await?;
        Ok(Self(value))
    }
}

/// A body of JSON.
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let axum::Json(value) = axum::Json::from_request(request, state).await?;
        Ok(Self(value))
    }
}

/// Files in a form.
pub struct Files(pub Multipart);

impl<S: Send + Sync> FromRequest<S> for Files {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        Ok(Self(Multipart::from_request(request, state).await?))
    }
}

/// A line that stays open.
pub struct Line(pub WebSocketUpgrade);

impl<S: Send + Sync> FromRequestParts<S> for Line {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Ok(Self(
            WebSocketUpgrade::from_request_parts(parts, state).await?,
        ))
    }
}

impl From<PathRejection> for Failure {
    fn from(_: PathRejection) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found")
    }
}

impl From<QueryRejection> for Failure {
    fn from(_: QueryRejection) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "unreadable")
    }
}

impl From<JsonRejection> for Failure {
    fn from(rejection: JsonRejection) -> Self {
        match rejection {
            JsonRejection::MissingJsonContentType(_) => {
                Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json")
            }
            JsonRejection::BytesRejection(bytes)
                if bytes.status() == StatusCode::PAYLOAD_TOO_LARGE =>
            {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large")
            }
            _ => Self::new(StatusCode::BAD_REQUEST, "unreadable"),
        }
    }
}

impl From<MultipartRejection> for Failure {
    fn from(_: MultipartRejection) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "unreadable_upload")
    }
}

impl From<WebSocketUpgradeRejection> for Failure {
    fn from(_: WebSocketUpgradeRejection) -> Self {
        Self::new(StatusCode::UPGRADE_REQUIRED, "not_a_socket")
    }
}
