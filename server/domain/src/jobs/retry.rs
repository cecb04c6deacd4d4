//! Whether and when a job is tried again. Pure: the spread comes from a number that is passed in.

use std::time::Duration;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::platform::{JobKind, VintedAction};

/// What may be done when it is not known how an attempt ended (design section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryClass {
    /// Doing it again changes nothing outside: it only reads there.
    Pure,
    /// Doing it again changes nothing: the call names the thing it acts on.
    Keyed,
    /// Doing it again may make a second one: look first.
    Dangerous,
}

pub(crate) fn class(kind: JobKind) -> RetryClass {
    match kind {
        JobKind::Vinted(VintedAction::Publish | VintedAction::Reply) => RetryClass::Dangerous,
        JobKind::Vinted(VintedAction::Update | VintedAction::Delete) => RetryClass::Keyed,
        JobKind::Vinted(
            VintedAction::Sync | VintedAction::Link | VintedAction::Orders | VintedAction::Message,
        ) => RetryClass::Pure,
    }
}

/// What a trouble means for the job that met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bearing {
    /// The whole lane stands still until the seller acts; the job lost nothing.
    StopsLane,
    /// May pass by itself.
    Passing,
    /// The same order would end the same way.
    Final,
}

pub(crate) fn bearing(trouble: &Trouble) -> Bearing {
    match trouble {
        Trouble::PausedBySeller
        | Trouble::SignedOutOfMarketplace
        | Trouble::OtherMarketplaceAccount { .. }
        | Trouble::Challenged
        | Trouble::RateLimited { .. }
        | Trouble::AccessDenied => Bearing::StopsLane,
        Trouble::NoExecutor
        | Trouble::ExecutorPaused
        | Trouble::QuietHours { .. }
        | Trouble::DailyCap { .. }
        | Trouble::NoMarketplaceTab
        | Trouble::MarketplaceDown { .. }
        | Trouble::Unknown
        | Trouble::Unreadable { .. }
        | Trouble::PhotoUnavailable { .. }
        | Trouble::LabelUnavailable
        | Trouble::TimedOut
        | Trouble::Internal => Bearing::Passing,
        Trouble::NotReady { .. }
        | Trouble::Refused { .. }
        | Trouble::Gone
        | Trouble::Reserved
        | Trouble::NoLabel => Bearing::Final,
    }
}

/// Full jitter: somewhere between at once and 5 s, 20 s, 60 s for the first, second and later attempts.
pub(crate) fn backoff(attempt: i32, spread: u64) -> Duration {
    let longest_ms = match attempt {
        ..=1 => 5_000,
        2 => 20_000,
        _ => 60_000,
    };
    Duration::from_millis(spread % (longest_ms + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_within_their_bounds() {
        for (attempt, longest_ms) in [(1, 5_000), (2, 20_000), (3, 60_000), (9, 60_000)] {
            let longest = Duration::from_millis(longest_ms);
            assert_eq!(backoff(attempt, 0), Duration::ZERO);
            assert_eq!(backoff(attempt, longest_ms), longest);
            assert!((0..10_000).all(|n| backoff(attempt, n * 7_919) <= longest));
        }
    }

    #[test]
    fn what_the_seller_must_act_on_stops_the_lane() {
        assert_eq!(bearing(&Trouble::Challenged), Bearing::StopsLane);
        assert_eq!(
            bearing(&Trouble::RateLimited {
                retry_after_s: None
            }),
            Bearing::StopsLane
        );
        assert_eq!(
            bearing(&Trouble::MarketplaceDown { status: 503 }),
            Bearing::Passing
        );
        assert_eq!(
            bearing(&Trouble::Refused { reasons: vec![] }),
            Bearing::Final
        );
    }
}
