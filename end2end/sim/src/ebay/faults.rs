//! What can go wrong at eBay on order, and with which calls.

use axum::http::Method;
use serde::{Deserialize, Serialize};

use super::errors::Refusal;
use crate::faults;

/// One order. Paths are those of eBay, without the host.
pub type FaultOrder = faults::FaultOrder<Matching, Fault>;

/// The calls an order concerns; every one by default.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Matching {
    pub method: Option<String>,
    pub path_prefix: String,
    /// Calls of this seller alone, by their name: other tests have others.
    pub seller: Option<String>,
}

/// What goes wrong, in JSON the value of `fault` and its parameters beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// 401, 1001: the token is not taken, whatever it is.
    Unauthorized,
    /// 429, 2001.
    RateLimited {
        #[serde(default)]
        retry_after: Option<u64>,
    },
    /// A 5xx with a page in front of eBay instead of the envelope.
    ServerError {
        #[serde(default = "faults::internal_error")]
        status: u16,
    },
    /// Nothing happened, and the answer breaks off.
    CutBefore,
    /// It happened, and the answer breaks off.
    CutAfter,
    /// It happens, after this many milliseconds.
    Slow { ms: u64 },
}

impl Fault {
    /// What is answered instead, in the interface's own form.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Unauthorized => Some(Refusal::token()),
            Self::RateLimited { retry_after } => Some(Refusal::too_many(*retry_after)),
            _ => None,
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Unauthorized => "unauthorized",
            Self::RateLimited { .. } => "rate_limited",
            Self::ServerError { .. } => "server_error",
            Self::CutBefore => "cut_before",
            Self::CutAfter => "cut_after",
            Self::Slow { .. } => "slow",
        }
    }
}

impl Matching {
    pub(super) fn fits(&self, method: &Method, path: &str, seller: Option<&str>) -> bool {
        let seller_fits = self.seller.is_none() || self.seller.as_deref() == seller;
        let method_fits = faults::is_method(self.method.as_deref(), method);
        method_fits && seller_fits && path.starts_with(&self.path_prefix)
    }
}
