//! How long one thing took, as the commands that measure print it: one line of JSON each.

use serde::Serialize;
use std::time::Duration;

/// How long one thing took.
#[derive(Debug, Serialize)]
pub struct Timing {
    case: &'static str,
    ms: f64,
}

impl Timing {
    pub(super) fn new(case: &'static str, took: Duration) -> Self {
        Self {
            case,
            ms: took.as_secs_f64() * 1000.0,
        }
    }
}
