//! A browser that asked for a page gets a failure as a page, whichever step refused it: the guard, a handler, or a server
//! function behind a form that was sent without scripts. What was typed into that form is in the page.
//!
//! Scripts and machines get the failure as it is.

use crate::router::Server;
use crate::security::headers::RequestId;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Form, FromRequest, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use leptos::server_fn::error::FromServerFnError;
use stoflow_app::error::AppError;
use stoflow_app::error::apology::{Asked, document};
use stoflow_app::request::{Visitor, own_path};
use stoflow_app::visit::Visit;

/// The largest form that is read; far beyond what its fields may hold.
const LARGEST_FORM: usize = 2 * 1024 * 1024;

/// No failure of ours says more.
const LARGEST_FAILURE: usize = 256 * 1024;

/// Lets the request through and looks at the answer.
pub async fn tell(State(server): State<Server>, request: Request, next: Next) -> Response {
    if !wants_page(&request) {
        return next.run(request).await;
    }
    let visit = visit(&server, &request);
    let mut asked = Asked {
        path: request.uri().path().to_owned(),
        back: back(&server, request.headers()),
        form: None,
    };
    let response = if is_form(&request) {
        let (parts, body) = request.into_parts();
        match to_bytes(body, LARGEST_FORM).await {
            Ok(bytes) => {
                asked.form = fields(bytes.clone()).await;
                next.run(Request::from_parts(parts, bytes.into())).await
            }
            Err(_) => {
                return page(
                    &server,
                    &visit,
                    AppError::Unreadable,
                    asked,
                    StatusCode::PAYLOAD_TOO_LARGE,
                );
            }
        }
    } else {
        next.run(request).await
    };
    if !is_failure(&response) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let told = to_bytes(body, LARGEST_FAILURE).await.unwrap_or_default();
    let error = understood(told, parts.status, &parts.headers);
    let mut apology = page(&server, &visit, error, asked, parts.status);
    for name in [header::SET_COOKIE, header::RETRY_AFTER, header::ALLOW] {
        for value in parts.headers.get_all(&name) {
            apology.headers_mut().append(name.clone(), value.clone());
        }
    }
    apology
}

/// A person's browser that will show what comes. What is for machines stays theirs.
fn wants_page(request: &Request) -> bool {
    let html = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    html && !request.uri().path().starts_with("/api/")
}

fn is_form(request: &Request) -> bool {
    request.method() == Method::POST
        && request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(FORM.as_bytes()))
}

const FORM: &str = "application/x-www-form-urlencoded";

/// The fields as they were filled in. A form that cannot be read was not filled in by a person.
async fn fields(bytes: Bytes) -> Option<Vec<(String, String)>> {
    let mut form = Request::new(Body::from(bytes));
    *form.method_mut() = Method::POST;
    form.headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(FORM));
    let Form(fields) = Form::from_request(form, &()).await.ok()?;
    Some(fields)
}

fn is_failure(response: &Response) -> bool {
    let failed = response.status().is_client_error() || response.status().is_server_error();
    failed
        && response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

/// Codes that only machines meet are told apart by their status.
fn understood(told: Bytes, status: StatusCode, headers: &HeaderMap) -> AppError {
    match AppError::de(told) {
        AppError::TooMany { .. } => AppError::TooMany {
            retry_after_s: headers
                .get(header::RETRY_AFTER)
                .and_then(|seconds| seconds.to_str().ok()?.parse().ok())
                .unwrap_or_default(),
        },
        AppError::Unknown if status == StatusCode::NOT_FOUND => AppError::NotFound,
        AppError::Unknown if status == StatusCode::FORBIDDEN => AppError::Forbidden,
        AppError::Unknown if status.is_client_error() => AppError::Unreadable,
        error => error,
    }
}

fn page(
    server: &Server,
    visit: &Visit,
    error: AppError,
    asked: Asked,
    status: StatusCode,
) -> Response {
    let document = document(visit, &server.assets, error, asked);
    let headers = [(header::CACHE_CONTROL, "private, no-store")];
    (status, headers, Html(document)).into_response()
}

/// The page needs the reader's language and theme, and nothing that is behind a door.
fn visit(server: &Server, request: &Request) -> Visit {
    let request_id = request.extensions().get::<RequestId>();
    let request_id = request_id.map(|id| id.0.clone()).unwrap_or_default();
    let visitor = Visitor::of_request(None, request.headers(), request_id);
    Visit {
        language: visitor.language,
        theme: visitor.theme,
        now: server.backend.clock.now(),
        request_id: visitor.request_id,
        ..Visit::default()
    }
}

/// The page of ours that the request was sent from.
fn back(server: &Server, headers: &HeaderMap) -> String {
    let referer = headers
        .get(header::REFERER)
        .and_then(|referer| referer.to_str().ok())
        .unwrap_or_default();
    let mut ours = server.settings.origins.iter();
    let path = ours.find_map(|origin| referer.strip_prefix(origin.as_str()));
    own_path(path.unwrap_or_default()).to_owned()
}
