//! Faults on order: what shall go wrong with which of the coming API calls.
//!
//! A fault is drawn once per request, before anything else happens; `gate` plays it.

use std::collections::VecDeque;

use axum::http::Method;
use serde::{Deserialize, Serialize};

use super::challenge::Challenge;
use super::errors::{FieldError, Refusal};

/// One order, as JSON `{"match": {"method": "POST", "path_prefix": "/api/v2/item_upload/items"}, "times": 1,
/// "after": 0, "fault": "rate_limited", "retry_after": 60}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FaultOrder {
    /// Which requests it concerns; by default every API call.
    #[serde(rename = "match", default)]
    pub matching: Matching,
    /// How many matching requests it strikes.
    #[serde(default = "once")]
    pub times: u32,
    /// How many matching requests it lets pass first.
    #[serde(default)]
    pub after: u32,
    #[serde(flatten)]
    pub fault: Fault,
}

impl FaultOrder {
    /// Strikes the next request of `method` whose path begins with `path_prefix`, once.
    pub fn once(method: &str, path_prefix: &str, fault: Fault) -> Self {
        Self {
            matching: Matching {
                method: Some(method.to_owned()),
                path_prefix: path_prefix.to_owned(),
            },
            times: once(),
            after: 0,
            fault,
        }
    }
}

fn once() -> u32 {
    1
}

/// The requests an order concerns.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matching {
    /// Any method where `None`.
    #[serde(default)]
    pub method: Option<String>,
    #[serde(default = "every_call")]
    pub path_prefix: String,
}

impl Default for Matching {
    fn default() -> Self {
        Self {
            method: None,
            path_prefix: every_call(),
        }
    }
}

fn every_call() -> String {
    "/api/".to_owned()
}

impl Matching {
    fn fits(&self, method: &Method, path: &str) -> bool {
        let method_fits = self
            .method
            .as_ref()
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method.as_str()));
        method_fits && path.starts_with(&self.path_prefix)
    }
}

/// What goes wrong, in JSON the value of `fault` and its parameters beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// 401, code 100.
    Unauthorized,
    /// 403, code 106.
    AccessDenied,
    /// 429, with `retry-after` in seconds when given.
    RateLimited {
        #[serde(default)]
        retry_after: Option<u64>,
    },
    /// A 5xx page.
    ServerError {
        #[serde(default = "internal_error")]
        status: u16,
    },
    /// 400 or 422 and code 99 or 100, with these complaints: all four were reported.
    Validation {
        fields: Vec<FieldError>,
        #[serde(default = "bad_request")]
        status: u16,
        #[serde(default = "validation_error")]
        code: u16,
    },
    /// The bot wall goes up as 403 JSON and stays until solved.
    DatadomeJson,
    /// The bot wall goes up as a 403 page and stays until solved.
    DatadomeHtml,
    /// The bot wall goes up as a 200 page and stays until solved.
    DatadomeOkHtml,
    /// The connection is closed and nothing happened.
    CutBefore,
    /// It happened, and the connection is closed without an answer.
    CutAfter,
    /// It happens, after this many milliseconds.
    Slow { ms: u64 },
    /// It happened, and the answer takes this many milliseconds.
    SlowAnswer { ms: u64 },
    /// It happened, and what stands in front of the site says 504 instead of it.
    GatewayTimeout,
    /// It happened, and the answer is JSON of a shape nobody expects.
    WrongJson,
}

fn bad_request() -> u16 {
    400
}

fn validation_error() -> u16 {
    99
}

fn internal_error() -> u16 {
    500
}

impl Fault {
    /// The refusal the request gets instead of its effect.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Unauthorized => Some(Refusal::NoSession),
            Self::AccessDenied => Some(Refusal::AccessDenied),
            Self::RateLimited { retry_after } => Some(Refusal::RateLimited {
                retry_after: *retry_after,
            }),
            Self::ServerError { status } => Some(Refusal::Broken { status: *status }),
            Self::Validation {
                fields,
                status,
                code,
            } => Some(Refusal::Invalid {
                status: *status,
                code: *code,
                errors: fields.clone(),
            }),
            _ => None,
        }
    }

    /// The wall this fault puts up.
    pub(crate) fn challenge(&self) -> Option<Challenge> {
        match self {
            Self::DatadomeJson => Some(Challenge::Json),
            Self::DatadomeHtml => Some(Challenge::Html),
            Self::DatadomeOkHtml => Some(Challenge::OkHtml),
            _ => None,
        }
    }

    /// The word under which it is ordered.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Unauthorized => "unauthorized",
            Self::AccessDenied => "access_denied",
            Self::RateLimited { .. } => "rate_limited",
            Self::ServerError { .. } => "server_error",
            Self::Validation { .. } => "validation",
            Self::DatadomeJson => "datadome_json",
            Self::DatadomeHtml => "datadome_html",
            Self::DatadomeOkHtml => "datadome_ok_html",
            Self::CutBefore => "cut_before",
            Self::CutAfter => "cut_after",
            Self::Slow { .. } => "slow",
            Self::SlowAnswer { .. } => "slow_answer",
            Self::GatewayTimeout => "gateway_timeout",
            Self::WrongJson => "wrong_json",
        }
    }
}

/// Carried by a response whose connection shall be closed without it.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the connection was cut on order")]
pub(crate) struct Cut;

/// What a browser's next request travels on. A browser repeats a request by itself, POST included, when a reused
/// connection dies before the first byte of the answer: with kept connections `cut_after` can make two effects out
/// of one call, with fresh ones it makes exactly one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Connections {
    /// One request per connection.
    #[default]
    Fresh,
    /// HTTP/1.1 keep-alive, as the real site's connections are kept.
    KeptAlive,
}

/// The orders not yet spent, first come first served.
#[derive(Default)]
pub(crate) struct FaultBook {
    orders: VecDeque<FaultOrder>,
}

/// More orders than any test has; further ones push out the oldest.
const MOST_ORDERS: usize = 1_000;

impl FaultBook {
    pub(crate) fn order(&mut self, order: FaultOrder) {
        if self.orders.len() == MOST_ORDERS {
            self.orders.pop_front();
        }
        self.orders.push_back(order);
    }

    pub(crate) fn orders(&self) -> impl Iterator<Item = &FaultOrder> {
        self.orders.iter()
    }

    pub(crate) fn clear(&mut self) {
        self.orders.clear();
    }

    /// The fault that strikes this request, if any; it is spent by being drawn.
    pub(crate) fn draw(&mut self, method: &Method, path: &str) -> Option<Fault> {
        self.orders.retain(|order| order.times > 0);
        for order in self
            .orders
            .iter_mut()
            .filter(|order| order.matching.fits(method, path))
        {
            if order.after > 0 {
                order.after -= 1;
            } else {
                order.times -= 1;
                return Some(order.fault.clone());
            }
        }
        None
    }
}
