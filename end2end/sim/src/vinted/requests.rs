//! The log of what the site was asked: the evidence for tests about order, pace and repetition.

use std::collections::{BTreeMap, VecDeque};

use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::Serialize;
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::session::MemberId;
use crate::clock;

const MOST_ENTRIES: usize = 10_000;
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

/// One request to the site and how it ended.
#[derive(Clone, Debug, Serialize)]
pub struct RequestReport {
    /// Counts up from 1 and never repeats.
    pub number: u64,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub method: String,
    pub path: String,
    pub query: Option<String>,
    /// Who was signed in.
    pub member: Option<MemberId>,
    /// The headers that matter for behaving like the site's own pages.
    pub headers: BTreeMap<String, String>,
    /// A JSON body as it came; of any other only `{content_type, bytes}`.
    pub body: Value,
    /// The fault that struck it.
    pub fault: Option<String>,
    /// `None` while it runs, and for good when its connection was cut.
    pub status: Option<u16>,
}

/// The newest requests, oldest first.
#[derive(Default)]
pub(crate) struct RequestLog {
    entries: VecDeque<RequestReport>,
    last: u64,
}

impl RequestLog {
    /// Notes a request that begins; its number closes it later.
    pub(crate) fn open(&mut self, parts: &Parts, body: &[u8], member: Option<MemberId>) -> u64 {
        if self.entries.len() == MOST_ENTRIES {
            self.entries.pop_front();
        }
        self.last += 1;
        self.entries.push_back(RequestReport {
            number: self.last,
            at: clock::now(),
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().map(str::to_owned),
            member,
            headers: kept(&parts.headers),
            body: summary(&parts.headers, body),
            fault: None,
            status: None,
        });
        self.last
    }

    pub(crate) fn struck(&mut self, number: u64, fault: &str) {
        if let Some(entry) = self.entry(number) {
            entry.fault = Some(fault.to_owned());
        }
    }

    pub(crate) fn answered(&mut self, number: u64, status: StatusCode) {
        if let Some(entry) = self.entry(number) {
            entry.status = Some(status.as_u16());
        }
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = &RequestReport> {
        self.entries.iter()
    }

    /// Forgets the entries, not the numbering.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }

    fn entry(&mut self, number: u64) -> Option<&mut RequestReport> {
        self.entries
            .iter_mut()
            .rev()
            .find(|entry| entry.number == number)
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
