//! The log of what eBay was asked: the evidence for tests about repetition and single renewals.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;

use crate::clock;

const MOST_ENTRIES: usize = 10_000;

/// One call and how it ended.
#[derive(Clone, Debug, Serialize)]
pub struct RequestReport {
    /// Counts up from 1 and never repeats.
    pub number: u64,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub method: String,
    /// Such as `api.ebay.com`.
    pub host: String,
    /// eBay's own path on that host.
    pub path: String,
    pub query: Option<String>,
    /// Whose token came along, or whose code or refresh token was traded.
    pub seller: Option<String>,
    /// `Accept-Language`.
    pub language: Option<String>,
    /// A JSON body as it came; of a form its `grant_type`; null for others.
    pub body: Value,
    /// The fault that struck it.
    pub fault: Option<String>,
    /// `None` while it runs, and for good where its answer broke off.
    pub status: Option<u16>,
}

/// The newest calls, oldest first.
#[derive(Default)]
pub(crate) struct RequestLog {
    entries: VecDeque<RequestReport>,
    last: u64,
}

impl RequestLog {
    /// Notes a call that begins; its number closes it later.
    pub(crate) fn open(
        &mut self,
        describe: impl FnOnce(u64, OffsetDateTime) -> RequestReport,
    ) -> u64 {
        if self.entries.len() == MOST_ENTRIES {
            self.entries.pop_front();
        }
        self.last += 1;
        self.entries.push_back(describe(self.last, clock::now()));
        self.last
    }

    pub(crate) fn struck(&mut self, number: u64, fault: &str) {
        if let Some(entry) = self.entry(number) {
            entry.fault = Some(fault.to_owned());
        }
    }

    pub(crate) fn answered(&mut self, number: u64, status: u16) {
        if let Some(entry) = self.entry(number) {
            entry.status = Some(status);
        }
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = &RequestReport> {
        self.entries.iter()
    }

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
