//! The log of what a place was asked: the evidence for tests about order, pace and repetition.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;

use crate::clock;

const MOST_ENTRIES: usize = 10_000;

/// One request and how it ended.
#[derive(Clone, Debug, Serialize)]
pub struct RequestReport<Asker> {
    /// Counts up from 1 and never repeats.
    pub number: u64,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    #[serde(flatten)]
    pub asked: Asked<Asker>,
    /// The fault that struck it.
    pub fault: Option<String>,
    /// `None` while it runs, and for good when its connection was cut.
    pub status: Option<u16>,
}

/// What was asked.
#[derive(Clone, Debug, Serialize)]
pub struct Asked<Asker> {
    pub method: String,
    pub path: String,
    pub query: Option<String>,
    /// As far as the place keeps it.
    pub body: Value,
    /// Who asked and with what, as the place tells it.
    #[serde(flatten)]
    pub by: Asker,
}

/// The newest requests, oldest first.
pub(crate) struct RequestLog<Asker> {
    entries: VecDeque<RequestReport<Asker>>,
    last: u64,
}

impl<Asker> Default for RequestLog<Asker> {
    fn default() -> Self {
        Self {
            entries: VecDeque::new(),
            last: 0,
        }
    }
}

impl<Asker> RequestLog<Asker> {
    /// Notes a request that begins; its number closes it later.
    pub(crate) fn open(&mut self, asked: Asked<Asker>) -> u64 {
        if self.entries.len() == MOST_ENTRIES {
            self.entries.pop_front();
        }
        self.last += 1;
        self.entries.push_back(RequestReport {
            number: self.last,
            at: clock::now(),
            asked,
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

    pub(crate) fn answered(&mut self, number: u64, status: u16) {
        if let Some(entry) = self.entry(number) {
            entry.status = Some(status);
        }
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = &RequestReport<Asker>> {
        self.entries.iter()
    }

    /// Forgets the entries, not the numbering.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }

    fn entry(&mut self, number: u64) -> Option<&mut RequestReport<Asker>> {
        self.entries
            .iter_mut()
            .rev()
            .find(|entry| entry.number == number)
    }
}
