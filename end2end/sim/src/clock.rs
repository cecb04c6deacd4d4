//! The one place where the simulator looks at a clock. The outside world's time is this machine's; no client of the
//! simulator shares it.

use time::OffsetDateTime;

#[expect(
    clippy::disallowed_methods,
    reason = "the outside world has its own clock"
)]
pub(crate) fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}
