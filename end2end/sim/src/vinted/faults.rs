//! Faults on order: what shall go wrong with which of the coming API calls.
//!
//! A fault is drawn once per request, before anything else happens; `gate` plays it.

use axum::http::Method;
use serde::{Deserialize, Serialize};

use super::challenge::Challenge;
use super::errors::{FieldError, Refusal};
use super::photos::PhotoId;
use crate::faults;

/// One order, as JSON `{"match": {"method": "POST", "path_prefix": "/api/v2/item_upload/items"}, "times": 1,
/// "after": 0, "fault": "rate_limited", "retry_after": 60}`.
pub type FaultOrder = faults::FaultOrder<Matching, Fault>;

impl FaultOrder {
    /// Strikes the next request of `method` whose path begins with `path_prefix`, once.
    pub fn once(method: &str, path_prefix: &str, fault: Fault) -> Self {
        Self {
            matching: Matching {
                method: Some(method.to_owned()),
                path_prefix: path_prefix.to_owned(),
            },
            times: faults::once(),
            after: 0,
            fault,
        }
    }
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
    pub(super) fn fits(&self, method: &Method, path: &str) -> bool {
        faults::is_method(self.method.as_deref(), method) && path.starts_with(&self.path_prefix)
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
        #[serde(default = "faults::internal_error")]
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
    /// A draft is kept with its photos the other way round.
    PhotosReversed,
    /// A draft is kept without its last photo.
    PhotoDropped,
    /// What is put up for sale has to be verified by its seller first.
    AsksVerification,
}

fn bad_request() -> u16 {
    400
}

fn validation_error() -> u16 {
    99
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

    /// What the site does otherwise than it was asked to.
    pub(crate) fn twist(&self) -> Option<Twist> {
        match self {
            Self::PhotosReversed => Some(Twist::PhotosReversed),
            Self::PhotoDropped => Some(Twist::PhotoDropped),
            Self::AsksVerification => Some(Twist::AsksVerification),
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
            Self::PhotosReversed => "photos_reversed",
            Self::PhotoDropped => "photo_dropped",
            Self::AsksVerification => "asks_verification",
        }
    }
}

/// Travels with a request that the site will carry out in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Twist {
    PhotosReversed,
    PhotoDropped,
    AsksVerification,
}

impl Twist {
    /// The photos as the site keeps them.
    pub(crate) fn photos(twist: Option<&Self>, mut sent: Vec<PhotoId>) -> Vec<PhotoId> {
        match twist {
            Some(Self::PhotosReversed) => sent.reverse(),
            Some(Self::PhotoDropped) => drop(sent.pop()),
            Some(Self::AsksVerification) | None => {}
        }
        sent
    }

    /// What the site's page is to show once a listing was put up.
    pub(crate) fn after_upload(twist: Option<&Self>) -> [&'static str; 1] {
        match twist {
            Some(Self::AsksVerification) => ["show_item_verification_modal"],
            _ => ["show_upload_another_item_tip"],
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
