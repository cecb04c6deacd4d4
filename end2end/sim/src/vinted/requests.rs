//! What the log of the site's requests tells beside the request: who was signed in, and the headers that matter.

use std::collections::BTreeMap;

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::Serialize;
use serde_json::{Value, json};

use super::session::MemberId;
use crate::requests::Asked;

const LARGEST_LOGGED_BODY: usize = 64 * 1024;
const LOGGED_HEADERS: [&str; 11] = [
    "accept",
    "accept-language",
    "content-type",
    "locale",
    "origin",
    "referer",
    "user-agent",
    "x-anon-id",
    "x-csrf-token",
    "x-enable-multiple-size-groups",
    "x-upload-form",
];

/// One request in the log: of a body that is not JSON only `{content_type, bytes}`.
pub type RequestReport = crate::requests::RequestReport<Browser>;

/// Who asked.
#[derive(Clone, Debug, Serialize)]
pub struct Browser {
    /// Who was signed in.
    pub member: Option<MemberId>,
    /// The headers that matter for behaving like the site's own pages.
    pub headers: BTreeMap<String, String>,
}

/// The request as the log keeps it.
pub(super) fn asked(parts: &Parts, body: &[u8], member: Option<MemberId>) -> Asked<Browser> {
    Asked {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        body: summary(&parts.headers, body),
        by: Browser {
            member,
            headers: kept(&parts.headers),
        },
    }
}

fn kept(headers: &HeaderMap) -> BTreeMap<String, String> {
    let present = LOGGED_HEADERS.iter().filter_map(|name| {
        let value = headers.get(*name)?.to_str().ok()?;
        Some(((*name).to_owned(), value.to_owned()))
    });
    present.collect()
}

fn summary(headers: &HeaderMap, body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    let small = body
        .get(..LARGEST_LOGGED_BODY.min(body.len()))
        .filter(|part| part.len() == body.len());
    small
        .and_then(|body| serde_json::from_slice(body).ok())
        .unwrap_or_else(|| {
            let content_type = headers
                .get(header::CONTENT_TYPE)
                .and_then(|value| value.to_str().ok());
            json!({ "content_type": content_type, "bytes": body.len() })
        })
}
