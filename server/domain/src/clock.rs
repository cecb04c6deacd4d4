//! Time as a parameter: the process has one clock, tests have their own.
//!
//! Leases, deadlines and schedules do not use it: they go by the database's time, which all nodes share.

use std::sync::Arc;
use time::OffsetDateTime;

/// Tells the time, in UTC.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> OffsetDateTime + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where the machine's time enters"
        )]
        Self(Arc::new(OffsetDateTime::now_utc))
    }

    /// A clock that tells what `tell` says.
    pub fn from_fn(tell: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    pub fn now(&self) -> OffsetDateTime {
        (self.0)()
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}
