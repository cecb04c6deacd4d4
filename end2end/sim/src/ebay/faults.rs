//! Faults on order, as those of the simulated vinted.fr: what shall go wrong with which of the coming calls.

use std::collections::VecDeque;

use axum::http::Method;
use serde::{Deserialize, Serialize};

use super::errors::Refusal;

/// One order, as JSON `{"match": {"path_prefix": "/sell/account"}, "times": 1, "after": 0, "fault": "rate_limited"}`. Paths
/// are those of eBay, without the host.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FaultOrder {
    #[serde(rename = "match", default)]
    pub matching: Matching,
    /// How many matching calls it strikes.
    #[serde(default = "once")]
    pub times: u32,
    /// How many it lets pass first.
    #[serde(default)]
    pub after: u32,
    #[serde(flatten)]
    pub fault: Fault,
}

fn once() -> u32 {
    1
}

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
        #[serde(default = "internal_error")]
        status: u16,
    },
    /// Nothing happened, and the answer breaks off.
    CutBefore,
    /// It happened, and the answer breaks off.
    CutAfter,
    /// It happens, after this many milliseconds.
    Slow { ms: u64 },
}

fn internal_error() -> u16 {
    500
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

/// The orders not yet spent, first come first served.
#[derive(Default)]
pub(crate) struct FaultBook {
    orders: VecDeque<FaultOrder>,
}

/// More than any test has; further ones push out the oldest.
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

    /// The fault that strikes this call, if any; it is spent by being drawn.
    pub(crate) fn draw(
        &mut self,
        method: &Method,
        path: &str,
        seller: Option<&str>,
    ) -> Option<Fault> {
        self.orders.retain(|order| order.times > 0);
        for order in self
            .orders
            .iter_mut()
            .filter(|order| order.matching.fits(method, path, seller))
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

impl Matching {
    fn fits(&self, method: &Method, path: &str, seller: Option<&str>) -> bool {
        let method_fits = self
            .method
            .as_ref()
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method.as_str()));
        let seller_fits = self.seller.is_none() || self.seller.as_deref() == seller;
        method_fits && seller_fits && path.starts_with(&self.path_prefix)
    }
}
