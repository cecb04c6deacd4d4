//! The gate in front of every host: the log, faults on order, and whose token comes along. What an interface wants beside
//! that is its own matter.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{FromRequestParts, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use serde_json::{Value, json};

use super::Ebay;
use super::errors::Refusal;
use super::faults::{Fault, Matching};
use super::requests::Caller;
use super::tokens::Bearer;
use crate::requests::Asked;

const LARGEST_BODY: usize = 1024 * 1024;

/// Lets a call through, or not, and writes down what became of it.
pub(crate) async fn pass(State(ebay): State<Arc<Ebay>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let (number, bearer, fault) = ebay.receive(&parts, &body);
    if let Some(bearer) = bearer {
        parts.extensions.insert(bearer);
    }
    let request = Request::from_parts(parts, Body::from(body));
    let response = play(fault, request, next).await;
    if response.extensions().get::<Cut>().is_none() {
        let status = response.status().as_u16();
        ebay.lock().requests.answered(number, status);
    }
    response
}

async fn play(fault: Option<Fault>, request: Request, next: Next) -> Response {
    match &fault {
        Some(Fault::CutBefore) => return cut(),
        Some(Fault::ServerError { status }) => return page(*status),
        Some(Fault::Slow { ms }) => tokio::time::sleep(Duration::from_millis(*ms)).await,
        _ => {}
    }
    if let Some(refusal) = fault.as_ref().and_then(Fault::refusal) {
        return refusal.into_response();
    }
    let response = next.run(request).await;
    match fault {
        Some(Fault::CutAfter) => cut(),
        _ => response,
    }
}

/// Carried by an answer that breaks off.
#[derive(Clone, Copy)]
struct Cut;

/// A body that breaks off before its first byte.
struct Broken;

impl HttpBody for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        Poll::Ready(Some(Err(std::io::Error::other("cut on order"))))
    }
}

/// The head of an answer, and then the end of the connection.
fn cut() -> Response {
    let mut response = Response::new(Body::new(Broken));
    response.extensions_mut().insert(Cut);
    response
}

/// What stands in front of eBay says so instead of it.
fn page(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, "<html><body>An error occurred.</body></html>").into_response()
}

impl Ebay {
    fn receive(&self, parts: &Parts, body: &[u8]) -> (u64, Option<Bearer>, Option<Fault>) {
        let mut state = self.lock();
        let (host, path) = place(parts.uri.path());
        let bearer = bearer_token(&parts.headers).and_then(|token| state.tokens.bearer(token));
        let form = form(parts, body);
        let seller = match &bearer {
            Some(bearer) => Some(bearer.seller.clone()),
            None => ["code", "refresh_token", "token"]
                .iter()
                .find_map(|name| state.tokens.owner(form.get(*name)?.as_str()?)),
        };
        let number = state.requests.open(Asked {
            method: parts.method.to_string(),
            path: path.to_owned(),
            query: parts.uri.query().map(str::to_owned),
            body: logged(body, &form),
            by: Caller {
                host: host.to_owned(),
                seller: seller.clone(),
                language: told(&parts.headers, header::ACCEPT_LANGUAGE.as_str()),
            },
        });
        let fits = |named: &Matching| named.fits(&parts.method, path, seller.as_deref());
        let fault = state.faults.draw(fits);
        if let Some(fault) = &fault {
            state.requests.struck(number, fault.name());
        }
        (number, bearer, fault)
    }
}

/// `/ebay/api.ebay.com/sell/…` as host and path.
fn place(path: &str) -> (&str, &str) {
    let below = path.strip_prefix("/ebay/").unwrap_or(path);
    match below.find('/') {
        Some(at) => below.split_at(at),
        None => (below, "/"),
    }
}

fn told(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}

fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let told = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    told.strip_prefix("Bearer ")
}

/// The fields of a form, read as those of an address are: they are written alike.
fn form(parts: &Parts, body: &[u8]) -> Value {
    let is_form = told(&parts.headers, header::CONTENT_TYPE.as_str())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let fields = is_form
        .then(|| std::str::from_utf8(body).ok())
        .flatten()
        .and_then(|body| format!("/?{body}").parse::<Uri>().ok())
        .and_then(|uri| Query::<Vec<(String, String)>>::try_from_uri(&uri).ok());
    let Some(Query(fields)) = fields else {
        return Value::Null;
    };
    let fields = fields
        .into_iter()
        .map(|(name, value)| (name, Value::String(value)));
    Value::Object(fields.collect())
}

/// Tokens are in no log, not even in one of play tokens.
fn logged(body: &[u8], form: &Value) -> Value {
    match form.get("grant_type") {
        Some(kind) => json!({ "grant_type": kind }),
        None => serde_json::from_slice(body).unwrap_or_default(),
    }
}

/// A call with a good token.
pub(crate) struct Signed(pub(crate) Bearer);

impl<S: Sync> FromRequestParts<S> for Signed {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parts
            .extensions
            .get::<Bearer>()
            .cloned()
            .map(Self)
            .ok_or_else(Refusal::token)
    }
}

impl Signed {
    /// The seller's name, where their consent reaches as far as `scope`, a part of its address behind the last slash.
    pub(crate) fn with(self, scope: &str) -> Result<String, Refusal> {
        let reaches = self
            .0
            .scopes
            .iter()
            .any(|given| given.ends_with(&format!("/{scope}")));
        if reaches {
            Ok(self.0.seller)
        } else {
            Err(Refusal::scope())
        }
    }
}
