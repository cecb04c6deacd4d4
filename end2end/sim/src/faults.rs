//! Faults on order: what shall go wrong with which of the coming calls, at whichever place. What can go wrong there, and
//! which calls an order may name, is the place's own.

use std::collections::VecDeque;

use axum::http::Method;
use serde::{Deserialize, Serialize};

/// One order, as JSON `{"match": {…}, "times": 1, "after": 0, "fault": "rate_limited", …}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FaultOrder<Matching, Fault> {
    /// Which calls it concerns; by default every one of the place's interface.
    #[serde(rename = "match", default)]
    pub matching: Matching,
    /// How many matching calls it strikes.
    #[serde(default = "once")]
    pub times: u32,
    /// How many matching calls it lets pass first.
    #[serde(default)]
    pub after: u32,
    #[serde(flatten)]
    pub fault: Fault,
}

pub(crate) fn once() -> u32 {
    1
}

/// The status of a server's error where none is ordered.
pub(crate) fn internal_error() -> u16 {
    500
}

/// The orders not yet spent, first come first served.
pub(crate) struct FaultBook<Matching, Fault> {
    orders: VecDeque<FaultOrder<Matching, Fault>>,
}

impl<Matching, Fault> Default for FaultBook<Matching, Fault> {
    fn default() -> Self {
        Self {
            orders: VecDeque::new(),
        }
    }
}

/// More orders than any test has; further ones push out the oldest.
const MOST_ORDERS: usize = 1_000;

impl<Matching, Fault: Clone> FaultBook<Matching, Fault> {
    pub(crate) fn order(&mut self, order: FaultOrder<Matching, Fault>) {
        if self.orders.len() == MOST_ORDERS {
            self.orders.pop_front();
        }
        self.orders.push_back(order);
    }

    pub(crate) fn orders(&self) -> impl Iterator<Item = &FaultOrder<Matching, Fault>> {
        self.orders.iter()
    }

    pub(crate) fn clear(&mut self) {
        self.orders.clear();
    }

    /// The fault that strikes a call that fits, if any; it is spent by being drawn.
    pub(crate) fn draw(&mut self, fits: impl Fn(&Matching) -> bool) -> Option<Fault> {
        self.orders.retain(|order| order.times > 0);
        for order in self.orders.iter_mut().filter(|order| fits(&order.matching)) {
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

/// Whether a call is of the method an order names, if it names one.
pub(crate) fn is_method(named: Option<&str>, method: &Method) -> bool {
    named.is_none_or(|named| named.eq_ignore_ascii_case(method.as_str()))
}
